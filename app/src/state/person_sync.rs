//! Carrying out what `sync` decides: seal what permissions let go, send what waits, fetch what is new. One round at a
//! time; it ends early when the server cannot be reached, and nothing waits for it.
use super::person::{Connection, PersonState};
use crate::platform::part::Later;
use crate::platform::random::SystemEntropy;
use crate::platform::{clock, connection, events, storage};
use crate::sync::{ApiError, Signer, messages};
use domain::id::ConsentId;
use domain::records::{Change, Record, StoreName};
use domain::request::CLOCK_TOLERANCE_MS;
use domain::seal::keys::PersonKeys;
use domain::sync::outbox::{Answer, Effect, EntryId, Event, step};
use domain::sync::rounds::{Reason, Reasons, Rounds};
use domain::sync::{held, inbox, queue};
use domain::time::Moment;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::poll_fn;
use std::task::{Poll, Waker};

/// One round. It is in a part of its own: before an introduction nobody needs what seals and signs.
pub type Round = fn(PersonState) -> Later<()>;

/// The way into the part that seals, sends and fetches.
pub fn round(person: PersonState) -> Later<()> {
    Box::pin(person.round_here())
}

/// Whether a permission could let go of what changed. A draft's answers never leave the phone.
fn may_be_shared(change: &Change) -> bool {
    let store = match change {
        Change::Put(record) => record.store(),
        Change::Delete(store, _) => *store,
    };
    matches!(
        store,
        StoreName::CheckIns
            | StoreName::Aspirations
            | StoreName::Notes
            | StoreName::Consents
            | StoreName::Decisions
            // A name, to whom it is told, and a questionnaire that came or was confirmed later change what is seen.
            | StoreName::Settings
            | StoreName::Contacts
            | StoreName::Packs
    )
}

impl PersonState {
    /// Sends what waits and fetches what is new, at once and whatever failed before: the person asked. Ends when the
    /// round that carried it has. Asks nobody anything before an introduction is accepted.
    pub async fn sync_now(self) {
        let round = self.wake(Reason::Asked);
        poll_fn(|context| {
            if self.rounds.with_value(|rounds| rounds.is_over(round)) {
                return Poll::Ready(());
            }
            self.waiting.update_value(|waiting| waiting.push(context.waker().clone()));
            Poll::Pending
        })
        .await;
    }

    /// As `sync_now`, not waited for.
    pub fn sync_soon(self) {
        self.wake(Reason::Asked);
    }

    /// The one way to turn to the server: a round begins, or the one under way takes this in. Returns the number of the
    /// round that does; 0, which is over, if nobody is to be asked.
    pub(super) fn wake(self, reason: Reason) -> u64 {
        let left = self.left.get_untracked() > 0;
        if !left && self.records.with_untracked(|records| records.org.is_none() && !records.returned.ask) {
            return 0;
        }
        let Some(woken) = self.rounds.try_update_value(|rounds| rounds.wake(reason)) else { return 0 };
        if woken.begins {
            spawn_local(async move {
                self.syncing.set(true);
                // Without its part nothing can be sent; what waits is kept, and the next look asks for the part again.
                if let Ok(round) = (self.load_sync)().await {
                    round(self).await;
                }
                self.rounds.update_value(Rounds::end);
                self.syncing.set(false);
                let waiting = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                waiting.into_iter().for_each(Waker::wake);
            });
        }
        woken.round
    }

    /// Wakes at that moment, while the page is seen. One timer: an earlier one that has lost its meaning does nothing.
    fn wake_at(self, until: Moment) {
        if self.timer.get_value() == Some(until) {
            return;
        }
        self.timer.set_value(Some(until));
        let wait_ms = u32::try_from(until.0.saturating_sub(clock::now().at.0)).unwrap_or(0);
        events::after(wait_ms, move || {
            if self.timer.get_value() == Some(until) {
                self.timer.set_value(None);
                if connection::is_visible() {
                    self.wake(Reason::Look);
                }
            }
        });
    }

    async fn round_here(self) {
        while let Some(reasons) = self.rounds.try_update_value(Rounds::take).flatten() {
            self.turn(reasons).await;
        }
    }

    async fn turn(self, reasons: Reasons) {
        self.send_left().await;
        let Some(keys) = self.records.with_untracked(queue::person_keys) else { return self.ask_for_own().await };
        self.note_strays();
        if reasons.assemble {
            self.queue_shares().await;
        }
        let mut reached = self.send_all(&keys, reasons.at_once).await;
        if reached != Some(false) && reasons.fetch && self.has_met_somebody() {
            reached = Some(self.fetch_new(&keys).await);
        }
        if reached != Some(false) {
            reached = self.keep_backup(&keys, reasons.at_once).await.or(reached);
        }
        match reached {
            _ if !connection::is_online() => self.connection.set(Connection::Offline),
            Some(false) => self.connection.set(Connection::ServerAway),
            Some(true) => self.connection.set(Connection::Online),
            None => {}
        }
    }

    /// True while there is somebody who may write, or somebody a permission was given to; else the inbox is never asked.
    pub(super) fn has_met_somebody(self) -> bool {
        self.records.with_untracked(inbox::is_asked)
    }

    /// True while messages wait, which may be no more than the acceptance of an introduction.
    pub(super) fn has_something_to_send(self) -> bool {
        self.records.with_untracked(|records| !records.outbox.is_empty())
    }

