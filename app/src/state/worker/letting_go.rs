//! Deleting what somebody shared, because they ask for it in the room: at the server, then in the worker's own list.
use super::inbox::Mailbox;
use super::{WorkerFault, WorkerState};
use crate::platform::clock;
use crate::sync::api::ApiError;
use domain::api::ProblemCode;
use domain::id::PersonId;
use domain::seal::keyring::Keyring;
use leptos::prelude::*;

/// Whether somebody stands on the list of people. Whom the worker let go of does again once they have given a new
/// permission, or were met anew.
pub(super) fn is_listed(keyring: &Keyring, person: PersonId, mailbox: Option<&Mailbox>) -> bool {
    !keyring.has_let_go_of(person) || mailbox.is_some_and(|mailbox| !mailbox.was_given_nothing())
}

impl WorkerState {
    /// Deletes all of it. Done once more it does no harm: where only the own list could not be changed, that is tried again.
    pub async fn let_go(self, person: PersonId) -> Result<(), WorkerFault> {
        let deleted = match self.desk()?.delete_person(person).await {
            // Nothing of theirs is there: what is left is the own list.
            Err(ApiError::Refused(ProblemCode::NotFound)) => Ok(()),
            done => done.map(drop).map_err(WorkerFault::from),
        };
        self.note_end(&deleted);
        deleted?;
        // Nothing of it is in this page either; what was seen of their permissions is what may never count again.
        let seen = self.with_session_mut(|session| session.mailboxes.remove(&person)).flatten();
        self.drafts.update(|all| all.forget(person));
        let kept = self.change_keyring(|keyring| {
            if let Some(seen) = seen.as_ref().map(Mailbox::seen) {
                keyring.remember(person, seen, clock::today());
            }
            keyring.let_go_of(person)
        });
        let kept = kept.await;
        self.note_end(&kept);
        kept.map_err(|fault| match fault {
            WorkerFault::SignedOut | WorkerFault::OtherWorker => fault,
            _ => WorkerFault::OwnList,
        })?;
        self.people.update(|people| people.retain(|known| known.person != person));
        self.let_go.set(true);
        Ok(())
    }
}
