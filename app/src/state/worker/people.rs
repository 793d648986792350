//! What people share, fetched and opened; what was looked at, told; a reply, sealed and sent.
use super::inbox::Reader;
use super::letting_go::is_listed;
use super::presence::BothClocks;
use super::writing::NotKept;
use super::{PersonShares, Session, WorkerFault, WorkerState, Writings};
use crate::platform::{clock, random::SystemEntropy};
use crate::sync::api::ApiError;
use crate::sync::api_team::Desk;
use domain::api::{OpenedRequest, PersonSharesReply, ProblemCode, ReceiptsRequest, TeamInboxRequest};
use domain::id::PersonId;
use domain::seal::reply::{ReplyBody, Route, seal_reply};
use domain::share::LastDays;
use domain::time::Moment;
use leptos::prelude::*;

/// Longest reply, in characters: short enough to be read on a phone, and under the seal's own limit in bytes.
pub const REPLY_LIMIT: usize = 1000;

impl WorkerState {
    /// Asks what is shared, fetches and opens what is new, drops what is gone.
    pub(super) async fn look_at_inbox(self) -> Result<(), WorkerFault> {
        let desk = self.desk()?;
        let request = TeamInboxRequest { touched_ago_ms: self.touched_ago_ms() };
        let asked = BothClocks::now();
        let list = desk.inbox(&request).await?;
        let at = Moment(list.at);
        self.note_session_end(Moment(list.session_ends_at), at);
        let days = LastDays::of(clock::now().at, at);
        self.apart.set(days.apart);
        let wanted = self.with_session_mut(|session| {
            let Session { profile, keys, keyring, mailboxes, strangers, .. } = session;
            // Once is somebody whose claim came in between.
            let now = keyring.strangers(list.people.iter().map(|entry| entry.person_id));
            self.strangers.set(now.intersection(strangers).count());
            *strangers = now;
            mailboxes.retain(|id, _| list.people.iter().any(|entry| entry.person_id == *id));
            let take = |entry: &PersonSharesReply| {
                // Somebody the keyring does not know was added by nobody but the server.
                let from = keyring.person(entry.person_id)?;
                let reader = Reader { me: profile.worker, org: profile.org, keys };
                let mailbox = mailboxes.entry(entry.person_id).or_default();
                keyring.seen(entry.person_id).into_iter().for_each(|seen| mailbox.remind(seen));
                Some((entry.person_id, mailbox.take(&reader, from, entry, days)))
            };
            list.people.iter().filter_map(take).collect::<Vec<_>>()
        });
        if self.undelivered.with_untracked(|before| *before != list.written) {
            self.undelivered.set(list.written);
        }
        // What was taken back leaves the page before anything else is waited for.
        self.show(at);
        self.note_answer(asked);
        for (person, shares) in wanted.unwrap_or_default() {
            for share in shares {
                let bytes = match desk.share(person, share.item_id, share.rev).await {
                    Ok(bytes) => bytes,
                    // Taken back since the list was made; or kept back, if it is so again.
                    Err(ApiError::Refused(ProblemCode::NotFound)) => {
                        self.with_session_mut(|session| {
                            session.mailboxes.get_mut(&person).into_iter().for_each(|it| it.note_refused(&share));
                        });
                        continue;
                    }
                    Err(error) => return Err(error.into()),
                };
                self.with_session_mut(|session| {
                    let Session { profile, keys, keyring, mailboxes, .. } = session;
                    let reader = Reader { me: profile.worker, org: profile.org, keys };
                    if let (Some(from), Some(mailbox)) = (keyring.person(person), mailboxes.get_mut(&person)) {
                        mailbox.open(&reader, from, &share, &bytes);
                    }
                });
            }
        }
        self.looked.set(Some(at));
        self.show(at);
        self.remember(days).await
    }

