//! Carrying out what `sync` decides: seal what permissions let go, send what waits, fetch what is new. One round at a
//! time; it ends early when the server cannot be reached, and nothing waits for it.
use super::backup::Backups;
use super::bringing::Waiting;
use super::erased::Erased;
use super::notebook::Notebook;
use super::post::{Connection, Post};
use super::strays::Strays;
use crate::platform::part::Later;
use crate::platform::random::SystemEntropy;
use crate::platform::{clock, connection};
use crate::sync::{ApiError, Signer, messages};
use domain::api::ProblemCode;
use domain::id::ConsentId;
use domain::seal::keys::PersonKeys;
use domain::sync::outbox::{Answer, Effect, EntryId, Event, step};
use domain::sync::rounds::{Reasons, Rounds};
use domain::sync::{held, inbox, queue};
use leptos::prelude::*;

/// One round. It is in a part of its own: before an introduction nobody needs what seals and signs.
pub type Round = fn(&'static Delivery) -> Later<()>;

/// The way into the part that seals, sends and fetches.
pub fn round(delivery: &'static Delivery) -> Later<()> {
    Box::pin(delivery.round_here())
}

/// Everything that a round carries, or carries on.
pub struct Delivery {
    pub(super) notebook: &'static Notebook,
    pub(super) erased: &'static Erased,
    pub(super) post: &'static Post,
    pub(super) strays: &'static Strays,
    pub(super) backup: &'static Backups,
}

impl Delivery {
    async fn round_here(&'static self) {
        while let Some(reasons) = self.post.rounds.try_update_value(Rounds::take).flatten() {
            self.turn(reasons).await;
        }
    }

    async fn turn(&'static self, reasons: Reasons) {
        self.erased.send().await;
        if reasons.fetch {
            // Needs no key of the person's: whoever has claimed something may have met nobody.
            self.tell_taken().await;
        }
        let Some(keys) = self.notebook.records.with_untracked(queue::person_keys) else {
            return self.strays.ask_for_own().await;
        };
        self.strays.note();
        if reasons.assemble {
            self.queue_shares().await;
        }
        let mut reached = self.send_all(&keys, reasons.at_once).await;
        if reached != Some(false) && reasons.fetch && self.post.has_met_somebody() {
            reached = Some(self.fetch_new(&keys).await);
            // What the server has lost goes again at once: until then nobody sees it.
            let lost = self.notebook.records.with_untracked(held::is_lost_there);
            if lost {
                self.queue_shares().await;
            }
            if reached == Some(true) && (lost || self.post.has_something_to_send()) {
                reached = self.send_all(&keys, false).await.or(reached);
            }
        }
        if reached != Some(false) {
            reached = self.backup.keep(&keys, reasons.at_once).await.or(reached);
        }
        match reached {
            _ if !connection::is_online() => self.post.connection.set(Connection::Offline),
            Some(false) => self.post.connection.set(Connection::ServerAway),
            Some(true) => self.post.connection.set(Connection::Online),
            None => {}
        }
    }

    /// Carries out the effects of `domain::sync::outbox` until it has none, or not yet. Whether the server answered;
    /// `None` if it was not asked.
    async fn send_all(&'static self, keys: &PersonKeys, at_once: bool) -> Option<bool> {
        let mut reached = None;
        let mut event = if at_once { Event::Online } else { Event::Look };
        loop {
            let outbox = self.post.outbox.get_value();
            let now = clock::now().at;
            let (outbox, effects) = self.notebook.records.with_untracked(|records| step(outbox, records, event, now));
            if outbox.something_is_wrong() != self.post.server_wrong.get_untracked() {
                self.post.server_wrong.set(outbox.something_is_wrong());
            }
            self.post.outbox.set_value(outbox);
            event = Event::Look;
            let mut went_on = false;
            for effect in effects {
                match effect {
                    // Kept later if not now: the message is then sent once more, which harms nobody.
                    Effect::Commit(changes) => {
                        let kept = self.notebook.change_quietly(move |_| Ok((changes.clone(), ()))).await;
                        went_on |= kept.is_ok();
                    }
                    Effect::Assemble => self.queue_shares().await,
                    Effect::Send(id) => {
                        let answer = self.send(keys, id).await;
                        reached = Some(answer != Answer::Nothing);
                        event = Event::Answered(id, answer);
                        went_on = true;
                    }
                    Effect::Wake(until) => self.post.wake_at(until),
                }
            }
            if !went_on {
                return reached;
            }
        }
    }

    async fn send(&'static self, keys: &PersonKeys, id: EntryId) -> Answer {
        let found = self.notebook.records.with_untracked(|records| {
            records.outbox.get(&id).map(|entry| (entry.clone(), records.cursors.clock_offset_ms))
        });
        match found {
            Some((entry, offset_ms)) => messages::send(&Signer { keys, offset_ms }, &entry).await,
            None => Answer::Nothing,
        }
    }

    async fn queue_shares(&'static self) {
        let now = clock::now();
        // What cannot be kept now is worked out again in the next round.
        let _ = self
            .notebook
            .change_quietly(move |records| {
                let instruments = self.notebook.instruments().get_untracked();
                Ok((queue::shares(records, &instruments, now, &mut SystemEntropy), ()))
            })
            .await;
    }

    /// Reads the inbox page by page. Whether the server answered.
    async fn fetch_new(&'static self, keys: &PersonKeys) -> bool {
        let mut clock_set = false;
        loop {
            let cursors = self.notebook.records.with_untracked(|records| records.cursors.clone());
            let signer = Signer { keys, offset_ms: cursors.clock_offset_ms };
            let asked = clock::now().at;
            let page = match messages::inbox(&signer, cursors.inbox).await {
                Ok(page) => {
                    self.post.refused_there.set(None);
                    page
                }
                // The phone's clock is off, perhaps by days; the answer says by how much. Once is enough.
                Err(ApiError::Clock(server)) if !clock_set => {
                    clock_set = true;
                    self.post.keep_offset(server - clock::now().at.0).await;
                    continue;
                }
                Err(ApiError::Refused(ProblemCode::Signature)) => {
                    self.post.refused_there.set(self.notebook.records.with_untracked(inbox::why_refused));
                    return true;
                }
                Err(error) => return matches!(error, ApiError::Refused(_) | ApiError::Clock(_)),
            };
            let unknown = self.notebook.records.with_untracked(|records| held::unknown(records, &page.permissions));
            let waits = self.notebook.records.with_untracked(|records| Waiting::of(records, &page));
            let news = self.notebook.records.with_untracked(|records| inbox::has_news(records, &page));
            let (next, now, own) = (page.next, clock::now(), keys.clone());
            let server = held::least_server_time(asked, now.at, cursors.clock_offset_ms);
            let kept = self
                .notebook
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
            self.bring(&signer, waits).await;
            self.strays.note();
            if news {
                self.fetch_news(&signer).await;
            } else {
                self.post.pack_altered.set(false);
            }
            if kept.is_err() || next <= cursors.inbox {
                return true;
            }
        }
    }

    /// Asks for a permission that the server counts and this phone does not know. Asked again at the next look if it fails.
    async fn find_orphan(&'static self, signer: &Signer<'_>, consent: ConsentId) {
        let Ok(found) = messages::held_consent(signer, consent).await else { return };
        let keys = signer.keys.clone();
        // What cannot be kept now is asked for again.
        let _ = self
            .notebook
            .change_quietly(move |records| {
                Ok((held::keep_orphan(records, &keys, consent, &found.record.0).into_iter().collect(), ()))
            })
            .await;
    }

    /// Asks what changed about the organisation. Asked again at the next look if it fails.
    async fn fetch_news(&'static self, signer: &Signer<'_>) {
        let Ok(news) = messages::packs(signer).await else { return };
        let altered = self.notebook.records.with_untracked(|records| inbox::is_altered(records, &news));
        self.post.pack_altered.set(altered);
        // What cannot be kept now is asked for again.
        let _ = self.notebook.change_quietly(move |records| Ok((inbox::take_news(records, &news), ()))).await;
    }
}
