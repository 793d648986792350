//! What a worker writes down with somebody, and guest notebooks under claim words: who may write, open and close.
//!
//! A closed one takes nothing more, so that a late copy does not bring back what its person has or threw away. One whose
//! days are over is as if it were not there, whether or not it was swept yet.

use subtle::ConstantTimeEq;

use super::Put;
use crate::api::ProblemCode;
use crate::id::{OrgId, PersonId, WorkerId, WrittenId};
use crate::sealed::WrittenHeader;
use crate::time::Moment;

/// Most guest notebooks of one worker that wait at the same time.
pub const GUESTS_WAITING: u32 = 500;
/// Most check-ins from one worker that wait for one person's phone at the same time.
pub const WRITTEN_WAITING: u32 = 20;

/// A check-in that a worker wrote down, as the server holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldWritten<'a> {
    /// Who writes it down.
    pub worker: WorkerId,
    /// Its newest revision.
    pub rev: u32,
    /// As it was sealed; none once its phone has it or threw it away.
    pub bytes: Option<&'a [u8]>,
    /// The last moment it is kept.
    pub ends: Moment,
}

/// What the server knows when a check-in that is written down arrives.
#[derive(Clone, Copy, Debug)]
pub struct WrittenFacts<'a> {
    /// Ours.
    pub org: OrgId,
    /// Whose session brings it.
    pub worker: WorkerId,
    /// For whom, by the address it was sent to.
    pub person: PersonId,
    /// Which, by that address.
    pub written: WrittenId,
    /// Whether the person accepted an introduction of this worker, who is still here.
    pub met: bool,
    /// What is held of that person under that name.
    pub held: Option<HeldWritten<'a>>,
    /// How many others of this worker wait for this person.
    pub waiting: u32,
    /// By the server's clock.
    pub now: Moment,
}

/// A check-in that is written down arrives, or one revision more of it.
///
/// # Errors
/// `Malformed` when the header says another organisation, worker, person or name, or revision 0; `NotFound` for a stranger
/// and where its days are over; `Conflict` for an older revision, other bytes of the same one or another worker's name;
/// `Taken` once its phone has it or threw it away; `TooMany` where [`WRITTEN_WAITING`] others wait.
pub fn put_written(header: &WrittenHeader, bytes: &[u8], facts: &WrittenFacts<'_>) -> Result<Put, ProblemCode> {
    let named = (header.org, header.from, header.to, header.written);
    if named != (facts.org, facts.worker, facts.person, facts.written) || header.rev == 0 {
        return Err(ProblemCode::Malformed);
    }
    match facts.held {
        _ if !facts.met => Err(ProblemCode::NotFound),
        None if facts.waiting >= WRITTEN_WAITING => Err(ProblemCode::TooMany),
        None => Ok(Put::New),
        Some(held) if held.worker != facts.worker => Err(ProblemCode::Conflict),
        Some(held) if facts.now > held.ends => Err(ProblemCode::NotFound),
        Some(held) => newer(header.rev, bytes, held.rev, held.bytes),
    }
}

/// A revision over the one that is held; `held` is none once it is closed.
fn newer(rev: u32, bytes: &[u8], held_rev: u32, held: Option<&[u8]>) -> Result<Put, ProblemCode> {
    match held {
        None => Err(ProblemCode::Taken),
        Some(_) if rev > held_rev => Ok(Put::New),
        Some(held) if rev == held_rev && held == bytes => Ok(Put::Same),
        Some(_) => Err(ProblemCode::Conflict),
    }
}

/// What to do where the phone or the words say that the server's copy may go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Close {
    /// Delete the bytes, in this transaction.
    Now,
    /// They went before: the same answer.
    Before,
}

/// A person's phone reads what was written down with them; `held` is what is held of them under that name.
///
/// # Errors
/// `NotFound` where nothing is, where it is closed, and where its days are over.
pub fn read_written(held: Option<&HeldWritten<'_>>, now: Moment) -> Result<(), ProblemCode> {
    if held.is_some_and(|held| held.bytes.is_some() && now <= held.ends) { Ok(()) } else { Err(ProblemCode::NotFound) }
}

