//! What can be wrong with a pack: one fault, one plain sentence each.

use crate::time::Day;

/// Why a pack was refused. The text names the place, so that whoever made the file can mend it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackFault {
    /// More bytes than [`super::PACK_BYTES`].
    #[error("the file has {0} bytes; a pack has at most 65536 (64 KiB)")]
    TooLarge(usize),
    /// A byte order mark, or bytes that are no UTF-8.
    #[error("the file is not plain UTF-8; save it as \"UTF-8\", without \"BOM\" or \"signature\"")]
    Encoding,
    /// More items than [`super::PACK_ITEMS`].
    #[error("the file holds {0} items; a pack has at most 200")]
    TooMany(usize),
    /// A text of more letters than [`super::PACK_TEXT`].
    #[error("{0} has a text of more than 500 letters")]
    TooLong(String),
    /// A text with a mark that turns it round, cannot be seen or controls something.
    #[error("{0} holds a mark that cannot be seen or that turns text round; type it anew")]
    Hidden(String),
    /// The bytes are not JSON in the pack's shape: a missing, unknown or mistyped field.
    #[error("the file cannot be read as a pack: {0}")]
    Unreadable(String),
    /// A format this loader does not know.
    #[error("the format is \"{0}\"; this version of Waymark reads \"waymark-pack/1\"")]
    Format(String),
    /// A field that must say something is empty.
    #[error("{0} is empty")]
    Empty(String),
    /// Not as many items as the file declares.
    #[error("the file declares {declared} items and holds {found}")]
    ItemCount {
        /// What `item_count` says.
        declared: u16,
        /// What `items` holds.
        found: usize,
    },
    /// Two items, or two groups, have one name.
    #[error("{0} is there twice")]
    Twice(String),
    /// An item has fewer than 2 or more than 11 options.
    #[error("item {item} has {found} options; 2 to 11 are possible")]
    OptionCount {
        /// The item.
        item: String,
        /// Its options.
        found: usize,
    },
    /// Weights that do not run the way the polarity says.
    #[error("the weights of item {0} do not run the way its polarity says")]
    Polarity(String),
    /// A group, or the follow-up, names an item that is not there.
    #[error("{by} names item {item}, which is not in the pack")]
    NoSuchItem {
        /// What names it.
        by: String,
        /// The missing item.
        item: String,
    },
    /// An item without a score stands in a group.
    #[error("item {0} is unscored but stands in a group")]
    UnscoredInGroup(String),
    /// A scored item stands in no group.
    #[error("item {0} is scored but stands in no group")]
    ScoredNowhere(String),
    /// The declared range is not the range the weights give.
    #[error("group {group} declares {declared_min} to {declared_max}; its weights give {min} to {max}")]
    Range {
        /// The group.
        group: String,
        /// Declared lowest.
        declared_min: u16,
        /// Declared highest.
        declared_max: u16,
        /// Lowest the weights give.
        min: u16,
        /// Highest the weights give.
        max: u16,
    },
    /// A missing-answer rule that allows no missing answer, or all of them.
    #[error("group {0} allows an impossible number of missing answers")]
    Missing(String),
    /// A threshold outside the group's range.
    #[error("the {which} of group {group} is outside its range")]
    Threshold {
        /// `reliable_change` or `boundary`.
        which: &'static str,
        /// The group.
        group: String,
    },
    /// A practice pack with a threshold.
    #[error("a practice pack has no thresholds; group {0} has one")]
    PracticeThreshold(String),
    /// Words are missing in a pack that needs them.
    #[error("{0} has no text")]
    NoText(String),
    /// Words stand in a pack that must have none.
    #[error("{0} has text; a structure-only pack has none")]
    TextInStructure(String),
    /// A licensed pack that names no licence.
    #[error("a licensed pack names its licence: holder, reference and expiry")]
    NoLicence,
    /// A licence in a pack that is not licensed.
    #[error("a pack that is not licensed names no licence")]
    StrayLicence,
    /// A licence that has ended.
    #[error("the licence ended on {0}")]
    Expired(Day),
    /// A pack that calls itself `key-areas` and adds something up.
    #[error("key-areas adds nothing up: each life area stands by itself, so it has no groups")]
    AreasAddedUp,
    /// A pack that calls itself `reqol-10` and is built otherwise.
    #[error(
        "reqol-10 has 10 scored items (4 reversed, 6 not), 1 unscored, 5 options each, and one sensitive item, which \
         is a reversed one; this pack has \
         {scored} scored ({reversed} reversed), {unscored} unscored{options}"
    )]
    Reqol10 {
        /// Scored items found.
        scored: usize,
        /// Reversed ones among them.
        reversed: usize,
        /// Unscored items found.
        unscored: usize,
        /// Empty, or a note about the options, the first group or the sensitive item.
        options: &'static str,
    },
}
