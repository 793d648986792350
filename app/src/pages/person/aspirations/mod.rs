//! Aspirations: all of them, a new one, one with its steps, looking back on it, and its words given back.
mod add;
mod given_back;
mod list;
mod look_back;
mod one;
mod part_of;

use crate::pages::not_found::NotFoundPage;
use crate::pages::person::shell::go::param;
use crate::pages::person::shell::screens::screens;
use crate::state::use_person;
use domain::aspiration::Aspiration;
use domain::id::AspirationId;
use leptos::prelude::*;

screens! {
    /// The screens about aspirations.
    AspirationScreen {
        List = "/aspirations" => list::AspirationsPage,
        Add = "/aspirations/new" => add::AddAspirationPage,
        One = "/aspirations/:id" => one::AspirationPage,
        LookBack = "/aspirations/:id/look-back" => look_back::LookBackPage,
        GivenBack = "/aspirations/:id/words" => given_back::GivenBackPage,
    }
}

/// Draws the page of one aspiration by the id of the address, as it was when the page was opened; one that is gone is not
/// found.
fn of_address(page: impl Fn(Aspiration) -> AnyView + Send + 'static) -> impl IntoView {
    let person = use_person();
    let id = param::<AspirationId>("id");
    move || {
        let found = id
            .get()
            .and_then(|id| person.notebook.records.with_untracked(|records| records.aspirations.get(&id).cloned()));
        found.map_or_else(|| view! { <NotFoundPage/> }.into_any(), &page)
    }
}
