//! What a permission can cover: the one list of it, its choices, one a field, what becomes of it on the way to a worker,
//! and the hash that stands for it in the signed record.

use super::{Consent, From};
use crate::check_in::CheckIn;
use crate::id::{AspirationId, CheckInId, NoteId};
use crate::instrument::KEY_AREAS;
use crate::set::Set;
use crate::stored::{Stored, array, stored_choice, stored_struct, to_bytes};
use crate::time::{Day, Stamp};
use minicbor::Encoder;
use sha2::{Digest, Sha256};

/// Makes [`ScopePart`], so that its list of all parts cannot leave one out.
macro_rules! scope_parts {
    ($($(#[$doc:meta])* $part:ident),+ $(,)?) => {
        /// What a permission can cover, in the order in which it is chosen, put together and said. Whoever goes through
        /// the parts matches each of them: a new one does not compile until all of them know it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ScopePart {
            $($(#[$doc])* $part),+
        }

        impl ScopePart {
            /// Every part.
            pub const ALL: [Self; [$(stringify!($part)),+].len()] = [$(Self::$part),+];
        }
    };
}

scope_parts! {
    /// Check-ins that add up: totals, answers, the sensitive ones.
    CheckIns,
    /// Check-ins about key life areas, area by area.
    LifeAreas,
    /// Aspirations, one by one.
    Aspirations,
    /// Notes, one by one, and new ones.
    Notes,
    /// The wish for a conversation.
    Conversation,
}

/// What a permission covers. The default is nothing: nothing is ever picked beforehand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Totals of check-ins.
    pub totals: bool,
    /// Answers of check-ins, except the sensitive ones.
    pub answers: bool,
    /// The sensitive answers; counts only together with `answers`.
    pub sensitive: bool,
    /// These aspirations.
    pub aspirations: Set<AspirationId>,
    /// New notes too: those written after the permission was given.
    pub notes: bool,
    /// "I would like a conversation."
    pub conversation: bool,
    /// These key life areas, each by its item id: the answer. Followed by [`HELP`], whether the person would like more
    /// help with it; that counts only together with the answer.
    pub life_areas: Set<String>,
    /// These notes, each chosen by itself; the note of a check-in by [`NoteId::of_check_in`].
    pub note_ids: Set<NoteId>,
}

/// Behind the id of a life area in [`Scope::life_areas`].
const HELP: &str = "/help";

impl Scope {
    /// Whether it covers nothing at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.picked() == 0
    }

    /// How many things are picked.
    #[must_use]
    pub fn picked(&self) -> usize {
        ScopePart::ALL.into_iter().map(|part| self.picked_of(part)).sum()
    }

    /// How many things are picked of one part. The sensitive answers alone cover nothing, nor do wishes for help without
    /// their areas.
    #[must_use]
    pub fn picked_of(&self, part: ScopePart) -> usize {
        let Self { totals, answers, sensitive: _, aspirations, notes, conversation, life_areas: _, note_ids } = self;
        match part {
            ScopePart::CheckIns => usize::from(*totals) + usize::from(*answers),
            ScopePart::LifeAreas => self.areas(),
            ScopePart::Aspirations => aspirations.len(),
            ScopePart::Notes => note_ids.len() + usize::from(*notes),
            ScopePart::Conversation => usize::from(*conversation),
        }
    }

    /// Whether check-ins are covered in any part, those about key life areas aside.
    #[must_use]
    pub const fn check_ins(&self) -> bool {
        self.totals || self.answers
    }

    /// How many key life areas are covered.
    #[must_use]
    pub fn areas(&self) -> usize {
        self.life_areas.iter().filter(|it| !it.ends_with(HELP)).count()
    }

    /// Whether the answer about this life area is covered.
    #[must_use]
    pub fn covers_area(&self, item: &str) -> bool {
        self.life_areas.contains(item)
    }

    /// Whether it is covered that the person would like more help with this life area, or not.
    #[must_use]
    pub fn covers_help(&self, item: &str) -> bool {
        self.covers_area(item) && self.life_areas.contains(&format!("{item}{HELP}"))
    }

    /// Covers this life area, or leaves it out and what goes with it.
    pub fn set_area(&mut self, item: &str, on: bool) {
        if on {
            self.life_areas.insert(item.to_owned());
        } else {
            self.life_areas.remove(item);
            self.life_areas.remove(&format!("{item}{HELP}"));
        }
    }

    /// Covers the wish for help with this life area, or leaves it out.
    pub fn set_help(&mut self, item: &str, on: bool) {
        if on && self.covers_area(item) {
            self.life_areas.insert(format!("{item}{HELP}"));
        } else {
            self.life_areas.remove(&format!("{item}{HELP}"));
        }
    }
}

/// What a shared item is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// What a permission covers, and the person's name if told; source: the permission.
    About = 1,
    /// A check-in; source: the check-in.
    CheckIn = 2,
    /// An aspiration; source: the aspiration.
    Aspiration = 3,
    /// A note; source: the note.
    Note = 4,
    /// "I would like a conversation"; source: the permission.
    Conversation = 5,
    /// The list of all that was sent under a permission; source: the permission.
    Head = 6,
}

