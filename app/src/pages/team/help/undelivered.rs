//! What waits for somebody's phone: who, since when, until when. Nobody is told here what became of the rest.
use crate::components::Section;
use crate::i18n::*;
use crate::pages::team::people::day_here;
use crate::platform::intl;
use crate::state::worker::use_worker;
use domain::api::WrittenReply;
use domain::time::Moment;
use leptos::prelude::*;

/// The list, oldest first.
#[component]
pub(super) fn Undelivered() -> impl IntoView {
    let (i18n, worker) = (use_i18n(), use_worker());
    let row = move |one: WrittenReply| {
        let name = worker.person(one.person_id).and_then(|known| known.name);
        let name = name.unwrap_or_else(|| t_string!(i18n, team.helping.unnamed).to_owned());
        let [since, until] = [one.stored_at, one.ends].map(|at| intl::day_plain(day_here(Moment(at))));
        let line = t_string!(i18n, team.helping.undelivered_line, since = since, until = until).to_string();
        view! {
            <li class="row">
                <span class="grow">
                    <span dir="auto" translate="no">{name}</span>
                    <span class="hint">{line}</span>
                </span>
            </li>
        }
        .into_any()
    };
    let rows = move || {
        let all = worker.undelivered.get();
        if all.is_empty() {
            // Before the server has answered once, nobody knows.
            let known = worker.looked.get().is_some();
            return known.then(|| view! { <p>{t!(i18n, team.helping.undelivered_none)}</p> }.into_any());
        }
        Some(view! { <ul class="rows">{all.into_iter().map(row).collect_view()}</ul> }.into_any())
    };
    view! {
        <section id="undelivered">
            <Section title=move || t_string!(i18n, team.helping.undelivered)/>
            {rows}
            <p class="hint">{t!(i18n, team.helping.undelivered_why)}</p>
        </section>
    }
}
