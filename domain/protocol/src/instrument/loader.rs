//! The one loader. Built-in packs and licensed packs take the same road.

use super::bounds::{check_bytes, check_texts};
use super::fault::PackFault;
use super::pack::{FORMAT, Group, Item, Method, MissingRule, Pack, PackStanding, Polarity};
use super::{Instrument, KEY_AREAS, PackHash};
use crate::time::Day;
use sha2::{Digest, Sha256};

/// Reads a pack, or says the first thing that is wrong with it. With `today`, a licence that has
/// ended is a fault; without, it is not: a check-in of last year stays readable.
pub fn load(bytes: &[u8], today: Option<Day>) -> Result<Instrument, PackFault> {
    check_bytes(bytes)?;
    let pack: Pack = serde_json::from_slice(bytes).map_err(|fault| PackFault::Unreadable(fault.to_string()))?;
    check_head(&pack)?;
    check_texts(&pack)?;
    let items = check_items(&pack)?;
    check_membership(&pack, &items)?;
    check_words(&pack)?;
    check_licence(&pack, today)?;
    if pack.id == "reqol-10" {
        check_reqol_10(&pack)?;
    }
    if pack.id == KEY_AREAS && !pack.groups.is_empty() {
        return Err(PackFault::AreasAddedUp);
    }
    Ok(Instrument { pack, hash: hash_of(bytes), confirmation: None })
}

/// The hash of a pack's file. Whoever hands a pack over compares it with the one that was promised.
#[must_use]
pub fn hash_of(bytes: &[u8]) -> PackHash {
    PackHash::from_bytes(Sha256::digest(bytes).into())
}

/// Names with the place each stands at, sorted, so that none is looked for from the beginning every time.
#[derive(Default)]
struct Names<'a>(Vec<(&'a str, usize)>);

impl<'a> Names<'a> {
    /// Whether the name is new.
    fn add(&mut self, name: &'a str, place: usize) -> bool {
        let found = self.0.binary_search_by(|(other, _)| (*other).cmp(name));
        found.map_err(|at| self.0.insert(at, (name, place))).is_err()
    }

    fn place(&self, name: &str) -> Option<usize> {
        let found = self.0.binary_search_by(|(other, _)| (*other).cmp(name));
        found.ok().map(|at| self.0[at].1)
    }
}

fn filled(text: &str, place: impl Fn() -> String) -> Result<(), PackFault> {
    if text.trim().is_empty() { Err(PackFault::Empty(place())) } else { Ok(()) }
}

fn check_head(pack: &Pack) -> Result<(), PackFault> {
    if pack.format != FORMAT {
        return Err(PackFault::Format(pack.format.clone()));
    }
    let head = [("id", &pack.id), ("version", &pack.version), ("language", &pack.language), ("title", &pack.title)];
    for (name, text) in head {
        filled(text, || name.to_owned())?;
    }
    filled(&pack.copyright, || "copyright".to_owned())?;
    if usize::from(pack.item_count) != pack.items.len() {
        return Err(PackFault::ItemCount { declared: pack.item_count, found: pack.items.len() });
    }
    if pack.items.is_empty() {
        return Err(PackFault::Empty("items".to_owned()));
    }
    Ok(())
}

fn check_items(pack: &Pack) -> Result<Names<'_>, PackFault> {
    let mut names = Names::default();
    for (place, item) in pack.items.iter().enumerate() {
        filled(&item.id, || format!("the id of item {}", place + 1))?;
        filled(&item.theme, || format!("the theme of item {}", item.id))?;
        if !names.add(&item.id, place) {
            return Err(PackFault::Twice(format!("item {}", item.id)));
        }
        if !(2..=11).contains(&item.options.len()) {
            return Err(PackFault::OptionCount { item: item.id.clone(), found: item.options.len() });
        }
        let steps_run = |right: fn(u8, u8) -> bool| item.options.windows(2).all(|w| right(w[0].weight, w[1].weight));
        let runs = match item.polarity {
            Polarity::Positive => steps_run(|first, next| first < next),
            Polarity::Negative => steps_run(|first, next| first > next),
            Polarity::Unscored => true,
        };
        if !runs {
            return Err(PackFault::Polarity(item.id.clone()));
        }
    }
    Ok(names)
}

/// The places of the group's items.
fn check_group(pack: &Pack, items: &Names<'_>, group: &Group) -> Result<Vec<usize>, PackFault> {
    filled(&group.id, || "the id of a group".to_owned())?;
    filled(&group.title, || format!("the title of group {}", group.id))?;
    let name = || format!("group {}", group.id);
    if group.items.is_empty() {
        return Err(PackFault::Empty(name()));
    }
    let (mut members, mut places, mut seen): (Vec<&Item>, _, _) = (Vec::new(), Vec::new(), Names::default());
    for id in &group.items {
        let Some(place) = items.place(id) else {
            return Err(PackFault::NoSuchItem { by: name(), item: id.clone() });
        };
        let item = &pack.items[place];
        if !seen.add(id, place) {
            return Err(PackFault::Twice(format!("item {id} in group {}", group.id)));
        }
        if item.polarity == Polarity::Unscored {
            return Err(PackFault::UnscoredInGroup(id.clone()));
        }
        members.push(item);
        places.push(place);
    }
    check_figures(pack, group, &members).map(|()| places)
}

