//! What is under way, as the buttons of a screen see it. A tap that comes meanwhile is kept until it is done: who answers
//! and goes on taps faster than a phone writes.
use leptos::prelude::*;

/// Whether work is under way, and what waits for its end.
#[derive(Clone, Copy)]
pub struct Busy {
    under_way: RwSignal<bool>,
    /// How many pieces of work are under way.
    pieces: StoredValue<u32>,
    /// Counts the times that work began from rest: by it a button knows the work that it began itself.
    spell: StoredValue<u32>,
    held: StoredValue<Option<Held>, LocalStorage>,
}

type Held = Box<dyn FnOnce()>;

impl Default for Busy {
    fn default() -> Self {
        Self {
            under_way: RwSignal::new(false),
            pieces: StoredValue::new(0),
            spell: StoredValue::new(0),
            held: StoredValue::new_local(None),
        }
    }
}

impl Busy {
    /// Whether work is under way; follows it.
    pub fn get(self) -> bool {
        self.under_way.get()
    }

    /// Whether work is under way now.
    pub fn get_untracked(self) -> bool {
        self.pieces.try_get_value().is_some_and(|pieces| pieces > 0)
    }

    /// One more piece of work is under way.
    pub fn begin(self) {
        if !self.get_untracked() {
            self.spell.update_value(|spell| *spell = spell.wrapping_add(1));
            self.under_way.set(true);
        }
        self.pieces.update_value(|pieces| *pieces += 1);
    }

    /// A piece of work has ended. What waited for one that did not work is forgotten: the person stays and reads why. The
    /// page may have been left meanwhile; its signals are then gone.
    pub fn end(self, worked: bool) {
        let left = self.pieces.try_update_value(|pieces| {
            *pieces = pieces.saturating_sub(1);
            *pieces
        });
        if !worked {
            let _ = self.held.try_update_value(Option::take);
        }
        if left == Some(0) {
            let _ = self.under_way.try_set(false);
        }
    }

    /// Runs `tap` now, or once all that is under way is done. Of several that wait the first counts: on a quick phone the
    /// others would have fallen on what it led to.
    pub fn when_done(self, tap: impl FnOnce() + 'static) {
        if !self.get_untracked() {
            return tap();
        }
        self.held.update_value(|held| {
            held.get_or_insert_with(|| Box::new(tap));
        });
    }

    /// Lets go of the tap that waited, unless what followed the work is work again.
    pub fn release(self) {
        if self.get_untracked() {
            return;
        }
        if let Some(tap) = self.held.try_update_value(Option::take).flatten() {
            tap();
        }
    }

    /// The work that is under way, if any is.
    pub(super) fn spell(self) -> Option<u32> {
        self.get_untracked().then(|| self.spell.get_value())
    }

    /// Whether what is under way is that work: a second tap on what began it is the same tap.
    pub(super) fn is_from(self, began: Option<u32>) -> bool {
        began.is_some() && self.spell() == began
    }
}

#[cfg(test)]
mod tests {
    use super::Busy;
    use leptos::prelude::*;

    /// A screen with work, and how often a tap on its other button has counted.
    fn screen(story: impl FnOnce(Busy, StoredValue<u32>, &dyn Fn())) {
        Owner::new().with(|| {
            let (busy, moved) = (Busy::default(), StoredValue::new(0));
            let tap = move || busy.when_done(move || moved.update_value(|moved| *moved += 1));
            story(busy, moved, &tap);
        });
    }

    fn finish(busy: Busy, worked: bool) {
        busy.end(worked);
        busy.release();
    }

    #[test]
    fn a_tap_while_nothing_is_under_way_counts_at_once() {
        screen(|_, moved, tap| {
            tap();
            assert_eq!(moved.get_value(), 1);
        });
    }

    #[test]
    fn a_tap_while_work_is_under_way_counts_once_when_all_of_it_is_done() {
        screen(|busy, moved, tap| {
            busy.begin();
            tap();
            tap();
            busy.begin();
            finish(busy, true);
            assert_eq!((moved.get_value(), busy.get_untracked()), (0, true));
            finish(busy, true);
            assert_eq!((moved.get_value(), busy.get_untracked()), (1, false));
            tap();
            assert_eq!(moved.get_value(), 2);
        });
    }

    #[test]
    fn a_tap_that_waited_for_what_did_not_work_is_forgotten() {
        screen(|busy, moved, tap| {
            busy.begin();
            busy.begin();
            tap();
            finish(busy, false);
            finish(busy, true);
            assert_eq!(moved.get_value(), 0);
            busy.begin();
            tap();
            finish(busy, true);
            assert_eq!(moved.get_value(), 1);
        });
    }

    #[test]
    fn a_tap_waits_for_the_work_that_follows_the_work() {
        screen(|busy, moved, tap| {
            busy.begin();
            tap();
            busy.end(true);
            busy.begin();
            busy.release();
            assert_eq!(moved.get_value(), 0);
            finish(busy, true);
            assert_eq!(moved.get_value(), 1);
        });
    }

    #[test]
    fn work_is_known_by_what_began_it_until_it_ends() {
        screen(|busy, _, _| {
            assert!(!busy.is_from(busy.spell()), "nothing is under way");
            busy.begin();
            let began = busy.spell();
            busy.begin();
            busy.end(true);
            assert!(busy.is_from(began));
            busy.end(true);
            assert!(!busy.is_from(began));
            busy.begin();
            assert!(!busy.is_from(began), "something else is under way now");
        });
    }

    #[test]
    fn work_that_ends_after_its_screen_was_left_does_nothing() {
        let owner = Owner::new();
        let busy = owner.with(|| {
            let busy = Busy::default();
            busy.begin();
            busy.when_done(|| panic!("nobody is there"));
            busy
        });
        owner.cleanup();
        busy.end(true);
        busy.release();
    }
}
