//! An aspiration: the person's own words, small steps, and how close it feels. Nobody else edits it.

use crate::id::{AspirationId, StepId};
use crate::set::Set;
use crate::stored::{stored_choice, stored_struct};
use crate::time::{Moment, Stamp};
use crate::visible::is_blank;

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
    /// What it was called before, oldest first, where the person said that it is still the same one.
    pub earlier: Vec<EarlierWords>,
    /// The one it has become, where the person said that it is another one now.
    pub became: Option<AspirationId>,
    /// When it was last changed in place; none if it never was. Of two copies the one changed later counts.
    pub edited: Option<Stamp>,
    /// The key life areas it is part of, by their item ids. The person's own link; no worker is told.
    pub areas: Set<String>,
    /// What the person found out along the way, oldest first. Theirs alone; no worker is told.
    pub found_out: Vec<FoundOut>,
}

/// What the person found out, in their own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOut {
    /// The words, as they were typed.
    pub words: String,
    /// When they were written.
    pub at: Stamp,
}

/// What an aspiration was called before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EarlierWords {
    /// The words, as they were typed.
    pub words: String,
    /// Until when they stood.
    pub until: Stamp,
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
    /// There is no such look back.
    #[error("there is no such look back")]
    NoSuchLook,
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
            earlier: Vec::new(),
            became: None,
            edited: None,
            areas: Set::new(),
            found_out: Vec::new(),
        })
    }

    /// Other words for the same aspiration, because the person says that it is the same. The earlier ones stay readable.
    pub fn reword(&mut self, words: &str, at: Stamp) -> Result<(), AspirationFault> {
        let words = own_words(words)?;
        if words != self.words {
            let words = std::mem::replace(&mut self.words, words);
            self.earlier.push(EarlierWords { words, until: at });
        }
        Ok(())
    }

    /// It has become another one: this one is closed as it stands, and the new one starts in its place, unrated, with
    /// the same reason, the same help and the same areas. So two different things are never compared.
    pub fn become_another(&mut self, id: AspirationId, words: &str, at: Stamp) -> Result<Self, AspirationFault> {
        let mut next = Self::new(id, words, at, self.order)?;
        (next.why, next.what_helps) = (self.why.clone(), self.what_helps.clone());
        (next.in_focus, next.areas) = (self.in_focus, self.areas.clone());
        self.set_state(AspirationState::Changed, at);
        self.became = Some(id);
        Ok(next)
    }

    /// Adds a rating from 0 to 10. Ratings are never replaced.
    pub fn look_back(&mut self, rating: u8, note: &str, at: Stamp) -> Result<(), AspirationFault> {
        if rating > RATING_MAX {
            return Err(AspirationFault::Rating);
        }
        self.looks_back.push(LookBack { rating, note: note.to_owned(), at });
        Ok(())
    }

    /// Links it to this key life area, or takes the link away.
    pub fn set_area(&mut self, area: &str, on: bool) {
        if on {
            self.areas.insert(area.to_owned());
        } else {
            self.areas.remove(area);
        }
    }

    /// Keeps what the person found out; nothing written keeps nothing.
    pub fn find_out(&mut self, words: &str, at: Stamp) {
        if !is_blank(words) {
            self.found_out.push(FoundOut { words: words.to_owned(), at });
        }
    }

    /// Other words for what was found out; none take it out.
    pub fn reword_found(&mut self, at: Stamp, words: &str) {
        self.found_out.retain(|found| found.at != at || !is_blank(words));
        if let Some(found) = self.found_out.iter_mut().find(|found| found.at == at) {
            words.clone_into(&mut found.words);
        }
    }

    /// Adds a small step at the end.
    pub fn add_step(&mut self, id: StepId, words: &str) -> Result<(), AspirationFault> {
        self.steps.push(Step { id, words: own_words(words)?, done: None });
        Ok(())
    }

    /// Other words for the note of one look back. Its number stays.
    pub fn reword_look(&mut self, at: Stamp, note: &str) -> Result<(), AspirationFault> {
        let look = self.looks_back.iter_mut().find(|look| look.at == at).ok_or(AspirationFault::NoSuchLook)?;
        note.clone_into(&mut look.note);
        Ok(())
    }

    /// Other words for a step.
    pub fn reword_step(&mut self, id: StepId, words: &str) -> Result<(), AspirationFault> {
        let words = own_words(words)?;
        let step = self.steps.iter_mut().find(|step| step.id == id).ok_or(AspirationFault::NoSuchStep)?;
        step.words = words;
        Ok(())
    }

    /// Takes a step out, and says where it was, so that it can be put back.
    pub fn remove_step(&mut self, id: StepId) -> Result<(usize, Step), AspirationFault> {
        let place = self.steps.iter().position(|step| step.id == id).ok_or(AspirationFault::NoSuchStep)?;
        Ok((place, self.steps.remove(place)))
    }

    /// Puts a step back where it was, as far as there are still so many; a step that is there stays as it is.
    pub fn put_step_back(&mut self, place: usize, step: Step) {
        if self.steps.iter().all(|one| one.id != step.id) {
            self.steps.insert(place.min(self.steps.len()), step);
        }
    }

    /// Moves a step one place towards the start or the end; at the edge it stays.
    pub fn move_step(&mut self, id: StepId, to: Towards) -> Result<(), AspirationFault> {
        let place = self.steps.iter().position(|step| step.id == id).ok_or(AspirationFault::NoSuchStep)?;
        if let Some(other) = to.neighbour(place, self.steps.len()) {
            self.steps.swap(place, other);
        }
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
}

