//! Helping with a check-in: at most one is in progress, in memory only. What is given goes sealed to the server at once, and
//! at the end, at sign-out and when the page is left, all of it is dropped.
mod going;
mod outgoing;
mod sending;

pub use self::going::{Going, HelpStep, HelpWay, HelpedTo, WaitsFor};
pub use self::outgoing::HelpSent;
use super::{WorkerFault, WorkerState};
use crate::platform::random::{SystemEntropy, make_bytes};
use crate::platform::{clock, stretch};
use domain::begin::offered;
use domain::check_in::Draft;
use domain::helped::{Agreed, Helper, TypedBy};
use domain::id::{CheckInId, PersonId, WrittenId};
use domain::instrument::{Instrument, PackStanding, built_in, read_pack};
use domain::role::Role;
use domain::seal::claim_words::ClaimWords;
use domain::share::Standing;
use domain::time::Day;
use leptos::prelude::*;

/// Which version of what is read out on the telephone the catalogue has; one more whenever its words change.
pub const CALL_SCRIPT_VERSION: u16 = 1;

/// With whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpWhom {
    /// Somebody who accepted an introduction of mine.
    Met(PersonId),
    /// Somebody with no app yet.
    NoApp,
}

/// What is chosen before it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct HelpStart {
    /// How.
    pub way: HelpWay,
    /// With whom.
    pub whom: HelpWhom,
    /// With what.
    pub instrument: Instrument,
    /// The day on the sheet, from paper.
    pub sheet: Option<Day>,
    /// Whether they want the helper's name to stand with it.
    pub named: bool,
}

/// How it came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpEnd {
    /// To the end.
    Finished,
    /// Before the end; and whether the server has all that was given.
    Stopped(bool),
    /// The person has it on their phone, and goes on there.
    Taken,
    /// They did not want it.
    SaidNo,
}

/// What is left of one that is over: nothing of what was said in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HelpOver {
    /// How.
    pub end: HelpEnd,
    /// Where it waits.
    pub waits: WaitsFor,
    /// Whether they have the device, and are to hand it back.
    pub in_their_hands: bool,
}

/// How helping stands.
#[derive(Clone, Debug, Default)]
pub enum Helping {
    /// Nothing is in progress.
    #[default]
    Idle,
    /// One is.
    Going(Box<Going>),
    /// One is over, and its last screen is open.
    Over(HelpOver),
}

impl Helping {
    /// The one in progress.
    pub fn going(&self) -> Option<&Going> {
        match self {
            Self::Going(going) => Some(going),
            _ => None,
        }
    }

    /// Whether no other page may be shown meanwhile: the device may be in somebody else's hands.
    pub fn holds_the_page(&self) -> bool {
        match self {
            Self::Idle => false,
            Self::Going(going) => going.step != HelpStep::Opening,
            Self::Over(over) => over.in_their_hands,
        }
    }

    /// Whether something given is on this page alone.
    pub(super) fn is_at_risk(&self) -> bool {
        let begun = |going: &&Going| !matches!(going.step, HelpStep::Opening | HelpStep::Call);
        self.going().filter(begun).is_some_and(|going| !going.post.is_kept())
    }

    /// It is over, and everything of it is dropped.
    fn end(&mut self, end: HelpEnd) {
        if let Self::Going(going) = self {
            let begun = matches!(going.step, HelpStep::Statement(_) | HelpStep::Review | HelpStep::Stopping);
            let in_their_hands = going.way.hands_over() && begun;
            *self = Self::Over(HelpOver { end, waits: going.waits_for(), in_their_hands });
        }
    }

    fn change<T>(&mut self, change: impl FnOnce(&mut Going) -> T) -> Option<T> {
        match self {
            Self::Going(going) => Some(change(going)),
            _ => None,
        }
    }
}

/// What is said of one that a session's end cut short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutShort {
    /// Whether it is gone on with by claim words.
    pub by_words: bool,
    /// Whether the server has all that was given.
    pub kept: bool,
}

