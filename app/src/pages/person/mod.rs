//! The person's screens, in rooms that follow what a person does. A room imports no other room; `shell` is open to all,
//! and Today, above them, sees the face of each. A page reads: get state, derive values, view.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]
mod aspirations;
mod check_in;
mod journey;
mod keeping;
mod lock;
mod me;
mod permissions;
mod shell;
mod today;

use crate::pages::first_opening::FirstOpeningPage;
use aspirations::AspirationScreen;
use check_in::{BeforeScreen, Beside, CheckInScreen, HelpScreen, QuestionnaireScreen, ResultScreen};
use journey::JourneyScreen;
use keeping::KeepScreen;
use leptos::prelude::*;
use lock::{LockScreen, LockedPage, counting};
use me::{MeScreen, SettingScreen};
use permissions::PermissionScreen;
use shell::undo_bar::UndoBar;
use today::TodayScreen;

pub use permissions::Choosing;
pub use shell::arrival::Arrival;
pub use shell::gate::{AsideNote, AtLock, BesideLines, Counting, Kept, LeftNote, LossNote};
pub(crate) use shell::go::use_go;
pub(crate) use shell::work::Work;

/// Draws one screen of a part.
pub type Pages = fn(Screen) -> AnyView;

/// Writes, from the one table of what comes with which part, the screens, the parts and the way into each.
macro_rules! parts {
    ($(
        $(#[$about:meta])*
        $way_in:ident: $part:ident {
            $($(#[$of:meta])* $room:ident($list:ident),)+
            $(; $($(#[$what:meta])* $beside:ident => $view:expr,)+)?
        }
    )+) => {
        /// A screen: one of a room's, or one that stands beside or in the place of them all.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Screen {
            $(
                $($(#[$of])* $room($list),)+
                $($($(#[$what])* $beside,)+)?
            )+
        }

        /// A part of the program.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Part {
            $($(#[$about])* $part,)+
        }

        impl Screen {
            /// What brings it.
            pub const fn part(self) -> Part {
                match self {
                    $($(Self::$room(_))|+ $($(| Self::$beside)+)? => Part::$part,)+
                }
            }
        }

        $(
            $(#[$about])*
            pub fn $way_in(screen: Screen) -> AnyView {
                match screen {
                    $(Screen::$room(screen) => screen.page(),)+
                    $($(Screen::$beside => $view,)+)?
                    _ => ().into_any(),
                }
            }
        )+

        const COUNT: usize = 0 $($(+ $list::LIST.len())+)+;

        /// Every screen that has an address, with the pattern of its path.
        pub static ROUTES: [(&str, Screen); COUNT] = {
            let mut routes = [("", Screen::Undo); COUNT];
            let mut at = 0;
            $($({
                let mut own = 0;
                while own < $list::LIST.len() {
                    let (path, screen) = $list::LIST[own];
                    routes[at] = (path, Screen::$room(screen));
                    (at, own) = (at + 1, own + 1);
                }
            })+)+
            routes
        };
    };
}

parts! {
    /// What stands around an answer: the opening, Today, the way into a check-in, its end, and those that are done. Whoever
    /// is new sees the first of these on the page itself, before the program is there.
    again: Again {
        /// What is new.
        Today(TodayScreen),
        /// The way into a check-in.
        Before(BeforeScreen),
        /// The end of a check-in, and those that are done.
        Result(ResultScreen),
        ;
        /// The first opening.
        Opening => view! { <FirstOpeningPage/> }.into_any(),
        /// "Undo", over the screens of every part.
        Undo => view! { <UndoBar/> }.into_any(),
        /// Above a statement, while somebody helps or a sheet is typed in.
        Helping => view! { <Beside/> }.into_any(),
    }
    /// Everything else.
    rest: Rest {
        /// Everything over time.
        Journey(JourneyScreen),
        /// The way to what is set.
        Me(MeScreen),
        /// What a person works towards.
        Aspiration(AspirationScreen),
        /// Who sees what.
        Permission(PermissionScreen),
        /// Copies, and deleting.
        Keep(KeepScreen),
        /// The lock, and what stands aside.
        Lock(LockScreen),
        /// What is set seldom.
        Setting(SettingScreen),
        /// Questionnaires word for word.
        Questionnaire(QuestionnaireScreen),
        /// What only a check-in needs that somebody helps with.
        Help(HelpScreen),
        ;
        /// In the place of every screen while the app lock is closed.
        Locked => view! { <LockedPage/> }.into_any(),
        /// Shows nothing: today is counted among the days of what stands aside.
        Counting => counting(),
    }
    /// What a first answer needs. Its paths are compared last: any word could be the number of a statement.
    first: First {
        /// A check-in from its first statement to its last.
        CheckIn(CheckInScreen),
    }
}

impl Screen {
    /// Whether it opens while the app lock is closed, and before the first opening: it shows nothing that is kept here.
    pub const fn stands_before_lock(self) -> bool {
        matches!(
            self,
            Self::Keep(KeepScreen::BringBack | KeepScreen::Move | KeepScreen::Delete) | Self::Lock(LockScreen::Aside)
        )
    }
}
