//! What Today says: whether this is the beginning, which part of the day it is, what was done last, what comes next of an
//! aspiration, and the one thing it invites to.

use crate::aspiration::{Aspiration, Step, in_order};
use crate::check_in::CheckIn;
use crate::id::AspirationId;
use crate::instrument::Item;
use crate::records::Records;
use crate::time::{Day, Stamp};

/// Whether nothing was begun here and nothing has come.
#[must_use]
pub fn is_first_day(records: &Records) -> bool {
    records.check_ins.is_empty()
        && records.drafts.is_empty()
        && records.aspirations.is_empty()
        && records.replies.is_empty()
}

/// A part of the day, as people greet each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartOfDay {
    /// From four o'clock on.
    Morning,
    /// From noon on.
    Afternoon,
    /// From six o'clock on, and the night.
    Evening,
}

impl PartOfDay {
    /// The one that it is by the clock on the wall.
    #[must_use]
    pub fn of(now: Stamp) -> Self {
        let minutes = (now.at.0 / 60_000 + i64::from(now.offset_min)).rem_euclid(24 * 60);
        match minutes / 60 {
            4..12 => Self::Morning,
            12..18 => Self::Afternoon,
            _ => Self::Evening,
        }
    }
}

/// After so many days without a look back, an aspiration in focus may be looked back on.
const LOOK_BACK_DAYS: i32 = 28;

/// The one thing Today invites to. Questions about sharing are no invitations: they stand beside it, because somebody else
/// waits for an answer, or sees something until it is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invitation {
    /// The day came on which the person wanted to be asked again: that day.
    AskAgain(Day),
    /// A day of their reminder came.
    Reminder,
    /// What is kept here may be lost with this phone, and nothing else holds it.
    MayForget,
    /// An aspiration in focus was not looked back on for a while.
    LookBack(AspirationId),
    /// There is no aspiration yet.
    Write,
}

/// What Today invites to: one thing, and none of them says that anything is late.
///
/// First what the person asked for themselves, which is quiet again once it is answered or some weeks have passed; then
/// what could be lost, where `may_forget` says so; then what can wait. A draft or a first day has its own way on.
#[must_use]
pub fn invitation(records: &Records, today: Day, may_forget: bool) -> Option<Invitation> {
    let last = records.check_ins.values().map(|it| it.answered_on).max();
    let asked = records.settings.ask_again.filter(|it| it.has_come(today, last)).map(|it| Invitation::AskAgain(it.on));
    let reminded = || records.settings.reminder.filter(|it| it.has_come(today, last)).map(|_| Invitation::Reminder);
    let forget = || may_forget.then_some(Invitation::MayForget);
    let write = || records.aspirations.is_empty().then_some(Invitation::Write);
    asked.or_else(reminded).or_else(forget).or_else(|| to_look_back_on(records, today)).or_else(write)
}

/// Of those in focus the one that was not looked back on for the longest time.
fn to_look_back_on(records: &Records, today: Day) -> Option<Invitation> {
    let seen = |it: &Aspiration| it.looks_back.last().map_or(it.created, |look| look.at);
    let longest = in_focus(records).into_iter().min_by_key(|it| seen(it).at)?;
    (seen(longest).day().days_until(today) >= LOOK_BACK_DAYS).then_some(Invitation::LookBack(longest.id))
}

/// Whether enough is kept for it to be said that a phone may forget: two things, or one from an opening before this one.
/// The first thing is kept in peace.
#[must_use]
pub fn has_something_to_lose(records: &Records, opened: Stamp, today: Day) -> bool {
    let check_ins = records.check_ins.values().map(|it| it.completed);
    let aspirations = records.aspirations.values().map(|it| it.created);
    let kept: Vec<Stamp> = check_ins.chain(aspirations).chain(records.notes.values().map(|it| it.at)).collect();
    let before = |it: &Stamp| it.at < opened.at || it.day() < today;
    kept.len() > 1 || kept.iter().any(before)
}

/// The check-in that was answered last, with whatever questionnaire.
#[must_use]
pub fn last_check_in(records: &Records) -> Option<&CheckIn> {
    records.check_ins.values().max_by_key(|it| it.order())
}

/// The number a box says at the beginning of its words, as 7 in "7, as good as I could hope"; none where it says words
/// only, which stand for no distance.
#[must_use]
pub fn number_of(item: &Item, place: u8) -> Option<u16> {
    let words = item.options.get(usize::from(place))?.text.as_deref()?;
    words.split(',').next()?.parse().ok()
}

/// Aspirations in focus, in the person's order.
#[must_use]
pub fn in_focus(records: &Records) -> Vec<&Aspiration> {
    in_order(records.aspirations.values()).into_iter().filter(|it| it.in_focus).collect()
}

/// The first step that is not ticked.
#[must_use]
pub fn next_step(aspiration: &Aspiration) -> Option<&Step> {
    aspiration.steps.iter().find(|step| step.done.is_none())
}
