//! What the server accepts and refuses: pure functions over facts that it reads in the same transaction it writes in.
//!
//! "Nothing there" and "not yours" are the same answer everywhere. Taking back is never refused for its form's sake:
//! whatever the chain looks like, a signed withdrawal ends the permission.

use crate::api::ProblemCode;
use crate::id::WorkerId;
use crate::sealed::{ReplyHeader, ShareHeader};
use crate::signed::{ConsentFacts, ConsentStatus, derive_record_hash, latest_until};
use crate::time::{Day, Moment};

mod helping;

pub use helping::{
    Close, GUESTS_WAITING, GuestFacts, HeldGuest, HeldWritten, WRITTEN_WAITING, WrittenFacts, close_written,
    open_guest, put_guest, put_written, read_written, take_guest,
};

/// Wrong proofs after which an introduction is burnt.
pub const WRONG_CLAIMS: u32 = 5;

/// What to do with a `PUT` that is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Put {
    /// Store it: 201.
    New,
    /// The same bytes are there: 200, nothing to write.
    Same,
}

/// A permission as the server holds it: its newest revision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldConsent<'a> {
    /// Who may see.
    pub worker: WorkerId,
    /// The newest revision.
    pub rev: u32,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// Whether its phone has to send the newest record again, because a database was put back: a permission does not count
    /// until then, and a withdrawal does already.
    pub waiting: bool,
    /// The last day it holds.
    pub ends: Day,
    /// The signed record.
    pub bytes: &'a [u8],
}

impl HeldConsent<'_> {
    /// Whether `worker` may be sent and may read what is under this permission today. The last day still counts.
    #[must_use]
    pub fn covers(&self, worker: WorkerId, today: Day) -> bool {
        self.worker == worker && !self.withdrawn && !self.waiting && today <= self.ends
    }
}

/// A signed permission arrives. Its signature was verified and its person is the sender.
///
/// # Errors
/// `ConsentEnded` if it was taken back, has passed or names a stranger; `Conflict` for a gap or fork in the chain.
pub fn put_consent(
    facts: &ConsentFacts,
    bytes: &[u8],
    held: Option<&HeldConsent<'_>>,
    introduced: bool,
    today: Day,
) -> Result<Put, ProblemCode> {
    if facts.status != ConsentStatus::Active || facts.rev == 0 {
        return Err(ProblemCode::Malformed);
    }
    match held {
        Some(held) if held.withdrawn => return Err(ProblemCode::ConsentEnded),
        Some(held) if held.bytes == bytes && !held.waiting => return Ok(Put::Same),
        // Its phone still has it, so nobody took it back.
        Some(held) if held.bytes == bytes => {}
        Some(held) if !follows(held, facts) => return Err(ProblemCode::Conflict),
        None if facts.rev != 1 || facts.prev_hash != [0; 32] => return Err(ProblemCode::Conflict),
        _ => {}
    }
    // A week of grace, because the phone counts days by its own clock, which may be wrong.
    let lasts_too_long = facts.ends > latest_until(today.add_days(7));
    if facts.ends < today || lasts_too_long || !introduced {
        return Err(ProblemCode::ConsentEnded);
    }
    Ok(Put::New)
}

/// The next link of the chain, for the same worker.
fn follows(held: &HeldConsent<'_>, facts: &ConsentFacts) -> bool {
    held.rev.checked_add(1) == Some(facts.rev)
        && held.worker == facts.to
        && facts.prev_hash == derive_record_hash(held.bytes)
}

/// A sealed backup arrives over the one that is held, by its revision and whether the bytes are the same. Two phones
/// with the same words cannot overwrite each other: whoever is behind reads first.
///
/// # Errors
/// `Conflict` unless it is the next revision, or the same one again.
pub fn put_backup(rev: u32, held: Option<(u32, bool)>) -> Result<Put, ProblemCode> {
    match held {
        Some((held, true)) if held == rev => Ok(Put::Same),
        Some((held, _)) if Some(rev) == held.checked_add(1) => Ok(Put::New),
        None if rev == 1 => Ok(Put::New),
        _ => Err(ProblemCode::Conflict),
    }
}

/// How long before an introduction an erasure may be signed and still mean it, milliseconds: a day, because a phone's clock
/// may be behind.
const ERASED_BEFORE_MS: i64 = 24 * 60 * 60 * 1000;

/// What to do with an erasure that is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Erase {
    /// Delete everything of theirs, in this transaction.
    Now,
    /// There is nobody of that name, or not any more: the answer is the same.
    Before,
}

