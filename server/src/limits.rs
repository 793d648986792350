//! Sizes, times and rates. What must hold across restarts and processes (tries from a browser that is known, wrong claims
//! of an introduction) is counted in the store. What goes by a network address is counted here, in memory: it slows a
//! flood down, a restart forgives at most one minute of it (of wrong claim words, which hold 80 bits, an hour), and an
//! address must not be written anywhere.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use domain::api::ProblemCode;
use tokio::sync::Semaphore;

use crate::token::hash;

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
/// Messages of a set-up from one address in a minute. Links are 256 bits; this too is for the database.
const SET_UPS_A_MINUTE: u32 = 60;
/// Tries to sign in by one name, from one network, by browsers nobody has signed in in before, in a minute.
const TRIES_OF_A_NAME: usize = 5;
/// The same, whatever the name: a whole office may share an address.
const TRIES_OF_A_NETWORK: usize = 60;
/// The same from everywhere: so many guesses there are in a minute at most, however many networks somebody has.
const TRIES_OF_ALL: usize = 300;
/// So long a try counts, ms.
const TRY_MS: i64 = 60_000;
/// Claim words that open nothing, from one network in an hour.
const WRONG_WORDS: usize = 10;
/// So long one counts, ms.
const WRONG_WORDS_MS: i64 = 60 * 60_000;
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

/// A try to sign in from a browser that is not known.
#[derive(Clone, Copy)]
struct Guess {
    at: i64,
    caller: Caller,
    /// SHA-256 of the name, known or not.
    name: [u8; 32],
}

/// Shared by both listeners.
#[derive(Clone)]
pub struct Limits {
    /// A permit for each request under way.
    pub at_once: Arc<Semaphore>,
    /// A permit for each backup that is being read.
    pub backups_at_once: Arc<Semaphore>,
    introductions: Arc<Counts>,
    set_ups: Arc<Counts>,
    /// Those of the last minute, at most [`TRIES_OF_ALL`].
    guesses: Arc<Mutex<VecDeque<Guess>>>,
    /// When and from where; those of the last hour, at most [`ADDRESSES`].
    wrong_words: Arc<Mutex<VecDeque<(i64, Caller)>>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            at_once: Arc::new(Semaphore::new(AT_ONCE)),
            backups_at_once: Arc::new(Semaphore::new(BACKUPS_AT_ONCE)),
            introductions: Arc::default(),
            set_ups: Arc::default(),
            guesses: Arc::default(),
            wrong_words: Arc::default(),
        }
    }
}

impl Limits {
    /// Counts a look-up or a claim.
    pub fn introduction(&self, caller: Caller, now: i64) -> Result<(), ProblemCode> {
        count(&self.introductions, caller, now, INTRODUCTIONS_A_MINUTE)
    }

    /// Counts a message of a set-up: apart from sign-ins, which a stranger in the same network may be trying.
    pub fn set_up(&self, caller: Caller, now: i64) -> Result<(), ProblemCode> {
        count(&self.set_ups, caller, now, SET_UPS_A_MINUTE)
    }

    /// Counts a try to sign in from a browser that is not known. Each start is a try: its reply lets the asker find out
    /// whether a password is right, whatever they send next. What is refused is not counted, so that a stranger who goes
    /// on and on uses up their own share and nobody else's.
    pub fn sign_in(&self, caller: Caller, name: &str, now: i64) -> Result<(), ProblemCode> {
        let name = hash(name.as_bytes());
        let mut guesses = self.guesses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        guesses.retain(|guess| (0..TRY_MS).contains(&now.saturating_sub(guess.at)));
        let here = guesses.iter().filter(|guess| guess.caller == caller).count();
        let of_name = guesses.iter().filter(|guess| guess.caller == caller && guess.name == name).count();
        if guesses.len() >= TRIES_OF_ALL || here >= TRIES_OF_A_NETWORK || of_name >= TRIES_OF_A_NAME {
            return Err(ProblemCode::TooMany);
        }
        guesses.push_back(Guess { at: now, caller, name });
        Ok(())
    }

    /// The password was right: tries count against those who do not know it.
    pub fn signed_in(&self, caller: Caller, name: &str) {
        let name = hash(name.as_bytes());
        let mut guesses = self.guesses.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        guesses.retain(|guess| (guess.caller, guess.name) != (caller, name));
    }

    /// Counts a try to open a guest notebook as a wrong one, until [`Self::guest_not_wrong`] says that it was none. What is
    /// refused here is not counted; where ten stand, right words are refused as well, so that nothing tells them apart.
    pub fn open_guest(&self, caller: Caller, now: i64) -> Result<(), ProblemCode> {
        let mut wrong = self.wrong_words.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        wrong.retain(|(at, _)| (0..WRONG_WORDS_MS).contains(&now.saturating_sub(*at)));
        if wrong.iter().filter(|(_, from)| *from == caller).count() >= WRONG_WORDS {
            return Err(ProblemCode::TooMany);
        }
        if wrong.len() >= ADDRESSES {
            wrong.pop_front();
        }
        wrong.push_back((now, caller));
        Ok(())
    }

