//! An aspiration: the person's own words, small steps, and how close it feels. Nobody else edits it.

use crate::id::{AspirationId, StepId};
use crate::stored::{stored_choice, stored_struct};
use crate::time::Stamp;

/// The highest rating: "I am there". The lowest is 0.
pub const RATING_MAX: u8 = 10;
/// At most this many aspirations are in focus.
pub const FOCUS_MAX: usize = 3;

/// One aspiration. The words are kept exactly as they were typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aspiration {
    /// Its name.
    pub id: AspirationId,
    /// What it is.
    pub words: String,
    /// Why it matters; may be empty.
    pub why: String,
    /// What already helps; may be empty.
    pub what_helps: String,
    /// Small steps, in the person's order.
    pub steps: Vec<Step>,
    /// Every rating, oldest first. The first is the start.
    pub looks_back: Vec<LookBack>,
    /// How it stands.
    pub state: AspirationState,
    /// Whether Today shows it.
    pub in_focus: bool,
    /// Every change of state, oldest first.
    pub history: Vec<StateChange>,
    /// When it was added.
    pub created: Stamp,
    /// Its place in the person's list, lowest first.
    pub order: u32,
}

/// A small step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its name.
    pub id: StepId,
    /// What it is.
    pub words: String,
    /// When it was ticked.
    pub done: Option<Stamp>,
}

/// "How close am I", once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookBack {
    /// 0 to 10.
    pub rating: u8,
    /// A note; may be empty.
    pub note: String,
    /// When.
    pub at: Stamp,
}

/// How an aspiration stands. None of these is a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AspirationState {
    /// Working on it.
    WorkingOnIt,
    /// Put to one side for now.
    Resting,
    /// Reached.
    Reached,
    /// Let go.
    LetGo,
    /// It has become a different one.
    Changed,
}

/// From this moment the aspiration stood like this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateChange {
    /// What it came to.
    pub to: AspirationState,
    /// When.
    pub at: Stamp,
}

/// Why an aspiration was left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AspirationFault {
    /// An aspiration or a step needs words.
    #[error("there are no words yet")]
    NoWords,
    /// A rating above 10.
    #[error("a rating is 0 to 10")]
    Rating,
    /// There is no such step.
    #[error("there is no such step")]
    NoSuchStep,
}

/// How far an aspiration has come, by its own first rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Distance {
    /// Rated once or never: not looked back on yet. This is never "no progress".
    NotYet,
    /// Latest rating minus first.
    Moved(i8),
}

impl Distance {
    /// Any progress: a latest rating above the first.
    #[must_use]
    pub const fn any(self) -> bool {
        matches!(self, Self::Moved(by) if by > 0)
    }

    /// Progress of at least `threshold` (a published figure, passed in by the report).
    #[must_use]
    pub fn reliable(self, threshold: u8) -> bool {
        matches!(self, Self::Moved(by) if i16::from(by) >= i16::from(threshold))
    }

    /// A fall of at least `threshold`.
    #[must_use]
    pub fn reliably_lower(self, threshold: u8) -> bool {
        matches!(self, Self::Moved(by) if -i16::from(by) >= i16::from(threshold))
    }
}

impl Aspiration {
    /// A new aspiration, being worked on, not in focus, at the end of the list.
    pub fn new(id: AspirationId, words: &str, created: Stamp, order: u32) -> Result<Self, AspirationFault> {
        let state = AspirationState::WorkingOnIt;
        Ok(Self {
            id,
            words: own_words(words)?,
            why: String::new(),
            what_helps: String::new(),
            steps: Vec::new(),
            looks_back: Vec::new(),
            state,
            in_focus: false,
            history: vec![StateChange { to: state, at: created }],
            created,
            order,
        })
    }

    /// Adds a rating from 0 to 10. Ratings are never replaced.
    pub fn look_back(&mut self, rating: u8, note: &str, at: Stamp) -> Result<(), AspirationFault> {
        if rating > RATING_MAX {
            return Err(AspirationFault::Rating);
        }
        self.looks_back.push(LookBack { rating, note: note.to_owned(), at });
        Ok(())
    }

    /// Adds a small step at the end.
    pub fn add_step(&mut self, id: StepId, words: &str) -> Result<(), AspirationFault> {
        self.steps.push(Step { id, words: own_words(words)?, done: None });
        Ok(())
    }

    /// Ticks a step, or takes the tick back.
    pub fn toggle_step(&mut self, id: StepId, at: Stamp) -> Result<(), AspirationFault> {
        let step = self.steps.iter_mut().find(|step| step.id == id).ok_or(AspirationFault::NoSuchStep)?;
        step.done = if step.done.is_some() { None } else { Some(at) };
        Ok(())
    }

    /// Changes how it stands and remembers when. Only what is worked on stays in focus.
    pub fn set_state(&mut self, to: AspirationState, at: Stamp) {
        if self.state != to {
            self.state = to;
            self.in_focus &= to == AspirationState::WorkingOnIt;
            self.history.push(StateChange { to, at });
        }
    }

    /// The latest rating.
    #[must_use]
    pub fn rating(&self) -> Option<u8> {
        self.looks_back.last().map(|look| look.rating)
    }

    /// Latest rating minus first.
    #[must_use]
    pub fn distance(&self) -> Distance {
        match (self.looks_back.first(), self.looks_back.get(1..).and_then(<[LookBack]>::last)) {
            (Some(first), Some(latest)) => {
                let signed = |look: &LookBack| i8::try_from(look.rating.min(RATING_MAX)).unwrap_or(0);
                Distance::Moved(signed(latest) - signed(first))
            }
            _ => Distance::NotYet,
        }
    }

    /// Whether it counts as any progress: moved up, or marked as reached after a look back.
    #[must_use]
    pub fn any_progress(&self) -> bool {
        let distance = self.distance();
        distance.any() || (distance != Distance::NotYet && self.state == AspirationState::Reached)
    }
}

/// Words as typed, provided there are any.
fn own_words(words: &str) -> Result<String, AspirationFault> {
    if words.trim().is_empty() { Err(AspirationFault::NoWords) } else { Ok(words.to_owned()) }
}

stored_struct!(Aspiration { id, words, why, what_helps, steps, looks_back, state, in_focus, history, created, order });
stored_struct!(Step { id, words, done });
stored_struct!(LookBack { rating, note, at });
stored_struct!(StateChange { to, at });
stored_choice!(AspirationState { WorkingOnIt = 0, Resting = 1, Reached = 2, LetGo = 3, Changed = 4 });