    /// Keeps in the keyring what was seen and what people are called now, so that the next sign-in does not begin with a
    /// name they have left behind. What cannot be kept now is kept at the next look.
    async fn remember(self, days: LastDays) -> Result<(), WorkerFault> {
        let seen: Option<Vec<_>> = self.with_session(|session| {
            let all = session.mailboxes.iter();
            all.map(|(person, mailbox)| (*person, mailbox.seen().clone(), mailbox.called())).collect()
        });
        let seen = seen.unwrap_or_default();
        let kept = self.change_keyring(|keyring| {
            seen.iter().fold(false, |changed, (person, seen, called)| {
                let renamed = called.as_ref().is_some_and(|name| keyring.rename(*person, name.as_deref()));
                keyring.remember(*person, seen, days.today()) || renamed || changed
            })
        });
        match kept.await {
            Err(fault @ (WorkerFault::SignedOut | WorkerFault::OtherWorker)) => Err(fault),
            // The session remembers meanwhile, and what was fetched is on the page.
            _ => Ok(()),
        }
    }

    /// Brings the signal up to date with the session, newest shared thing first. `at` is the server's time.
    fn show(self, at: Moment) {
        let Some(mut people) = self.with_session(|session| {
            let view = |pinned| {
                let mailbox = session.mailboxes.get(&pinned_id(pinned));
                let listed = is_listed(&session.keyring, pinned_id(pinned), mailbox);
                let there = || mailbox.map_or_else(|| PersonShares::not_there(pinned, at), |it| it.view(pinned, at));
                listed.then(there)
            };
            session.keyring.people.values().filter_map(view).collect::<Vec<PersonShares>>()
        }) else {
            return;
        };
        people.sort_by_key(|known| std::cmp::Reverse((known.newest, known.met)));
        if self.people.with_untracked(|shown| *shown != people) {
            self.people.set(people);
        }
    }

    /// Tells the server that what this person shares was on the screen.
    pub async fn tell_opened(self, person: PersonId) {
        let untold = self
            .with_session(|session| session.mailboxes.get(&person).map(|mailbox| mailbox.untold()))
            .flatten()
            .unwrap_or_default();
        let Ok(desk) = self.desk() else { return };
        for some in untold.chunks(domain::api::OPENED_LIMIT) {
            let opened =
                some.iter().map(|(item_id, rev)| OpenedRequest { person, item_id: *item_id, rev: *rev }).collect();
            // Untold ones are told at the next look.
            if desk.put_receipts(&ReceiptsRequest { opened }).await.is_ok() {
                self.with_session_mut(|session| {
                    if let Some(mailbox) = session.mailboxes.get_mut(&person) {
                        mailbox.told(some);
                    }
                });
            }
        }
    }

    /// Seals a reply to the person's pinned key and sends it. One whose answer was lost is sent again as it was; one whose
    /// words were changed since, and that had arrived, becomes a new one, to be sent by itself.
    pub async fn reply(self, person: PersonId, words: String) -> Result<(), WorkerFault> {
        let sealed = self.with_session(|session| {
            let to = session.keyring.person(person)?;
            let seal = |reply| {
                let route = Route { org: session.profile.org, from: session.profile.worker, to: person, reply };
                let body = ReplyBody { words: words.clone(), at: clock::now().at, introduction: None };
                seal_reply(&body, route, &session.keys, &to.keys, &mut SystemEntropy).ok()
            };
            let bytes = |all: &mut Writings| all.reply_mut(person).bytes(&words, seal);
            let (reply, bytes) = self.drafts.try_update_untracked(bytes).flatten()?;
            Some((Desk::of(session.profile.worker), reply, bytes))
        });
        let (desk, reply, bytes) = sealed.ok_or(WorkerFault::SignedOut)?.ok_or(WorkerFault::Keys)?;
        let sent = match desk.put_reply(person, reply, bytes).await {
            Err(ApiError::Refused(ProblemCode::Conflict)) => Err(WorkerFault::Arrived),
            sent => sent.map(drop).map_err(WorkerFault::from),
        };
        // Whoever is signed in by now may be somebody else.
        if self.with_session(|session| session.profile.worker == desk.worker()) == Some(true) {
            match sent {
                // The server has let go of what was kept of it; what is written next is another one.
                Ok(()) => self.drafts.update(|all| all.note_sent(person, &words)),
                Err(WorkerFault::Arrived) => {
                    self.drafts.update(|all| all.note_not_kept(person, NotKept::Arrived));
                    self.keep_draft(person);
                }
                _ => {}
            }
            self.note_end(&sent);
        }
        sent
    }
}

fn pinned_id(pinned: &domain::seal::keyring::PinnedPerson) -> PersonId {
    pinned.person
}