    /// Takes back what [`Self::open_guest`] counted at that moment.
    pub fn guest_not_wrong(&self, caller: Caller, at: i64) {
        let mut wrong = self.wrong_words.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(place) = wrong.iter().rposition(|one| *one == (at, caller)) {
            wrong.remove(place);
        }
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

    /// The network with this number.
    fn network_of(n: u16) -> Caller {
        let [high, low] = n.to_be_bytes();
        Caller(IpAddr::from([10, 1, high, low]))
    }

    /// How many of so many tries are let through.
    fn tried(limits: &Limits, caller: Caller, name: &str, at: i64, tries: usize) -> usize {
        (0..tries).filter(|_| limits.sign_in(caller, name, at).is_ok()).count()
    }

    #[test]
    fn tries_count_by_name_and_network_then_by_network_then_all_together() {
        let limits = Limits::default();
        assert_eq!(tried(&limits, network_of(1), "sam", 0, 9), 5);
        assert_eq!(tried(&limits, network_of(2), "sam", 0, 9), 5, "elsewhere nobody is held back by it");
        let names = (0..20).map(|n| tried(&limits, network_of(1), &format!("name {n}"), 0, 9)).sum::<usize>();
        assert_eq!(names, TRIES_OF_A_NETWORK - 5, "one network goes through all names");
        let everywhere = (3..200).map(|n| tried(&limits, network_of(n), "sam", 0, 9)).sum::<usize>();
        assert_eq!(everywhere, TRIES_OF_ALL - TRIES_OF_A_NETWORK - 5, "and so do all networks together");
        assert_eq!(tried(&limits, network_of(900), "jo", TRY_MS - 1, 1), 0);
        assert_eq!(tried(&limits, network_of(900), "jo", TRY_MS, 1), 1, "a minute later");
    }

    #[test]
    fn a_right_password_clears_its_own_tries_and_no_others() {
        let limits = Limits::default();
        for (caller, name) in [(1, "sam"), (1, "jo"), (2, "sam")] {
            assert_eq!(tried(&limits, network_of(caller), name, 0, 9), 5);
        }
        limits.signed_in(network_of(1), "sam");
        assert_eq!(tried(&limits, network_of(1), "sam", 0, 9), 5);
        assert_eq!(tried(&limits, network_of(1), "jo", 0, 1), 0);
        assert_eq!(tried(&limits, network_of(2), "sam", 0, 1), 0);
    }

    #[test]
    fn what_is_refused_counts_against_nobody_else() {
        let limits = Limits::default();
        assert_eq!(tried(&limits, network_of(1), "sam", 0, 10_000), 5);
        assert_eq!(tried(&limits, network_of(2), "jo", 0, 9), 5);
        assert!((0..SET_UPS_A_MINUTE).all(|_| limits.set_up(network_of(1), 0).is_ok()), "set-ups are counted apart");
        assert!(limits.set_up(network_of(1), 0).is_err() && limits.set_up(network_of(2), 0).is_ok());
    }

    #[test]
    fn ten_wrong_words_an_hour_from_one_network_and_right_ones_cost_nothing() {
        let limits = Limits::default();
        let (here, there) = (network_of(1), network_of(2));
        for at in 0..50 {
            assert!(limits.open_guest(here, at).is_ok(), "right ones are given back");
            limits.guest_not_wrong(here, at);
        }
        assert!((100..110).all(|at| limits.open_guest(here, at).is_ok()));
        assert!(limits.open_guest(here, 110).is_err() && limits.open_guest(there, 110).is_ok());
        assert!(limits.open_guest(here, 99 + WRONG_WORDS_MS).is_err());
        assert!(limits.open_guest(here, 100 + WRONG_WORDS_MS).is_ok(), "the first is an hour old");
        assert!(limits.open_guest(here, 100 + WRONG_WORDS_MS).is_err(), "and the second is not");
    }

    #[test]
    fn wrong_words_from_very_many_networks_fill_no_memory() {
        let limits = Limits::default();
        let most = u16::try_from(ADDRESSES).unwrap();
        assert!((0..=most).all(|n| limits.open_guest(network_of(n), 0).is_ok()));
        assert_eq!(limits.wrong_words.lock().unwrap().len(), ADDRESSES);
    }

    #[test]
    fn one_home_is_one_network() {
        let address = |text: &str| network(text.parse().unwrap());
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:1"));
        assert_ne!(address("10.0.0.1"), address("10.0.0.2"));
    }
}
