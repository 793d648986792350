//! The person origin's routes, one function each. No cookie ever goes along; after the claim every request is signed.
use super::api::{ApiError, Body, Call, fetch, fetch_json};
use crate::platform::{clock, random};
use domain::api::{self, path};
use domain::id::{ConsentId, GuestPlace};
use domain::introduction::Locator;
use domain::request::RequestParts;
use domain::seal::keys::PersonKeys;
use domain::time::Moment;
use gloo::net::http::Method;
use serde::de::DeserializeOwned;
use web_sys::RequestCredentials;

/// Looks an introduction up; this uses nothing up.
pub(super) async fn introduction(locator: Locator) -> Result<api::IntroductionReply, ApiError> {
    fetch_json(call(Method::GET, &path::introduction(locator), Body::Empty, None)).await
}

/// Accepts an introduction with a request made before; the same one again gets the same answer.
pub(super) async fn claim(locator: Locator, request: &[u8]) -> Result<api::ClaimReply, ApiError> {
    let text = String::from_utf8(request.to_vec()).map_err(|_| ApiError::Unreadable(0))?;
    fetch_json(call(Method::POST, &path::claim(locator), Body::Json(text), None)).await
}

/// Which organisation this server is for.
pub(super) async fn organisation() -> Result<api::OrganisationReply, ApiError> {
    fetch_json(call(Method::GET, path::ORGANISATION, Body::Empty, None)).await
}

/// Opens what waits under claim words; this uses nothing up.
pub(super) async fn open_guest(place: GuestPlace, proof: [u8; 32]) -> Result<api::GuestOpenedReply, ApiError> {
    fetch_json(call(Method::POST, &path::guest_open(place), proved(proof), None)).await
}

/// Says that it is on this phone now; the server lets go of its copy.
pub(super) async fn guest_taken(place: GuestPlace, proof: [u8; 32]) -> Result<(), ApiError> {
    fetch(call(Method::POST, &path::guest_taken(place), proved(proof), None)).await.map(drop)
}

fn proved(proof: [u8; 32]) -> Body {
    Body::json(&api::GuestProofRequest { proof: proof.into() })
}

/// Hands in a withdrawal that was signed before everything else on this phone was deleted.
pub(super) async fn hand_in_withdrawal(consent: ConsentId, record: Vec<u8>) -> Result<api::WithdrawalReply, ApiError> {
    fetch_json(call(Method::POST, &path::withdrawal(consent), Body::Bytes(api::CBOR, record), None)).await
}

/// Hands in that everything is to be deleted, signed before everything on this phone was.
pub(super) async fn hand_in_erasure(record: Vec<u8>) -> Result<api::ErasedReply, ApiError> {
    fetch_json(call(Method::POST, path::ERASURE, Body::Bytes(api::CBOR, record), None)).await
}

/// Proves with each request who it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Signer<'a> {
    /// The person's keys for this organisation.
    pub keys: &'a PersonKeys,
    /// Server clock minus this phone's, in milliseconds, as learnt from an earlier refusal.
    pub offset_ms: i64,
}

impl Signer<'_> {
    /// Sends a signed record, sealed bytes or nothing, and reads the answer as JSON.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Body,
    ) -> Result<T, ApiError> {
        let proof = self.proof(&method, path, &body);
        fetch_json(call(method, path, body, Some(proof))).await
    }

    /// The same, and the answer is sealed bytes.
    pub(super) async fn send_for_bytes(&self, method: Method, path: &str, body: Body) -> Result<Vec<u8>, ApiError> {
        let proof = self.proof(&method, path, &body);
        fetch(call(method, path, body, Some(proof))).await
    }

    fn proof(&self, method: &Method, path: &str, body: &Body) -> String {
        let authority = web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default();
        let parts = RequestParts {
            org: self.keys.org(),
            method: method.as_str(),
            authority: &authority,
            path_and_query: path,
            body: body.as_bytes(),
        };
        let at = Moment(clock::now().at.0.saturating_add(self.offset_ms));
        self.keys.sign_request(parts, at, random::make_bytes())
    }
}

fn call(method: Method, path: &str, body: Body, proof: Option<String>) -> Call<'_> {
    let reads = (api::READS_HEADER, api::READS.to_string());
    let headers = proof.map(|proof| [(api::AUTH_HEADER, proof), reads]).into_iter().flatten().collect();
    Call { method, path, body, headers, credentials: RequestCredentials::Omit }
}
