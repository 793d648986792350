//! Deleting everything on this phone. What was taken back and has not reached the server yet is all that stays: records
//! signed before the keys went, in a note of their own, which name nobody and remove themselves once they are sent.
use super::fault::Fault;
use super::person::{PersonState, Ready, Saved};
use crate::hex::{from_hex, to_hex};
use crate::platform::clock;
use crate::platform::note::Note;
use crate::platform::random::SystemEntropy;
use crate::platform::tabs::{self, News};
use crate::store::{StoreError, Why};
use crate::sync::messages;
use domain::consent::Consent;
use domain::id::ConsentId;
use domain::records::{ContactState, OutboxKind, Records};
use domain::sync::outbox::Outbox;
use domain::sync::queue;
use leptos::prelude::*;

type Withdrawal = (ConsentId, Vec<u8>);

impl PersonState {
    /// The permissions under which somebody may still see something, as far as this phone knows.
    pub fn active_consents(self) -> Vec<Consent> {
        self.records
            .with(|records| records.consents.values().filter(|one| records.can_take_back(one)).cloned().collect())
    }

    /// Deletes everything on this phone, and takes back first what is shared if the person wants that. What cannot be
    /// sent now stays until it is sent; `left` counts it.
    /// A copy with the organisation goes only if the person says so and the server answers: its deletion needs the
    /// keys, so it cannot wait until they are gone.
    /// While nothing here can be opened, whoever holds the phone may not be who wrote it: then everything stands aside,
    /// sealed, and is deleted after some days.
    pub async fn erase(self, take_back: bool, with_copy: bool) -> Result<(), Fault> {
        self.try_again().await?;
        if untrack(|| self.is_shut()) {
            self.set_aside(Vec::new(), Why::Deleted).await?;
            Note::Left.remove_all_others();
            self.know_aside(self.aside.get_untracked());
            self.begin_anew(left_to_send().len()).await;
            return Ok(());
        }
        if with_copy {
            self.end_backup().await?;
        }
        if take_back {
            self.take_everything_back().await?;
        }
        if with_copy || take_back {
            self.sync_now().await;
        }
        if with_copy && self.records.with_untracked(|records| records.backup.ending.is_some()) {
            return Err(Fault::CopyStays);
        }
        let mut waiting = left_to_send();
        waiting.extend(self.records.with_untracked(waiting_withdrawals));
        // Before the records go: a phone that stops here sends them twice, which changes nothing.
        keep_left(&waiting);
        let store = self.store.get_value();
        tabs::alone(async move { store.erase().await }).await.unwrap_or(Err(StoreError::Closed))?;
        Note::Left.remove_all_others();
        self.aside.set(None);
        self.begin_anew(waiting.len()).await;
        if !waiting.is_empty() {
            self.sync_soon();
        }
        Ok(())
    }

    /// The picture is empty, here and in every other tab, and the store is opened anew.
    async fn begin_anew(self, left: usize) {
        self.erased.set(true);
        self.records.set(Records::default());
        self.lock.set(None);
        self.loss.set(None);
        self.unreadable.set(0);
        self.strays.set(Vec::new());
        self.saved.set(Saved::Untouched);
        self.outbox.set_value(Outbox::default());
        self.left.set(left);
        tabs::tell(News::Erased);
        self.ready.set(Ready::Open);
        self.open().await;
    }

    async fn take_everything_back(self) -> Result<(), Fault> {
        let now = clock::now();
        self.change(move |records| {
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

    /// Sends what was left when everything was deleted.
    pub(super) async fn send_left(self) {
        for (consent, record) in left_to_send() {
            if messages::hand_in_withdrawal(consent, record).await {
                let mut rest = left_to_send();
                rest.retain(|(other, _)| *other != consent);
                keep_left(&rest);
                self.left.set(rest.len());
            }
        }
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

/// What was left to send when everything was deleted.
pub(super) fn left_to_send() -> Vec<Withdrawal> {
    read_left(&Note::Left.read().unwrap_or_default())
}

fn keep_left(waiting: &[Withdrawal]) {
    if waiting.is_empty() {
        Note::Left.remove();
    } else {
        Note::Left.write(&write_left(waiting));
    }
}

fn write_left(waiting: &[Withdrawal]) -> String {
    waiting.iter().map(|(consent, record)| format!("{consent} {}\n", to_hex(record))).collect()
}

fn read_left(note: &str) -> Vec<Withdrawal> {
    let line = |line: &str| {
        let (consent, record) = line.split_once(' ')?;
        Some((consent.parse().ok()?, from_hex(record)?))
    };
    note.lines().filter_map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{ConsentId, read_left, write_left};

    #[test]
    fn what_is_left_survives_its_note_and_a_torn_line_is_left_out() {
        let left = vec![(ConsentId::from_bytes([7; 16]), vec![0, 9, 255]), (ConsentId::from_bytes([8; 16]), vec![1])];
        let note = write_left(&left);
        assert_eq!(read_left(&note), left);
        assert_eq!(read_left(&note[..note.len() - 2]), left[..1]);
        assert_eq!(read_left(""), []);
    }
}