fn check_figures(pack: &Pack, group: &Group, members: &[&Item]) -> Result<(), PackFault> {
    let (min, max) = range(group.method, members);
    if (group.min, group.max) != (min, max) {
        let (declared_min, declared_max) = (group.min, group.max);
        return Err(PackFault::Range { group: group.id.clone(), declared_min, declared_max, min, max });
    }
    if let MissingRule::Prorate { at_most, source } = &group.missing {
        filled(source, || format!("the source of the missing rule of group {}", group.id))?;
        if *at_most == 0 || usize::from(*at_most) >= members.len() {
            return Err(PackFault::Missing(group.id.clone()));
        }
    }
    let change = group.reliable_change.as_ref().map(|it| ("reliable_change", it, 1, max - min));
    let boundary = group.boundary.as_ref().map(|it| ("boundary", it, min, max));
    for (which, threshold, low, high) in [change, boundary].into_iter().flatten() {
        if pack.standing == PackStanding::Practice {
            return Err(PackFault::PracticeThreshold(group.id.clone()));
        }
        filled(&threshold.source, || format!("the source of the {which} of group {}", group.id))?;
        if !(low..=high).contains(&threshold.value) {
            return Err(PackFault::Threshold { which, group: group.id.clone() });
        }
    }
    Ok(())
}

/// The lowest and highest score the weights give, in the method's unit.
fn range(method: Method, members: &[&Item]) -> (u16, u16) {
    let (mut low, mut high) = (0_u32, 0_u32);
    for item in members {
        low += item.options.iter().map(|option| u32::from(option.weight)).min().unwrap_or(0);
        high += item.options.iter().map(|option| u32::from(option.weight)).max().unwrap_or(0);
    }
    let count = members.len().max(1);
    (method.scaled(low, count, count), method.scaled(high, count, count))
}

fn check_membership(pack: &Pack, items: &Names<'_>) -> Result<(), PackFault> {
    let (mut grouped, mut groups) = (vec![false; pack.items.len()], Names::default());
    for (place, group) in pack.groups.iter().enumerate() {
        if !groups.add(&group.id, place) {
            return Err(PackFault::Twice(format!("group {}", group.id)));
        }
        for member in check_group(pack, items, group)? {
            grouped[member] = true;
        }
    }
    for (item, grouped) in pack.items.iter().zip(grouped) {
        if item.polarity != Polarity::Unscored && !grouped {
            return Err(PackFault::ScoredNowhere(item.id.clone()));
        }
    }
    let Some(follow_up) = &pack.follow_up else { return Ok(()) };
    for id in &follow_up.items {
        if items.place(id).is_none() {
            return Err(PackFault::NoSuchItem { by: "the follow-up".to_owned(), item: id.clone() });
        }
    }
    Ok(())
}

/// Every place that holds words, with its name.
fn check_words(pack: &Pack) -> Result<(), PackFault> {
    let bare = pack.standing == PackStanding::StructureOnly;
    let check = |text: Option<&String>, place: &dyn Fn() -> String| match text {
        Some(_) if bare => Err(PackFault::TextInStructure(place())),
        Some(text) => filled(text, place),
        None if bare => Ok(()),
        None => Err(PackFault::NoText(place())),
    };
    // A stem is optional everywhere, but words all the same.
    if pack.stem.is_some() {
        check(pack.stem.as_ref(), &|| "the stem".to_owned())?;
    }
    for item in &pack.items {
        if item.stem.is_some() {
            check(item.stem.as_ref(), &|| format!("the stem of item {}", item.id))?;
        }
        check(item.text.as_ref(), &|| format!("item {}", item.id))?;
        for (place, option) in item.options.iter().enumerate() {
            check(option.text.as_ref(), &|| format!("option {} of item {}", place + 1, item.id))?;
        }
    }
    pack.follow_up.as_ref().map_or(Ok(()), |it| check(it.text.as_ref(), &|| "the follow-up".to_owned()))
}

fn check_licence(pack: &Pack, today: Option<Day>) -> Result<(), PackFault> {
    let licence = match (&pack.licence, pack.standing) {
        (Some(licence), PackStanding::Licensed) => licence,
        (None, PackStanding::Licensed) => return Err(PackFault::NoLicence),
        (Some(_), _) => return Err(PackFault::StrayLicence),
        (None, _) => return Ok(()),
    };
    filled(&licence.holder, || "the licence holder".to_owned())?;
    filled(&licence.reference, || "the licence reference".to_owned())?;
    match today {
        Some(today) if today > licence.expires => Err(PackFault::Expired(licence.expires)),
        _ => Ok(()),
    }
}

/// A wrong copy of this one questionnaire has been published before, with the wrong items reversed. Its most personal
/// statement is a choice of its own wherever it is shared, so a pack that does not mark it, or marks another kind of
/// item, is none.
fn check_reqol_10(pack: &Pack) -> Result<(), PackFault> {
    let count = |polarity| pack.items.iter().filter(|item| item.polarity == polarity).count();
    let (reversed, straight, unscored) =
        (count(Polarity::Negative), count(Polarity::Positive), count(Polarity::Unscored));
    let five = pack.items.iter().all(|item| item.options.len() == 5);
    let adds_up = |group: &Group| group.method == Method::Sum && group.items.len() == 10 && group.max == 40;
    let whole = pack.groups.first().is_some_and(adds_up);
    let mut sensitive = pack.items.iter().filter(|item| item.sensitive);
    let marked = sensitive.next().is_some_and(|it| it.polarity == Polarity::Negative) && sensitive.next().is_none();
    if (reversed, straight, unscored) == (4, 6, 1) && five && whole && marked {
        return Ok(());
    }
    let options = match (five, whole, marked) {
        (false, ..) => " and an item without 5 options",
        (_, false, _) => " and no first group of all ten, 0 to 40",
        (.., false) => " and not one sensitive item that is reversed",
        _ => "",
    };
    Err(PackFault::Reqol10 { scored: reversed + straight, reversed, unscored, options })
}
