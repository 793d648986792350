//! The team's accounts, for a lead: read, added, given another role, ended, begun anew. Nothing of a person is in them.
use super::{WorkerFault, WorkerState};
use crate::sync::api::ApiError;
use domain::api::{AddWorkerRequest, ChangeWorkerRequest, ProblemCode, SetUpLinkReply, TeamReply, TeamWorkerReply};
use domain::id::WorkerId;
use leptos::prelude::*;

/// What the server told of the team, and a link that is shown once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// Everybody and the names of roles; `None` before the server has answered.
    pub team: Option<TeamReply>,
    /// The set-up link that was just made, until its page is left.
    pub link: Option<SetUpLinkReply>,
}

impl Accounts {
    /// The account with this id.
    pub fn worker(&self, id: WorkerId) -> Option<&TeamWorkerReply> {
        self.team.as_ref()?.workers.iter().find(|it| it.worker_id == id)
    }
}

impl WorkerState {
    /// Reads the team's accounts.
    pub async fn look_at_accounts(self) -> Result<(), WorkerFault> {
        let told = self.desk()?.team().await.map_err(lead_fault);
        self.note_end(&told);
        let told = told?;
        self.accounts.update(|accounts| accounts.team = Some(told));
        Ok(())
    }

    /// Adds somebody; their account.
    pub async fn add_worker(self, request: AddWorkerRequest) -> Result<WorkerId, WorkerFault> {
        let made = self.desk()?.add_worker(&request).await;
        self.took_link(made).await
    }

    /// A new link for somebody who has not set up.
    pub async fn renew_link(self, worker: WorkerId) -> Result<WorkerId, WorkerFault> {
        let made = self.desk()?.renew_link(worker).await;
        self.took_link(made).await
    }

    /// Somebody's keys are lost: their account ends, and they get a new one, which is answered.
    pub async fn reset_worker(self, worker: WorkerId) -> Result<WorkerId, WorkerFault> {
        let made = self.desk()?.reset_worker(worker).await;
        self.took_link(made).await
    }

    /// Somebody has moved on.
    pub async fn end_worker(self, worker: WorkerId) -> Result<(), WorkerFault> {
        let done = self.desk()?.end_worker(worker).await.map(drop);
        self.then_look(done).await
    }

    /// Gives somebody another role and team.
    pub async fn change_worker(self, worker: WorkerId, request: ChangeWorkerRequest) -> Result<(), WorkerFault> {
        let done = self.desk()?.change_worker(worker, &request).await;
        self.then_look(done).await
    }

    /// Forgets the link, once its page is left.
    pub fn drop_link(self, of_other_than: Option<WorkerId>) {
        let other = |link: &SetUpLinkReply| Some(link.worker_id) != of_other_than;
        if self.accounts.with_untracked(|accounts| accounts.link.as_ref().is_some_and(other)) {
            self.accounts.update(|accounts| accounts.link = None);
        }
    }

    async fn took_link(self, made: Result<SetUpLinkReply, ApiError>) -> Result<WorkerId, WorkerFault> {
        let link = self.then_look(made).await?;
        let worker = link.worker_id;
        self.accounts.update(|accounts| accounts.link = Some(link));
        Ok(worker)
    }

    /// What was asked, and then the accounts as they are now, whatever became of it: somebody else may have been faster.
    async fn then_look<T>(self, done: Result<T, ApiError>) -> Result<T, WorkerFault> {
        let done = done.map_err(lead_fault);
        self.note_end(&done);
        let looked = self.look_at_accounts().await;
        // What was done is done, though the list could not be read; else the first fault says more.
        done.map_err(|fault| if looked == Err(WorkerFault::NotLead) { WorkerFault::NotLead } else { fault })
    }
}

/// Why a lead's verb did nothing.
fn lead_fault(error: ApiError) -> WorkerFault {
    match error {
        ApiError::Refused(ProblemCode::NotFound) => WorkerFault::NotLead,
        ApiError::Refused(ProblemCode::Conflict) => WorkerFault::Taken,
        ApiError::Refused(ProblemCode::Malformed) => WorkerFault::Unfit,
        error => error.into(),
    }
}
