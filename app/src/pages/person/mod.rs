//! The person's screens, one per file. Each reads: get state, derive values, view.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod add_aspiration;
mod amend;
mod arrival;
mod aspiration;
mod aspirations;
mod check_ins;
mod choose;
mod choosing;
mod company;
mod intro;
mod journey;
mod kept;
mod look_back;
mod me;
mod meet;
mod names;
mod one_person;
mod preview;
mod receipt;
mod result;
mod review;
mod share_question;
mod sharing;
mod statement;
mod support;
mod today;
mod when;
mod work;

pub use arrival::Arrival;
pub use choosing::Choosing;
pub use kept::Kept;
pub(crate) use work::{FaultNote, Work, use_go};

use crate::parts::{AspirationScreen, CheckInScreen, SharingScreen};
use add_aspiration::AddAspirationPage;
use amend::AmendPage;
use aspiration::AspirationPage;
use aspirations::AspirationsPage;
use check_ins::CheckInsPage;
use choose::ChoosePage;
use company::CompanyPage;
use intro::IntroPage;
use journey::JourneyPage;
use leptos::prelude::*;
use look_back::LookBackPage;
use me::MePage;
use meet::MeetPage;
use one_person::OnePersonPage;
use preview::PreviewPage;
use receipt::ReceiptPage;
use result::ResultPage;
use review::ReviewPage;
use sharing::SharingPage;
use statement::StatementPage;
use support::SupportPage;
use today::TodayPage;
use when::WhenPage;

/// The way into the part about check-ins.
pub fn check_ins(screen: CheckInScreen) -> AnyView {
    match screen {
        CheckInScreen::Today => view! { <TodayPage/> }.into_any(),
        CheckInScreen::Intro => view! { <IntroPage/> }.into_any(),
        CheckInScreen::Company => view! { <CompanyPage/> }.into_any(),
        CheckInScreen::Statement => view! { <StatementPage/> }.into_any(),
        CheckInScreen::Review => view! { <ReviewPage/> }.into_any(),
        CheckInScreen::Support => view! { <SupportPage/> }.into_any(),
        CheckInScreen::List => view! { <CheckInsPage/> }.into_any(),
        CheckInScreen::Result => view! { <ResultPage/> }.into_any(),
        CheckInScreen::Amend => view! { <AmendPage/> }.into_any(),
        CheckInScreen::Journey => view! { <JourneyPage/> }.into_any(),
        CheckInScreen::Me => view! { <MePage/> }.into_any(),
    }
}

/// The way into the part about aspirations.
pub fn aspirations(screen: AspirationScreen) -> AnyView {
    match screen {
        AspirationScreen::List => view! { <AspirationsPage/> }.into_any(),
        AspirationScreen::Add => view! { <AddAspirationPage/> }.into_any(),
        AspirationScreen::One => view! { <AspirationPage/> }.into_any(),
        AspirationScreen::LookBack => view! { <LookBackPage/> }.into_any(),
    }
}

/// The way into the part about other people.
pub fn sharing(screen: SharingScreen) -> AnyView {
    match screen {
        SharingScreen::List => view! { <SharingPage/> }.into_any(),
        SharingScreen::Meet => view! { <MeetPage/> }.into_any(),
        SharingScreen::One => view! { <OnePersonPage/> }.into_any(),
        SharingScreen::Choose => view! { <ChoosePage/> }.into_any(),
        SharingScreen::When => view! { <WhenPage/> }.into_any(),
        SharingScreen::Preview => view! { <PreviewPage/> }.into_any(),
        SharingScreen::Receipt => view! { <ReceiptPage/> }.into_any(),
    }
}
