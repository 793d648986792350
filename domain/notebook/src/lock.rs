//! The app lock: what may be chosen, how it is spelled, and how long to wait after wrong tries. What the lock is worth
//! and what not stands in `docs/THREAT_MODEL.md`.

use crate::spelling::folded;

/// The fewest digits of a PIN.
pub const PIN_MIN: usize = 4;
/// The fewest words of a lock made of words.
pub const WORDS_MIN: usize = 4;
/// Wrong tries that cost no wait.
const FREE_TRIES: u32 = 5;
/// The waits after the fifth, the sixth and every later wrong try, in minutes.
const WAITS_MIN: [i64; 3] = [1, 5, 15];
const MINUTE_MS: i64 = 60_000;

/// What opens the lock. It is stored in clear, so that the right keyboard can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockKind {
    /// Digits.
    Pin,
    /// Words.
    Words,
}

/// Why something cannot be a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockFault {
    /// A PIN is made of digits only.
    #[error("not digits only")]
    NotDigits,
    /// Fewer than [`PIN_MIN`] digits.
    #[error("too few digits")]
    TooFewDigits,
    /// Fewer than [`WORDS_MIN`] words.
    #[error("too few words")]
    TooFewWords,
}

/// A new lock's spelling, from what the browser normalised (NFKC): as of every secret, but without capitals, and a PIN
/// without its blanks. What it answers is [`normal`] already.
#[must_use]
pub fn spelled(kind: LockKind, secret: &str) -> String {
    let spelled = folded(secret).to_lowercase();
    match kind {
        LockKind::Pin => spelled.replace(' ', ""),
        LockKind::Words => spelled,
    }
}

/// What to try at a lock, best first: the spelling of today, and that of a lock set before there was one where it is
/// another. A lock does not say which it has; a second try on what was typed is worth no more than a second to whoever
/// guesses, and nothing to whoever knows.
#[must_use]
pub fn tries(kind: LockKind, typed: &str, normalised: &str) -> Vec<String> {
    let (now, before) = (spelled(kind, normalised), normal(typed));
    if now == before { vec![now] } else { vec![now, before] }
}

/// The spelling of a lock from before the one of today: no blanks at the ends, one between words, no capitals.
#[must_use]
pub fn normal(secret: &str) -> String {
    secret.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether this may be a lock of that kind; it is [`spelled`].
///
/// # Errors
/// [`LockFault`].
pub fn check(kind: LockKind, secret: &str) -> Result<(), LockFault> {
    match kind {
        LockKind::Pin if !normal(secret).chars().all(|c| c.is_ascii_digit()) => Err(LockFault::NotDigits),
        LockKind::Pin if normal(secret).len() < PIN_MIN => Err(LockFault::TooFewDigits),
        LockKind::Words if secret.split_whitespace().count() < WORDS_MIN => Err(LockFault::TooFewWords),
        LockKind::Pin | LockKind::Words => Ok(()),
    }
}

/// How long to wait after so many wrong tries in a row, in milliseconds.
#[must_use]
pub fn wait_ms(wrong: u32) -> i64 {
    match wrong.checked_sub(FREE_TRIES) {
        None => 0,
        Some(more) => WAITS_MIN[(more as usize).min(WAITS_MIN.len() - 1)] * MINUTE_MS,
    }
}

/// A wait in minutes, the last one counted whole.
#[must_use]
pub fn minutes(wait_ms: i64) -> usize {
    let wait = wait_ms.max(0);
    usize::try_from(wait / MINUTE_MS + i64::from(wait % MINUTE_MS > 0)).unwrap_or(usize::MAX)
}

/// How much of that wait is left. A last try that lies ahead was noted by a clock that was wrong, and ends the wait:
/// else the right secret would be refused for as long as that clock was ahead. Setting the clock back ends a wait, too;
/// it only ever slowed a thumb.
#[must_use]
pub fn left_ms(wrong: u32, last_at_ms: i64, now_ms: i64) -> i64 {
    let whole = wait_ms(wrong);
    let since = now_ms.saturating_sub(last_at_ms);
    if since < 0 { 0 } else { whole.saturating_sub(since).clamp(0, whole) }
}

/// Whether the app locks after being out of sight. Either clock may stand still while a phone sleeps, and the wall
/// clock may be set back, so the longer of the two counts.
#[must_use]
pub fn is_due(after_min: u16, monotonic_ms: f64, wall_ms: i64) -> bool {
    let limit = i64::from(after_min) * MINUTE_MS;
    wall_ms >= limit || monotonic_ms >= limit as f64
}
