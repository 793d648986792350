//! Setting an account up and signing in: the password proof (OPAQUE), in which the password never leaves the page.
use super::{WorkerFault, WorkerState};
use crate::platform::{random::SystemEntropy, random::make_bytes, same_browser, stretch, text};
use crate::sync::api::ApiError;
use crate::sync::api_team::{self, Desk};
use domain::api::{ProblemCode, SetUpFinishRequest, SetUpStartRequest, SignInFinishRequest, SignInStartRequest};
use domain::opaque::{
    client_finish_registration, client_finish_sign_in, client_start_registration, client_start_sign_in,
};
use domain::seal::account::wrap_keys;
use domain::seal::keys::WorkerKeys;
use domain::spelling::folded;

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 12;

/// A password as it is proved: as the browser and [`folded`] spell it, so that it opens from every keyboard.
pub fn spelled(typed: &str) -> String {
    folded(&text::normalised(typed))
}

impl WorkerState {
    /// Signs in with name and password.
    pub async fn sign_in(self, name: String, password: String) -> Result<(), WorkerFault> {
        let password = spelled(&password);
        let start = client_start_sign_in(password.as_bytes(), &mut SystemEntropy).map_err(|_| WorkerFault::Refused)?;
        let request = SignInStartRequest { name, opaque: start.message.into() };
        let reply = api_team::sign_in_start(&request).await?;
        let mut entropy = SystemEntropy;
        let proof = client_finish_sign_in(start.state, password.as_bytes(), &reply.opaque.0, &mut entropy)
            .map_err(|_| WorkerFault::Refused)?;
        let proof = stretch::finish(proof).await?.map_err(|_| WorkerFault::Refused)?;
        let request = SignInFinishRequest { attempt: reply.attempt, opaque: proof.message.into() };
        let done = api_team::sign_in_finish(&request).await?;
        // The browser's cookie is this worker's from here on: a page of somebody else closes itself.
        same_browser::tell_signed_in(&done.worker_id.to_string());
        self.enter(Desk::of(done.worker_id), &proof.export_key).await
    }

    /// Makes the account of a set-up link and signs in; answers the name to sign in with.
    pub async fn set_up(self, token: String, password: String) -> Result<String, WorkerFault> {
        let password = spelled(&password);
        let start =
            client_start_registration(password.as_bytes(), &mut SystemEntropy).map_err(|_| WorkerFault::Refused)?;
        let request = SetUpStartRequest { token: token.clone(), opaque: start.message.into() };
        let reply = api_team::set_up_start(&request).await.map_err(link_fault)?;
        let mut entropy = SystemEntropy;
        let made = client_finish_registration(start.state, password.as_bytes(), &reply.opaque.0, &mut entropy)
            .map_err(|_| WorkerFault::Server)?;
        let made = stretch::finish(made).await?.map_err(|_| WorkerFault::Server)?;
        let keys = WorkerKeys::make(&mut SystemEntropy);
        let public = keys.public();
        let wrapped = wrap_keys(&keys, reply.worker_id, &made.export_key, make_bytes());
        let request = SetUpFinishRequest {
            token,
            opaque: made.message.into(),
            kem_pk: public.kem.into(),
            sig_pk: public.sig.into(),
            wrapped_keys: wrapped.into(),
        };
        api_team::set_up_finish(&request).await.map_err(link_fault)?;
        // The account is made and the link used up, whatever comes now: a sign-in that fails is asked for again.
        let _ = self.sign_in(reply.name.clone(), password).await;
        Ok(reply.name)
    }
}

/// An unknown, used or old link gets the same refusal from the server.
fn link_fault(error: ApiError) -> WorkerFault {
    match error {
        ApiError::Refused(ProblemCode::NotFound | ProblemCode::Malformed | ProblemCode::Conflict) => WorkerFault::Link,
        other => other.into(),
    }
}
