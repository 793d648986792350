//! Deleting everything on this phone. What was taken back and has not reached the server yet is all that stays.
use super::super::fault::Fault;
use super::PersonState;
use super::erased::{Withdrawal, keep_left, left_to_send};
use super::notebook::Ready;
use crate::platform::clock;
use crate::platform::note::LocalNote;
use crate::platform::random::SystemEntropy;
use crate::platform::tabs::{self, News};
use crate::store::{StoreError, Why};
use domain::records::{ContactState, OutboxKind, Records};
use domain::sync::queue;
use leptos::prelude::*;

impl PersonState {
    /// Deletes everything on this phone, and takes back first what is shared if the person wants that. What cannot be
    /// sent now stays until it is sent; `left` counts it.
    /// A copy with the organisation goes only if the person says so and the server answers: its deletion needs the
    /// keys, so it cannot wait until they are gone.
    /// While nothing here can be opened, whoever holds the phone may not be who wrote it: then everything stands aside,
    /// sealed, and is deleted after some days.
    pub async fn erase(self, take_back: bool, with_copy: bool) -> Result<(), Fault> {
        self.lock.try_again().await?;
        if untrack(|| self.notebook.is_shut()) {
            self.aside.set(Vec::new(), Why::Deleted).await?;
            LocalNote::Left.remove_all_others();
            self.aside.know(self.aside.about.get_untracked());
            self.begin_anew(left_to_send().len()).await;
            return Ok(());
        }
        if with_copy {
            self.backup.end().await?;
        }
        if take_back {
            self.take_everything_back().await?;
        }
        if with_copy || take_back {
            self.post.sync_now().await;
        }
        if with_copy && self.notebook.records.with_untracked(|records| records.backup.ending.is_some()) {
            return Err(Fault::CopyStays);
        }
        let mut waiting = left_to_send();
        waiting.extend(self.notebook.records.with_untracked(waiting_withdrawals));
        // Before the records go: a phone that stops here sends them twice, which changes nothing.
        keep_left(&waiting);
        let store = self.notebook.store.get_value();
        tabs::alone(async move { store.erase().await }).await.unwrap_or(Err(StoreError::Closed))?;
        LocalNote::Left.remove_all_others();
        self.aside.about.set(None);
        self.begin_anew(waiting.len()).await;
        if !waiting.is_empty() {
            self.post.sync_soon();
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

    async fn take_everything_back(self) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let mut after = records.clone();
                let mut changes = Vec::new();
                for consent in records.consents.values().filter(|one| records.can_take_back(one)) {
                    let taken = queue::withdraw(&after, consent.clone(), now, &mut SystemEntropy).unwrap_or_default();
                    taken.iter().for_each(|change| after.apply(change));
                    changes.extend(taken);
                }
                Ok((changes, ()))
            })
            .await
    }
}

/// What was taken back and is not on the server yet. A worker who never had anything has nothing to delete.
fn waiting_withdrawals(records: &Records) -> Vec<Withdrawal> {
    let met = |entry: &&domain::records::OutboxEntry| {
        records.contacts.get(&entry.worker).is_some_and(|it| it.state == ContactState::Introduced)
    };
    let waiting = records.outbox.values().filter(met).filter_map(|entry| match entry.kind {
        OutboxKind::Withdrawal { consent, .. } => Some((consent, entry.body.clone())),
        _ => None,
    });
    waiting.collect()
}
