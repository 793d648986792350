//! The packs that every copy of Waymark carries, as the build has turned their files into constants.
use super::Instrument;
use super::pack::{
    FORMAT, FollowUp, Group, Item, Method, MissingRule, Pack, PackHash, PackStanding, Polarity, ResponseOption,
    Threshold,
};

include!(concat!(env!("OUT_DIR"), "/known.rs"));

/// A pack under no licence.
struct KnownPack {
    hash: [u8; 32],
    id: &'static str,
    version: &'static str,
    language: &'static str,
    title: &'static str,
    standing: PackStanding,
    stem: Option<&'static str>,
    copyright: &'static str,
    items: &'static [KnownItem],
    groups: &'static [KnownGroup],
    /// What it says, and the items it follows.
    follow_up: Option<(Option<&'static str>, &'static [&'static str])>,
}

struct KnownItem {
    id: &'static str,
    stem: Option<&'static str>,
    text: Option<&'static str>,
    theme: &'static str,
    polarity: Polarity,
    sensitive: bool,
    /// What each box says and weighs.
    options: &'static [(Option<&'static str>, u8)],
}

/// A group that has no total while an answer is missing.
struct KnownGroup {
    id: &'static str,
    title: &'static str,
    items: &'static [&'static str],
    method: Method,
    min: u16,
    max: u16,
    reliable_change: Option<(u16, &'static str)>,
    boundary: Option<(u16, &'static str)>,
}

/// The packs every copy of Waymark carries: the four questions of our own, the key life areas, the structure of ReQoL-10
/// without any of its words, and the one to try things out, with its earlier version behind it.
#[must_use]
pub fn built_in() -> Vec<Instrument> {
    KNOWN.iter().map(KnownPack::instrument).collect()
}

impl KnownPack {
    fn instrument(&self) -> Instrument {
        let pack = Pack {
            format: FORMAT.to_owned(),
            id: self.id.to_owned(),
            version: self.version.to_owned(),
            language: self.language.to_owned(),
            title: self.title.to_owned(),
            standing: self.standing,
            // The loader has counted them where the test compares the two.
            item_count: u16::try_from(self.items.len()).unwrap_or(u16::MAX),
            stem: self.stem.map(str::to_owned),
            items: self.items.iter().map(KnownItem::item).collect(),
            groups: self.groups.iter().map(KnownGroup::group).collect(),
            follow_up: self
                .follow_up
                .map(|(text, items)| FollowUp { text: text.map(str::to_owned), items: names(items) }),
            copyright: self.copyright.to_owned(),
            licence: None,
        };
        Instrument { pack, hash: PackHash::from_bytes(self.hash), confirmation: None }
    }
}

impl KnownItem {
    fn item(&self) -> Item {
        let option =
            |(text, weight): &(Option<&str>, u8)| ResponseOption { text: text.map(str::to_owned), weight: *weight };
        Item {
            id: self.id.to_owned(),
            stem: self.stem.map(str::to_owned),
            text: self.text.map(str::to_owned),
            theme: self.theme.to_owned(),
            polarity: self.polarity,
            sensitive: self.sensitive,
            options: self.options.iter().map(option).collect(),
        }
    }
}

impl KnownGroup {
    fn group(&self) -> Group {
        let threshold = |(value, source): (u16, &str)| Threshold { value, source: source.to_owned() };
        Group {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            items: names(self.items),
            method: self.method,
            missing: MissingRule::NoTotal,
            min: self.min,
            max: self.max,
            reliable_change: self.reliable_change.map(threshold),
            boundary: self.boundary.map(threshold),
        }
    }
}

fn names(all: &[&str]) -> Vec<String> {
    all.iter().map(|&name| name.to_owned()).collect()
}
