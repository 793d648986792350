//! Verbs about the copy with the organisation: turn it on, turn it off, find it from a new phone by twelve words.
use super::fault::{Fault, Finding};
use super::person::PersonState;
use super::person_copies::OpenedCopy;
use crate::platform::{clock, connection, events, text};
use crate::sync::{ApiError, Signer, backup as api};
use domain::api::ProblemCode;
use domain::backup::BackupFault;
use domain::records::{Backup, Change, Record, Records};
use domain::restore::found;
use domain::seal::backup::BackupKey;
use domain::seal::keys::PersonKeys;
use domain::seal::recovery::root_from_words;
use domain::sync::backup;
use leptos::prelude::*;

impl PersonState {
    /// The person says that they have their twelve words.
    pub async fn have_words(self) -> Result<(), Fault> {
        let now = clock::now();
        self.note_backup(move |records| Backup { words_seen: Some(now), ..records.backup }).await
    }

    /// Turns the copy with the organisation on. The first one goes when there is signal.
    pub async fn turn_on_backup(self) -> Result<(), Fault> {
        let now = clock::now();
        self.note_backup(move |records| backup::turned_on(&records.backup, now)).await?;
        self.sync_soon();
        Ok(())
    }

    /// Turns it off. It is deleted as soon as there is signal.
    pub async fn turn_off_backup(self) -> Result<(), Fault> {
        self.end_backup().await?;
        self.sync_now().await;
        Ok(())
    }

    /// Notes that it is to end; the next round tells the server.
    pub(super) async fn end_backup(self) -> Result<(), Fault> {
        let now = clock::now();
        self.note_backup(move |records| backup::turned_off(&records.backup, now)).await?;
        self.backup_trouble.set(None);
        Ok(())
    }

    /// The person says yes to a copy that holds less than the one there.
    pub async fn allow_less(self) -> Result<(), Fault> {
        self.note_backup(backup::allowed_less).await?;
        self.sync_soon();
        Ok(())
    }

    async fn note_backup(self, edit: impl Fn(&Records) -> Backup + 'static) -> Result<(), Fault> {
        self.change(move |records| Ok((vec![Change::Put(Record::Backup(edit(records)))], ()))).await
    }

    /// Looks for the copy of whoever has these words, and opens it. Nothing is changed yet.
    pub async fn find_backup(self, words: String) -> Result<OpenedCopy, Fault> {
        let root = root_from_words(&text::normalised(&words))?;
        if !connection::is_online() {
            return Err(Finding::Offline.into());
        }
        events::breathe().await;
        let pinned = self.records.with_untracked(|records| records.org.as_ref().map(|org| org.org_id));
        let org = match pinned {
            Some(org) => org,
            None => api::organisation().await.map_err(answer)?.org_id,
        };
        let keys = PersonKeys::derive(&root, org);
        let offset_ms = self.records.with_untracked(|records| records.cursors.clock_offset_ms);
        let bytes = match api::get(&Signer { keys: &keys, offset_ms }).await {
            // The clock of a new phone may be off by days; the answer says by how much.
            Err(ApiError::Clock(server)) => {
                api::get(&Signer { keys: &keys, offset_ms: server - clock::now().at.0 }).await
            }
            other => other,
        };
        let opened = BackupKey::derive(&root, org).open(&bytes.map_err(answer)?).map_err(|fault| match fault {
            BackupFault::Newer => Finding::Newer,
            _ => Finding::Damaged,
        })?;
        Ok(OpenedCopy {
            made: opened.made,
            found: found(&opened.records),
            records: opened.records,
            rev: Some(opened.rev),
        })
    }
}

/// What an answer means for whoever looks for their copy. Words that nobody here was introduced with get no signature.
fn answer(error: ApiError) -> Fault {
    match error {
        ApiError::Refused(ProblemCode::NotFound | ProblemCode::Signature) => Finding::None.into(),
        _ => Finding::Away.into(),
    }
}