/// Something a permission may or may not cover.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceItem {
    /// A check-in that adds up, by when it was finished.
    CheckIn(Stamp),
    /// A check-in about key life areas, by when it was finished.
    LifeAreas(Stamp),
    /// An aspiration.
    Aspiration(AspirationId),
    /// A note that stands by itself, and when it was written.
    Note(NoteId, Stamp),
    /// The note of a check-in, and when that was finished.
    CheckInNote(CheckInId, Stamp),
    /// The wish for a conversation.
    Conversation,
}

impl SourceItem {
    /// A finished check-in.
    #[must_use]
    pub fn of_check_in(check_in: &CheckIn) -> Self {
        if check_in.pack.id == KEY_AREAS {
            Self::LifeAreas(check_in.completed)
        } else {
            Self::CheckIn(check_in.completed)
        }
    }
}

impl Consent {
    /// Whether it covers that thing today.
    #[must_use]
    pub fn covers(&self, source: &SourceItem, today: Day) -> bool {
        let in_time = |at: &Stamp| self.from == From::EarlierToo || at.at > self.new_from().at;
        self.holds(today)
            && match source {
                SourceItem::CheckIn(finished) => self.scope.check_ins() && in_time(finished),
                SourceItem::LifeAreas(finished) => self.scope.areas() > 0 && in_time(finished),
                SourceItem::Aspiration(id) => self.scope.aspirations.contains(id),
                SourceItem::Note(id, written) => self.covers_note(id, *written),
                SourceItem::CheckInNote(id, finished) => self.covers_note(&NoteId::of_check_in(*id), *finished),
                SourceItem::Conversation => self.asked_to_talk().is_some(),
            }
    }

    /// A note that was chosen by itself; or one written after the permission was given, where new notes go too.
    pub(crate) fn covers_note(&self, id: &NoteId, at: Stamp) -> bool {
        self.scope.note_ids.contains(id) || (self.scope.notes && at.at > self.granted.at)
    }
}

/// SHA-256 over a salt and the scope. The server sees it in the signed permission and learns nothing;
/// the worker, who is sent scope and salt, can compare.
#[must_use]
pub fn scope_hash(salt: &[u8; 16], scope: &Scope, from: From) -> [u8; 32] {
    let label = b"waymark/scope/v1";
    let (scope, from) = (hashed(scope), to_bytes(&from));
    Sha256::new().chain_update(label).chain_update(salt).chain_update(scope).chain_update(from).finalize().into()
}

/// The scope as it is hashed: the choices that there always were, and of those that came later as many as it takes to
/// say what was chosen. A permission that was signed before there was a choice keeps its hash, and so can still be taken
/// back.
fn hashed(scope: &Scope) -> Vec<u8> {
    let Scope { totals, answers, sensitive, aspirations, notes, conversation, life_areas, note_ids } = scope;
    let later = [(!note_ids.is_empty(), to_bytes(note_ids))];
    let said = later.iter().rposition(|(chosen, _)| *chosen).map_or(0, |last| last + 1);
    let mut bytes = Vec::new();
    let mut out = Encoder::new(&mut bytes);
    array(&mut out, 7 + said);
    [totals, answers, sensitive].iter().for_each(|one| one.write(&mut out));
    aspirations.write(&mut out);
    [notes, conversation].iter().for_each(|one| one.write(&mut out));
    life_areas.write(&mut out);
    bytes.extend(later.into_iter().take(said).flat_map(|(_, choice)| choice));
    bytes
}

stored_choice!(ItemKind { About = 1, CheckIn = 2, Aspiration = 3, Note = 4, Conversation = 5, Head = 6 });
stored_struct!(Scope { totals, answers, sensitive, aspirations, notes, conversation, life_areas; since note_ids });
