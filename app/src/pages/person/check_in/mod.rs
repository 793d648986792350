//! The check-in from its first word to its result, the check-ins of before, and the questionnaires themselves.
mod amend;
mod asked;
mod beside;
mod boxes;
mod check_ins;
mod claim;
mod follow_up;
mod hand_over;
mod intro;
mod listen;
mod offers;
mod paper;
mod past;
mod questionnaires;
mod result;
mod result_history;
mod result_note;
mod result_parts;
mod review;
mod share_question;
mod sheet_day;
mod statement;
mod support;
mod then_and_now;
mod usual;
mod who;
mod written;
mod written_card;

use crate::pages::person::shell::screens::{Addressed, screens};
pub(crate) use beside::Beside;
use domain::check_in::Draft;
use domain::id::CheckInId;
pub(crate) use share_question::ShareQuestion;
pub(crate) use usual::{Usual, use_usual};
pub(crate) use written_card::WrittenCard;

screens! {
    /// What stands before the first statement.
    BeforeScreen {
        Intro = "/check-in" => intro::IntroPage,
        With = "/check-in/with" => intro::WithPage,
    }
}

screens! {
    /// A check-in from its first statement to its last.
    CheckInScreen {
        Statement = "/check-in/:id/:n" => statement::StatementPage,
    }
}

screens! {
    /// The end of a check-in, in order, and those that are done.
    ResultScreen {
        Review = "/check-in/:id/review" => review::ReviewPage,
        Support = "/check-in/:id/support" => support::SupportPage,
        List = "/check-ins" => check_ins::CheckInsPage,
        Result = "/check-ins/:id" => result::ResultPage,
        Amend = "/check-ins/:id/change" => amend::AmendPage,
    }
}

screens! {
    /// What only a check-in needs that somebody helps with.
    HelpScreen {
        HandOver = "/check-in/:id/hand-over" => hand_over::HandOverPage,
        HandBack = "/check-in/:id/hand-back" => hand_over::HandBackPage,
        Written = "/written/:id" => written::WrittenPage,
        Words = "/words" => claim::ClaimWordsPage,
    }
}

screens! {
    /// The screens on which the questionnaires are printed.
    QuestionnaireScreen {
        List = "/me/questionnaires" => questionnaires::QuestionnairesPage,
        One = "/me/questionnaires/:pack" => questionnaires::QuestionnairePage,
        Paper = "/me/questionnaires/:pack/sheet" => paper::PaperPage,
    }
}

/// Where a check-in that was begun goes on: at that statement, or before the first, where it says who is there.
pub(crate) fn going_on(id: CheckInId, at: Option<u16>) -> String {
    match at {
        Some(at) => CheckInScreen::Statement.path(&[&id, &at]),
        None => BeforeScreen::Intro.path(&[]),
    }
}

/// Whether somebody reads it out from this very phone, which is in their hand until the end.
fn is_read_here(draft: &Draft) -> bool {
    draft.is_read_out() && draft.written.is_none()
}
