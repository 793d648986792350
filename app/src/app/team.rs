//! The team's route table. Every screen but signing in and setting up needs an open session.
use super::route::at;
use crate::i18n::provide_i18n;
use crate::pages::team::{
    AccountPage, AccountsPage, HelpCheckInPage, HelpPage, HelpSheetPage, IntroductionPage, IntroductionsPage,
    NewAccountPage, NewIntroductionPage, NotFoundPage, OwnAccountPage, PeoplePage, PersonPage, RecoverPage, SetUpPage,
    SignInPage,
};
use crate::platform::quick_taps;
use crate::state::worker::helping::Helping;
use crate::state::worker::{WorkerState, use_worker};
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::components::{FlatRoutes, Route, Router};
use leptos_router::hooks::{use_location, use_navigate};

/// The team's app.
#[component]
pub fn TeamApp() -> impl IntoView {
    provide_i18n();
    // Before there is a screen: somebody answers on this one too.
    quick_taps::watch();
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
                <Route path=at("/help") view=|| view! { <Inside><HelpPage/></Inside> }/>
                <Route path=at("/help/sheet/:pack") view=|| view! { <Inside><HelpSheetPage/></Inside> }/>
                <Route path=at("/help/check-in") view=|| view! { <Inside><HelpCheckInPage/></Inside> }/>
                <Route path=at("/team") view=|| view! { <Inside><AccountsPage/></Inside> }/>
                <Route path=at("/team/new") view=|| view! { <Inside><NewAccountPage/></Inside> }/>
                <Route path=at("/team/:id") view=|| view! { <Inside><AccountPage/></Inside> }/>
            </FlatRoutes>
        </Router>
    }
}

/// The one page that is shown while a check-in is written down: the device may be in the person's hands.
const HELPING: &str = "/help/check-in";

/// Shows its screen while somebody is signed in; else goes to sign-in and remembers where to come back to.
#[component]
fn Inside(children: ChildrenFn) -> impl IntoView {
    let worker = use_worker();
    let here = use_location().pathname;
    let navigate = use_navigate();
    let inside = Memo::new(move |_| worker.me.with(Option::is_some));
    let elsewhere = Memo::new(move |_| worker.helping.with(Helping::holds_the_page) && here.get() != HELPING);
    Effect::new(move |_| {
        let instead = |path: &str| navigate(path, NavigateOptions { replace: true, ..Default::default() });
        if !inside.get() {
            let here = here.get_untracked();
            // A check-in that was cut short is not gone on with here.
            worker.wanted.set_value(if here == HELPING { "/help".to_owned() } else { here });
            instead("/sign-in");
        } else if elsewhere.get() {
            instead(HELPING);
        }
    });
    let shows = Memo::new(move |_| inside.get() && !elsewhere.get());
    move || shows.get().then(|| children())
}
