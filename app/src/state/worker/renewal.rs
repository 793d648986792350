//! A new account from its link, or a lost one from its recovery code: either way there are a new password, a new second
//! factor and a new recovery code, and nothing is used up before the last message.
use super::password::{make_passkey, spelled};
use super::{WorkerFault, WorkerState};
use crate::platform::{random::SystemEntropy, random::make_bytes, same_browser, stretch};
use crate::sync::api::ApiError;
use crate::sync::api_team::{self, Desk};
use domain::api::{
    Bytes, NewFactor, PasskeyOffer, ProblemCode, RecoveryFinishRequest, RecoverySeal, RecoveryStartRequest,
    SetUpFinishRequest, SetUpStartRequest,
};
use domain::id::WorkerId;
use domain::identity::PublicKeys;
use domain::opaque::{ClientFinish, ClientStart, Registering, client_finish_registration, client_start_registration};
use domain::seal::account::wrap_keys;
use domain::seal::keys::WorkerKeys;
use domain::seal::recovery_code::RecoveryCode;
use zeroize::Zeroizing;

/// Everything that is ready to be sent once there is a second factor.
#[derive(Clone)]
pub struct Renewal {
    /// The name to sign in with.
    pub name: String,
    /// The organisation's name.
    pub organisation: String,
    /// The new recovery code, to be printed.
    pub recovery: RecoveryCode,
    /// What the app for codes is to know.
    pub codes_secret: Vec<u8>,
    /// How a passkey is made instead; none where the server's host has no name.
    pub passkey: Option<PasskeyOffer>,
    way: RenewalBy,
    worker: WorkerId,
    opaque: Vec<u8>,
    wrapped_keys: Vec<u8>,
    seal: RecoverySeal,
    export_key: Zeroizing<Vec<u8>>,
}

/// What gives the right to it.
#[derive(Clone)]
enum RenewalBy {
    Link { token: String, public: PublicKeys },
    Code { name: String, proof: [u8; 32] },
}

/// The first half of a new password.
pub(super) fn begin_password(password: &str) -> Result<ClientStart<Registering>, WorkerFault> {
    client_start_registration(password.as_bytes(), &mut SystemEntropy).map_err(|_| WorkerFault::Refused)
}

/// The second half, after the server's reply to the first.
pub(super) async fn end_password(
    state: Registering,
    password: &str,
    reply: &[u8],
) -> Result<ClientFinish, WorkerFault> {
    let mut entropy = SystemEntropy;
    let made = client_finish_registration(state, password.as_bytes(), reply, &mut entropy);
    stretch::finish(made.map_err(|_| WorkerFault::Server)?).await?.map_err(|_| WorkerFault::Server)
}

/// A new recovery code for these keys, and what the server keeps of it.
pub(super) fn make_recovery(keys: &WorkerKeys, worker: WorkerId) -> (RecoveryCode, RecoverySeal) {
    let code = RecoveryCode::make(&mut SystemEntropy);
    let wrapped_keys = code.wrap(keys, worker, make_bytes()).into();
    let seal = RecoverySeal { proof_hash: code.proof_hash().into(), wrapped_keys };
    (code, seal)
}

impl WorkerState {
    /// Makes the account of a set-up link in this page, and sends nothing of it yet.
    pub async fn begin_set_up(self, token: String, password: String) -> Result<Renewal, WorkerFault> {
        let password = spelled(&password);
        let start = begin_password(&password)?;
        let request = SetUpStartRequest { token: token.clone(), opaque: start.message.into() };
        let reply = api_team::set_up_start(&request).await.map_err(link_fault)?;
        let made = end_password(start.state, &password, &reply.opaque.0).await?;
        let keys = WorkerKeys::make(&mut SystemEntropy);
        let way = RenewalBy::Link { token, public: keys.public() };
        let about = (reply.worker_id, reply.name, reply.org_name, reply.codes_secret, reply.passkey);
        Ok(ready(way, about, &keys, made))
    }

