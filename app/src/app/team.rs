//! The team's route table. Every screen but signing in and setting up needs an open session.
use super::route::at;
use crate::i18n::provide_i18n;
use crate::pages::team::{
    AccountPage, AccountsPage, IntroductionPage, IntroductionsPage, NewAccountPage, NewIntroductionPage, NotFoundPage,
    OwnAccountPage, PeoplePage, PersonPage, RecoverPage, SetUpPage, SignInPage,
};
use crate::state::worker::{WorkerState, use_worker};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};

/// The team's app.
#[component]
pub fn TeamApp() -> impl IntoView {
    provide_i18n();
    WorkerState::provide();
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=at("/sign-in") view=SignInPage/>
                <Route path=at("/set-up") view=SetUpPage/>
                <Route path=at("/recover") view=RecoverPage/>
                <Route path=at("/account") view=|| view! { <Inside><OwnAccountPage/></Inside> }/>
                <Route path=at("/") view=|| view! { <Inside><PeoplePage/></Inside> }/>
                <Route path=at("/people/:id") view=|| view! { <Inside><PersonPage/></Inside> }/>
                <Route path=at("/introductions") view=|| view! { <Inside><IntroductionsPage/></Inside> }/>
                <Route path=at("/introductions/new") view=|| view! { <Inside><NewIntroductionPage/></Inside> }/>
                <Route path=at("/introductions/:locator") view=|| view! { <Inside><IntroductionPage/></Inside> }/>
                <Route path=at("/team") view=|| view! { <Inside><AccountsPage/></Inside> }/>
                <Route path=at("/team/new") view=|| view! { <Inside><NewAccountPage/></Inside> }/>
                <Route path=at("/team/:id") view=|| view! { <Inside><AccountPage/></Inside> }/>
            </FlatRoutes>
        </Router>
    }
}

/// Shows its screen while somebody is signed in; else goes to sign-in and remembers where to come back to.
#[component]
fn Inside(children: ChildrenFn) -> impl IntoView {
    let worker = use_worker();
    let here = use_location().pathname;
    let navigate = use_navigate();
    let inside = Memo::new(move |_| worker.me.with(Option::is_some));
    Effect::new(move |_| {
        if !inside.get() {
            worker.wanted.set_value(here.get_untracked());
            navigate("/sign-in", NavigateOptions { replace: true, ..Default::default() });
        }
    });
    move || inside.get().then(|| children())
}
