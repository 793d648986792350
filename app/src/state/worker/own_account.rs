//! What a worker changes of their own account, the password proved once more each time; and their sessions.
use super::password::{begin_proof, end_proof, make_passkey, passkey_fault, spelled};
use super::renewal::{begin_password, end_password, make_recovery};
use super::{WorkerFault, WorkerState};
use crate::platform::random::make_bytes;
use crate::sync::api::ApiError;
use crate::sync::api_team::Desk;
use domain::api::{
    AccountChange, AccountFinishRequest, AccountStartRequest, Bytes, PasskeyOffer, PasskeysReply, ProblemCode,
    SessionReply,
};
use domain::seal::account::wrap_keys;
use domain::seal::recovery_code::RecoveryCode;
use leptos::prelude::*;

/// A password that was proved once more, for one change.
#[derive(Clone)]
pub struct ProvedAgain {
    /// What a new app for codes is to know.
    pub codes_secret: Vec<u8>,
    passkey: Option<PasskeyOffer>,
    attempt: Bytes,
    opaque: Bytes,
}

impl WorkerState {
    /// Changes the password. Every other session ends.
    pub async fn change_password(self, present: String, next: String) -> Result<(), WorkerFault> {
        let (present, next) = (spelled(&present), spelled(&next));
        let (desk, proof, made) = (self.desk()?, begin_proof(&present)?, begin_password(&next)?);
        let request = AccountStartRequest { opaque: proof.message.into(), new_password: Some(made.message.into()) };
        let reply = desk.account_start(&request).await?;
        let proof = end_proof(proof.state, &present, &reply.opaque.0).await?;
        let answered = reply.new_password.ok_or(WorkerFault::Server)?;
        let made = end_password(made.state, &next, &answered.0).await?;
        let (keys, worker) = self.with_session(|s| (s.keys.clone(), s.profile.worker)).ok_or(WorkerFault::SignedOut)?;
        let wrapped_keys = wrap_keys(&keys, worker, &made.export_key, make_bytes()).into();
        let change = AccountChange::Password { opaque: made.message.into(), wrapped_keys };
        let opaque = proof.message.into();
        Ok(desk.account_finish(&AccountFinishRequest { attempt: reply.attempt, opaque, change }).await?)
    }

    /// Proves the password once more; ten minutes are left for the change.
    pub async fn prove_again(self, present: String) -> Result<ProvedAgain, WorkerFault> {
        let present = spelled(&present);
        let (desk, proof) = (self.desk()?, begin_proof(&present)?);
        let request = AccountStartRequest { opaque: proof.message.into(), new_password: None };
        let reply = desk.account_start(&request).await?;
        let opaque = end_proof(proof.state, &present, &reply.opaque.0).await?.message.into();
        let codes_secret = reply.codes_secret.0;
        Ok(ProvedAgain { codes_secret, passkey: reply.passkey, attempt: reply.attempt, opaque })
    }

    /// Connects another app for codes; the one before works no more. After a wrong code the same can be tried again.
    pub async fn change_codes(self, proved: ProvedAgain, code: String) -> Result<(), WorkerFault> {
        Ok(self.change(self.desk()?, proved, AccountChange::Codes { code }).await?)
    }

    /// My passkeys.
    pub async fn passkeys(self) -> Result<PasskeysReply, WorkerFault> {
        Ok(self.desk()?.passkeys().await?)
    }

    /// Makes one more.
    pub async fn add_passkey(self, proved: ProvedAgain) -> Result<(), WorkerFault> {
        let answer = make_passkey(proved.passkey.clone()).await?;
        self.change(self.desk()?, proved, AccountChange::Passkey(answer)).await.map_err(passkey_fault)
    }

    /// Lets one of them go, by its credential id.
    pub async fn remove_passkey(self, present: String, passkey: Bytes) -> Result<(), WorkerFault> {
        let proved = self.prove_again(present).await?;
        match self.change(self.desk()?, proved, AccountChange::PasskeyRemoved(passkey)).await {
            Err(ApiError::Refused(ProblemCode::Conflict)) => Err(WorkerFault::LastFactor),
            // Another page of mine was quicker.
            Err(ApiError::Refused(ProblemCode::NotFound)) => Ok(()),
            other => Ok(other?),
        }
    }

    /// Makes another recovery code, to be printed; the one before opens nothing any more.
    pub async fn change_recovery(self, present: String) -> Result<RecoveryCode, WorkerFault> {
        let proved = self.prove_again(present).await?;
        let (keys, worker) = self.with_session(|s| (s.keys.clone(), s.profile.worker)).ok_or(WorkerFault::SignedOut)?;
        let (code, seal) = make_recovery(&keys, worker);
        self.change(self.desk()?, proved, AccountChange::Recovery(seal)).await?;
        // The day it was made is asked for again; without an answer the page goes on saying the one before.
        if let Ok(me) = self.desk()?.me().await {
            self.me.set(Some(super::profile_of(me)));
        }
        Ok(code)
    }

    async fn change(self, desk: Desk, proved: ProvedAgain, change: AccountChange) -> Result<(), ApiError> {
        let ProvedAgain { attempt, opaque, .. } = proved;
        desk.account_finish(&AccountFinishRequest { attempt, opaque, change }).await
    }

    /// My sessions, the one used last first.
    pub async fn sessions(self) -> Result<Vec<SessionReply>, WorkerFault> {
        Ok(self.desk()?.sessions().await?.sessions)
    }

    /// Ends all of them but this one.
    pub async fn close_other_sessions(self) -> Result<(), WorkerFault> {
        Ok(self.desk()?.close_other_sessions().await?)
    }
}
