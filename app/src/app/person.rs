//! The person's route table. Every screen but the first opening and Get help now shows records, so it waits for them.
use crate::i18n::I18nContextProvider;
use crate::pages::first_opening::FirstOpeningPage;
use crate::pages::get_help::{CameFrom, Follow, GetHelpPage};
use crate::pages::not_found::NotFoundPage;
use crate::pages::person::{
    AddAspirationPage, AmendPage, Arrival, AspirationPage, AspirationsPage, CheckInsPage, ChoosePage, Choosing,
    CompanyPage, IntroPage, JourneyPage, Kept, LookBackPage, MePage, MeetPage, OnePersonPage, PreviewPage, ReceiptPage,
    ResultPage, ReviewPage, SharingPage, StatementPage, SupportPage, TodayPage, WhenPage,
};
use crate::state::provide_person;
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::path;

/// The person's app.
#[component]
pub fn PersonApp() -> impl IntoView {
    provide_person();
    provide_context(Arrival::look());
    provide_context(Choosing::new());
    provide_context(CameFrom::today());
    view! {
        <I18nContextProvider>
            <Router>
                <Follow/>
                <Routes fallback=NotFoundPage>
                    <Route path=path!("/welcome") view=FirstOpeningPage/>
                    <Route path=path!("/help") view=GetHelpPage/>
                    <Route path=path!("/") view=|| view! { <Kept><TodayPage/></Kept> }/>
                    <Route path=path!("/check-in") view=|| view! { <Kept><IntroPage/></Kept> }/>
                    <Route path=path!("/check-in/:id/company") view=|| view! { <Kept><CompanyPage/></Kept> }/>
                    <Route path=path!("/check-in/:id/review") view=|| view! { <Kept><ReviewPage/></Kept> }/>
                    <Route path=path!("/check-in/:id/support") view=|| view! { <Kept><SupportPage/></Kept> }/>
                    <Route path=path!("/check-in/:id/:n") view=|| view! { <Kept><StatementPage/></Kept> }/>
                    <Route path=path!("/check-ins") view=|| view! { <Kept><CheckInsPage/></Kept> }/>
                    <Route path=path!("/check-ins/:id") view=|| view! { <Kept><ResultPage/></Kept> }/>
                    <Route path=path!("/check-ins/:id/change") view=|| view! { <Kept><AmendPage/></Kept> }/>
                    <Route path=path!("/aspirations") view=|| view! { <Kept><AspirationsPage/></Kept> }/>
                    <Route path=path!("/aspirations/new") view=|| view! { <Kept><AddAspirationPage/></Kept> }/>
                    <Route path=path!("/aspirations/:id") view=|| view! { <Kept><AspirationPage/></Kept> }/>
                    <Route path=path!("/aspirations/:id/look-back") view=|| view! { <Kept><LookBackPage/></Kept> }/>
                    <Route path=path!("/sharing") view=|| view! { <Kept><SharingPage/></Kept> }/>
                    <Route path=path!("/i") view=|| view! { <Kept><MeetPage/></Kept> }/>
                    <Route path=path!("/sharing/receipt/:consent") view=|| view! { <Kept><ReceiptPage/></Kept> }/>
                    <Route path=path!("/sharing/:worker") view=|| view! { <Kept><OnePersonPage/></Kept> }/>
                    <Route path=path!("/sharing/:worker/choose") view=|| view! { <Kept><ChoosePage/></Kept> }/>
                    <Route path=path!("/sharing/:worker/when") view=|| view! { <Kept><WhenPage/></Kept> }/>
                    <Route path=path!("/sharing/:worker/preview") view=|| view! { <Kept><PreviewPage/></Kept> }/>
                    <Route path=path!("/journey") view=|| view! { <Kept><JourneyPage/></Kept> }/>
                    <Route path=path!("/me") view=|| view! { <Kept><MePage/></Kept> }/>
                </Routes>
            </Router>
        </I18nContextProvider>
    }
}