    /// Opens the keys of a lost account by its recovery code, in this page, and changes nothing yet.
    pub async fn begin_recovery(
        self,
        name: String,
        code: RecoveryCode,
        password: String,
    ) -> Result<Renewal, WorkerFault> {
        let password = spelled(&password);
        let start = begin_password(&password)?;
        let proof = code.proof();
        let request = RecoveryStartRequest { name: name.clone(), proof: proof.into(), opaque: start.message.into() };
        let reply = api_team::recovery_start(&request).await.map_err(recovery_fault)?;
        let keys = code.unwrap(&reply.wrapped_keys.0, reply.worker_id).map_err(|_| WorkerFault::Keys)?;
        if keys.public() != (PublicKeys { sig: reply.sig_pk.0, kem: reply.kem_pk.0 }) {
            return Err(WorkerFault::Keys);
        }
        let made = end_password(start.state, &password, &reply.opaque.0).await?;
        let about = (reply.worker_id, reply.name, reply.org_name, reply.codes_secret, reply.passkey);
        Ok(ready(RenewalBy::Code { name, proof }, about, &keys, made))
    }

    /// Sends all of it with the first code of the app; the sign-in is complete then. After a wrong code the same can be
    /// sent again.
    pub async fn finish_by_code(self, renewal: Renewal, code: String) -> Result<(), WorkerFault> {
        self.finish_renewal(renewal, NewFactor::Code(code)).await
    }

    /// Makes a passkey and sends all of it with that; the sign-in is complete then.
    pub async fn finish_by_passkey(self, renewal: Renewal) -> Result<(), WorkerFault> {
        let answer = make_passkey(renewal.passkey.clone()).await?;
        match self.finish_renewal(renewal, NewFactor::Passkey(answer)).await {
            Err(WorkerFault::Code) => Err(WorkerFault::Passkey),
            other => other,
        }
    }

    async fn finish_renewal(self, renewal: Renewal, factor: NewFactor) -> Result<(), WorkerFault> {
        let Renewal { way, worker, opaque, wrapped_keys, seal: recovery, export_key, .. } = renewal;
        let (opaque, wrapped_keys) = (Bytes(opaque), Bytes(wrapped_keys));
        let done = match way {
            RenewalBy::Link { token, public } => {
                let (kem_pk, sig_pk) = (public.kem.into(), public.sig.into());
                let request = SetUpFinishRequest { token, opaque, kem_pk, sig_pk, wrapped_keys, factor, recovery };
                api_team::set_up_finish(&request).await.map_err(link_fault)?
            }
            RenewalBy::Code { name, proof } => {
                let proof = proof.into();
                let request = RecoveryFinishRequest { name, proof, opaque, wrapped_keys, factor, recovery };
                api_team::recovery_finish(&request).await.map_err(recovery_fault)?
            }
        };
        if done.worker_id != worker {
            return Err(WorkerFault::Server);
        }
        same_browser::tell_signed_in(&worker.to_string());
        self.enter(Desk::of(worker), &export_key).await
    }
}

fn ready(
    way: RenewalBy,
    (worker, name, organisation, secret, passkey): (WorkerId, String, String, Bytes, Option<PasskeyOffer>),
    keys: &WorkerKeys,
    made: ClientFinish,
) -> Renewal {
    let (recovery, seal) = make_recovery(keys, worker);
    let wrapped_keys = wrap_keys(keys, worker, &made.export_key, make_bytes());
    let (opaque, export_key) = (made.message, made.export_key);
    Renewal {
        name,
        organisation,
        recovery,
        codes_secret: secret.0,
        passkey,
        way,
        worker,
        opaque,
        wrapped_keys,
        seal,
        export_key,
    }
}

/// An unknown, used or old link gets the same refusal from the server.
fn link_fault(error: ApiError) -> WorkerFault {
    match error {
        ApiError::Refused(ProblemCode::NotFound | ProblemCode::Malformed | ProblemCode::Conflict) => WorkerFault::Link,
        other => other.into(),
    }
}

/// An unknown name and a wrong recovery code get the same refusal.
fn recovery_fault(error: ApiError) -> WorkerFault {
    match error {
        ApiError::Refused(ProblemCode::SignInRefused) => WorkerFault::Recovery,
        other => other.into(),
    }
}
