//! The person origin's routes, one function each. No cookie ever goes along; after the claim every request is signed.
use super::api::{ApiError, Body, Call, fetch, fetch_json};
use crate::platform::{clock, random};
use domain::api::{self, path};
use domain::request::RequestParts;
use domain::seal::keys::PersonKeys;
use domain::time::Moment;
use gloo::net::http::Method;
use serde::de::DeserializeOwned;
use std::cell::Cell;
use web_sys::RequestCredentials;

/// Looks an introduction up; this uses nothing up.
pub(super) async fn introduction(locator: u32) -> Result<api::IntroductionReply, ApiError> {
    fetch_json(call(Method::GET, &path::introduction(locator), Body::Empty, None)).await
}

/// Accepts an introduction with a request made before; the same one again gets the same answer.
pub(super) async fn claim(locator: u32, request: &[u8]) -> Result<api::ClaimReply, ApiError> {
    let text = String::from_utf8(request.to_vec()).map_err(|_| ApiError::Unreadable(0))?;
    fetch_json(call(Method::POST, &path::claim(locator), Body::Json(text), None)).await
}

/// Sends requests that prove who they come from.
pub struct Signed<'a> {
    keys: &'a PersonKeys,
    /// Server clock minus this phone's, in milliseconds.
    offset_ms: Cell<i64>,
}

impl<'a> Signed<'a> {
    /// Signs with `keys`, reading the phone's clock with an offset learnt before.
    pub fn new(keys: &'a PersonKeys, offset_ms: i64) -> Self {
        Self { keys, offset_ms: Cell::new(offset_ms) }
    }

    /// The offset as it is known now; a request may have corrected it.
    pub fn offset_ms(&self) -> i64 {
        self.offset_ms.get()
    }

    /// Sends a signed record or sealed bytes and reads the answer as JSON.
    pub(super) async fn send<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Body,
    ) -> Result<T, ApiError> {
        let bytes = match self.once(method.clone(), path, body.clone()).await {
            // The phone's clock is days off, perhaps; the server's answer says by how much.
            Err(ApiError::Clock(server_now)) => {
                self.offset_ms.set(server_now - clock::now().at.0);
                self.once(method, path, body).await?
            }
            answer => answer?,
        };
        serde_json::from_slice(&bytes).map_err(|_| ApiError::Unreadable(200))
    }

    async fn once(&self, method: Method, path: &str, body: Body) -> Result<Vec<u8>, ApiError> {
        let authority = web_sys::window().and_then(|window| window.location().host().ok()).unwrap_or_default();
        let parts = RequestParts {
            method: method.as_str(),
            authority: &authority,
            path_and_query: path,
            body: body.as_bytes(),
        };
        let at = Moment(clock::now().at.0 + self.offset_ms.get());
        let proof = self.keys.sign_request(parts, at, random::make_bytes());
        fetch(call(method, path, body, Some(proof))).await
    }
}

fn call(method: Method, path: &str, body: Body, proof: Option<String>) -> Call<'_> {
    let header = proof.map(|proof| (api::AUTH_HEADER, proof));
    Call { method, path, body, header, credentials: RequestCredentials::Omit }
}
