//! Tries at a lock: this phone's, or that of what stands aside. After some wrong ones a wait is due, which outlasts a
//! reload.
use crate::platform::clock;
use crate::platform::note::LocalNote;
use domain::lock::left_ms;

/// What became of a try at the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tried {
    /// It opened.
    Open,
    /// It did not open.
    Wrong,
    /// Not tried, or no more for so many milliseconds.
    Wait(i64),
}

/// How long no try is taken yet, in milliseconds.
pub(super) fn wait_ms() -> i64 {
    so_far().map_or(0, |(wrong, last)| left_ms(wrong, last, clock::now().at.0))
}

/// Notes one more wrong try.
pub(super) fn count_wrong() -> Tried {
    let wrong = so_far().map_or(0, |(wrong, _)| wrong).saturating_add(1);
    LocalNote::Tries.write(&format!("{wrong} {}", clock::now().at.0));
    let left = wait_ms();
    if left > 0 { Tried::Wait(left) } else { Tried::Wrong }
}

/// The right secret ends all waits.
pub(super) fn forget() {
    LocalNote::Tries.remove();
}

fn so_far() -> Option<(u32, i64)> {
    let note = LocalNote::Tries.read()?;
    let (wrong, last) = note.split_once(' ')?;
    Some((wrong.parse().ok()?, last.parse().ok()?))
}
