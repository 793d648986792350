//! The pack: a questionnaire as a file. The format is documented in `docs/PACKS.md`.
//!
//! Field names here are field names in the file. Text is shown exactly as it stands.

use crate::id::hex_newtype;
use crate::time::Day;
use serde::{Deserialize, Serialize};

hex_newtype!(
    /// SHA-256 of a pack's file, byte for byte. Kept with every check-in.
    PackHash, 32
);

/// A questionnaire: statements, boxes, how they add up, and whose words they are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// The format this file follows; [`FORMAT`] is the only one there is.
    pub format: String,
    /// Which questionnaire this is, in every version and language: `reqol-10`.
    pub id: String,
    /// The version of this file, chosen by whoever made it.
    pub version: String,
    /// BCP 47 tag of the text: `en`, `cy`.
    pub language: String,
    /// What the questionnaire is called on screen.
    pub title: String,
    /// Whose words these are and what may be done with them.
    pub standing: PackStanding,
    /// How many items the file means to hold; the loader counts.
    pub item_count: u16,
    /// What is said before the statements, such as the time they are about.
    pub stem: Option<String>,
    /// The statements in the order they are asked.
    pub items: Vec<Item>,
    /// What is added up. The first group is the whole; a pack without groups has no total.
    pub groups: Vec<Group>,
    /// A yes/no question after some of the items.
    pub follow_up: Option<FollowUp>,
    /// Shown with the questionnaire on every screen, exactly as it stands.
    pub copyright: String,
    /// The licence a licensed pack is used under.
    pub licence: Option<Licence>,
}

/// The value of [`Pack::format`].
pub const FORMAT: &str = "waymark-pack/1";

/// Whose words a pack holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PackStanding {
    /// Our own words, to try things out: never a validated questionnaire, so it has no thresholds.
    Practice,
    /// The words of whoever made the pack, free to use.
    Own,
    /// Somebody else's words, used under a licence that is named and ends.
    Licensed,
    /// No words at all: answers are given by place on a printed sheet.
    StructureOnly,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its name in this questionnaire, the same in every version and language.
    pub id: String,
    /// What is said before this one statement in place of [`Pack::stem`], such as another time that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stem: Option<String>,
    /// The statement, exactly as it is shown; none in a structure-only pack.
    pub text: Option<String>,
    /// What it is about, in a word or two.
    pub theme: String,
    /// Which way its weights run.
    pub polarity: Polarity,
    /// Whether sharing its answer is asked about by itself.
    #[serde(default)]
    pub sensitive: bool,
    /// The boxes, from the first to the last.
    pub options: Vec<ResponseOption>,
}

impl Item {
    /// The words at 0 and at 10 of a scale of eleven, where nothing but plain numbers stands between; none of any other.
    #[must_use]
    pub fn ends(&self) -> Option<[&str; 2]> {
        let words = |place: usize| self.options.get(place).and_then(|option| option.text.as_deref());
        let plain = |place: usize| words(place).and_then(|it| it.parse().ok()) == Some(place);
        if self.options.len() != 11 || !(1..10).all(plain) {
            return None;
        }
        let end =
            |place: usize, number: &str| words(place)?.strip_prefix(number).map(|it| it.trim_start_matches([',', ' ']));
        Some([end(0, "0")?, end(10, "10")?])
    }
}

/// Which way an item's weights run from the first box to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Polarity {
    /// Rising.
    Positive,
    /// Falling: the item is reversed.
    Negative,
    /// The item is in no group.
    Unscored,
}

/// One box.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseOption {
    /// What it says; none in a structure-only pack.
    pub text: Option<String>,
    /// What it adds to a group's score.
    pub weight: u8,
}

/// Items that are added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Its name in this questionnaire.
    pub id: String,
    /// What it is called on screen.
    pub title: String,
    /// The items in it.
    pub items: Vec<String>,
    /// How they are added up. It sets the unit of every figure below: points for a sum, tenths of a
    /// point for a mean.
    pub method: Method,
    /// What happens when an answer is missing.
    pub missing: MissingRule,
    /// The lowest score there can be.
    pub min: u16,
    /// The highest score there can be.
    pub max: u16,
    /// The smallest change that is more than the usual ups and downs.
    pub reliable_change: Option<Threshold>,
    /// The lowest score in the range of the general population.
    pub boundary: Option<Threshold>,
}

/// How a group is added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// The weights, added: whole points.
    Sum,
    /// Their mean, in tenths of a point, halves rounded up.
    Mean,
}

impl Method {
    /// A sum over `answered` of `count` items, scaled up to all of them (sum) or down to one, in tenths (mean). Halves are
    /// rounded up.
    #[must_use]
    pub fn scaled(self, sum: u32, answered: usize, count: usize) -> u16 {
        let (answered, count) = (u32::try_from(answered).unwrap_or(1).max(1), u32::try_from(count).unwrap_or(1));
        let factor = match self {
            Self::Sum => count,
            Self::Mean => 10,
        };
        u16::try_from((sum * factor * 2 + answered) / (answered * 2)).unwrap_or(u16::MAX)
    }
}

/// What happens when an answer of a group is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum MissingRule {
    /// There is no score.
    NoTotal,
    /// Up to this many missing answers count as the mean of the others.
    Prorate {
        /// The most answers that may be missing; at least one fewer than the group has items.
        at_most: u8,
        /// Where the rule is published.
        source: String,
    },
}

/// A figure with its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The figure, in the group's unit.
    pub value: u16,
    /// Where it is published.
    pub source: String,
}

/// A yes/no question asked after some items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// The question; none in a structure-only pack.
    pub text: Option<String>,
    /// The items it follows.
    pub items: Vec<String>,
}

/// The licence a pack is used under.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Licence {
    /// Who holds it.
    pub holder: String,
    /// Its number or name.
    pub reference: String,
    /// The last day it may be used.
    pub expires: Day,
}
