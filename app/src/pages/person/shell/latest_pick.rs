//! What was picked last, while it is still being kept. A picture that followed the disk would jump back to the pick before
//! whenever two follow each other quickly, and a key or a tap that chooses what is marked already changes nothing: the
//! latest pick would be lost.
use super::work::Work;
use crate::state::Fault;
use leptos::prelude::*;
use std::future::Future;

/// The marks of one choice whose picks are kept one by one.
pub(crate) struct LatestPick<T: Send + Sync + 'static> {
    kept: Memo<Option<T>>,
    /// What was picked and is not known to be kept.
    pending: RwSignal<Option<T>>,
    /// How many picks there were: only the end of the latest one says that nothing is pending.
    picks: StoredValue<u32>,
}

// By hand: a signal is copied whatever it holds.
impl<T: Send + Sync + 'static> Clone for LatestPick<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for LatestPick<T> {}

impl<T: Copy + PartialEq + Send + Sync + 'static> LatestPick<T> {
    /// Nothing was picked since the page was opened; `kept` is what the disk holds.
    pub(crate) fn over(kept: Memo<Option<T>>) -> Self {
        Self { kept, pending: RwSignal::new(None), picks: StoredValue::new(0) }
    }

    /// What the screen marks: the latest pick, otherwise what is kept. One that could not be kept stays marked, beside the
    /// words that say so.
    pub(crate) fn shown(self) -> Memo<Option<T>> {
        Memo::new(move |_| self.pending.get().or_else(|| self.kept.get()))
    }

    /// Marks a pick and keeps it by `verb`.
    pub(crate) fn keep(self, pick: T, work: Work, verb: impl Future<Output = Result<(), Fault>> + 'static) {
        self.picks.update_value(|picks| *picks = picks.wrapping_add(1));
        let mine = self.picks.get_value();
        self.pending.set(Some(pick));
        work.run(verb, move |()| self.settle(mine));
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
            let pick = LatestPick::over(Memo::new(move |_| disk.get()));
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
