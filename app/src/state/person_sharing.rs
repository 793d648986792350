//! Verbs about permissions: preview, grant, decide about one check-in, take back.
use super::fault::Fault;
use super::person::PersonState;
use super::person_undo::Action;
use crate::platform::clock;
use crate::platform::random::{self, SystemEntropy};
use domain::consent::{Consent, From, Grant, Scope};
use domain::id::{CheckInId, ConsentId, DecisionId, ReplyId, WorkerId};
use domain::records::{Change, ContactState, Decision, Record, Records, StoreName};
use domain::share::{SharedPage, preview};
use domain::sync::queue;
use domain::time::Day;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What a person chooses before they give a permission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permission {
    /// With whom.
    pub worker: WorkerId,
    /// What.
    pub scope: Scope,
    /// Only what is new, or earlier things too.
    pub from: From,
    /// The last day, at most six months on.
    pub until: Day,
    /// Which wording the person read.
    pub wording: String,
    /// Whether new check-ins go without a question.
    pub without_asking: bool,
}

impl Permission {
    fn grant(&self, id: ConsentId, salt: [u8; 16]) -> Result<Consent, Fault> {
        let Self { worker, scope, from, until, wording, without_asking } = self.clone();
        let granted = clock::now();
        Ok(Consent::grant(Grant { id, worker, scope, from, granted, until, wording, without_asking, salt })?)
    }
}

impl PersonState {
    /// Exactly what the worker would see if this permission were given now. Nothing is kept and nothing is sent.
    pub fn preview(self, permission: &Permission) -> Result<SharedPage, Fault> {
        // Not yet among the records, so it counts as the latest with this worker.
        let consent = permission.grant(ConsentId::from_bytes([0xff; 16]), [0; 16])?;
        let items = self.records.with(|records| {
            self.instruments().with(|instruments| preview(&consent, records, instruments, clock::today()))
        });
        Ok(SharedPage::from_items(&items.map_err(|_| Fault::NotIntroduced)?))
    }

    /// Gives a permission: the permission, its message and everything it lets go at once, in one commit.
    pub async fn grant_consent(self, permission: Permission) -> Result<ConsentId, Fault> {
        let id = ConsentId::from_bytes(random::make_bytes());
        let consent = permission.grant(id, random::make_bytes())?;
        let now = consent.granted();
        self.change(move |records| {
            let contact = records.contacts.get(&consent.worker()).ok_or(Fault::NotIntroduced)?;
            if contact.state == ContactState::Refused {
                return Err(Fault::NotIntroduced);
            }
            let instruments = self.instruments().get_untracked();
            let changes = queue::grant(records, &instruments, consent.clone(), now, &mut SystemEntropy);
            Ok((changes.ok_or(Fault::NotIntroduced)?, ()))
        })
        .await?;
        self.sync_soon();
        Ok(id)
    }

    /// Keeps the person's answer to "share this check-in?". A "no" can be taken back; a "yes" is on its way.
    pub async fn decide(self, check_in: CheckInId, consent: ConsentId, share: bool) -> Result<(), Fault> {
        let decision = Decision { consent, check_in, share, at: clock::now() };
        self.change(move |_| Ok((vec![Change::Put(Record::Decision(decision))], ()))).await?;
        if !share {
            self.offer_undo(Action::KeptToOneself, move |_| {
                let key = *DecisionId::derive(consent, check_in).as_bytes();
                Ok(vec![Change::Delete(StoreName::Decisions, key)])
            });
        }
        self.sync_soon();
        Ok(())
    }

    /// The person has seen their results, or the one of `only`: what goes without asking may go now.
    pub fn results_seen(self, only: Option<CheckInId>) {
        let going = move |records: &Records| {
            let mut going = records.going_unasked(clock::today());
            going.retain(|(_, check_in)| only.is_none_or(|only| only == *check_in));
            going
        };
        if self.records.with_untracked(|records| going(records).is_empty()) {
            return;
        }
        spawn_local(async move {
            let at = clock::now();
            let decide = move |(consent, check_in)| {
                Change::Put(Record::Decision(Decision { consent, check_in, share: true, at }))
            };
            // What cannot be kept now is seen again at the next look.
            let kept =
                self.change_quietly(move |records| Ok((going(records).into_iter().map(decide).collect(), ()))).await;
            if kept.is_ok() {
                self.sync_soon();
            }
        });
    }

    /// Switches "send new check-ins without asking" for one permission.
    pub async fn set_without_asking(self, consent: ConsentId, on: bool) -> Result<(), Fault> {
        let since = on.then(clock::now);
        self.change(move |records| {
            let mut consent = records.consents.get(&consent).ok_or(Fault::Gone)?.clone();
            consent.set_without_asking(since);
            Ok((vec![Change::Put(Record::Consent(consent))], ()))
        })
        .await?;
        self.sync_soon();
        Ok(())
    }

    /// Takes a permission back. It holds on this phone at once, and on the server as soon as there is signal.
    pub async fn withdraw(self, consent: ConsentId) -> Result<(), Fault> {
        let now = clock::now();
        self.change(move |records| {
            let consent = records.consents.get(&consent).ok_or(Fault::Gone)?.clone();
            // Taken back already, by a second tap or in another tab: there is nothing more to do.
            Ok((queue::withdraw(records, consent, now, &mut SystemEntropy).unwrap_or_default(), ()))
        })
        .await?;
        self.sync_now().await;
        Ok(())
    }

    /// Notes that a reply has been read.
    pub async fn mark_read(self, reply: ReplyId) -> Result<(), Fault> {
        self.change(move |records| {
            let mut reply = records.replies.get(&reply).ok_or(Fault::Gone)?.clone();
            let unread = !std::mem::replace(&mut reply.read, true);
            Ok((unread.then_some(Change::Put(Record::Reply(reply))).into_iter().collect(), ()))
        })
        .await
    }
}
