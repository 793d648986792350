//! From a check-in in progress to the server: sealed to the person's pinned key, or under the claim words.
use super::going::{Going, HelpStep, HelpedTo};
use super::outgoing::NotSent;
use super::{HelpEnd, Helping};
use crate::platform::random::{SystemEntropy, make_bytes};
use crate::platform::{clock, events};
use crate::state::worker::{Session, WorkerFault, WorkerState};
use crate::sync::api::ApiError;
use crate::sync::api_team::Desk;
use domain::api::{Bytes32, GuestRequest, ProblemCode};
use domain::id::{CheckInId, GuestPlace, PersonId, WrittenId};
use domain::seal::guest::seal_guest;
use domain::seal::written::{WrittenRoute, seal_written};
use domain::time::{Moment, Stamp};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sha2::{Digest, Sha256};

/// So long after one that did not arrive it is tried again, milliseconds.
const AGAIN_MS: u32 = 3_000;

/// One sending, sealed.
struct HelpParcel {
    desk: Desk,
    /// Whose it is: another may be in progress when the answer comes.
    check_in: CheckInId,
    sealed: SealedHelp,
}

/// What goes over the line.
pub(super) enum SealedHelp {
    Met(PersonId, WrittenId, Vec<u8>),
    Guest(GuestPlace, GuestRequest),
}

impl HelpParcel {
    /// Until when it is kept, where the server says so.
    async fn send(self) -> Result<Option<Moment>, ApiError> {
        match self.sealed {
            SealedHelp::Met(person, written, bytes) => {
                self.desk.put_written(person, written, bytes).await.map(|()| None)
            }
            SealedHelp::Guest(place, request) => {
                self.desk.put_guest(place, &request).await.map(|kept| Some(Moment(kept.ends)))
            }
        }
    }

    fn send_off(self) {
        match self.sealed {
            SealedHelp::Met(person, written, bytes) => self.desk.send_off_written(person, written, bytes),
            SealedHelp::Guest(place, request) => self.desk.send_off_guest(place, &request),
        }
    }
}

/// Everything given so far, sealed under this number; nothing if it cannot be sealed.
pub(super) fn seal(session: &Session, going: &Going, rev: u32, at: Stamp) -> Option<SealedHelp> {
    let written_down = going.written_down(at);
    match &going.to {
        HelpedTo::Met { person, .. } => {
            let to = session.keyring.person(*person)?;
            let (org, from, written) = (session.profile.org, session.profile.worker, going.written);
            let route = WrittenRoute { org, from, to: *person, written, rev };
            let bytes = seal_written(&written_down, route, &session.keys, &to.keys, &mut SystemEntropy).ok()?;
            Some(SealedHelp::Met(*person, written, bytes))
        }
        HelpedTo::Guest { keys, .. } => {
            let sealed = seal_guest(&written_down, rev, keys, make_bytes()).ok()?;
            let proof_hash = Bytes32(Sha256::digest(keys.proof.expose()).into());
            Some(SealedHelp::Guest(keys.place, GuestRequest { proof_hash, sealed: sealed.into() }))
        }
    }
}

impl WorkerState {
    /// The first sending, with nothing answered: without it nothing begins.
    pub(super) async fn open_help(self) -> Result<(), WorkerFault> {
        let Some(parcel) = self.next_parcel() else { return Err(WorkerFault::Server) };
        let (desk, check_in) = (parcel.desk, parcel.check_in);
        let outcome = parcel.send().await;
        let told = outcome.as_ref().map(|_| ()).map_err(|error| WorkerFault::from(error.clone()));
        self.note_parcel(desk, check_in, outcome);
        if told.is_ok() {
            self.helping.update(|helping| {
                let begins = |going: &mut Going| {
                    if going.draft.id == check_in && matches!(going.step, HelpStep::Opening | HelpStep::Call) {
                        going.opened();
                    }
                };
                helping.change(begins);
            });
        }
        told
    }

    /// Sends what is new, one after the other.
    pub(in crate::state::worker) fn send_help(self) {
        if !self.helping.with_untracked(Helping::is_at_risk) {
            return;
        }
        spawn_local(async move {
            while let Some(parcel) = self.next_parcel() {
                let (desk, check_in) = (parcel.desk, parcel.check_in);
                let outcome = parcel.send().await;
                let arrived = outcome.is_ok();
                self.note_parcel(desk, check_in, outcome);
                if !arrived {
                    events::after(AGAIN_MS, move || self.send_help());
                    break;
                }
            }
        });
    }

    /// What is on this page alone is handed to the browser, which goes on when the page is gone; whether the server had all
    /// of it already.
    pub(super) fn send_off_help(self) -> bool {
        if !self.helping.with_untracked(Helping::is_at_risk) {
            return true;
        }
        // One that is under way may be cut off with the page: this one is the newest, under the next number.
        self.helping
            .update_untracked(|helping| _ = helping.change(|going| going.post.note_not_sent(NotSent::NoSignal)));
        if let Some(parcel) = self.next_parcel() {
            parcel.send_off();
        }
        false
    }

    fn next_parcel(self) -> Option<HelpParcel> {
        let (desk, at) = (self.desk().ok()?, clock::now());
        let seal_next = |going: &mut Going| {
            let rev = going.post.next()?;
            let sealed = self.with_session(|session| seal(session, going, rev, at)).flatten();
            if sealed.is_none() {
                going.post.note_not_sent(NotSent::NotTaken);
            }
            Some(HelpParcel { desk, check_in: going.draft.id, sealed: sealed? })
        };
        self.helping.try_update(|helping| helping.change(seal_next)).flatten().flatten()
    }

    /// What became of a sending.
    fn note_parcel(self, desk: Desk, check_in: CheckInId, outcome: Result<Option<Moment>, ApiError>) {
        // Whoever is signed in by now may be somebody else.
        if !self.desk().is_ok_and(|now| now.worker() == desk.worker()) {
            return;
        }
        let same = |helping: &Helping| helping.going().is_some_and(|going| going.draft.id == check_in);
        if !self.helping.with_untracked(same) {
            return;
        }
        self.helping.update(|helping| helping.note_outcome(&outcome));
        self.note_end(&outcome.map_err(WorkerFault::from));
    }
}

impl Helping {
    /// Takes in what the server said: once it has the end, or the person has the whole, everything here is dropped.
    pub(super) fn note_outcome(&mut self, outcome: &Result<Option<Moment>, ApiError>) {
        let end = self.change(|going| match outcome {
            Ok(ends) => {
                going.post.note_kept();
                going.note_ends(*ends);
                (going.is_finished() && going.post.is_kept()).then_some(HelpEnd::Finished)
            }
            Err(ApiError::Refused(ProblemCode::Taken)) => Some(HelpEnd::Taken),
            Err(ApiError::NoAnswer) => {
                going.post.note_not_sent(NotSent::NoSignal);
                None
            }
            Err(_) => {
                going.post.note_not_sent(NotSent::NotTaken);
                None
            }
        });
        if let Some(end) = end.flatten() {
            self.end(end);
        }
    }
}
