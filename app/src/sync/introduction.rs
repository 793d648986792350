//! Meeting a worker: look the code up, open the card with the code's secret, accept. The server never sees the secret,
//! so it cannot put another key on the card.
use super::api::ApiError;
use super::api_person;
use crate::platform::random::SystemEntropy;
use crate::platform::stretch;
use domain::api::{Bytes32, ClaimRequest, IntroductionReply, ProblemCode};
use domain::introduction::{Code, Locator};
use domain::seal::check_words::derive_check_words;
use domain::seal::introduction::{Card, IntroductionKeys, derive_introduction_keys, make_claim, open_card};
use domain::seal::keys::PersonKeys;
use domain::stretch::NoMemory;
use domain::sync::meeting::NotMet;

/// Why an introduction cannot be opened or accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MeetingFault {
    /// The server knows no such introduction, or it was used, or it is too old; nothing says which.
    #[error("no such introduction")]
    NoIntroduction,
    /// What the server holds for this code was not sealed with it. Nobody should go on from here.
    #[error("the introduction does not fit its code")]
    NotGenuine,
    /// It comes from another organisation, or says it is from somebody known and is not.
    #[error(transparent)]
    NotMet(#[from] NotMet),
    /// The phone has too little memory just now to open it. It may well be genuine.
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
    /// The worker's key is not usable, or a name is too long to seal.
    #[error("it could not be sealed")]
    NotSealed,
    /// The server did not answer or refused.
    #[error(transparent)]
    Api(#[from] ApiError),
}

/// An introduction that was looked up and opened, and not yet accepted.
#[derive(Debug, Clone)]
pub struct OpenedIntroduction {
    /// Names the introduction on the server.
    pub locator: Locator,
    /// What the worker wrote about themselves, with the keys to pin.
    pub card: Card,
    /// Six words of those keys, to compare with the worker's screen.
    pub check_words: [&'static str; 6],
    /// What the server says about organisation and expiry.
    pub reply: IntroductionReply,
    keys: IntroductionKeys,
}

/// Looks up what belongs to a code. The only request; nothing is used up.
pub async fn look_up(code: &Code) -> Result<IntroductionReply, MeetingFault> {
    match api_person::introduction(code.locator()).await {
        Ok(reply) => Ok(reply),
        Err(ApiError::Refused(ProblemCode::NotFound)) => Err(MeetingFault::NoIntroduction),
        Err(error) => Err(error.into()),
    }
}

/// Opens the card. Takes a fifth of a second on a laptop and a second on an old phone.
pub async fn open(code: &Code, reply: IntroductionReply) -> Result<OpenedIntroduction, MeetingFault> {
    let keys = stretch::finish(derive_introduction_keys(code, reply.org_id)).await?;
    let card = open_card(&keys, &reply.card.0).map_err(|_| MeetingFault::NotGenuine)?;
    let check_words = stretch::finish(derive_check_words(&card.keys)).await?;
    Ok(OpenedIntroduction { locator: code.locator(), card, check_words, reply, keys })
}

/// The bytes that accept an introduction, telling a name or not. Kept in the outbox, so that a repeat is the same.
pub fn claim_body(
    opened: &OpenedIntroduction,
    person: &PersonKeys,
    name: Option<&str>,
) -> Result<Vec<u8>, MeetingFault> {
    let claim = make_claim(&opened.keys, &opened.card, person, name, &mut SystemEntropy)
        .map_err(|_| MeetingFault::NotSealed)?;
    let request = ClaimRequest {
        k_claim: Bytes32(claim.claim_key),
        sig_pk: Bytes32(claim.keys.sig),
        kem_pk: Bytes32(claim.keys.kem),
        hello: claim.hello.into(),
        mac: Bytes32(claim.mac),
        worker: opened.card.worker,
        sig: claim.sig.to_vec().into(),
    };
    serde_json::to_vec(&request).map_err(|_| MeetingFault::NotSealed)
}
