//! A check-in: a draft that can be left at any moment, then a record that is only ever amended.

use crate::helped::{Helped, WrittenBy};
use crate::id::CheckInId;
use crate::instrument::{Instrument, Item, PackRef};
use crate::stored::{self, Out, Stored, stored_choice, stored_struct};
use crate::time::{Day, Moment, Stamp};
use litemap::LiteMap;
use minicbor::Decoder;
use minicbor::data::Type;
use std::ops::RangeInclusive;

/// A sheet is at most so old: older than any questionnaire here.
const SHEET_YEARS: i32 = 20;

/// Answers by item. A place counts boxes from 0; `None` is a statement that was skipped; an item
/// that is not there has not been reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Responses {
    places: LiteMap<String, Option<u8>>,
    /// The follow-up after an item, yes or no. It may always be left open.
    follow_ups: LiteMap<String, bool>,
}

impl Responses {
    /// Whether nothing was answered or skipped.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.follow_ups.is_empty()
    }

    /// The box chosen for this item.
    #[must_use]
    pub fn place(&self, item: &str) -> Option<u8> {
        self.places.get(item).copied().flatten()
    }

    /// Whether this item was skipped.
    #[must_use]
    pub fn skipped(&self, item: &str) -> bool {
        matches!(self.places.get(item), Some(None))
    }

    /// Whether this item was answered or skipped.
    #[must_use]
    pub fn reached(&self, item: &str) -> bool {
        self.places.contains_key(item)
    }

    /// The items that were neither answered nor skipped, in order.
    pub fn open<'i>(&self, instrument: &'i Instrument) -> impl Iterator<Item = &'i Item> {
        instrument.pack.items.iter().filter(|item| !self.reached(&item.id))
    }

    /// How many items have a box chosen.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.places.values().filter(|place| place.is_some()).count()
    }

    /// Chooses a box; see [`Draft::answer`] for the rules.
    pub fn answer(&mut self, instrument: &Instrument, item: &str, place: u8) -> Result<(), AnswerFault> {
        let known = instrument.item(item).ok_or(AnswerFault::NoSuchItem)?;
        if usize::from(place) >= known.options.len() {
            return Err(AnswerFault::NoSuchOption);
        }
        self.places.insert(item.to_owned(), Some(place));
        Ok(())
    }

    /// Marks an item as skipped, taking back any box chosen before and its follow-up.
    pub fn skip(&mut self, instrument: &Instrument, item: &str) -> Result<(), AnswerFault> {
        instrument.item(item).ok_or(AnswerFault::NoSuchItem)?;
        self.places.insert(item.to_owned(), None);
        self.follow_ups.remove(item);
        Ok(())
    }

    /// What was said to the follow-up of this item, if anything.
    #[must_use]
    pub fn follow_up(&self, item: &str) -> Option<bool> {
        self.follow_ups.get(item).copied()
    }

    /// Says yes or no to the follow-up of an item.
    pub fn answer_follow_up(&mut self, instrument: &Instrument, item: &str, yes: bool) -> Result<(), AnswerFault> {
        if !instrument.followed_up(item) {
            return Err(AnswerFault::NoFollowUp);
        }
        self.follow_ups.insert(item.to_owned(), yes);
        Ok(())
    }

    /// Whether these are answers to every item of that instrument, and to nothing else.
    fn fit(&self, instrument: &Instrument) -> bool {
        let items = &instrument.pack.items;
        let place_fits = |item: &Item| match self.places.get(&item.id) {
            Some(Some(place)) => usize::from(*place) < item.options.len(),
            Some(None) => true,
            None => false,
        };
        self.places.len() == items.len()
            && items.iter().all(place_fits)
            && self.follow_ups.keys().all(|item| instrument.followed_up(item))
    }
}

