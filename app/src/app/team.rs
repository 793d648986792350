//! The team's route table. Every screen but signing in and setting up needs an open session.
use crate::pages::team::{
    IntroductionPage, IntroductionsPage, NewIntroductionPage, NotFoundPage, PeoplePage, PersonPage, SetUpPage,
    SignInPage,
};
use crate::state::worker::{WorkerState, use_worker};
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::{use_location, use_navigate};
use leptos_router::{NavigateOptions, path};

/// The team's app.
#[component]
pub fn TeamApp() -> impl IntoView {
    WorkerState::provide();
    view! {
        <crate::i18n::I18nContextProvider>
            <Router>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/sign-in") view=SignInPage/>
                    <Route path=path!("/set-up") view=SetUpPage/>
                    <Route path=path!("/") view=|| view! { <Inside><PeoplePage/></Inside> }/>
                    <Route path=path!("/people/:id") view=|| view! { <Inside><PersonPage/></Inside> }/>
                    <Route path=path!("/introductions") view=|| view! { <Inside><IntroductionsPage/></Inside> }/>
                    <Route path=path!("/introductions/new") view=|| view! { <Inside><NewIntroductionPage/></Inside> }/>
                    <Route path=path!("/introductions/:locator") view=|| view! { <Inside><IntroductionPage/></Inside> }/>
                </Routes>
            </Router>
        </crate::i18n::I18nContextProvider>
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
