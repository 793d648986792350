//! What a helper wrote down with the person: bringing it here with claim words, and deciding about it.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::post::Post;
use super::undo::{Action, Undo};
use crate::platform::{connection, stretch, text};
use crate::store::StoreError;
use crate::sync::{ApiError, guests};
use domain::api::ProblemCode;
use domain::helped::CameBy;
use domain::id::CheckInId;
use domain::records::{Change, Record, Records, StoreName};
use domain::seal::claim_words::{ClaimWords, WordsFault};
use domain::seal::guest::open_guest;
use domain::stretch::NoMemory;
use domain::sync::written::{Deciding, claim, decide};
use domain::time::Moment;
use leptos::prelude::*;

/// Why claim words brought nothing. What waits under them is where it was.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClaimFault {
    /// A slip of the pen or a finger; nobody was asked.
    #[error(transparent)]
    Slip(#[from] WordsFault),
    /// Nothing waits under them: other words, taken already, or its days are over. Nothing says which.
    #[error("nothing waits under these words")]
    NotThere,
    /// Too many words that lead nowhere came from this network within the hour.
    #[error("too many tries")]
    TooMany,
    /// The browser sees no network.
    #[error("no network")]
    Offline,
    /// The server did not answer, or not with anything of use.
    #[error("the server is away")]
    Away,
    /// It is there and does not open: changed, or made by a later version.
    #[error("the guest notebook does not open")]
    Unopened,
    /// The phone has too little memory just now to stretch the words.
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
    /// The phone could not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What can be done with what a helper wrote down.
pub struct WrittenCheckIns {
    pub(super) notebook: &'static Notebook,
    pub(super) undo: &'static Undo,
    pub(super) post: &'static Post,
}

impl WrittenCheckIns {
    /// Brings what waits under these words to this phone, where it counts for nothing until the person has decided.
    /// The server is told in the next round, which begins at once.
    pub async fn claim(&'static self, typed: String) -> Result<CheckInId, ClaimFault> {
        let words: ClaimWords = text::normalised(&typed).parse()?;
        if !connection::is_online() {
            return Err(ClaimFault::Offline);
        }
        let org = guests::organisation().await.map_err(|error| answer(&error))?.org_id;
        let keys = stretch::finish(words.keys(org)).await?;
        let opened = guests::open(&keys).await.map_err(|error| answer(&error))?;
        let (bytes, before) = (opened.sealed.0, opened.opened_before.map(Moment));
        open_guest(&bytes, &keys).map_err(|_| ClaimFault::Unopened)?;
        let id = CheckInId::of_guest(keys.place);
        let kept = self.notebook.change(move |records| {
            let mut changes = claim(records, &keys, &bytes, before).map_err(|_| Fault::Gone)?;
            if is_decided(records, id) {
                changes.retain(|change| change.store() != StoreName::Drafts);
            }
            Ok((changes, ()))
        });
        kept.await.map_err(|fault| match fault {
            Fault::Store(error) => ClaimFault::Store(error),
            _ => ClaimFault::Unopened,
        })?;
        self.post.sync_soon();
        Ok(id)
    }

    /// Carries out what the person decided, in one commit. What was thrown away can be put back for a while.
    pub async fn decide(&'static self, id: CheckInId, deciding: Deciding) -> Result<(), Fault> {
        let draft =
            self.notebook.records.with_untracked(|records| records.drafts.get(&id).cloned()).ok_or(Fault::Gone)?;
        let instrument = self.notebook.instrument_of(&draft.pack);
        self.notebook
            .change(move |records| {
                let decided = decide(records, id, instrument.as_ref(), deciding);
                decided.map(|changes| (changes, ())).map_err(|missing| missing.map_or(Fault::Gone, Fault::Incomplete))
            })
            .await?;
        if matches!(draft.written.as_ref().map(|by| &by.came), Some(CameBy::Inbox { .. })) {
            self.post.sync_soon();
        }
        if deciding == Deciding::ThrowAway {
            self.undo.offer(Action::DraftDiscarded, move |records| {
                let back = !is_decided(records, id) && !records.drafts.contains_key(&id);
                Ok(back.then(|| Change::Put(Record::Draft(draft.clone()))).into_iter().collect())
            });
        }
        Ok(())
    }
}

/// Whether the person has it already, kept or gone on with.
fn is_decided(records: &Records, id: CheckInId) -> bool {
    records.check_ins.contains_key(&id) || records.drafts.get(&id).is_some_and(|draft| !draft.waits())
}

fn answer(error: &ApiError) -> ClaimFault {
    match error {
        ApiError::Refused(ProblemCode::NotFound) => ClaimFault::NotThere,
        ApiError::Refused(ProblemCode::TooMany) => ClaimFault::TooMany,
        _ => ClaimFault::Away,
    }
}

#[cfg(test)]
mod tests {
    use super::{ClaimFault, answer};
    use crate::sync::ApiError;
    use domain::api::ProblemCode;

    #[test]
    fn only_the_server_says_that_nothing_waits_or_that_there_were_too_many_tries() {
        assert_eq!(answer(&ApiError::Refused(ProblemCode::NotFound)), ClaimFault::NotThere);
        assert_eq!(answer(&ApiError::Refused(ProblemCode::TooMany)), ClaimFault::TooMany);
        for error in [ApiError::NoAnswer, ApiError::Unreadable(404), ApiError::Refused(ProblemCode::Busy)] {
            assert_eq!(answer(&error), ClaimFault::Away, "{error:?}");
        }
    }
}
