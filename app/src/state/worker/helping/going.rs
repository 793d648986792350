//! A check-in that a worker writes down with somebody, while it is under way: in memory and nowhere else on this computer.
//! Pure: `sending` seals it and carries it to the server.
use super::outgoing::{HelpSent, Outgoing};
use domain::check_in::{Company, Draft};
use domain::helped::{Agreed, Helped, Helper, TypedBy, WrittenDown};
use domain::id::{PersonId, WrittenId};
use domain::instrument::{Instrument, Item};
use domain::seal::claim_words::{ClaimWords, GuestKeys};
use domain::time::{Moment, Stamp};

/// How it is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpWay {
    /// The helper reads, they choose.
    Beside,
    /// They answer alone, on the helper's device.
    HandedOver,
    /// The helper reads, they say it on the telephone.
    ByPhone,
    /// The helper types what they wrote.
    FromPaper,
}

impl HelpWay {
    /// Every way, in the order in which they stand on the screen.
    pub const ALL: [Self; 4] = [Self::Beside, Self::HandedOver, Self::ByPhone, Self::FromPaper];

    /// What the check-in says of it.
    fn company(self) -> Company {
        match self {
            Self::Beside => Company::ReadToMe,
            Self::HandedOver => Company::SomeoneBeside,
            Self::ByPhone => Company::OverThePhone,
            Self::FromPaper => Company::FromPaper,
        }
    }

    fn typed_by(self) -> TypedBy {
        match self {
            Self::Beside | Self::HandedOver => TypedBy::Person,
            Self::ByPhone | Self::FromPaper => TypedBy::Helper,
        }
    }

    /// Whether they have the device before them: it is handed over before and handed back after.
    pub fn hands_over(self) -> bool {
        matches!(self, Self::Beside | Self::HandedOver)
    }
}

/// Where it stands. Never in the address: nobody gets back into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HelpStep {
    /// The server has not answered once: nothing has begun.
    Opening,
    /// What is read out on the telephone and agreed to.
    Call,
    /// The eight words, for somebody with no app.
    Words,
    /// The device is handed over.
    Before,
    /// A statement, counted from 0.
    Statement(usize),
    /// The last look.
    Review,
    /// Whether it is to stop here.
    Stopping,
}

/// For whom it is sealed.
#[derive(Clone, Debug)]
pub enum HelpedTo {
    /// Somebody who accepted an introduction.
    Met {
        /// Who.
        person: PersonId,
        /// As they told it.
        name: Option<String>,
    },
    /// Somebody with no app.
    Guest {
        /// Until they have them.
        words: Option<ClaimWords>,
        /// What follows from them.
        keys: GuestKeys,
        /// The last moment it is kept, once the server has said it.
        ends: Option<Moment>,
    },
}

/// Where it waits once it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// The phone of somebody of this name, if they told one.
    Phone(Option<String>),
    /// Whoever has the words, until this moment.
    Words(Option<Moment>),
}

/// See the module.
#[derive(Clone, Debug)]
pub struct Going {
    /// How.
    pub way: HelpWay,
    /// With what.
    pub instrument: Instrument,
    /// For whom.
    pub to: HelpedTo,
    /// The answers.
    pub draft: Draft,
    /// Where it stands.
    pub step: HelpStep,
    /// Under which name at the server, where it is for somebody who was met.
    pub(super) written: WrittenId,
    pub(super) post: Outgoing,
    finished: bool,
    /// Where it goes on if it is not to stop.
    from: HelpStep,
}

impl Going {
    /// Begins one, with nothing given. `draft` says nothing of who helps.
    pub(super) fn begin(
        way: HelpWay,
        instrument: Instrument,
        to: HelpedTo,
        draft: Draft,
        helper: (Helper, String, Option<String>),
        written: WrittenId,
    ) -> Self {
        let (helper, called, name) = helper;
        let helped = Helped { helper, called, name, typed_by: way.typed_by(), agreed: None };
        let draft = Draft { company: Some(way.company()), helped: Some(helped), ..draft };
        let (step, from) = (HelpStep::Opening, HelpStep::Opening);
        let mut post = Outgoing::default();
        post.change();
        Self { way, instrument, to, draft, step, written, post, finished: false, from }
    }

    /// The statement on the screen.
    pub fn item(&self) -> Option<&Item> {
        match self.step {
            HelpStep::Statement(at) => self.instrument.pack.items.get(at),
            _ => None,
        }
    }

    /// For the line on the screen.
    pub fn sent(&self) -> HelpSent {
        self.post.sent()
    }

    /// Whether the helper came to the end, and only the server has yet to hear of it.
    pub fn is_finished(&self) -> bool {
        self.finished
    }

