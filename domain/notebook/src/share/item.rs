//! What a worker is shown, one kind of thing at a time. This is the inside of an envelope.

use super::head::SharedHead;
use crate::aspiration::AspirationState;
use crate::check_in::Company;
use crate::consent::{From, ItemKind, Scope, scope_hash};
use crate::helped::Helped;
use crate::id::{AspirationId, CheckInId, NoteId, StepId};
use crate::instrument::Method;
use crate::stored::{Out, Stored, array, from_bytes, length, read_later, stored_enum, stored_struct, to_bytes};
use crate::time::{Day, Stamp};
use minicbor::Decoder;

/// One shared thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SharedItem {
    /// What the permission covers.
    About(SharedAbout),
    /// A check-in, as far as it is shared.
    CheckIn(SharedCheckIn),
    /// An aspiration.
    Aspiration(SharedAspiration),
    /// A note.
    Note(SharedNote),
    /// "I would like a conversation."
    Conversation {
        /// When the person asked.
        asked: Stamp,
    },
    /// The wish for a conversation is taken back.
    NoConversation {},
    /// What else there is.
    Head(SharedHead),
}

/// What the permission covers, so that the worker can see what they were not given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAbout {
    /// The person's name, if they told it.
    pub name: Option<String>,
    /// The day it was granted.
    pub since: Day,
    /// The last day it holds.
    pub until: Day,
    /// What it covers.
    pub scope: Scope,
    /// From when.
    pub from: From,
    /// With this salt, scope and from-when give the hash in the signed permission.
    pub salt: [u8; 16],
    /// The name they told before, for a month after it changed.
    pub formerly: Option<String>,
}

/// A check-in, as far as it is shared. What is missing was skipped or kept back: the two look alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedCheckIn {
    /// Which check-in.
    pub id: CheckInId,
    /// The questionnaire's id, so that like is put beside like.
    pub pack: String,
    /// The questionnaire's title, exactly as it stands.
    pub title: String,
    /// Whether every screen says that this is practice.
    pub practice: bool,
    /// Its copyright line, exactly as it stands.
    pub copyright: String,
    /// The day it was answered.
    pub day: Day,
    /// Who was with the person.
    pub company: Company,
    /// Who helped, and the day it was typed in; only where that is said.
    pub help: Option<SharedHelp>,
    /// The total.
    pub total: Option<SharedTotal>,
    /// The answers, every item in its order.
    pub answers: Option<Vec<SharedAnswer>>,
    /// The note that goes with it.
    pub note: Option<String>,
}

/// Who helped with a check-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedHelp {
    /// Who, how, and what was agreed.
    pub helped: Helped,
    /// The day the answers were put in.
    pub entered_on: Day,
}

/// A total and what a change of it may be called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedTotal {
    /// The total, in the unit of `method`.
    pub value: u16,
    /// The highest there can be.
    pub max: u16,
    /// Points or tenths.
    pub method: Method,
    /// The smallest change that is more than the usual ups and downs, if the pack has one.
    pub reliable_change: Option<u16>,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAnswer {
    /// Which statement, counted from 1.
    pub number: u16,
    /// What it is about.
    pub theme: String,
    /// The statement, exactly as it stands; none where it was read from a sheet.
    pub statement: Option<String>,
    /// The box, from 0; none if not shared.
    pub place: Option<u8>,
    /// How many boxes there are.
    pub of: u8,
    /// What the box says, exactly as it stands; none if not shared or read from a sheet.
    pub words: Option<String>,
    /// Whether the person would like more help with this; none if not said or not shared.
    pub more_help: Option<bool>,
    /// What the first and the last box of a scale say, where the scale has ends of its own.
    pub ends: Option<(String, String)>,
}

/// An aspiration in the person's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedAspiration {
    /// Which aspiration.
    pub id: AspirationId,
    /// What it is.
    pub words: String,
    /// Why it matters.
    pub why: String,
    /// What already helps.
    pub what_helps: String,
    /// How it stands.
    pub state: AspirationState,
    /// Small steps.
    pub steps: Vec<SharedStep>,
    /// Ratings, oldest first.
    pub looks_back: Vec<SharedLookBack>,
    /// Its place in the person's list.
    pub order: u32,
}

/// A small step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedStep {
    /// Which step.
    pub id: StepId,
    /// What it is.
    pub words: String,
    /// The day it was ticked.
    pub done: Option<Day>,
}

/// "How close am I", once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedLookBack {
    /// 0 to 10.
    pub rating: u8,
    /// A note; may be empty.
    pub note: String,
    /// The day.
    pub day: Day,
}

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedNote {
    /// Which note.
    pub id: NoteId,
    /// The words.
    pub words: String,
    /// The day it was written.
    pub day: Day,
}

