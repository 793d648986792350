//! What a permission covers, one choice a field, and the hash that stands for it in the signed record.

use super::From;
use crate::id::{AspirationId, NoteId};
use crate::set::Set;
use crate::stored::{Stored, array, stored_struct, to_bytes};
use minicbor::Encoder;
use sha2::{Digest, Sha256};

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
        // The sensitive answers alone cover nothing, nor do wishes for help without their areas.
        let life_areas = if self.areas() == 0 { self.life_areas.clone() } else { Set::new() };
        *self == Self { sensitive: self.sensitive, life_areas, ..Self::default() }
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

/// SHA-256 over a salt and the scope. The server sees it in the signed permission and learns nothing;
/// the worker, who is sent scope and salt, can compare.
#[must_use]
pub fn scope_hash(salt: &[u8; 16], scope: &Scope, from: From) -> [u8; 32] {
    let label = b"waymark/scope/v1";
    let (scope, from) = (hashed(scope), to_bytes(&from));
    Sha256::new().chain_update(label).chain_update(salt).chain_update(scope).chain_update(from).finalize().into()
}

/// The scope as it is hashed. Without notes chosen one by one it is what it was before they could be: a permission
/// that was signed then keeps its hash, and so can still be taken back.
fn hashed(scope: &Scope) -> Vec<u8> {
    if !scope.note_ids.is_empty() {
        return to_bytes(scope);
    }
    let mut bytes = Vec::new();
    let mut out = Encoder::new(&mut bytes);
    array(&mut out, 7);
    [scope.totals, scope.answers, scope.sensitive].iter().for_each(|one| one.write(&mut out));
    scope.aspirations.write(&mut out);
    [scope.notes, scope.conversation].iter().for_each(|one| one.write(&mut out));
    scope.life_areas.write(&mut out);
    bytes
}

stored_struct!(Scope { totals, answers, sensitive, aspirations, notes, conversation, life_areas; since note_ids });