    /// Where it waits.
    pub fn waits_for(&self) -> WaitsFor {
        match &self.to {
            HelpedTo::Met { name, .. } => WaitsFor::Phone(name.clone()),
            HelpedTo::Guest { ends, .. } => WaitsFor::Words(*ends),
        }
    }

    /// The server said until when it is kept.
    pub(super) fn note_ends(&mut self, told: Option<Moment>) {
        if let HelpedTo::Guest { ends, .. } = &mut self.to {
            *ends = told.or(*ends);
        }
    }

    /// What travels, at this moment.
    pub(super) fn written_down(&self, at: Stamp) -> WrittenDown {
        WrittenDown { draft: self.draft.clone(), at, finished: self.finished }
    }

    /// What was read out was agreed to.
    pub(super) fn agree(&mut self, agreed: Agreed) {
        if let Some(helped) = &mut self.draft.helped {
            helped.agreed = Some(agreed);
        }
        self.post.change();
    }

    /// The server has the beginning, with nothing answered: the first screen after it.
    pub(super) fn opened(&mut self) {
        self.step = match (&self.to, self.way.hands_over()) {
            (HelpedTo::Guest { .. }, _) => HelpStep::Words,
            (_, true) => HelpStep::Before,
            (_, false) => HelpStep::Statement(0),
        };
    }

    /// They have the words: nothing here shows them again.
    pub(super) fn drop_words(&mut self) {
        if let HelpedTo::Guest { words, .. } = &mut self.to {
            *words = None;
        }
        self.step = if self.way.hands_over() { HelpStep::Before } else { HelpStep::Statement(0) };
    }

    /// Whose hand it is, and on to the first statement.
    pub(super) fn hand_over(&mut self, typed_by: TypedBy) {
        if let Some(helped) = &mut self.draft.helped
            && helped.typed_by != typed_by
        {
            helped.typed_by = typed_by;
            self.post.change();
        }
        self.go_to(0);
    }

    /// Chooses a box of the statement on the screen, from 0; whether there is one.
    pub(super) fn choose(&mut self, place: u8) -> bool {
        self.give(|draft, instrument, item| draft.answer(instrument, item, place).is_ok())
    }

    /// Says yes or no to what is asked after it; whether anything is.
    pub(super) fn say_help(&mut self, yes: bool) -> bool {
        self.give(|draft, instrument, item| draft.answer_follow_up(instrument, item, yes).is_ok())
    }

    /// Leaves it out, on purpose, and goes on.
    pub(super) fn skip(&mut self) {
        if self.give(|draft, instrument, item| draft.skip(instrument, item).is_ok()) {
            self.leave();
        }
    }

    /// On to the next statement; whether this one was answered or left out, for else it stays.
    pub(super) fn go_on(&mut self) -> bool {
        let reached = self.item().is_some_and(|item| self.draft.responses.reached(&item.id));
        if reached {
            self.leave();
        }
        reached
    }

    /// The statement before; from the first one nowhere.
    pub(super) fn go_back(&mut self) {
        match self.step {
            HelpStep::Statement(at) => self.go_to(at.saturating_sub(1)),
            HelpStep::Review => self.go_to(self.instrument.pack.items.len().saturating_sub(1)),
            HelpStep::Stopping => self.step = self.from,
            _ => {}
        }
    }

    /// A statement, to look at it again.
    pub(super) fn go_to(&mut self, at: usize) {
        let last = self.instrument.pack.items.len();
        self.step = if at < last { HelpStep::Statement(at) } else { HelpStep::Review };
        self.draft.go_to(&self.instrument, u16::try_from(at).unwrap_or(u16::MAX));
    }

    /// Asks whether it is to stop here.
    pub(super) fn ask_to_stop(&mut self) {
        if self.step != HelpStep::Stopping {
            (self.from, self.step) = (self.step, HelpStep::Stopping);
        }
    }

    /// The end: what was not reached is left out.
    pub(super) fn finish(&mut self) {
        if self.draft.skip_rest(&self.instrument).is_ok() {
            self.finished = true;
            self.post.change();
        }
    }

    fn leave(&mut self) {
        let HelpStep::Statement(at) = self.step else { return };
        let all = self.draft.responses.open(&self.instrument).next().is_none();
        self.go_to(if all { usize::MAX } else { at + 1 });
    }

    /// Changes the answers; only what is other than before is sent.
    fn give(&mut self, change: impl FnOnce(&mut Draft, &Instrument, &str) -> bool) -> bool {
        let Some(item) = self.item().map(|item| item.id.clone()) else { return false };
        let before = self.draft.responses.clone();
        let given = change(&mut self.draft, &self.instrument, &item);
        if before != self.draft.responses {
            self.finished = false;
            self.post.change();
        }
        given
    }
}
