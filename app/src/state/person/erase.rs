//! Deleting everything on this phone, and on the server if the person wants that. What could not be sent yet is all that
//! stays.
use super::super::fault::Fault;
use super::PersonState;
use super::erased::{Left, keep_left, left_to_send};
use super::notebook::Ready;
use crate::platform::clock;
use crate::platform::note::LocalNote;
use crate::platform::tabs::{self, News};
use crate::store::{StoreError, Why};
use domain::id::PersonId;
use domain::records::{ContactState, OutboxKind, Records};
use domain::sync::queue;
use domain::time::Moment;
use leptos::prelude::*;

impl PersonState {
    /// Deletes everything on this phone; with `on_server` also what the server holds, by a record that is signed before
    /// the keys go. It is handed in at once; what cannot be sent now stays until it is sent, and `left` counts it.
    /// While nothing here can be opened, whoever holds the phone may not be who wrote it: then everything stands aside,
    /// sealed, and is deleted after some days.
    pub async fn erase(self, on_server: bool) -> Result<(), Fault> {
        self.lock.try_again().await?;
        if untrack(|| self.notebook.is_shut()) {
            self.aside.set(Vec::new(), Why::Deleted).await?;
            LocalNote::Left.remove_all_others();
            self.aside.know(self.aside.about.get_untracked());
            self.begin_anew(left_to_send().len()).await;
            return Ok(());
        }
        let before = left_to_send();
        let mut waiting = before.clone();
        match self.notebook.records.with_untracked(|records| if on_server { signed(records) } else { None }) {
            // It takes along what was taken back and not sent yet.
            Some((whose, record)) => waiting.push(Left::Erasure { whose, record, deleted: false }),
            None => waiting.extend(self.notebook.records.with_untracked(waiting_withdrawals)),
        }
        // Before the records go: a phone that stops here sends them twice, which changes nothing.
        keep_left(&waiting);
        let store = self.notebook.store.get_value();
        let gone = tabs::alone(async move { store.erase().await }).await.unwrap_or(Err(StoreError::Closed));
        if let Err(error) = gone {
            // Nothing was deleted here, so nothing is to be deleted there.
            keep_left(&before);
            return Err(error.into());
        }
        LocalNote::Left.remove_all_others();
        self.aside.about.set(None);
        self.begin_anew(waiting.len()).await;
        if !waiting.is_empty() {
            self.post.sync_now().await;
        }
        Ok(())
    }

    /// The picture is empty, here and in every other tab, and the store is opened anew.
    async fn begin_anew(self, left: usize) {
        self.erased.done.set(true);
        self.notebook.empty();
        self.lock.kind.set(None);
        self.strays.found.set(Vec::new());
        self.post.forget();
        self.erased.left.set(left);
        tabs::tell(News::Erased);
        self.notebook.ready.set(Ready::Open);
        self.lock.open().await;
    }
}

/// Whose everything is to be deleted, and the record that says so; nothing where the server never heard of this phone.
fn signed(records: &Records) -> Option<(PersonId, Vec<u8>)> {
    let keys = queue::person_keys(records)?;
    let at = Moment(clock::now().at.0.saturating_add(records.cursors.clock_offset_ms));
    Some((keys.person_id(), keys.sign_erasure(at)))
}

/// What was taken back and is not on the server yet. A worker who never had anything has nothing to delete.
fn waiting_withdrawals(records: &Records) -> Vec<Left> {
    let met = |entry: &&domain::records::OutboxEntry| {
        records.contacts.get(&entry.worker).is_some_and(|it| it.state == ContactState::Introduced)
    };
    let waiting = records.outbox.values().filter(met).filter_map(|entry| match entry.kind {
        OutboxKind::Withdrawal { consent, .. } => Some(Left::Withdrawal { consent, record: entry.body.clone() }),
        _ => None,
    });
    waiting.collect()
}
