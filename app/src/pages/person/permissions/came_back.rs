//! What copies brought and no permission covers, on Sharing and on Today.
use crate::components::{RowLink, glyph};
use crate::i18n::*;
use crate::pages::person::permissions::PermissionScreen;
use crate::pages::person::shell::names::first_name;
use crate::pages::person::shell::screens::Addressed;
use crate::state::use_person;
use crate::words::say;
use leptos::prelude::*;

/// What copies brought and no permission lets go unasked: with whom to choose anew.
#[component]
pub(crate) fn CameBack() -> impl IntoView {
    let i18n = use_i18n();
    let person = use_person();
    let waiting = Memo::new(move |_| {
        person.notebook.records.with(|records| {
            let waiting =
                records.contacts.values().filter(|it| records.withholds_from(it.worker, person.page.today.get()));
            waiting.map(|it| (it.worker, first_name(&it.name))).collect::<Vec<_>>()
        })
    });
    move || {
        let rows = waiting.get().into_iter().map(|(worker, name)| {
            let href = PermissionScreen::Choose.path(&[&worker]);
            let label = say!(i18n, person.today.came_back, name = name.as_str());
            let hint = say!(i18n, person.today.came_back_why, name = name.as_str());
            view! { <div class="rows"><RowLink href=href label=label hint=hint glyph=glyph::REFRESH_CW/></div> }
        });
        rows.collect_view()
    }
}
