//! The ways into the parts of the app: which screen, and its page.
use super::about::AboutPage;
use super::add_aspiration::AddAspirationPage;
use super::amend::AmendPage;
use super::aside::AsidePage;
use super::aspiration::AspirationPage;
use super::aspirations::AspirationsPage;
use super::bring_back::BringBackPage;
use super::check_copy::CheckCopyPage;
use super::check_ins::CheckInsPage;
use super::choose::ChoosePage;
use super::company::CompanyPage;
use super::delete::DeletePage;
use super::install::InstallPage;
use super::intro::IntroPage;
use super::journey::JourneyPage;
use super::keep_with::KeepWithPage;
use super::lock::LockPage;
use super::locked::LockedPage;
use super::look_back::LookBackPage;
use super::me::MePage;
use super::meet::MeetPage;
use super::move_here::MoveHerePage;
use super::one_person::OnePersonPage;
use super::own_contacts::OwnContactsPage;
use super::preview::PreviewPage;
use super::questionnaires::{QuestionnairePage, QuestionnairesPage};
use super::receipt::ReceiptPage;
use super::recovery_words::RecoveryWordsPage;
use super::reminder::ReminderPage;
use super::result::ResultPage;
use super::review::ReviewPage;
use super::safe_copy::SafeCopyPage;
use super::sharing::SharingPage;
use super::statement::StatementPage;
use super::support::SupportPage;
use super::today::TodayPage;
use super::undo_bar::UndoBar;
use super::when::WhenPage;
use crate::state::use_person;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Draws one screen of a part.
pub type Pages<S> = fn(S) -> AnyView;

/// The screens about check-ins and the person's own days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckInScreen {
    /// `/`
    Today,
    /// `/check-in`
    Intro,
    /// `/check-in/:id/company`
    Company,
    /// `/check-in/:id/:n`
    Statement,
    /// `/check-in/:id/review`
    Review,
    /// `/check-in/:id/support`
    Support,
    /// `/check-ins`
    List,
    /// `/check-ins/:id`
    Result,
    /// `/check-ins/:id/change`
    Amend,
    /// `/journey`
    Journey,
    /// `/me`
    Me,
    /// "Undo", which stands over the screens of every part.
    Undo,
}

/// The screens about aspirations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AspirationScreen {
    /// `/aspirations`
    List,
    /// `/aspirations/new`
    Add,
    /// `/aspirations/:id`
    One,
    /// `/aspirations/:id/look-back`
    LookBack,
}

/// The screens about keeping what is on this phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepScreen {
    /// `/me/copy`
    Save,
    /// `/me/check`
    Check,
    /// `/me/back`
    BringBack,
    /// `/me/backup`
    Backup,
    /// `/me/move`
    Move,
    /// `/me/words`
    Words,
    /// `/me/reminder`
    Reminder,
    /// `/me/install`
    Install,
    /// `/me/about`
    About,
    /// `/me/questionnaires`
    Questionnaires,
    /// `/me/questionnaires/:pack`
    Questionnaire,
    /// `/me/lock`
    Lock,
    /// `/me/contacts`
    Contacts,
    /// `/me/delete`
    Delete,
    /// `/me/aside`
    Aside,
    /// Stands in the place of every screen while the app lock is closed.
    Locked,
    /// Shows nothing: today is counted among the days of what stands aside.
    Counting,
}

impl KeepScreen {
    /// Whether it opens while the app lock is closed, and before the first opening: it shows nothing that is kept here.
    pub const fn stands_before_lock(self) -> bool {
        matches!(self, Self::BringBack | Self::Move | Self::Delete | Self::Aside)
    }
}

/// The screens about other people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharingScreen {
    /// `/sharing`
    List,
    /// `/i`
    Meet,
    /// `/sharing/:worker`
    One,
    /// `/sharing/:worker/choose`
    Choose,
    /// `/sharing/:worker/when`
    When,
    /// `/sharing/:worker/preview`
    Preview,
    /// `/sharing/receipt/:consent`
    Receipt,
}

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
        CheckInScreen::Undo => view! { <UndoBar/> }.into_any(),
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

/// The way into the part about keeping.
pub fn keeping(screen: KeepScreen) -> AnyView {
    match screen {
        KeepScreen::Save => view! { <SafeCopyPage/> }.into_any(),
        KeepScreen::Check => view! { <CheckCopyPage/> }.into_any(),
        KeepScreen::BringBack => view! { <BringBackPage/> }.into_any(),
        KeepScreen::Backup => view! { <KeepWithPage/> }.into_any(),
        KeepScreen::Move => view! { <MoveHerePage/> }.into_any(),
        KeepScreen::Reminder => view! { <ReminderPage/> }.into_any(),
        KeepScreen::Install => view! { <InstallPage/> }.into_any(),
        KeepScreen::About => view! { <AboutPage/> }.into_any(),
        KeepScreen::Questionnaires => view! { <QuestionnairesPage/> }.into_any(),
        KeepScreen::Questionnaire => view! { <QuestionnairePage/> }.into_any(),
        KeepScreen::Words => view! { <RecoveryWordsPage/> }.into_any(),
        KeepScreen::Lock => view! { <LockPage/> }.into_any(),
        KeepScreen::Contacts => view! { <OwnContactsPage/> }.into_any(),
        KeepScreen::Aside => view! { <AsidePage/> }.into_any(),
        KeepScreen::Delete => view! { <DeletePage/> }.into_any(),
        KeepScreen::Locked => view! { <LockedPage/> }.into_any(),
        KeepScreen::Counting => {
            spawn_local(use_person().look_aside());
            ().into_any()
        }
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
