//! Finding the copy with the organisation from a new phone, by twelve words.
use super::super::fault::{Fault, Finding};
use super::backup::Backups;
use super::copy_file::OpenedCopy;
use crate::platform::{clock, connection, events, text};
use crate::sync::{ApiError, Signer, backup as api};
use domain::api::ProblemCode;
use domain::backup::BackupFault;
use domain::restore::found;
use domain::seal::backup::BackupKey;
use domain::seal::keys::PersonKeys;
use domain::seal::recovery::root_from_words;
use leptos::prelude::*;

impl Backups {
    /// Looks for the copy of whoever has these words, and opens it. Nothing is changed yet.
    pub async fn find(&'static self, words: String) -> Result<OpenedCopy, Fault> {
        let root = root_from_words(&text::normalised(&words))?;
        if !connection::is_online() {
            return Err(Finding::Offline.into());
        }
        events::breathe().await;
        let pinned = self.notebook.records.with_untracked(|records| records.org.as_ref().map(|org| org.org_id));
        let org = match pinned {
            Some(org) => org,
            None => api::organisation().await.map_err(answer)?.org_id,
        };
        let keys = PersonKeys::derive(&root, org);
        let offset_ms = self.notebook.records.with_untracked(|records| records.cursors.clock_offset_ms);
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
