//! What a person does with one statement: choose, go on, leave it out. What is tapped while the answer before is still
//! being kept waits for it, and nobody leaves a statement whose answer could not be kept.
use super::{CheckInScreen, ResultScreen};
use crate::pages::person::shell::go::{Go, use_go};
use crate::pages::person::shell::latest_pick::LatestPick;
use crate::pages::person::shell::screens::Addressed;
use crate::pages::person::shell::work::Work;
use crate::state::{PersonState, use_person};
use domain::check_in::Draft;
use domain::id::CheckInId;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// One statement while it is on the screen.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    person: PersonState,
    go: Go,
    id: CheckInId,
    n: u16,
    name: StoredValue<String>,
    chosen: Memo<Option<usize>>,
    skipped: Memo<bool>,
    boxes: LatestPick<usize>,
    help: LatestPick<bool>,
    /// Next was tapped and nothing is chosen.
    unanswered: RwSignal<bool>,
    /// The person has gone on: a tap that waited beside the one that did it counts no more.
    left: StoredValue<bool>,
    /// Keeping what is tapped here.
    pub(super) work: Work,
}

/// What stands above Next, if anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nudge {
    /// It was left out before.
    LeftOut,
    /// Choose one, or leave it out.
    Choose,
}

impl Asked {
    /// Statement `n`, counted from 1, of that check-in. To be called where a component is made.
    pub(super) fn of(id: CheckInId, n: u16, item: &str) -> Self {
        let (person, go, work) = (use_person(), use_go(), Work::new());
        let name = StoredValue::new(item.to_owned());
        let draft = move |look: &dyn Fn(&Draft, &str) -> Option<u8>| {
            let look = |draft: &Draft| name.with_value(|name| look(draft, name));
            person.notebook.records.with(|records| records.drafts.get(&id).and_then(look))
        };
        let chosen = Memo::new(move |_| draft(&|it, name| it.responses.place(name)).map(usize::from));
        let skipped = Memo::new(move |_| draft(&|it, name| it.responses.skipped(name).then_some(0)).is_some());
        let helped =
            Memo::new(move |_| draft(&|it, name| it.responses.follow_up(name).map(u8::from)).map(|yes| yes > 0));
        let boxes = LatestPick::over(chosen, work, move |pick: usize| async move {
            let place = u8::try_from(pick).unwrap_or(u8::MAX);
            person.check_ins.answer(id, &name.get_value(), place).await
        });
        let help = LatestPick::over(helped, work, move |yes| async move {
            person.check_ins.answer_follow_up(id, &name.get_value(), yes).await
        });
        let (unanswered, left) = (RwSignal::new(false), StoredValue::new(false));
        Self { person, go, id, n, name, chosen, skipped, boxes, help, unanswered, left, work }
    }

    /// The box that is marked.
    pub(super) fn marked(self) -> Memo<Option<usize>> {
        self.boxes.shown()
    }

    /// What is marked of the question after it.
    pub(super) fn help_marked(self) -> Memo<Option<bool>> {
        self.help.shown()
    }

    /// A box was chosen.
    pub(super) fn choose(self, pick: usize) {
        self.boxes.keep(pick);
    }

    /// Yes or no was said to the question after it.
    pub(super) fn say_help(self, yes: bool) {
        self.help.keep(yes);
    }

    /// What stands above Next.
    pub(super) fn nudge(self) -> Option<Nudge> {
        match self.chosen.get() {
            Some(_) => None,
            None if self.skipped.get() => Some(Nudge::LeftOut),
            None => self.unanswered.get().then_some(Nudge::Choose),
        }
    }

    /// On to the next statement, once what was chosen is kept.
    pub(super) fn next(self) {
        self.work.busy.when_done(move || self.go_on());
    }

    fn go_on(self) {
        if self.left.try_get_value() != Some(false) {
            return;
        }
        // What is marked and could not be kept is tried once more; it is not left behind.
        if self.boxes.keep_again() || self.help.keep_again() {
            return self.next();
        }
        if self.chosen.get_untracked().is_none() && !self.skipped.get_untracked() {
            return self.unanswered.set(true);
        }
        // Nobody waits for the place to be kept.
        spawn_local(self.person.check_ins.go_on(self.id, self.n));
        self.leave();
    }

    /// Leaves the statement out and goes on.
    pub(super) fn skip(self) {
        let Self { person, id, n, name, left, .. } = self;
        if left.get_value() {
            return;
        }
        self.work.run(async move { person.check_ins.skip(id, &name.get_value(), n).await }, move |()| self.leave());
    }

    /// To the next statement; to the review after the last, or when all have been reached.
    fn leave(self) {
        let _ = self.left.try_set_value(true);
        let Self { go, id, n, person, .. } = self;
        if person.check_ins.all_reached(id) {
            go.to(&ResultScreen::Review.path(&[&id]));
        } else {
            go.to(&CheckInScreen::Statement.path(&[&id, &(n + 1)]));
        }
    }
}