/// Why an answer was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AnswerFault {
    /// The instrument has no such item.
    #[error("there is no such statement")]
    NoSuchItem,
    /// The item has fewer options.
    #[error("there is no such box")]
    NoSuchOption,
    /// Nothing is asked after this item.
    #[error("nothing is asked after this statement")]
    NoFollowUp,
    /// The check-in was started with another pack.
    #[error("this was started with another pack")]
    OtherPack,
}

/// Who was with the person while they answered. The answers are always the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Company {
    /// Nobody.
    OnMyOwn,
    /// Someone sat beside them.
    SomeoneBeside,
    /// Someone read the statements aloud.
    ReadToMe,
    /// Someone read them aloud over the telephone.
    OverThePhone,
    /// Typed in from a paper sheet.
    FromPaper,
}

/// A check-in that has been started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The name the finished check-in keeps.
    pub id: CheckInId,
    /// The pack it was started with; a pack that expires meanwhile lets it finish.
    pub pack: PackRef,
    /// Who is with the person, once they have said.
    pub company: Option<Company>,
    /// What has been answered or skipped.
    pub responses: Responses,
    /// Which statement is on screen, from 0; the number of items means the review.
    pub at_item: u16,
    /// When it was started.
    pub started: Stamp,
    /// The day on the sheet, where it is typed in from paper; otherwise it is answered when it is finished.
    pub answered_on: Option<Day>,
    /// Who helps, where it is said.
    pub helped: Option<Helped>,
    /// How it came to this phone, where a helper wrote it down.
    pub written: Option<WrittenBy>,
}

/// Why a draft is not a check-in yet.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// "Who is with you?" is open.
    #[error("who was with you is not answered yet")]
    NoCompany,
    /// These items were neither answered nor skipped.
    #[error("{} statements were neither answered nor skipped", .0.len())]
    NotReached(Vec<String>),
    /// The draft was started with another pack.
    #[error("this was started with another pack")]
    OtherPack,
    /// The day the answers were given has not come yet.
    #[error("{0} has not come yet")]
    NotYet(Day),
}

impl Draft {
    /// Starts a check-in at the first statement, with nothing answered.
    #[must_use]
    pub fn start(id: CheckInId, instrument: &Instrument, started: Stamp) -> Self {
        let (pack, responses) = (instrument.pack_ref(), Responses::default());
        let (company, answered_on, helped, written) = (None, None, None, None);
        Self { id, pack, company, responses, at_item: 0, started, answered_on, helped, written }
    }

    /// The days, first to last, that a sheet typed in today may bear. Who types the year 0026 meant another.
    #[must_use]
    pub fn sheet_days(today: Day) -> RangeInclusive<Day> {
        today.add_months(-12 * SHEET_YEARS)..=today
    }

    /// Whether a sheet typed in today may bear that day.
    #[must_use]
    pub fn may_bear(sheet: Day, today: Day) -> bool {
        Self::sheet_days(today).contains(&sheet)
    }

    /// Starts typing in a sheet that was answered on `answered_on`.
    #[must_use]
    pub fn from_paper(id: CheckInId, instrument: &Instrument, started: Stamp, answered_on: Day) -> Self {
        let draft = Self::start(id, instrument, started);
        Self { company: Some(Company::FromPaper), answered_on: Some(answered_on), ..draft }
    }

    /// Chooses the box at `place` (from 0) for `item`. Choosing again replaces; nothing moves on.
    pub fn answer(&mut self, instrument: &Instrument, item: &str, place: u8) -> Result<(), AnswerFault> {
        self.is_of(instrument)?;
        self.responses.answer(instrument, item, place)
    }

    /// Leaves `item` without an answer, on purpose.
    pub fn skip(&mut self, instrument: &Instrument, item: &str) -> Result<(), AnswerFault> {
        self.is_of(instrument)?;
        self.responses.skip(instrument, item)
    }

    /// Says yes or no to what is asked after `item`.
    pub fn answer_follow_up(&mut self, instrument: &Instrument, item: &str, yes: bool) -> Result<(), AnswerFault> {
        self.is_of(instrument)?;
        self.responses.answer_follow_up(instrument, item, yes)
    }

