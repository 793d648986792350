//! Which key life areas an aspiration is part of: said as chips, and chosen where they are said. Nobody else is told.
use crate::components::{CheckboxRow, when};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::state::use_person;
use domain::set::Set;
use leptos::prelude::*;

/// Chips for those that are chosen, and, folded away, a box for each area.
#[component]
pub(super) fn PartOf(
    /// The ids of those that are chosen.
    #[prop(into)]
    chosen: Signal<Set<String>>,
    /// One was ticked, or unticked.
    #[prop(into)]
    on_change: Callback<(String, bool)>,
) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let areas = Memo::new(move |_| {
        person.notebook.instruments().with(|all| {
            let found = all.iter().find(|it| it.key_areas());
            let items = found.into_iter().flat_map(|it| (1..).zip(&it.pack.items).map(move |(n, item)| (it, n, item)));
            items.map(|(it, n, item)| (item.id.clone(), names::theme(i18n, it, n, item))).collect::<Vec<_>>()
        })
    });
    let any = Memo::new(move |_| areas.with(|areas| areas.iter().any(|(id, _)| chosen.with(|all| all.contains(id)))));
    let chips = move || {
        let own = areas.get().into_iter().filter(|(id, _)| chosen.with(|all| all.contains(id)));
        own.map(|(_, name)| view! { <span class="chip" dir="auto" translate="no">{name}</span> }.into_any())
            .collect_view()
    };
    let rows = move || {
        let row = |(id, name): (String, String)| {
            let area = id.clone();
            let ticked = Signal::derive(move || chosen.with(|all| all.contains(&area)));
            let tick = move |on: bool| on_change.run((id.clone(), on));
            view! { <CheckboxRow label=name checked=ticked on_change=tick as_written=true/> }.into_any()
        };
        areas.get().into_iter().map(row).collect_view()
    };
    view! {
        {when(move || any.get(), move || view! {
            <p class="links"><span class="soft">{t!(i18n, person.way.part_of)}</span>" "{chips}</p>
        })}
        <details class="as-table">
            <summary>{t!(i18n, person.way.part_which)}</summary>
            <p class="soft small">{t!(i18n, person.seen.only_you)}</p>
            <div class="rows">{rows}</div>
        </details>
    }
}