/// One place towards the start or the end of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// Up the list.
    Start,
    /// Down the list.
    End,
}

impl Towards {
    /// The place beside `place` in a list of `length`, if there is one.
    #[must_use]
    pub fn neighbour(self, place: usize, length: usize) -> Option<usize> {
        match self {
            Self::Start => place.checked_sub(1),
            Self::End => Some(place + 1).filter(|next| *next < length),
        }
    }
}

/// The person's order: by place; what shares a place, oldest first.
#[must_use]
pub fn in_order<'a>(all: impl IntoIterator<Item = &'a Aspiration>) -> Vec<&'a Aspiration> {
    let mut own: Vec<&Aspiration> = all.into_iter().collect();
    crate::journey::put_in_order(&mut own, |it| (it.order, it.created.at, it.id));
    own
}

/// The new places of all whose place changes when `id` takes the place of `past` and those between move up or down.
#[must_use]
pub fn places_after(all: &[&Aspiration], id: AspirationId, past: AspirationId) -> Vec<(AspirationId, u32)> {
    let mut ids: Vec<AspirationId> = all.iter().map(|it| it.id).collect();
    let place = |wanted| ids.iter().position(|one| *one == wanted);
    let (Some(from), Some(to)) = (place(id), place(past)) else { return Vec::new() };
    let moved = ids.remove(from);
    ids.insert(to, moved);
    let before = |id: &AspirationId| all.iter().find(|it| it.id == *id).map(|it| it.order);
    let numbered = (0_u32..).zip(ids);
    numbered.filter(|(order, id)| before(id) != Some(*order)).map(|(order, id)| (id, order)).collect()
}

impl Aspiration {
    /// When anything about it was written, rated or changed last.
    #[must_use]
    pub(crate) fn touched(&self) -> Moment {
        let steps = self.steps.iter().filter_map(|step| step.done);
        let looks = self.looks_back.iter().map(|look| look.at);
        let states = self.history.iter().map(|change| change.at);
        let words = self.earlier.iter().map(|earlier| earlier.until);
        let found = self.found_out.iter().map(|found| found.at);
        let all = steps.chain(looks).chain(states).chain(words).chain(found).chain(self.edited).map(|stamp| stamp.at);
        all.fold(self.created.at, Moment::max)
    }
}

/// Words as typed, provided there are any.
fn own_words(words: &str) -> Result<String, AspirationFault> {
    if is_blank(words) { Err(AspirationFault::NoWords) } else { Ok(words.to_owned()) }
}

stored_struct!(Aspiration {
    id, words, why, what_helps, steps, looks_back, state, in_focus, history, created, order; since earlier, became, edited, areas, found_out
});
stored_struct!(FoundOut { words, at });
stored_struct!(EarlierWords { words, until });
stored_struct!(Step { id, words, done });
stored_struct!(LookBack { rating, note, at });
stored_struct!(StateChange { to, at });
stored_choice!(AspirationState { WorkingOnIt = 0, Resting = 1, Reached = 2, LetGo = 3, Changed = 4 });