    /// Skips everything that has not been reached: "I will stop here".
    pub fn skip_rest(&mut self, instrument: &Instrument) -> Result<(), AnswerFault> {
        self.is_of(instrument)?;
        let open: Vec<&Item> = self.responses.open(instrument).collect();
        open.into_iter().try_for_each(|item| self.responses.skip(instrument, &item.id))
    }

    /// The statement where it goes on, counted from 1; none before it is said who is there.
    #[must_use]
    pub fn goes_on_at(&self) -> Option<u16> {
        self.company.map(|_| self.at_item.saturating_add(1))
    }

    /// To that statement (from 0), or to the review if there are not so many.
    pub fn go_to(&mut self, instrument: &Instrument, item: u16) {
        let review = u16::try_from(instrument.pack.items.len()).unwrap_or(u16::MAX);
        self.at_item = item.min(review);
    }

    /// Makes the check-in. `answered_on` is the day the answers were given, which for a paper sheet
    /// may be earlier than today. The draft is handed back by cloning beforehand if that matters.
    pub fn complete(self, instrument: &Instrument, at: Stamp, answered_on: Day) -> Result<CheckIn, Incomplete> {
        self.is_of(instrument).map_err(|_| Incomplete::OtherPack)?;
        let company = self.company.ok_or(Incomplete::NoCompany)?;
        if answered_on > at.day() {
            return Err(Incomplete::NotYet(answered_on));
        }
        let open: Vec<String> = self.responses.open(instrument).map(|item| item.id.clone()).collect();
        if !open.is_empty() {
            return Err(Incomplete::NotReached(open));
        }
        let Self { id, pack, responses, helped, .. } = self;
        Ok(CheckIn {
            id,
            pack,
            company,
            responses,
            answered_on,
            completed: at,
            note: None,
            history: Vec::new(),
            edited: None,
            unseen: true,
            helped,
        })
    }

    fn is_of(&self, instrument: &Instrument) -> Result<(), AnswerFault> {
        if self.pack.hash == instrument.hash { Ok(()) } else { Err(AnswerFault::OtherPack) }
    }
}

/// A finished check-in: raw answers and the pack they belong to. Scores are always worked out anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckIn {
    /// Its name.
    pub id: CheckInId,
    /// The pack it was answered with.
    pub pack: PackRef,
    /// Who was with the person.
    pub company: Company,
    /// The answers as they stand now.
    pub responses: Responses,
    /// The day the answers were given.
    pub answered_on: Day,
    /// When it was finished.
    pub completed: Stamp,
    /// A note in the person's own words.
    pub note: Option<String>,
    /// Answers as they stood before each amendment, oldest first.
    pub history: Vec<Amendment>,
    /// When it was last changed in place; none if it never was. Of two copies the one changed later counts.
    pub edited: Option<Stamp>,
    /// True until the person has opened its result: nobody sees it before them, and nobody is asked about it.
    pub unseen: bool,
    /// Who helped with it, where it is said.
    pub helped: Option<Helped>,
}

/// What an amendment replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// The answers before it.
    pub responses: Responses,
    /// When they were replaced.
    pub at: Stamp,
    /// The day before it, where it was the day of a sheet that was put right.
    pub answered_on: Option<Day>,
}

/// Why a check-in was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AmendFault {
    /// It was finished on another day.
    #[error("answers can be changed on the day of the check-in only")]
    AnotherDay,
    /// Statements are left that were neither answered nor skipped, or the pack is another one.
    #[error("these answers do not fit this check-in")]
    DoNotFit,
    /// Only a sheet that was typed in has a day that can be put right.
    #[error("the day of this check-in was not typed in")]
    OwnDay,
    /// It cannot be the day of a sheet: see [`Draft::may_bear`].
    #[error("this cannot be the day of a sheet")]
    NoSuchDay,
}

impl CheckIn {
    /// Whether answers may still be changed: on the civil day it was finished.
    #[must_use]
    pub fn can_amend(&self, today: Day) -> bool {
        self.completed.day() == today
    }

