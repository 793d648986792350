//! Instruments: questionnaires as data. A pack is read by one strict loader and never changed.

mod bounds;
mod built_in;
mod fault;
mod loader;
mod pack;

pub use bounds::{PACK_BYTES, PACK_ITEMS, PACK_TEXT};
pub use built_in::built_in;
pub use fault::PackFault;
pub use loader::{hash_of, load};
pub use pack::{
    FORMAT, FollowUp, Group, Item, Licence, Method, MissingRule, Pack, PackHash, PackStanding, Polarity,
    ResponseOption, Threshold,
};

use crate::time::Day;
use serde::{Deserialize, Serialize};

const THINGS: &[u8] = include_bytes!("../../packs/how-are-things.json");
const PRACTICE: &[u8] = include_bytes!("../../packs/practice.json");
/// The practice check-in as it was with a total: what was answered with it stays readable.
const PRACTICE_1: &[u8] = include_bytes!("../../packs/practice-1.json");
const REQOL_10: &[u8] = include_bytes!("../../packs/reqol-10.json");
const AREAS: &[u8] = include_bytes!("../../packs/key-areas.json");

/// Places of the reversed items in the built-in `reqol-10`, counted from nought.
const REQOL_10_REVERSED: [usize; 4] = [0, 2, 5, 8];
/// Place of its one sensitive item.
const REQOL_10_SENSITIVE: usize = 5;
/// Place of its one unscored item.
const REQOL_10_UNSCORED: usize = 10;
/// The published figure for a change that is more than usual.
const REQOL_10_CHANGE: u16 = 5;
/// The figures that published sources give for where the general population's range begins in `reqol-10`: they disagree
/// by one point, so a pack names its source.
const REQOL_10_BOUNDARIES: [u16; 2] = [24, 25];

/// The id of the questionnaire about key life areas. Its answers stand each by themselves: nothing is added up, and
/// each is shared or kept by itself.
pub const KEY_AREAS: &str = "key-areas";

/// The id of the four questions of our own: life as a whole, what one does, yesterday, worry. They stand side by side and
/// are never added up. They are not the national ones and never say so.
pub const HOW_ARE_THINGS: &str = "how-are-things";

/// A loaded pack, the hash of its file, and who compared it with a licensed sheet, if anybody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instrument {
    /// The pack as loaded.
    pub pack: Pack,
    /// The hash of its file.
    pub hash: PackHash,
    /// For a structure-only pack: who confirmed its order.
    pub confirmation: Option<Confirmation>,
}

/// Somebody at the deploying organisation compared a structure with their licensed sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// Who.
    pub by: String,
    /// When.
    pub on: Day,
    /// A demonstration confirmed itself: nobody compared anything.
    pub demo: bool,
}

/// Which pack a check-in was answered with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackRef {
    /// [`Pack::id`].
    pub id: String,
    /// [`Pack::version`].
    pub version: String,
    /// [`Pack::language`].
    pub language: String,
    /// The hash of the file.
    pub hash: PackHash,
}

/// Reads the file of a pack that was loaded before; nothing where it was none.
pub type ReadPack = fn(&[u8]) -> Option<Instrument>;

/// By the one loader. A licence that has ended is no fault: what was answered under it stays readable.
#[must_use]
pub fn read_pack(bytes: &[u8]) -> Option<Instrument> {
    load(bytes, None).ok()
}

/// The files behind [`built_in`], as they are.
#[must_use]
pub fn built_in_files() -> [&'static [u8]; 5] {
    [THINGS, AREAS, REQOL_10, PRACTICE, PRACTICE_1]
}

/// The instrument to start a new check-in with: of those with this id, one with words whose licence
/// holds today, else one that is answered on the printed sheet.
#[must_use]
pub fn choose<'a>(instruments: &'a [Instrument], id: &str, today: Day) -> Option<&'a Instrument> {
    let holds = |it: &&Instrument| {
        it.pack.id == id && !it.expired(today) && (it.confirmation.is_some() || !it.is_unlike_built_in())
    };
    let usable = || instruments.iter().filter(holds);
    usable().find(|it| !it.answer_sheet()).or_else(|| usable().next())
}

