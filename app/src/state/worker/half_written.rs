//! Half-written replies at the server: read when a person's page opens, kept at each pause of typing, sealed under the
//! account's key. What could not be kept when a session ends is put by in this page, sealed, until the same worker signs in.
use super::writing::{DraftStep, NotKept, Writings};
use super::{WorkerFault, WorkerState};
use crate::platform::{events, random::make_bytes};
use crate::sync::api::ApiError;
use crate::sync::api_team::Desk;
use domain::api::ProblemCode;
use domain::id::{PersonId, WorkerId};
use domain::seal::draft::{DraftPlace, HalfReply, open_draft, seal_draft};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// So long after the last key a pause begins, milliseconds.
const PAUSE_MS: u32 = 1_000;

/// Sealed words that the server has not got, in a page that has forgotten the keys.
#[derive(Clone)]
pub(super) struct PutBy {
    worker: WorkerId,
    person: PersonId,
    sealed: Vec<u8>,
}

impl WorkerState {
    /// Somebody's page opens: what was half written to them comes back, from here or from another computer.
    pub fn open_draft(self, person: PersonId) {
        self.drafts.update_untracked(|all| all.open(person));
        self.keep_draft(person);
    }

    /// The field changed. It is kept once no key has followed for a moment.
    pub fn write_draft(self, person: PersonId, words: String) {
        let Some(turn) = self.drafts.try_update(|all| all.write(person, words)) else { return };
        events::after(PAUSE_MS, move || {
            if self.drafts.with_untracked(|all| all.is_pause(person, turn)) {
                self.keep_draft(person);
            }
        });
    }

    /// Keeps what is written to somebody, now.
    pub fn keep_draft(self, person: PersonId) {
        spawn_local(async move {
            // Again only after it was read, and where the reply turned out to be another one: typing has its pauses.
            while let Some(step) = self.drafts.try_update(|all| all.next(person)).flatten() {
                if !self.take_step(person, step).await {
                    break;
                }
            }
        });
    }

    /// Keeps everything that the server has not got.
    pub(super) fn keep_drafts(self) {
        for person in self.drafts.with_untracked(Writings::waiting) {
            self.keep_draft(person);
        }
    }

    /// Does one step; whether there may be another at once.
    async fn take_step(self, person: PersonId, step: DraftStep) -> bool {
        let Ok(desk) = self.desk() else { return false };
        let note = |then: &dyn Fn(&mut Writings)| {
            // Whoever is signed in by now may be somebody else.
            let same = self.with_session(|session| session.profile.worker == desk.worker()).unwrap_or_default();
            if same {
                self.drafts.update(then);
            }
            same
        };
        let (outcome, more): (Result<(), ApiError>, bool) = match step {
            DraftStep::Read => match desk.draft(person).await {
                Ok(bytes) => {
                    // One that does not open is none of this worker's; the next one kept takes its place.
                    let found = self.open_sealed(desk.worker(), person, &bytes);
                    (Ok(()), note(&|all| all.note_read(person, found.clone())))
                }
                Err(ApiError::Refused(ProblemCode::NotFound)) => (Ok(()), note(&|all| all.note_read(person, None))),
                Err(error) => (Err(error), false),
            },
            DraftStep::LetGo => {
                let gone = desk.delete_draft(person).await;
                if gone.is_ok() {
                    note(&|all| all.note_kept(person, None));
                }
                (gone, false)
            }
            DraftStep::Keep(half) => match self.seal(person, &half) {
                Some(sealed) => {
                    let kept = desk.put_draft(person, sealed).await;
                    let words = half.words.trim();
                    // A reply of this id is there. If these words were sent as it, sending them again tells whether it is
                    // they: the server takes the same bytes as often as they come, and keeps them once.
                    if matches!(kept, Err(ApiError::Refused(ProblemCode::Conflict)))
                        && self.drafts.with_untracked(|all| all.was_sent(person, words))
                    {
                        if !matches!(self.reply(person, words.to_owned()).await, Ok(()) | Err(WorkerFault::Arrived)) {
                            note(&|all| all.note_not_kept(person, NotKept::Unreached));
                        }
                        return false;
                    }
                    if kept.is_ok() {
                        note(&|all| all.note_kept(person, Some(half.clone())));
                    }
                    (kept, false)
                }
                None => (Err(ApiError::NoAnswer), false),
            },
        };
        let Err(error) = outcome else { return more };
        let why = match error {
            ApiError::Refused(ProblemCode::ConsentEnded) => NotKept::NotShared,
            ApiError::Refused(ProblemCode::Conflict) => NotKept::Arrived,
            _ => NotKept::Unreached,
        };
        let same = note(&|all| all.note_not_kept(person, why));
        if same {
            // The words are put by then, and not lost.
            self.note_end::<()>(&Err(WorkerFault::from(error)));
        }
        same && why == NotKept::Arrived
    }

    fn seal(self, person: PersonId, half: &HalfReply) -> Option<Vec<u8>> {
        self.with_session(|session| {
            let place = DraftPlace { worker: session.profile.worker, person };
            seal_draft(half, &session.keys, place, make_bytes()).ok()
        })
        .flatten()
    }

    fn open_sealed(self, worker: WorkerId, person: PersonId, sealed: &[u8]) -> Option<HalfReply> {
        let open = |session: &super::Session| open_draft(sealed, &session.keys, DraftPlace { worker, person }).ok();
        self.with_session(open).flatten()
    }

    /// The page is being left: what no pause has kept yet is sent on its way, and nothing is waited for.
    pub(super) fn send_off_drafts(self) {
        let Ok(desk) = self.desk() else { return };
        for (person, half) in self.drafts.with_untracked(Writings::not_kept) {
            if let Some(sealed) = self.seal(person, &half) {
                desk.send_off_draft(person, sealed);
            }
        }
    }

    /// The session is about to be forgotten: seals what the server has not got.
    pub(super) fn put_drafts_by(self) {
        let Some(worker) = self.with_session(|session| session.profile.worker) else { return };
        for (person, half) in self.drafts.with_untracked(Writings::not_kept) {
            if let Some(sealed) = self.seal(person, &half) {
                self.put_by.update_value(|all| {
                    all.retain(|one| (one.worker, one.person) != (worker, person));
                    all.push(PutBy { worker, person, sealed });
                });
            }
        }
    }

    /// Hands in what was put by, in a session that is about to be closed at the server too.
    pub(super) async fn hand_in_put_by(self, desk: Desk) {
        for one in self.put_by.get_value().into_iter().filter(|one| one.worker == desk.worker()) {
            // What could not be handed in stays put by.
            if desk.put_draft(one.person, one.sealed.clone()).await.is_ok() {
                self.put_by.update_value(|all| all.retain(|other| other.sealed != one.sealed));
            }
        }
    }

    /// The same worker is back: takes up what was put by, and keeps it.
    pub(super) fn take_drafts_up(self, worker: WorkerId) {
        let mine: Vec<PutBy> = self.put_by.get_value().into_iter().filter(|one| one.worker == worker).collect();
        self.put_by.update_value(|all| all.retain(|one| one.worker != worker));
        for PutBy { person, sealed, .. } in mine {
            if let Some(half) = self.open_sealed(worker, person, &sealed) {
                self.drafts.update(|all| all.take_up(person, half));
                self.keep_draft(person);
            }
        }
    }
}