    /// Replaces the answers and keeps the earlier ones. It stays one check-in: never a second score.
    /// The same answers change nothing.
    pub fn amend(&mut self, instrument: &Instrument, responses: Responses, at: Stamp) -> Result<(), AmendFault> {
        if !self.can_amend(at.day()) {
            return Err(AmendFault::AnotherDay);
        }
        if instrument.hash != self.pack.hash || !responses.fit(instrument) {
            return Err(AmendFault::DoNotFit);
        }
        if responses != self.responses {
            let before = std::mem::replace(&mut self.responses, responses);
            self.history.push(Amendment { responses: before, at, answered_on: None });
        }
        Ok(())
    }

    /// Whether its day was typed in by somebody, who may have typed a wrong one.
    #[must_use]
    pub fn can_correct_day(&self) -> bool {
        self.company == Company::FromPaper
    }

    /// Puts the day of a typed sheet right, whenever it is noticed, and keeps the day before. The same day changes
    /// nothing.
    pub fn correct_day(&mut self, day: Day, at: Stamp) -> Result<(), AmendFault> {
        if !self.can_correct_day() {
            return Err(AmendFault::OwnDay);
        }
        if !Draft::may_bear(day, at.day()) {
            return Err(AmendFault::NoSuchDay);
        }
        if day != self.answered_on {
            let before = std::mem::replace(&mut self.answered_on, day);
            self.history.push(Amendment { responses: self.responses.clone(), at, answered_on: Some(before) });
        }
        Ok(())
    }

    /// When answers were last changed, other than the day of a sheet.
    #[must_use]
    pub fn answers_amended(&self) -> Option<Stamp> {
        self.history.iter().rev().find(|it| it.answered_on.is_none()).map(|it| it.at)
    }

    /// When it was finished, amended or changed in place last.
    #[must_use]
    pub(crate) fn touched(&self) -> Moment {
        let amended = self.history.iter().map(|change| change.at.at).max().unwrap_or(self.completed.at);
        self.edited.map_or(amended, |edited| amended.max(edited.at))
    }

    /// Its place among the others: by the moment it was answered, whatever the calendar said there; somebody who flies
    /// west answers later on an earlier day. A sheet of an earlier day stands at the end of its day.
    #[must_use]
    pub fn order(&self) -> (Moment, Moment, CheckInId) {
        let finished = self.completed.at;
        let answered =
            if self.answered_on == self.completed.day() { finished } else { self.completed.end_of(self.answered_on) };
        (answered, finished, self.id)
    }
}

stored_struct!(Draft { id, pack, company, responses, at_item, started; since answered_on, helped, written });
stored_struct!(CheckIn { id, pack, company, responses, answered_on, completed, note, history; since edited, unseen, helped });
stored_struct!(Amendment { responses, at; since answered_on });
stored_choice!(Company { OnMyOwn = 0, SomeoneBeside = 1, ReadToMe = 2, OverThePhone = 3, FromPaper = 4 });

/// Item and value in turn: a number is a box, null is skipped, true and false are the follow-up of that item. So what
/// was written before there were follow-ups reads as it always did.
impl Stored for Responses {
    fn write(&self, out: &mut Out<'_>) {
        stored::array(out, (self.places.len() + self.follow_ups.len()) * 2);
        for (item, place) in &self.places {
            item.write(out);
            place.write(out);
        }
        for (item, yes) in &self.follow_ups {
            item.write(out);
            yes.write(out);
        }
    }

    fn read(from: &mut Decoder<'_>) -> Option<Self> {
        let mut responses = Self::default();
        for _ in 0..stored::length(from)? / 2 {
            let item = String::read(from)?;
            if from.datatype().ok()? == Type::Bool {
                responses.follow_ups.insert(item, bool::read(from)?);
            } else {
                responses.places.insert(item, Stored::read(from)?);
            }
        }
        Some(responses)
    }
}