    /// True while a regular look at the server can bring anything.
    pub(super) fn has_reason_to_look(self) -> bool {
        self.has_met_somebody()
            || self.has_something_to_send()
            || self.has_backup()
            || self.left.get_untracked() > 0
            || self.records.with_untracked(|records| records.returned.ask)
    }

    /// What follows every commit. Never awaited.
    pub(super) fn after_commit(self, changes: &[Change]) {
        if !self.asked_to_keep.get_value() {
            self.asked_to_keep.set_value(true);
            storage::ask_to_keep();
        }
        if (self.has_met_somebody() || self.has_backup()) && changes.iter().any(may_be_shared) {
            self.wake(Reason::Changed);
        }
    }

    /// Carries out the effects of `domain::sync::outbox` until it has none, or not yet. Whether the server answered;
    /// `None` if it was not asked.
    async fn send_all(self, keys: &PersonKeys, at_once: bool) -> Option<bool> {
        let mut reached = None;
        let mut event = if at_once { Event::Online } else { Event::Look };
        loop {
            let outbox = self.outbox.get_value();
            let now = clock::now().at;
            let (outbox, effects) = self.records.with_untracked(|records| step(outbox, records, event, now));
            if outbox.something_is_wrong() != self.server_wrong.get_untracked() {
                self.server_wrong.set(outbox.something_is_wrong());
            }
            self.outbox.set_value(outbox);
            event = Event::Look;
            let mut went_on = false;
            for effect in effects {
                match effect {
                    // Kept later if not now: the message is then sent once more, which harms nobody.
                    Effect::Commit(changes) => {
                        let kept = self.change_quietly(move |_| Ok((changes.clone(), ()))).await;
                        went_on |= kept.is_ok();
                    }
                    Effect::Assemble => self.queue_shares().await,
                    Effect::Send(id) => {
                        let answer = self.send(keys, id).await;
                        reached = Some(answer != Answer::Nothing);
                        event = Event::Answered(id, answer);
                        went_on = true;
                    }
                    Effect::Wake(until) => self.wake_at(until),
                }
            }
            if !went_on {
                return reached;
            }
        }
    }

    async fn send(self, keys: &PersonKeys, id: EntryId) -> Answer {
        let found = self.records.with_untracked(|records| {
            records.outbox.get(&id).map(|entry| (entry.clone(), records.cursors.clock_offset_ms))
        });
        match found {
            Some((entry, offset_ms)) => messages::send(&Signer { keys, offset_ms }, &entry).await,
            None => Answer::Nothing,
        }
    }

    async fn queue_shares(self) {
        let now = clock::now();
        // What cannot be kept now is worked out again in the next round.
        let _ = self
            .change_quietly(move |records| {
                let instruments = self.instruments().get_untracked();
                Ok((queue::shares(records, &instruments, now, &mut SystemEntropy), ()))
            })
            .await;
    }

    /// Reads the inbox page by page. Whether the server answered.
    async fn fetch_new(self, keys: &PersonKeys) -> bool {
        let mut clock_set = false;
        loop {
            let cursors = self.records.with_untracked(|records| records.cursors.clone());
            let signer = Signer { keys, offset_ms: cursors.clock_offset_ms };
            let page = match messages::inbox(&signer, cursors.inbox).await {
                Ok(page) => page,
                // The phone's clock is off, perhaps by days; the answer says by how much. Once is enough.
                Err(ApiError::Clock(server)) if !clock_set => {
                    clock_set = true;
                    self.keep_offset(server - clock::now().at.0).await;
                    continue;
                }
                Err(error) => return matches!(error, ApiError::Refused(_) | ApiError::Clock(_)),
            };
            let unknown = self.records.with_untracked(|records| held::unknown(records, &page.permissions));
            let news = self.records.with_untracked(|records| inbox::has_news(records, &page));
            let (next, now, own) = (page.next, clock::now(), keys.clone());
            // The answer to a signed request: the server's clock is no further from this than it tolerates.
            let server = Moment(now.at.0.saturating_add(cursors.clock_offset_ms).saturating_sub(CLOCK_TOLERANCE_MS));
            let kept = self
                .change_quietly(move |records| {
                    let mut changes = inbox::take(records, &own, &page, now);
                    let mut after = records.clone();
                    changes.iter().for_each(|change| after.apply(change));
                    changes.extend(held::settle_up(&after, &page.permissions, server, now, &mut SystemEntropy));
                    Ok((changes, ()))
                })
                .await;
            for consent in unknown {
                self.find_orphan(&signer, consent).await;
            }
            self.note_strays();
            if news {
                self.fetch_news(&signer).await;
            }
            if kept.is_err() || next <= cursors.inbox {
                return true;
            }
        }
    }

    /// Asks for a permission that the server counts and this phone does not know. Asked again at the next look if it fails.
    async fn find_orphan(self, signer: &Signer<'_>, consent: ConsentId) {
        let Ok(found) = messages::held_consent(signer, consent).await else { return };
        let keys = signer.keys.clone();
        // What cannot be kept now is asked for again.
        let _ = self
            .change_quietly(move |records| {
                Ok((held::keep_orphan(records, &keys, consent, &found.record.0).into_iter().collect(), ()))
            })
            .await;
    }

    /// Asks what changed about the organisation. Asked again at the next look if it fails.
    async fn fetch_news(self, signer: &Signer<'_>) {
        let Ok(news) = messages::packs(signer).await else { return };
        // What cannot be kept now is asked for again.
        let _ = self.change_quietly(move |records| Ok((inbox::take_news(records, &news), ()))).await;
    }

    pub(super) async fn keep_offset(self, offset_ms: i64) {
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
