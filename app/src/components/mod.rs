//! Parts of screens: props in, callbacks out. They know no store and no route table.
//!
//! The grammar, in four rules. A dashed line is a footpath, a solid line is walked, the yellow disc is "you are here".
//! The person's own words lie on ruled lines. One moss button per screen, docked at the bottom. Hairlines before
//! boxes: a card is something from or about another person. Looks are in `style/`; nothing here sets an inline style.
#![allow(unreachable_pub, reason = "the component macro writes a second, inner `pub fn`")]

mod answers;
mod arrange;
mod busy;
mod button;
mod chart;
mod check_words;
mod checkbox;
mod contact;
#[cfg(test)]
mod contrast;
mod drawings;
mod face;
mod field;
mod focus;
mod folded;
pub mod glyph;
mod helped;
mod icon;
mod multiples;
mod notice;
mod numbers_now;
mod option_group;
mod own_words;
mod paper_sheet;
mod path;
mod person_card;
mod picture;
mod progress;
mod rows;
mod screen;
mod secret;
mod shared_page;
mod stepper;
mod stops;
mod switchback;
mod team_screen;
mod today_strip;
mod when;
mod words;

pub use answers::{AnswerKey, AnswerStrip, ScaleEnds};
pub use arrange::{MoveButtons, focus_moved};
pub use busy::Busy;
pub use button::{Button, ButtonKind, LinkButton, QuietLink};
pub use chart::{Chart, ChartWords, Line, Point, written};
pub use check_words::{CheckWords, CheckWordsLine, CodeLetters, QrPicture};
pub use checkbox::CheckboxRow;
pub use contact::{ContactRow, Reach};
pub use drawings::{Art, BENCH, Drawing, FLAG, HILLS, START, STILE};
pub use face::{Face, initials};
pub use field::{Takes, TextArea, TextField};
pub use focus::{to_field as focus_field, to_heading as focus_heading};
pub use folded::Folded;
pub use helped::HelpFacts;
pub use icon::{Icon, Mark};
pub use multiples::{MultiplesWords, Small, SmallLine, SmallMultiples};
pub use notice::{EmptyState, ErrorNote, Notice, Spinner, TOAST_STAYS, Toast};
pub use numbers_now::{NumberNow, NumbersNow};
pub use option_group::{Choice, OptionGroup};
pub use own_words::{OwnSize, OwnWords};
pub use paper_sheet::PaperSheet;
pub use path::PathShort;
pub use person_card::{PersonCard, ReplyCard};
pub use progress::Progress;
pub use rows::{Facts, Promise, RowLink, Section, Terms};
pub use screen::{Back, Heading, HideThis, Place, Screen};
pub use secret::{SecretField, ShowButton};
pub use shared_page::SharedPageView;
pub(crate) use shared_page::news_word;
pub use stepper::StepperRow;
pub use stops::Stops;
pub use switchback::Switchback;
pub use team_screen::{EndsSoon, Pane, PersonRow, SignedIn, TeamPlace, TeamScreen};
pub use today_strip::TodayStrip;
pub use when::when;
