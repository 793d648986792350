//! The signed requests after the claim: one message of the outbox, or one page of the inbox.
use super::api::{ApiError, Body, Method};
use super::api_person::{self, Signer};
use domain::api::{self, HeldConsentReply, PacksReply, PersonInboxReply, ProblemCode, StoredReply, path};
use domain::id::{ConsentId, WrittenId};
use domain::records::{OutboxEntry, OutboxKind};
use domain::sync::outbox::Answer;
use domain::time::Moment;

/// Sends one message as it stands, signed anew.
pub async fn send(signer: &Signer<'_>, entry: &OutboxEntry) -> Answer {
    let cbor = || Body::Bytes(api::CBOR, entry.body.clone());
    let stored = |reply: StoredReply| Answer::Stored(Moment(reply.received_at));
    let answer = match entry.kind {
        OutboxKind::Claim { locator } => api_person::claim(locator, &entry.body).await.map(Answer::Claimed),
        OutboxKind::Consent { consent, rev } => {
            signer.send(Method::PUT, &path::consent(consent, rev), cbor()).await.map(stored)
        }
        OutboxKind::Share { item, rev, .. } => {
            let body = Body::Bytes(api::OCTETS, entry.body.clone());
            signer.send(Method::PUT, &path::share(entry.worker, item, rev), body).await.map(stored)
        }
        OutboxKind::Withdrawal { consent, .. } => {
            signer.send(Method::POST, &path::withdrawal(consent), cbor()).await.map(Answer::Withdrawn)
        }
    };
    answer.unwrap_or_else(|error| match error {
        ApiError::Refused(code) => Answer::Refused(code, None),
        ApiError::Clock(server) => Answer::Refused(api::ProblemCode::Clock, Some(Moment(server))),
        ApiError::SequenceUsed(highest) => Answer::SequenceUsed(highest),
        ApiError::RevisionUsed(newest) => Answer::RevisionUsed(newest),
        ApiError::NoAnswer | ApiError::Unreadable(_) => Answer::Nothing,
    })
}

/// What became of a record that was handed in without a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deleted {
    /// The server has deleted it.
    Gone,
    /// It has, and its disk still holds the sealed bytes.
    Leaving,
    /// It will never take it, and has no reason to: it knows no such person, or one who was introduced since.
    Never,
    /// Nobody knows: it is to be sent again.
    NotYet,
}

impl Deleted {
    fn of(answer: Result<bool, ApiError>) -> Self {
        match answer {
            Ok(true) => Self::Leaving,
            Ok(false) => Self::Gone,
            Err(error) if error.may_pass() => Self::NotYet,
            Err(_) => Self::Never,
        }
    }
}

/// Hands in a withdrawal. Nobody is told later when it is off the disk, so it is done with the answer.
pub async fn hand_in_withdrawal(consent: ConsentId, record: Vec<u8>) -> Deleted {
    Deleted::of(api_person::hand_in_withdrawal(consent, record).await.map(|_| false))
}

/// Hands in that everything is to be deleted. The same again says whether it is off the disk by then. No refusal ends it
/// but one: the person was introduced since it was signed.
pub async fn hand_in_erasure(record: Vec<u8>) -> Deleted {
    match api_person::hand_in_erasure(record).await {
        Err(ApiError::Refused(ProblemCode::Conflict)) => Deleted::Never,
        Err(_) => Deleted::NotYet,
        answer => Deleted::of(answer.map(|reply| reply.leaving_disk)),
    }
}

/// One page of what is new since the last time.
pub async fn inbox(signer: &Signer<'_>, after: u64) -> Result<PersonInboxReply, ApiError> {
    signer.send(Method::GET, &path::inbox_after(after), Body::Empty).await
}

/// A permission as the server holds it, for a phone that lost its own.
pub async fn held_consent(signer: &Signer<'_>, consent: ConsentId) -> Result<HeldConsentReply, ApiError> {
    signer.send(Method::GET, &path::held_consent(consent), Body::Empty).await
}

/// What a worker wrote down with the person, sealed to them.
pub async fn written(signer: &Signer<'_>, written: WrittenId) -> Result<Vec<u8>, ApiError> {
    signer.send_for_bytes(Method::GET, &path::written(written), Body::Empty).await
}

/// Says that the person has decided about it; the server lets go of its copy.
pub async fn close_written(signer: &Signer<'_>, written: WrittenId) -> Result<(), ApiError> {
    signer.send_for_bytes(Method::DELETE, &path::written(written), Body::Empty).await.map(drop)
}

/// The organisation's instruments, name, safeguarding sentence and who takes complaints, as they are today.
pub async fn packs(signer: &Signer<'_>) -> Result<PacksReply, ApiError> {
    signer.send(Method::GET, path::PACKS, Body::Empty).await
}
