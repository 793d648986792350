//! Sizes, times and rates. What must hold across restarts and processes (tries of a password, wrong claims of an
//! introduction) is counted in the store. Only the rate per network address is counted here, in memory: it merely
//! slows a flood down, and an address must not be written anywhere.

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::api::ProblemCode;
use tokio::sync::Semaphore;

/// How long a request may take, its body included.
pub const REQUEST_TIMEOUT: Duration = Duration::from_secs(15);
/// Requests at the same time, both origins together; more are turned away at once.
const AT_ONCE: usize = 256;
/// How long a backup may take to come or go: a small one over a slow line.
pub const BACKUP_TIMEOUT: Duration = Duration::from_secs(60);
/// Backups that are read at the same time: 32 MiB of memory at most.
const BACKUPS_AT_ONCE: usize = 8;
/// Look-ups and claims of introductions from one address in a minute. Codes are 80 bits; this is for the database.
const INTRODUCTIONS_A_MINUTE: u32 = 60;
/// Starts of a sign-in or a set-up from one address in a minute: a whole office may share one.
const SIGN_INS_A_MINUTE: u32 = 60;
/// Addresses remembered; beyond that the oldest minute is forgotten at once.
const ADDRESSES: usize = 10_000;

/// Whose address a request came from: the connection's, or what the reverse proxy says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Caller(IpAddr);

impl Caller {
    /// Whoever asks from this address.
    pub(crate) fn at(address: IpAddr) -> Self {
        Self(network(address))
    }
}

/// One home has one IPv4 address but 2^64 IPv6 addresses: those count as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(v6) => IpAddr::from((u128::from(v6) >> 64 << 64).to_be_bytes()),
    }
}

type Counts = Mutex<(i64, HashMap<Caller, u32>)>;

/// Shared by both listeners.
#[derive(Clone)]
pub struct Limits {
    /// A permit for each request under way.
    pub at_once: Arc<Semaphore>,
    /// A permit for each backup that is being read.
    pub backups_at_once: Arc<Semaphore>,
    introductions: Arc<Counts>,
    sign_ins: Arc<Counts>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            backups_at_once: Arc::new(Semaphore::new(BACKUPS_AT_ONCE)),
            introductions: Arc::default(),
            sign_ins: Arc::default(),
        }
    }
}

impl Limits {
    /// Counts a look-up or a claim.
    pub fn introduction(&self, caller: Caller, now: i64) -> Result<(), ProblemCode> {
        count(&self.introductions, caller, now, INTRODUCTIONS_A_MINUTE)
    }

    /// Counts the start of a sign-in or a set-up.
    pub fn sign_in(&self, caller: Caller, now: i64) -> Result<(), ProblemCode> {
        count(&self.sign_ins, caller, now, SIGN_INS_A_MINUTE)
    }
}

fn count(counts: &Counts, caller: Caller, now: i64, most: u32) -> Result<(), ProblemCode> {
    let minute = now / 60_000;
    let mut guard = counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if guard.0 != minute || guard.1.len() >= ADDRESSES {
        *guard = (minute, HashMap::new());
    }
    let count = guard.1.entry(caller).or_default();
    *count += 1;
    if *count > most { Err(ProblemCode::TooMany) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_slowed_down_and_another_is_not() {
        let limits = Limits::default();
        let (a, b) = (Caller(IpAddr::from([10, 0, 0, 1])), Caller(IpAddr::from([10, 0, 0, 2])));
        assert!((0..INTRODUCTIONS_A_MINUTE).all(|_| limits.introduction(a, 0).is_ok()));
        assert!(limits.introduction(a, 0).is_err());
        assert!(limits.introduction(b, 0).is_ok());
        assert!(limits.introduction(a, 60_000).is_ok(), "a new minute");
    }

    #[test]
    fn one_home_is_one_network() {
        let address = |text: &str| network(text.parse().unwrap());
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:1"));
        assert_ne!(address("10.0.0.1"), address("10.0.0.2"));
    }
}
