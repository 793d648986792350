//! What was picked last, while it is still being kept. A picture that followed the disk would jump back to the pick before
//! whenever two follow each other quickly, and a key or a tap that chooses what is marked already changes nothing: the
//! latest pick would be lost.
use super::work::Work;
use crate::state::Fault;
use leptos::prelude::*;
use std::pin::Pin;
use std::rc::Rc;

/// The marks of one choice whose picks are kept one by one.
pub(crate) struct LatestPick<T: Send + Sync + 'static> {
    kept: Memo<Option<T>>,
    /// What was picked and is not known to be kept.
    pending: RwSignal<Option<T>>,
    /// How many picks there were: only the end of the latest one says that nothing is pending.
    picks: StoredValue<u32>,
    work: Work,
    verb: StoredValue<Verb<T>, LocalStorage>,
}

/// Keeps a pick.
type Verb<T> = Rc<dyn Fn(T) -> Keeping>;
type Keeping = Pin<Box<dyn Future<Output = Result<(), Fault>>>>;

// By hand: a signal is copied whatever it holds.
impl<T: Send + Sync + 'static> Clone for LatestPick<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for LatestPick<T> {}

impl<T: Copy + PartialEq + Send + Sync + 'static> LatestPick<T> {
    /// Nothing was picked since the page was opened; `kept` is what the disk holds, `verb` keeps a pick.
    pub(crate) fn over<F: Future<Output = Result<(), Fault>> + 'static>(
        kept: Memo<Option<T>>,
        work: Work,
        verb: impl Fn(T) -> F + 'static,
    ) -> Self {
        let verb: Verb<T> = Rc::new(move |pick: T| Box::pin(verb(pick)) as Keeping);
        let (pending, picks) = (RwSignal::new(None), StoredValue::new(0));
        Self { kept, pending, picks, work, verb: StoredValue::new_local(verb) }
    }

    /// What the screen marks: the latest pick, otherwise what is kept. One that could not be kept stays marked, beside the
    /// words that say so.
    pub(crate) fn shown(self) -> Memo<Option<T>> {
        Memo::new(move |_| self.pending.get().or_else(|| self.kept.get()))
    }

    /// Marks a pick and keeps it.
    pub(crate) fn keep(self, pick: T) {
        self.picks.update_value(|picks| *picks = picks.wrapping_add(1));
        let mine = self.picks.get_value();
        self.pending.set(Some(pick));
        self.work.run((self.verb.get_value())(pick), move |()| self.settle(mine));
    }

    /// Tries a pick again that could not be kept: a tap on what is marked already would change nothing. Whether there was
    /// one. Not to be called while one is being kept.
    pub(crate) fn keep_again(self) -> bool {
        let lost = self.pending.get_untracked();
        lost.is_some_and(|pick| {
            self.keep(pick);
            true
        })
    }

    /// That pick is kept. The page may have been left meanwhile; its signals are then gone.
    fn settle(self, mine: u32) {
        if self.picks.try_get_value() == Some(mine) {
            let _ = self.pending.try_set(None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LatestPick;
    use crate::pages::person::shell::work::Work;
    use leptos::prelude::*;

    /// Marks a pick as `keep` does; the test says when the disk has it.
    fn mark(pick: LatestPick<u8>, place: u8) -> u32 {
        pick.picks.update_value(|picks| *picks += 1);
        pick.pending.set(Some(place));
        pick.picks.get_value()
    }

    #[test]
    fn the_mark_stays_on_the_latest_pick_while_earlier_ones_are_still_being_kept() {
        Owner::new().with(|| {
            let disk = RwSignal::new(None::<u8>);
            let pick = LatestPick::over(Memo::new(move |_| disk.get()), Work::new(), |_| async { Ok(()) });
            let shown = pick.shown();
            let (first, second, third) = (mark(pick, 1), mark(pick, 2), mark(pick, 1));
            for (kept, of) in [(1, first), (2, second), (1, third)] {
                disk.set(Some(kept));
                pick.settle(of);
                assert_eq!(shown.get_untracked(), Some(1));
            }
            assert_eq!(pick.pending.get_untracked(), None);
            // Chosen in another tab.
            disk.set(Some(4));
            assert_eq!(shown.get_untracked(), Some(4));
        });
    }
}
