//! The person's route table, made from the lists of the rooms. Every screen but the first opening and Get help now shows
//! records, so it waits for them, and comes with a part of the app that is fetched after the first screen.
use super::parts::{Loaders, Parts, Shown};
use super::route::{At, at};
use crate::components::HideThis;
use crate::i18n::provide_i18n;
use crate::pages::get_help::{CameFrom, Follow, GetHelpPage};
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::{Arrival, AtLock, BesideLines, Choosing, Counting, ROUTES, Screen};
use crate::platform::{events, history, quick_taps};
use crate::state::{provide_person, use_person};
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;
use leptos_router::NestedRoute;
use leptos_router::components::{FlatRoutes, FlatRoutesProps, RouteChildren, Router};

/// The person's app.
#[component]
pub fn PersonApp(
    /// Where the parts come from.
    loaders: Loaders,
) -> impl IntoView {
    provide_i18n();
    history::watch();
    quick_taps::watch();
    provide_person(loaders.state);
    provide_context(Arrival::look());
    provide_context(Choosing::new());
    provide_context(CameFrom::today());
    let person = use_person();
    provide_context(HideThis(Callback::new(move |()| person.lock.hide())));
    events::on_shift_three_times(move || person.lock.hide());
    let parts = Parts::new(loaders);
    provide_context(parts);
    provide_context(AtLock(Callback::new(move |()| parts.at_lock())));
    provide_context(Counting(Callback::new(move |()| parts.counting())));
    provide_context(BesideLines(Callback::new(move |()| parts.helping())));
    view! {
        <Router>
            <Follow/>
            {routes()}
            {parts.undo_bar()}
        </Router>
    }
}

/// The two screens that show no records.
const BARE: [(At, Shown); 2] =
    [(at("/welcome"), Shown::Bare(Screen::Opening)), (at("/help"), Shown::Now(|| view! { <GetHelpPage/> }.into_any()))];

/// Every route as a value of one type: a table costs the first screen less than a list the compiler unrolls.
fn routes() -> impl IntoView {
    let later = ROUTES.iter().map(|(path, screen)| (at(path), Shown::Later(*screen)));
    let table: Vec<_> = BARE.into_iter().chain(later).map(|(path, shown)| NestedRoute::new(path, shown)).collect();
    let children = RouteChildren::to_children(move || StaticVec::from(table));
    FlatRoutes(FlatRoutesProps::builder().fallback(NotFoundPage).children(children).build())
}
