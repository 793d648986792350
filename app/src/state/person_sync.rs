//! Carrying out what `sync` decides: seal what permissions let go, send what waits, fetch what is new. One round at a
//! time; it ends early when the server cannot be reached, and nothing waits for it.
use super::person::{Connection, PersonState};
use crate::platform::{clock, connection, storage};
use crate::sync::{ApiError, Signed, inbox, outbox, queue};
use domain::records::{Change, Record, StoreName};
use domain::seal::keys::PersonKeys;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;

/// How much a round does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Extent {
    /// Only what waits here.
    Send,
    /// Then also what is new there.
    SendAndFetch,
}

/// Whether a permission could let go of what changed. A draft's answers never leave the phone.
fn may_be_shared(change: &Change) -> bool {
    let store = match change {
        Change::Put(record) => record.store(),
        Change::Delete(store, _) => *store,
    };
    matches!(
        store,
        StoreName::CheckIns | StoreName::Aspirations | StoreName::Notes | StoreName::Consents | StoreName::Decisions
    )
}

impl PersonState {
    /// Starts a round of sending and fetching and does not wait for it.
    pub fn sync_soon(self) {
        spawn_local(async move { self.sync_now().await });
    }

    /// Sends what waits and fetches what is new. Does nothing, and asks nobody, before an introduction is accepted.
    pub async fn sync_now(self) {
        self.round(Extent::SendAndFetch).await;
    }

    async fn round(self, extent: Extent) {
        // A round under way takes what was queued meanwhile: it looks again after each message.
        if self.syncing.get_untracked() {
            return;
        }
        let Some(keys) = self.records.with_untracked(queue::person_keys) else { return };
        self.syncing.set(true);
        let offset_ms = self.records.with_untracked(|records| records.cursors.clock_offset_ms);
        let signed = Signed::new(&keys, offset_ms);
        let mut reached = self.send_all(&signed).await;
        if reached.is_ok() && extent == Extent::SendAndFetch && self.shares_with_somebody() {
            reached = self.fetch_new(&signed, &keys).await;
        }
        self.connection.set(match reached {
            _ if !connection::is_online() => Connection::Offline,
            Err(ApiError::NoAnswer | ApiError::Unreadable(_)) => Connection::ServerAway,
            _ => Connection::Online,
        });
        self.keep_offset(signed.offset_ms()).await;
        self.syncing.set(false);
    }

    /// True once any permission was given; before that the inbox is never asked.
    pub(super) fn shares_with_somebody(self) -> bool {
        self.records.with_untracked(|records| !records.consents.is_empty())
    }

    /// What follows every commit. Never awaited.
    pub(super) fn after_commit(self, changes: &[Change]) {
        if !self.asked_to_keep.get_value() {
            self.asked_to_keep.set_value(true);
            storage::ask_to_keep();
        }
        if self.shares_with_somebody() && changes.iter().any(may_be_shared) {
            spawn_local(async move { self.round(Extent::Send).await });
        }
    }

    /// Sends until nothing is left that can be sent now.
    async fn send_all(self, signed: &Signed<'_>) -> Result<(), ApiError> {
        let mut passed_over = BTreeSet::new();
        loop {
            self.queue_shares().await;
            let Some(entry) = self.records.with_untracked(|records| outbox::next(records, &passed_over).cloned())
            else {
                return Ok(());
            };
            let answer = outbox::send(signed, &entry).await;
            let now = clock::now().at;
            let (id, outcome) = (entry.id, answer.clone());
            let settled = self.change_quietly(move |records| {
                let changes = outbox::settle(records, &entry, &outcome, now);
                let settled = changes.is_some();
                Ok((changes.unwrap_or_default(), settled))
            });
            if !settled.await.unwrap_or(false) {
                passed_over.insert(id);
                if let Err(error) = answer
                    && error.may_pass()
                {
                    return Err(error);
                }
            }
        }
    }

    async fn queue_shares(self) {
        let now = clock::now();
        // What cannot be kept now is worked out again in the next round.
        let _ = self
            .change_quietly(move |records| {
                let instruments = self.instruments.get_untracked();
                Ok((queue::shares(records, &instruments, now), ()))
            })
            .await;
    }

    async fn fetch_new(self, signed: &Signed<'_>, keys: &PersonKeys) -> Result<(), ApiError> {
        loop {
            let after = self.records.with_untracked(|records| records.cursors.inbox);
            let found = inbox::fetch(signed, after).await?;
            let (next, now, keys) = (found.next, clock::now(), keys.clone());
            let kept = self.change_quietly(move |records| Ok((inbox::take(records, &keys, &found, now), ()))).await;
            if kept.is_err() || next <= after {
                return Ok(());
            }
        }
    }

    async fn keep_offset(self, offset_ms: i64) {
        let known = self.records.with_untracked(|records| records.cursors.clock_offset_ms);
        if known != offset_ms {
            // Learnt again from the next refusal if it cannot be kept.
            let _ = self
                .change_quietly(move |records| {
                    let mut cursors = records.cursors.clone();
                    cursors.clock_offset_ms = offset_ms;
                    Ok((vec![Change::Put(Record::Cursors(cursors))], ()))
                })
                .await;
        }
    }
}