impl WorkerState {
    /// Where a sign-in leads: to the page that was wanted, else a peer worker to whom they help.
    pub fn first_page(self) -> String {
        let wanted = self.wanted.get_value();
        let helps = self.me.with_untracked(|me| me.as_ref().is_some_and(|me| me.role == Role::PeerWorker));
        if wanted == "/" && helps { "/help".to_owned() } else { wanted }
    }

    /// What can be written down: a team's own questionnaires only with somebody who was met.
    pub fn help_offers(self, met: bool) -> Vec<Instrument> {
        let mut all = built_in();
        if met {
            self.packs.with(|packs| all.extend(packs.iter().cloned()));
        }
        let mut all = offered(&all, clock::today());
        if !met {
            all.retain(|it| it.pack.standing != PackStanding::Licensed);
        }
        all
    }

    /// Whom I may help without claim words: everybody who accepted an introduction of mine and is known to the server.
    pub fn helped_people(self) -> Vec<(PersonId, Option<String>)> {
        let there = |known: &&super::PersonShares| known.standing != Standing::NotThere;
        self.people.with(|people| people.iter().filter(there).map(|it| (it.person, it.name.clone())).collect())
    }

    /// Asks for the organisation's questionnaires. Without an answer the app's own are offered, and it is asked again when
    /// the page is opened again.
    pub async fn look_at_packs(self) {
        let Ok(desk) = self.desk() else { return };
        let told = desk.packs().await.map_err(WorkerFault::from);
        self.note_end(&told);
        if let Ok(told) = told
            && self.desk().is_ok_and(|now| now.worker() == desk.worker())
        {
            self.packs.set(told.packs.iter().filter_map(|pack| read_pack(&pack.bytes.0)).collect());
        }
    }

    /// Begins one. Over the telephone it is first agreed to; else it has begun once the server has its beginning.
    pub async fn begin_help(self, start: HelpStart) -> Result<(), WorkerFault> {
        let mut going = match self.same_again(&start) {
            Some(going) => going,
            None => self.make_going(&start).await?,
        };
        self.cut_short.set(None);
        let by_phone = going.way == HelpWay::ByPhone;
        going.step = if by_phone { HelpStep::Call } else { HelpStep::Opening };
        self.helping.set(Helping::Going(Box::new(going)));
        if by_phone { Ok(()) } else { self.open_help().await }
    }

    /// On the telephone they said yes to these words.
    pub async fn agree_to_help(self, words: String) -> Result<(), WorkerFault> {
        let agreed = Agreed { version: CALL_SCRIPT_VERSION, words, at: clock::now() };
        self.helping.update(|helping| _ = helping.change(|going| going.agree(agreed)));
        self.open_help().await
    }

    /// On the telephone they said no: nothing was sent.
    pub fn decline_help(self) {
        self.helping.update(|helping| helping.end(HelpEnd::SaidNo));
    }

    /// They have the eight words.
    pub fn hand_words_over(self) {
        self.change_help(Going::drop_words);
    }

    /// They have the device, and whose hand it is.
    pub fn hand_device_over(self, typed_by: TypedBy) {
        self.change_help(|going| going.hand_over(typed_by));
    }

    /// They handed it back.
    pub fn take_device_back(self) {
        self.helping.update(|helping| {
            if let Helping::Over(over) = helping {
                over.in_their_hands = false;
            }
        });
    }

    /// Chooses a box of the statement on the screen, from 0; whether there is one.
    pub fn choose_for_them(self, place: u8) -> bool {
        self.change_help(|going| going.choose(place)) == Some(true)
    }

    /// Says yes or no to what is asked after it.
    pub fn say_for_them(self, yes: bool) -> bool {
        self.change_help(|going| going.say_help(yes)) == Some(true)
    }

    /// "I cannot answer this": it is left out.
    pub fn skip_for_them(self) {
        self.change_help(Going::skip);
    }

