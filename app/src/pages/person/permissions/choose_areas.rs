//! Which key life areas a worker may see: each by itself, and with each, by itself again, whether more help would be
//! welcome.
use super::choice::PermissionChoice;
use super::tick::{Unfold, tick};
use crate::components::{CheckboxRow, Section};
use crate::i18n::*;
use crate::pages::person::shell::names;
use crate::state::use_person;
use crate::words::say;
use domain::instrument::Item;
use leptos::prelude::*;

/// The areas, under one heading that opens. Nothing is picked beforehand.
#[component]
pub(super) fn AreaChoices(choice: RwSignal<Option<PermissionChoice>>) -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let found = person.notebook.instruments().with_untracked(|all| all.iter().find(|it| it.key_areas()).cloned());
    let picked = Memo::new(move |_| choice.with(|choice| choice.as_ref().map_or(0, |it| it.scope.areas())));
    found.map(|instrument| {
        let rows =
            instrument.pack.items.iter().map(|item| view! { <Area choice=choice item=item.clone()/> }.into_any());
        let rows: Vec<AnyView> = rows.collect();
        let (title, hint) = (say!(i18n, person.choose.areas_open), say!(i18n, person.choose.areas_hint));
        view! {
            <Section title=names::title(i18n, &instrument)/>
            <Unfold title=title picked=picked hint=hint rows=rows/>
        }
    })
}

#[component]
fn Area(choice: RwSignal<Option<PermissionChoice>>, item: Item) -> impl IntoView {
    let i18n = use_i18n();
    let id = StoredValue::new(item.id);
    let (area, set_area) = tick(
        choice,
        move |it| id.with_value(|id| it.scope.covers_area(id)),
        move |it, on| id.with_value(|id| it.scope.set_area(id, on)),
    );
    let (help, set_help) = tick(
        choice,
        move |it| id.with_value(|id| it.scope.covers_help(id)),
        move |it, on| id.with_value(|id| it.scope.set_help(id, on)),
    );
    let also = say!(i18n, person.choose.areas_help, area = item.theme.as_str());
    view! {
        <div>
            <CheckboxRow label=item.theme checked=area on_change=set_area/>
            {move || {
                let also = also.clone();
                area.get().then(|| view! { <div class="under"><CheckboxRow label=also checked=help on_change=set_help/></div> })
            }}
        </div>
    }
}
