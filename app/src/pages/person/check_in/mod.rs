//! The check-in from its first word to its result, the check-ins of before, and the questionnaires themselves.
mod amend;
mod asked;
mod boxes;
mod check_ins;
mod follow_up;
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

use crate::pages::person::shell::screens::{Addressed, screens};
use domain::id::CheckInId;
pub(crate) use share_question::ShareQuestion;
pub(crate) use usual::{Usual, use_usual};

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
