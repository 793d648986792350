//! The keyring at the server: read whole, changed by small parts, each stored only over the revision it was made from.
use super::{WorkerFault, WorkerState};
use crate::platform::random::make_bytes;
use crate::sync::api::ApiError;
use crate::sync::api_team::Desk;
use domain::api::{KeyringPart, KeyringRequest, ProblemCode};
use domain::id::WorkerId;
use domain::seal::keyring::{Keyring, PartPlace, open_keyring, seal_keyring};
use domain::seal::keyring_growth::KeptSize;
use domain::seal::keys::WorkerKeys;

/// How often a change is made again on top of what another computer was faster with.
const TRIES: usize = 4;

impl WorkerState {
    /// Changes the keyring and keeps at the server what is new, over the revision it was made from. If another computer
    /// was faster, reads theirs and does the change once more on top of it. Nothing is sent where the change says that
    /// there is nothing to do.
    pub(super) async fn change_keyring(self, change: impl Fn(&mut Keyring) -> bool) -> Result<(), WorkerFault> {
        for _ in 0..TRIES {
            let (keys, worker, before, over, kept) = self
                .with_session(|s| (s.keys.clone(), s.profile.worker, s.keyring.clone(), s.revision, s.kept))
                .ok_or(WorkerFault::SignedOut)?;
            let mut wanted = before.clone();
            if !change(&mut wanted) {
                return Ok(());
            }
            let Some(next) = wanted.next_part(&before, kept) else { return Ok(()) };
            let whole = next.whole;
            let place = PartPlace { worker, revision: over + 1, whole };
            let bytes = seal_keyring(&next.keyring, &keys, place, make_bytes());
            let kept = kept.with(whole, bytes.len());
            let desk = Desk::of(worker);
            let request = KeyringRequest { over, part: KeyringPart { whole, bytes: bytes.into() } };
            match desk.put_keyring(&request).await {
                Ok(stored) => {
                    self.with_session_mut(|session| {
                        (session.keyring, session.revision, session.kept) = (wanted, stored.revision, kept);
                    });
                    return Ok(());
                }
                Err(ApiError::Refused(ProblemCode::KeyringMoved)) => self.read_keyring(desk, &keys, worker).await?,
                Err(error) => return Err(error.into()),
            }
        }
        Err(WorkerFault::Keyring)
    }

    async fn read_keyring(self, desk: Desk, keys: &WorkerKeys, worker: WorkerId) -> Result<(), WorkerFault> {
        let (mut keyring, revision, mut kept) = fetch(desk, keys, worker).await?;
        self.with_session_mut(|session| {
            if revision < session.revision {
                // An older one was put back: what this page knows goes there again, as a whole.
                keyring.join(session.keyring.clone());
                kept = KeptSize::default();
            }
            (session.keyring, session.revision, session.kept) = (keyring, revision, kept);
        });
        Ok(())
    }
}

/// What the server keeps, opened; its revision and its size.
pub(super) async fn fetch(
    desk: Desk,
    keys: &WorkerKeys,
    worker: WorkerId,
) -> Result<(Keyring, u64, KeptSize), WorkerFault> {
    let there = desk.keyring().await?;
    let keyring = open_keyring(&there.parts, keys, worker, there.revision).map_err(|_| WorkerFault::Keys)?;
    let kept = there.parts.iter().fold(KeptSize::default(), |kept, part| kept.with(part.whole, part.bytes.0.len()));
    Ok((keyring, there.revision, kept))
}