/// A person's phone has it, or they threw it away.
///
/// # Errors
/// `NotFound` where nothing is, and where its days are over.
pub fn close_written(held: Option<&HeldWritten<'_>>, now: Moment) -> Result<Close, ProblemCode> {
    let held = held.filter(|held| now <= held.ends).ok_or(ProblemCode::NotFound)?;
    Ok(if held.bytes.is_some() { Close::Now } else { Close::Before })
}

/// A guest notebook as the server holds it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HeldGuest<'a> {
    /// Who writes in it.
    pub worker: WorkerId,
    /// SHA-256 of what shows that the claim words are known.
    pub proof_hash: [u8; 32],
    /// Its newest revision.
    pub rev: u32,
    /// As it was sealed; none once its person has it.
    pub bytes: Option<&'a [u8]>,
    /// The last moment it is kept.
    pub ends: Moment,
}

/// A guest notebook as it arrives.
#[derive(Clone, Copy, Debug)]
pub struct GuestFacts<'a> {
    /// Whose session brings it.
    pub worker: WorkerId,
    /// SHA-256 of what shows that the claim words are known.
    pub proof_hash: [u8; 32],
    /// One more with each answer.
    pub rev: u32,
    /// As it was sealed.
    pub bytes: &'a [u8],
    /// How many others of this worker wait.
    pub waiting: u32,
    /// By the server's clock.
    pub now: Moment,
}

/// A guest notebook arrives, or one revision more of it; `held` is what is at its place.
///
/// # Errors
/// `Malformed` for revision 0; `Conflict` for another worker, another proof, an older revision and other bytes of the same
/// one; `Taken` once its person has it; `NotFound` where its days are over; `TooMany` where [`GUESTS_WAITING`] others wait.
pub fn put_guest(facts: &GuestFacts<'_>, held: Option<&HeldGuest<'_>>) -> Result<Put, ProblemCode> {
    match held {
        _ if facts.rev == 0 => Err(ProblemCode::Malformed),
        None if facts.waiting >= GUESTS_WAITING => Err(ProblemCode::TooMany),
        None => Ok(Put::New),
        Some(held) if (held.worker, held.proof_hash) != (facts.worker, facts.proof_hash) => Err(ProblemCode::Conflict),
        Some(held) if facts.now > held.ends => Err(ProblemCode::NotFound),
        Some(held) => newer(facts.rev, facts.bytes, held.rev, held.bytes),
    }
}

/// Whether these are the words, and its days are not over.
fn proved(proof_hash: &[u8; 32], held: &HeldGuest<'_>, now: Moment) -> bool {
    bool::from(held.proof_hash.ct_eq(proof_hash)) && now <= held.ends
}

/// Somebody opens what waits under claim words, which uses nothing up.
///
/// # Errors
/// `NotFound`, alike for a place where nothing is, a wrong proof, one that was taken and one whose days are over.
pub fn open_guest(proof_hash: &[u8; 32], held: Option<&HeldGuest<'_>>, now: Moment) -> Result<(), ProblemCode> {
    let opens = held.is_some_and(|held| proved(proof_hash, held, now) && held.bytes.is_some());
    if opens { Ok(()) } else { Err(ProblemCode::NotFound) }
}

/// It is on its person's phone.
///
/// # Errors
/// `NotFound`, alike for a place where nothing is, a wrong proof and one whose days are over.
pub fn take_guest(proof_hash: &[u8; 32], held: Option<&HeldGuest<'_>>, now: Moment) -> Result<Close, ProblemCode> {
    let held = held.filter(|held| proved(proof_hash, held, now)).ok_or(ProblemCode::NotFound)?;
    Ok(if held.bytes.is_some() { Close::Now } else { Close::Before })
}
