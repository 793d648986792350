//! Signing in, in two steps: the password proof (OPAQUE), in which the password never leaves the page, and a passkey or a
//! one-time code.
use super::{WorkerFault, WorkerState};
use crate::platform::{passkey, random::SystemEntropy, same_browser, stretch, text};
use crate::sync::api::ApiError;
use crate::sync::api_team::{self, Desk};
use domain::api::{
    PasskeyAnswer, PasskeyOffer, ProblemCode, SignInCodeRequest, SignInFinishRequest, SignInPasskeyRequest,
    SignInStartRequest,
};
use domain::opaque::{ClientFinish, ClientStart, SigningIn, client_finish_sign_in, client_start_sign_in};
use domain::spelling::folded;
use leptos::prelude::*;
use zeroize::Zeroizing;

/// Fewest characters of a password.
pub const PASSWORD_MIN: usize = 12;

/// A password as it is proved: as the browser and [`folded`] spell it, so that it opens from every keyboard.
pub fn spelled(typed: &str) -> String {
    folded(&text::normalised(typed))
}

/// A password that was proved. What it opens is opened only after the second factor, when the server hands it out.
pub(super) struct HalfSignedIn {
    desk: Desk,
    export_key: Zeroizing<Vec<u8>>,
}

/// What comes after the password: one of these is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondStep {
    /// A passkey of this account.
    pub passkey: Option<PasskeyOffer>,
    /// A code of the app that is connected.
    pub codes: bool,
    /// An app that is to be connected now, and what it is to know: the account is from before there were second factors.
    pub connect: Option<Vec<u8>>,
}

/// The first half of a password proof.
pub(super) fn begin_proof(password: &str) -> Result<ClientStart<SigningIn>, WorkerFault> {
    client_start_sign_in(password.as_bytes(), &mut SystemEntropy).map_err(|_| WorkerFault::Refused)
}

/// The second half, after the server's reply to the first.
pub(super) async fn end_proof(state: SigningIn, password: &str, reply: &[u8]) -> Result<ClientFinish, WorkerFault> {
    let mut entropy = SystemEntropy;
    let proof = client_finish_sign_in(state, password.as_bytes(), reply, &mut entropy);
    stretch::finish(proof.map_err(|_| WorkerFault::Refused)?).await?.map_err(|_| WorkerFault::Refused)
}

impl WorkerState {
    /// Proves name and password; what comes next.
    pub async fn sign_in(self, name: String, password: String) -> Result<SecondStep, WorkerFault> {
        let password = spelled(&password);
        let start = begin_proof(&password)?;
        let request = SignInStartRequest { name, opaque: start.message.into() };
        let reply = api_team::sign_in_start(&request).await?;
        let proof = end_proof(start.state, &password, &reply.opaque.0).await?;
        let request = SignInFinishRequest { attempt: reply.attempt, opaque: proof.message.into() };
        let done = api_team::sign_in_finish(&request).await?;
        // The browser's cookie is this worker's from here on: a page of somebody else closes itself.
        same_browser::tell_signed_in(&done.worker_id.to_string());
        let desk = Desk::of(done.worker_id);
        self.half.set_value(Some(HalfSignedIn { desk, export_key: proof.export_key }));
        let connect = done.codes_secret.map(|secret| secret.0);
        Ok(SecondStep { passkey: done.passkey, codes: !done.without_codes, connect })
    }

    /// Completes the sign-in with a one-time code, and opens the account.
    pub async fn sign_in_code(self, code: String) -> Result<(), WorkerFault> {
        let (desk, export_key) = self.half_signed_in()?;
        desk.sign_in_code(&SignInCodeRequest { code }).await?;
        self.half.set_value(None);
        self.enter(desk, &export_key).await
    }

    /// Completes the sign-in with a passkey, and opens the account.
    pub async fn sign_in_passkey(self, offer: PasskeyOffer) -> Result<(), WorkerFault> {
        let (desk, export_key) = self.half_signed_in()?;
        let credential = passkey::answer(&offer.options).await.ok_or(WorkerFault::NoPasskey)?;
        let answer = PasskeyAnswer { attempt: offer.attempt, credential };
        desk.sign_in_passkey(&SignInPasskeyRequest { answer }).await.map_err(passkey_fault)?;
        self.half.set_value(None);
        self.enter(desk, &export_key).await
    }

    fn half_signed_in(self) -> Result<(Desk, Zeroizing<Vec<u8>>), WorkerFault> {
        let half = self.half.with_value(|half| half.as_ref().map(|half| (half.desk, half.export_key.clone())));
        half.ok_or(WorkerFault::SignedOut)
    }
}

/// Makes a passkey by an offer.
pub(super) async fn make_passkey(offer: Option<PasskeyOffer>) -> Result<PasskeyAnswer, WorkerFault> {
    let offer = offer.ok_or(WorkerFault::NoPasskey)?;
    let credential = passkey::make(&offer.options).await.ok_or(WorkerFault::NoPasskey)?;
    Ok(PasskeyAnswer { attempt: offer.attempt, credential })
}

/// What the server refused is a passkey and no code.
pub(super) fn passkey_fault(error: ApiError) -> WorkerFault {
    match error {
        ApiError::Refused(ProblemCode::CodeRefused | ProblemCode::Conflict) => WorkerFault::Passkey,
        other => other.into(),
    }
}
