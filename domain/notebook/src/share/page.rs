//! The page a worker sees. The person's preview renders the very same shape.

use super::item::{SharedAbout, SharedAnswer, SharedAspiration, SharedCheckIn, SharedItem, SharedNote};
use crate::instrument::Method;
use crate::journey::put_in_order;
use crate::time::{Day, Stamp};
use std::cmp::Reverse;

/// What one person shares with one worker, in the order it is shown: aspirations first, then
/// check-ins, then notes, and what the permission covers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SharedPage {
    /// What the permission covers, and the name if told.
    pub about: Option<SharedAbout>,
    /// When the person asked for a conversation.
    pub conversation: Option<Stamp>,
    /// In the person's own order.
    pub aspirations: Vec<SharedAspiration>,
    /// Newest first.
    pub check_ins: Vec<SharedCheckIn>,
    /// Totals over time, one line per questionnaire.
    pub series: Vec<SharedSeries>,
    /// Newest first.
    pub notes: Vec<SharedNote>,
}

/// Totals of one questionnaire, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharedSeries {
    /// The questionnaire's id.
    pub pack: String,
    /// Its title.
    pub title: String,
    /// Whether it is practice.
    pub practice: bool,
    /// The highest total there can be.
    pub max: u16,
    /// Points or tenths.
    pub method: Method,
    /// The smallest change that is more than the usual ups and downs, if the pack has one.
    pub reliable_change: Option<u16>,
    /// One point per check-in; a gap where no total was shared.
    pub points: Vec<SharedPoint>,
}

/// One check-in on the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SharedPoint {
    /// The day it was answered.
    pub day: Day,
    /// Its total, if shared.
    pub value: Option<u16>,
}

impl SharedPage {
    /// Puts items in order, whatever order they arrive in. Of the same thing sent under two names the later one counts.
    #[must_use]
    pub fn from_items(items: &[SharedItem]) -> Self {
        let mut page = Self::default();
        for item in items {
            match item {
                SharedItem::About(it) => page.about = Some(it.clone()),
                SharedItem::CheckIn(it) => newest(&mut page.check_ins, it, |one| one.id == it.id),
                SharedItem::Aspiration(it) => newest(&mut page.aspirations, it, |one| one.id == it.id),
                SharedItem::Note(it) => newest(&mut page.notes, it, |one| one.id == it.id),
                SharedItem::Conversation { asked } => page.conversation = Some(*asked),
                SharedItem::NoConversation {} => page.conversation = None,
                SharedItem::Head(_) => {}
            }
        }
        put_in_order(&mut page.aspirations, |it| (it.order, it.id));
        put_in_order(&mut page.check_ins, |it| (Reverse(it.day), it.id));
        put_in_order(&mut page.notes, |it| (Reverse(it.day), it.id));
        page.series = series(&page.check_ins);
        page
    }

    /// Whether there is nothing at all to show, not even what a permission covers.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.about.is_none() && self.brings_nothing()
    }

    /// Whether nothing has come under the permission so far.
    #[must_use]
    pub fn brings_nothing(&self) -> bool {
        self.conversation.is_none() && self.aspirations.is_empty() && self.check_ins.is_empty() && self.notes.is_empty()
    }
}

/// The check-in with the same questionnaire before that one, among `newest_first`.
#[must_use]
pub fn check_in_before<'a>(newest_first: &'a [SharedCheckIn], it: &SharedCheckIn) -> Option<&'a SharedCheckIn> {
    let mut after = newest_first.iter().skip_while(|one| one.id != it.id).skip(1);
    after.find(|one| one.pack == it.pack)
}

/// The answer to the same statement in the check-in before, if that was shared too and had as many boxes.
#[must_use]
pub fn answer_before<'a>(before: Option<&'a SharedCheckIn>, answer: &SharedAnswer) -> Option<&'a SharedAnswer> {
    let same = |it: &&SharedAnswer| it.number == answer.number && it.of == answer.of && it.place.is_some();
    before?.answers.as_ref()?.iter().find(same)
}

/// Adds a thing in place of an earlier form of the same.
fn newest<T: Clone>(list: &mut Vec<T>, it: &T, same: impl Fn(&T) -> bool) {
    list.retain(|one| !same(one));
    list.push(it.clone());
}

/// Lines for the questionnaires of which any total is shared.
fn series(newest_first: &[SharedCheckIn]) -> Vec<SharedSeries> {
    let mut lines: Vec<SharedSeries> = Vec::new();
    for check_in in newest_first {
        let Some(total) = &check_in.total else { continue };
        if !lines.iter().any(|line| line.pack == check_in.pack) {
            let same = newest_first.iter().rev().filter(|it| it.pack == check_in.pack);
            lines.push(SharedSeries {
                pack: check_in.pack.clone(),
                title: check_in.title.clone(),
                practice: check_in.practice,
                max: total.max,
                method: total.method,
                reliable_change: total.reliable_change,
                points: same
                    .map(|it| SharedPoint { day: it.day, value: it.total.as_ref().map(|total| total.value) })
                    .collect(),
            });
        }
    }
    lines
}
