//! The person's route table. Every screen but the first opening and Get help now shows records, so it waits for them;
//! most stand in a part of the app that is fetched after the first screen.
use super::parts::Shown::{Aspirations, CheckIns, Keeping, Now, Sharing};
use super::parts::{Loaders, Parts};
use super::route::at;
use crate::components::HideThis;
use crate::i18n::provide_i18n;
use crate::pages::first_opening::FirstOpeningPage;
use crate::pages::get_help::{CameFrom, Follow, GetHelpPage};
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::{
    Arrival, AspirationScreen as A, AtLock, CheckInScreen as C, Choosing, Counting, KeepScreen as K, SharingScreen as S,
};
use crate::platform::{events, history};
use crate::state::{provide_person, use_person};
use leptos::prelude::*;
use leptos_router::components::{FlatRoutes, Route, Router};

/// The person's app.
#[component]
pub fn PersonApp(
    /// Where the parts come from.
    loaders: Loaders,
) -> impl IntoView {
    provide_i18n();
    history::watch();
    provide_person(loaders.sync);
    provide_context(Arrival::look());
    provide_context(Choosing::new());
    provide_context(CameFrom::today());
    let person = use_person();
    provide_context(HideThis(Callback::new(move |()| person.hide())));
    events::on_shift_three_times(move || person.hide());
    let parts = Parts::new(loaders);
    provide_context(parts);
    provide_context(AtLock(Callback::new(move |()| parts.at_lock())));
    provide_context(Counting(Callback::new(move |()| parts.counting())));
    view! {
        <Router>
            <Follow/>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=at("/welcome") view=Now(|| view! { <FirstOpeningPage/> }.into_any())/>
                <Route path=at("/help") view=Now(|| view! { <GetHelpPage/> }.into_any())/>
                <Route path=at("/") view=CheckIns(C::Today)/>
                <Route path=at("/check-in") view=CheckIns(C::Intro)/>
                <Route path=at("/check-in/:id/company") view=CheckIns(C::Company)/>
                <Route path=at("/check-in/:id/review") view=CheckIns(C::Review)/>
                <Route path=at("/check-in/:id/support") view=CheckIns(C::Support)/>
                <Route path=at("/check-in/:id/:n") view=CheckIns(C::Statement)/>
                <Route path=at("/check-ins") view=CheckIns(C::List)/>
                <Route path=at("/check-ins/:id") view=CheckIns(C::Result)/>
                <Route path=at("/check-ins/:id/change") view=CheckIns(C::Amend)/>
                <Route path=at("/aspirations") view=Aspirations(A::List)/>
                <Route path=at("/aspirations/new") view=Aspirations(A::Add)/>
                <Route path=at("/aspirations/:id") view=Aspirations(A::One)/>
                <Route path=at("/aspirations/:id/look-back") view=Aspirations(A::LookBack)/>
                <Route path=at("/sharing") view=Sharing(S::List)/>
                <Route path=at("/i") view=Sharing(S::Meet)/>
                <Route path=at("/sharing/receipt/:consent") view=Sharing(S::Receipt)/>
                <Route path=at("/sharing/:worker") view=Sharing(S::One)/>
                <Route path=at("/sharing/:worker/choose") view=Sharing(S::Choose)/>
                <Route path=at("/sharing/:worker/when") view=Sharing(S::When)/>
                <Route path=at("/sharing/:worker/preview") view=Sharing(S::Preview)/>
                <Route path=at("/journey") view=CheckIns(C::Journey)/>
                <Route path=at("/me/copy") view=Keeping(K::Save)/>
                <Route path=at("/me/check") view=Keeping(K::Check)/>
                <Route path=at("/me/back") view=Keeping(K::BringBack)/>
                <Route path=at("/me/backup") view=Keeping(K::Backup)/>
                <Route path=at("/me/move") view=Keeping(K::Move)/>
                <Route path=at("/me/reminder") view=Keeping(K::Reminder)/>
                <Route path=at("/me/lock") view=Keeping(K::Lock)/>
                <Route path=at("/me/contacts") view=Keeping(K::Contacts)/>
                <Route path=at("/me/aside") view=Keeping(K::Aside)/>
                <Route path=at("/me/delete") view=Keeping(K::Delete)/>
                <Route path=at("/me/words") view=Keeping(K::Words)/>
                <Route path=at("/me/install") view=Keeping(K::Install)/>
                <Route path=at("/me/about") view=Keeping(K::About)/>
                <Route path=at("/me/questionnaires") view=Keeping(K::Questionnaires)/>
                <Route path=at("/me/questionnaires/:pack") view=Keeping(K::Questionnaire)/>
                <Route path=at("/me") view=CheckIns(C::Me)/>
            </FlatRoutes>
            {parts.undo_bar()}
        </Router>
    }
}