/// A signed erasure arrives. `met` is when this server first knew the person, if it knows them.
///
/// # Errors
/// `Conflict` when they were introduced after it was signed: it meant what was there before.
pub fn erase(signed: Moment, met: Option<Moment>) -> Result<Erase, ProblemCode> {
    match met {
        None => Ok(Erase::Before),
        Some(met) if signed.0.saturating_add(ERASED_BEFORE_MS) < met.0 => Err(ProblemCode::Conflict),
        Some(_) => Ok(Erase::Now),
    }
}

/// What to do with a withdrawal that is accepted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Withdraw {
    /// End the permission and delete everything under it, in this transaction.
    Now,
    /// It has ended: say when.
    Before,
}

/// A signed withdrawal arrives. Its signature was verified and its person is the sender. One for a permission that
/// never arrived is kept too, so that a late copy of the permission cannot come into force.
///
/// # Errors
/// `NotFound` when it names a stranger, or a revision that is not newer.
pub fn withdraw(
    facts: &ConsentFacts,
    held: Option<&HeldConsent<'_>>,
    introduced: bool,
) -> Result<Withdraw, ProblemCode> {
    if facts.status != ConsentStatus::Withdrawn {
        return Err(ProblemCode::Malformed);
    }
    match held {
        // Only its record is missing here.
        Some(held) if held.withdrawn && held.waiting && held.worker == facts.to && facts.rev > held.rev => {
            Ok(Withdraw::Now)
        }
        Some(held) if held.withdrawn => Ok(Withdraw::Before),
        Some(held) if held.worker == facts.to && facts.rev > held.rev => Ok(Withdraw::Now),
        None if introduced => Ok(Withdraw::Now),
        _ => Err(ProblemCode::NotFound),
    }
}

/// The longest that a worker says beforehand that they are away, calendar months.
pub const AWAY_MONTHS_MAX: i32 = 12;

/// A worker says until when they are away, their last day included.
///
/// # Errors
/// `Malformed` for a day that has passed, or that is more than a year on.
pub fn put_away(until: Day, today: Day) -> Result<(), ProblemCode> {
    if (today..=today.add_months(AWAY_MONTHS_MAX)).contains(&until) { Ok(()) } else { Err(ProblemCode::Malformed) }
}

/// What the server knows when a sealed share arrives. The header's person is the sender, its organisation ours.
#[derive(Clone, Copy, Debug)]
pub struct ShareFacts<'a> {
    /// The permission the header names, if the sender has one of that id.
    pub consent: Option<HeldConsent<'a>>,
    /// The bytes stored for this worker, item and revision.
    pub stored: Option<&'a [u8]>,
    /// The highest sequence number stored from this person to this worker.
    pub highest_seq: Option<u64>,
    /// The newest revision of this item stored for this worker.
    pub highest_rev: Option<u32>,
    /// By the server's clock.
    pub today: Day,
}

/// A sealed share arrives.
///
/// # Errors
/// `NotFound` where there is no such permission and `Busy` where its phone has to send it again first, so that the phone
/// does not take it for ended; `ConsentEnded` without an active permission for exactly this worker; `Conflict` for other bytes or an older
/// revision; `SequenceUsed` unless the sequence rises.
pub fn put_share(header: &ShareHeader, bytes: &[u8], facts: &ShareFacts<'_>) -> Result<Put, ProblemCode> {
    let consent = facts.consent.ok_or(ProblemCode::NotFound)?;
    if consent.waiting && !consent.withdrawn && consent.worker == header.to {
        return Err(ProblemCode::Busy);
    }
    let consent = Some(consent).filter(|held| held.covers(header.to, facts.today));
    if !consent.is_some_and(|held| (1..=held.rev).contains(&header.consent_rev)) {
        return Err(ProblemCode::ConsentEnded);
    }
    match facts.stored {
        Some(stored) if stored == bytes => return Ok(Put::Same),
        Some(_) => return Err(ProblemCode::Conflict),
        None => {}
    }
    if header.item_rev == 0 || facts.highest_rev.is_some_and(|rev| header.item_rev <= rev) {
        return Err(ProblemCode::Conflict);
    }
    if header.seq == 0 || facts.highest_seq.is_some_and(|seq| header.seq <= seq) {
        return Err(ProblemCode::SequenceUsed);
    }
    Ok(Put::New)
}