/// The bytes do not hold a shared item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a shared item")]
pub struct NotAnItem;

impl SharedAbout {
    /// Whether this is the scope that was signed for.
    #[must_use]
    pub fn matches(&self, signed_scope_hash: &[u8; 32]) -> bool {
        scope_hash(&self.salt, &self.scope, self.from) == *signed_scope_hash
    }
}

impl SharedItem {
    /// Reads what [`Self::to_bytes`] wrote: nothing missing, nothing more.
    pub fn parse(content: &[u8]) -> Result<Self, NotAnItem> {
        from_bytes(content).ok_or(NotAnItem)
    }

    /// The bytes that go into an envelope.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        to_bytes(self)
    }

    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> ItemKind {
        match self {
            Self::About(_) => ItemKind::About,
            Self::CheckIn(_) => ItemKind::CheckIn,
            Self::Aspiration(_) => ItemKind::Aspiration,
            Self::Note(_) => ItemKind::Note,
            Self::Conversation { .. } | Self::NoConversation {} => ItemKind::Conversation,
            Self::Head(_) => ItemKind::Head,
        }
    }
}

stored_enum!(SharedItem {
    1 = About { 0: it },
    2 = CheckIn { 0: it },
    3 = Aspiration { 0: it },
    4 = Note { 0: it },
    5 = Conversation { asked: asked },
    6 = NoConversation {},
    7 = Head { 0: it },
});
stored_struct!(SharedAbout { name, since, until, scope, from, salt; since formerly });
stored_struct!(SharedHelp { helped, entered_on });
stored_struct!(SharedTotal { value, max, method, reliable_change });
stored_struct!(SharedAspiration { id, words, why, what_helps, state, steps, looks_back, order });
stored_struct!(SharedStep { id, words, done });
stored_struct!(SharedLookBack { rating, note, day });
stored_struct!(SharedNote { id, words, day });

/// Who helped is there only where it is said, so that everything else is sent in the very bytes it always was and nothing goes
/// out again after an update.
impl Stored for SharedCheckIn {
    fn write(&self, out: &mut Out<'_>) {
        let Self { id, pack, title, practice, copyright, day, company, help, total, answers, note } = self;
        array(out, 10 + usize::from(help.is_some()));
        id.write(out);
        pack.write(out);
        title.write(out);
        practice.write(out);
        copyright.write(out);
        day.write(out);
        company.write(out);
        total.write(out);
        answers.write(out);
        note.write(out);
        if let Some(help) = help {
            help.write(out);
        }
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        let mut later = length(from)?.checked_sub(10).filter(|later| matches!(later, 0 | 1))?;
        Some(Self {
            id: Stored::read(from)?,
            pack: Stored::read(from)?,
            title: Stored::read(from)?,
            practice: Stored::read(from)?,
            copyright: Stored::read(from)?,
            day: Stored::read(from)?,
            company: Stored::read(from)?,
            total: Stored::read(from)?,
            answers: Stored::read(from)?,
            note: Stored::read(from)?,
            help: read_later(from, &mut later)?,
        })
    }
}

/// The wish for help and the ends of a scale are there only where there are any, so that everything else is sent in the
/// very bytes it always was and nothing goes out again after an update.
impl Stored for SharedAnswer {
    fn write(&self, out: &mut Out<'_>) {
        let Self { number, theme, statement, place, of, words, more_help, ends } = self;
        array(out, if ends.is_some() { 9 } else { 6 + usize::from(more_help.is_some()) });
        number.write(out);
        theme.write(out);
        statement.write(out);
        place.write(out);
        of.write(out);
        words.write(out);
        match (more_help, ends) {
            (help, Some((first, last))) => {
                help.write(out);
                first.write(out);
                last.write(out);
            }
            (Some(yes), None) => yes.write(out),
            (None, None) => {}
        }
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        let mut later = length(from)?.checked_sub(6).filter(|later| matches!(later, 0 | 1 | 3))?;
        let mut it = Self {
            number: Stored::read(from)?,
            theme: Stored::read(from)?,
            statement: Stored::read(from)?,
            place: Stored::read(from)?,
            of: Stored::read(from)?,
            words: Stored::read(from)?,
            more_help: read_later(from, &mut later)?,
            ends: None,
        };
        let (first, last): (Option<String>, Option<String>) =
            (read_later(from, &mut later)?, read_later(from, &mut later)?);
        it.ends = first.zip(last);
        Some(it)
    }
}