    /// On to the next statement; whether this one was answered or left out.
    pub fn next_for_them(self) -> bool {
        self.change_help(Going::go_on) == Some(true)
    }

    /// Back by one.
    pub fn back_for_them(self) {
        self.change_help(Going::go_back);
    }

    /// To a statement, counted from 0, to change it.
    pub fn look_again(self, at: usize) {
        self.change_help(|going| going.go_to(at));
    }

    /// Asks whether it is to stop here.
    pub fn ask_to_stop_help(self) {
        self.change_help(Going::ask_to_stop);
    }

    /// It stops here: what was given is at the server, or on its way.
    pub fn stop_help(self) {
        let kept = self.send_off_help();
        self.helping.update(|helping| helping.end(HelpEnd::Stopped(kept)));
    }

    /// To the end: once the server has it, all of it is dropped here.
    pub fn finish_help(self) {
        self.change_help(Going::finish);
    }

    /// The last screen, or the page before anything began, is left.
    pub fn close_help(self) {
        let over = |helping: &Helping| !matches!(helping, Helping::Idle) && !helping.holds_the_page();
        if self.helping.with_untracked(over) {
            self.helping.set(Helping::Idle);
        }
    }

    /// The session ends, or the page is left: sends off what is on this page alone, and drops all of it.
    pub(super) fn drop_help(self) {
        let by_words = self.helping.with_untracked(|helping| {
            let going = helping.going().filter(|going| !matches!(going.step, HelpStep::Opening | HelpStep::Call))?;
            Some(matches!(going.to, HelpedTo::Guest { .. }))
        });
        if let Some(by_words) = by_words {
            let kept = self.send_off_help();
            self.cut_short.set(Some(CutShort { by_words, kept }));
        }
        self.helping.set(Helping::Idle);
    }

    /// The one that did not begin for want of signal, if the same is begun again: it keeps its name and its words.
    fn same_again(self, start: &HelpStart) -> Option<Going> {
        let same = |going: &&Going| {
            let whom = match &going.to {
                HelpedTo::Met { person, .. } => HelpWhom::Met(*person),
                HelpedTo::Guest { .. } => HelpWhom::NoApp,
            };
            let named = going.draft.helped.as_ref().is_some_and(|helped| helped.name.is_some());
            going.step == HelpStep::Opening
                && (going.way, whom, named) == (start.way, start.whom, start.named)
                && (&going.draft.pack, going.draft.answered_on) == (&start.instrument.pack_ref(), start.sheet)
        };
        self.helping.with_untracked(|helping| helping.going().filter(same).cloned())
    }

    async fn make_going(self, start: &HelpStart) -> Result<Going, WorkerFault> {
        let me = self.me.get_untracked().ok_or(WorkerFault::SignedOut)?;
        let HelpStart { way, whom, instrument, sheet, named } = start;
        let to = match *whom {
            HelpWhom::Met(person) => {
                let name = self.person(person).and_then(|known| known.name);
                HelpedTo::Met { person, name }
            }
            HelpWhom::NoApp => {
                let words = ClaimWords::make(&mut SystemEntropy);
                let keys = stretch::finish(words.keys(me.org)).await?;
                HelpedTo::Guest { words: Some(words), keys, ends: None }
            }
        };
        let (id, now) = (CheckInId::from_bytes(make_bytes()), clock::now());
        let draft = match sheet {
            Some(day) => Draft::from_paper(id, instrument, now, *day),
            None => Draft::start(id, instrument, now),
        };
        let helper = (Helper::from(me.role), me.called, named.then_some(me.name));
        Ok(Going::begin(*way, instrument.clone(), to, draft, helper, WrittenId::from_bytes(make_bytes())))
    }

    /// Changes the one in progress, and sends what is new.
    fn change_help<T>(self, change: impl FnOnce(&mut Going) -> T) -> Option<T> {
        let outcome = self.helping.try_update(|helping| helping.change(change)).flatten();
        self.send_help();
        outcome
    }
}

#[cfg(test)]
mod tests;