impl Instrument {
    /// The item of that name.
    #[must_use]
    pub fn item(&self, id: &str) -> Option<&Item> {
        self.pack.items.iter().find(|item| item.id == id)
    }

    /// The group of that name.
    #[must_use]
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.pack.groups.iter().find(|group| group.id == id)
    }

    /// Whether a yes/no question follows that item.
    #[must_use]
    pub fn followed_up(&self, item_id: &str) -> bool {
        self.pack.follow_up.as_ref().is_some_and(|it| it.items.iter().any(|id| id == item_id))
    }

    /// What is said before that item: its own words, else those of the whole pack.
    #[must_use]
    pub fn stem<'a>(&'a self, item: &'a Item) -> Option<&'a str> {
        item.stem.as_deref().or(self.pack.stem.as_deref())
    }

    /// Whether this is the questionnaire about key life areas.
    #[must_use]
    pub fn key_areas(&self) -> bool {
        self.pack.id == KEY_AREAS
    }

    /// Whether the licence has ended by `today`. Its last day still counts.
    #[must_use]
    pub fn expired(&self, today: Day) -> bool {
        self.pack.licence.as_ref().is_some_and(|licence| today > licence.expires)
    }

    /// Whether totals may be worked out: not while nobody has confirmed a structure's order.
    #[must_use]
    pub fn totals_allowed(&self) -> bool {
        self.confirmation.is_some() || !self.waits_for_confirmation()
    }

    /// Whether somebody has to compare this pack with a licensed sheet before it adds anything up.
    #[must_use]
    pub fn waits_for_confirmation(&self) -> bool {
        self.answer_sheet() || self.is_unlike_built_in()
    }

    /// Whether this is a `reqol-10` that is built otherwise than the built-in one, whose order nobody has compared
    /// either. One of the two is wrong about which answer is the most personal, or which statements are reversed, so it
    /// is not asked at all before somebody compared it.
    #[must_use]
    pub fn is_unlike_built_in(&self) -> bool {
        self.pack.id == "reqol-10" && !self.is_built_as_known()
    }

    /// Compared with the built-in `reqol-10`: which way each item runs, which is sensitive, and the first group's two
    /// thresholds.
    fn is_built_as_known(&self) -> bool {
        let as_known = |(place, item): (usize, &Item)| {
            item.sensitive == (place == REQOL_10_SENSITIVE)
                && (item.polarity == Polarity::Negative) == REQOL_10_REVERSED.contains(&place)
                && (item.polarity == Polarity::Unscored) == (place == REQOL_10_UNSCORED)
        };
        let group = self.pack.groups.first();
        let change = group.and_then(|it| it.reliable_change.as_ref());
        let boundary = group.and_then(|it| it.boundary.as_ref());
        self.pack.items.iter().enumerate().all(as_known)
            && change.is_none_or(|it| it.value == REQOL_10_CHANGE)
            && boundary.is_none_or(|it| REQOL_10_BOUNDARIES.contains(&it.value))
    }

    /// Whether statements and boxes are named by place only, read from a printed sheet.
    #[must_use]
    pub fn answer_sheet(&self) -> bool {
        self.pack.standing == PackStanding::StructureOnly
    }

    /// Whether every screen says that this is practice.
    #[must_use]
    pub fn practice(&self) -> bool {
        self.pack.standing == PackStanding::Practice
    }

    /// How a check-in names this pack.
    #[must_use]
    pub fn pack_ref(&self) -> PackRef {
        let Pack { id, version, language, .. } = &self.pack;
        PackRef { id: id.clone(), version: version.clone(), language: language.clone(), hash: self.hash }
    }
}