/// A worker asks for one envelope; `held` is the permission it was sent under.
///
/// # Errors
/// `NotFound` unless the permission covers this worker today.
pub fn read_share(held: Option<&HeldConsent<'_>>, worker: WorkerId, today: Day) -> Result<(), ProblemCode> {
    if held.is_some_and(|held| held.covers(worker, today)) { Ok(()) } else { Err(ProblemCode::NotFound) }
}

/// An introduction as the server holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldIntroduction<'a> {
    /// Who made it.
    pub worker: WorkerId,
    /// SHA-256 of the claim key.
    pub claim_hash: [u8; 32],
    /// From then on it cannot be accepted.
    pub ends: Moment,
    /// Wrong proofs so far.
    pub wrong_claims: u32,
    /// The claim that was accepted, as the bytes it is compared by.
    pub claimed: Option<&'a [u8]>,
}

impl HeldIntroduction<'_> {
    fn open(&self, now: Moment) -> bool {
        self.claimed.is_none() && self.wrong_claims < WRONG_CLAIMS && now < self.ends
    }
}

/// A worker makes an introduction; `stored` says whether the locator is taken, and by the very same bytes.
///
/// # Errors
/// `Conflict` for a taken locator: the worker's app draws another code.
pub fn make_introduction(stored: Option<bool>) -> Result<Put, ProblemCode> {
    match stored {
        None => Ok(Put::New),
        Some(true) => Ok(Put::Same),
        Some(false) => Err(ProblemCode::Conflict),
    }
}

/// A person looks an introduction up, which uses nothing up.
///
/// # Errors
/// `NotFound`, alike for unknown, accepted, old and burnt ones.
pub fn look_up(held: Option<&HeldIntroduction<'_>>, now: Moment) -> Result<(), ProblemCode> {
    if held.is_some_and(|held| held.open(now)) { Ok(()) } else { Err(ProblemCode::NotFound) }
}

/// What to do with a claim.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClaimVerdict {
    /// Register the person and close the introduction.
    Accept,
    /// The same claim again: the same reply.
    Same,
    /// Refuse as unknown, and count a wrong proof.
    Wrong,
    /// Refuse as unknown.
    Refuse,
}

/// A claim as the rules look at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct MadeClaim<'a> {
    /// SHA-256 of the claim key it came with.
    pub claim_hash: [u8; 32],
    /// The worker it names, from the card.
    pub worker: WorkerId,
    /// Whether the key it names signed it; see [`crate::claim::ClaimFacts::is_signed`].
    pub signed: bool,
    /// The claim as it is compared by.
    pub body: &'a [u8],
}

/// A person accepts an introduction. Only wrong proofs are counted: a claim for another worker, or with somebody else's
/// keys, comes from somebody who has the code, and burning the introduction would keep out nobody but the right person.
#[must_use]
pub fn claim(made: &MadeClaim<'_>, held: Option<&HeldIntroduction<'_>>, now: Moment) -> ClaimVerdict {
    use subtle::ConstantTimeEq;
    let Some(held) = held else { return ClaimVerdict::Refuse };
    let proved = bool::from(held.claim_hash.ct_eq(&made.claim_hash));
    let theirs = made.signed && made.worker == held.worker;
    match held.claimed {
        Some(before) if proved && theirs && before == made.body => ClaimVerdict::Same,
        Some(_) => ClaimVerdict::Refuse,
        None if !held.open(now) => ClaimVerdict::Refuse,
        None if !proved => ClaimVerdict::Wrong,
        None if theirs => ClaimVerdict::Accept,
        None => ClaimVerdict::Refuse,
    }
}

/// A worker's sealed reply arrives. `met`: the person accepted an introduction of this worker, or has or had a
/// permission for them. `stored`: the bytes under this reply's id.
///
/// # Errors
/// `NotFound` for a stranger, `Malformed` when the header names another worker, `Conflict` for other bytes.
pub fn put_reply(
    header: &ReplyHeader,
    from: WorkerId,
    bytes: &[u8],
    met: bool,
    stored: Option<&[u8]>,
) -> Result<Put, ProblemCode> {
    if header.from != from {
        return Err(ProblemCode::Malformed);
    }
    match stored {
        _ if !met => Err(ProblemCode::NotFound),
        None => Ok(Put::New),
        Some(stored) if stored == bytes => Ok(Put::Same),
        Some(_) => Err(ProblemCode::Conflict),
    }
}

/// A worker says that they opened an envelope: kept only while they may read it, and only the first time.
#[must_use]
pub fn keep_receipt(held: Option<&HeldConsent<'_>>, worker: WorkerId, already: bool, today: Day) -> bool {
    !already && read_share(held, worker, today).is_ok()
}
