//! Permissions: preview, grant, decide about one check-in, take back.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::post::Post;
use super::undo::{Action, Undo};
use crate::platform::clock;
use crate::platform::random::{self, SystemEntropy};
use domain::consent::{Consent, From, Grant, Scope};
use domain::id::{CheckInId, ConsentId, DecisionId, WorkerId};
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
    /// Whether it goes on from the permission that holds now: what was new under that one stays new.
    pub going_on: bool,
    /// The sentences on the screens of the choice, one a line, for the receipt.
    pub shown: Vec<String>,
}

impl Permission {
    fn grant(&self, records: &Records, id: ConsentId, salt: [u8; 16]) -> Result<Consent, Fault> {
        let Self { worker, scope, from, until, wording, without_asking, going_on, shown } = self.clone();
        let granted = clock::now();
        let consent = Consent::grant(Grant { id, worker, scope, from, granted, until, wording, without_asking, salt })?;
        let consent = consent.with_shown(shown);
        let earlier = records.consent_with(worker, granted.day()).filter(|_| going_on);
        Ok(match earlier {
            Some(earlier) => consent.going_on_from(earlier),
            None => consent,
        })
    }
}

/// What can be done with permissions.
pub struct Permissions {
    pub(super) notebook: &'static Notebook,
    pub(super) undo: &'static Undo,
    pub(super) post: &'static Post,
}

impl Permissions {
    /// The permissions under which somebody may still see something, as far as this phone knows.
    pub fn active(&'static self) -> Vec<Consent> {
        self.notebook
            .records
            .with(|records| records.consents.values().filter(|one| records.can_take_back(one)).cloned().collect())
    }

    /// Exactly what the worker would see if this permission were given now. Nothing is kept and nothing is sent.
    pub fn preview(&'static self, permission: &Permission) -> Result<SharedPage, Fault> {
        // Not yet among the records, so it counts as the latest with this worker.
        let id = ConsentId::from_bytes([0xff; 16]);
        self.notebook.records.with(|records| {
            let consent = permission.grant(records, id, [0; 16])?;
            let mut after = records.clone();
            let carried = records.carried_over(&consent).into_iter().map(Record::Decision);
            carried.for_each(|decision| after.apply(&Change::Put(decision)));
            let items =
                self.notebook.instruments().with(|instruments| preview(&consent, &after, instruments, clock::today()));
            Ok(SharedPage::from_items(&items.map_err(|_| Fault::NotIntroduced)?))
        })
    }

    /// Gives a permission: the permission, its message and everything it lets go at once, in one commit.
    pub async fn grant(&'static self, permission: Permission) -> Result<ConsentId, Fault> {
        let id = ConsentId::from_bytes(random::make_bytes());
        let consent =
            self.notebook.records.with_untracked(|records| permission.grant(records, id, random::make_bytes()))?;
        let now = consent.granted();
        self.notebook
            .change(move |records| {
                let contact = records.contacts.get(&consent.worker()).ok_or(Fault::NotIntroduced)?;
                if contact.state == ContactState::Refused {
                    return Err(Fault::NotIntroduced);
                }
                let instruments = self.notebook.instruments().get_untracked();
                let changes = queue::grant(records, &instruments, consent.clone(), now, &mut SystemEntropy);
                Ok((changes.ok_or(Fault::NotIntroduced)?, ()))
            })
            .await?;
        self.post.sync_soon();
        Ok(id)
    }

    /// Keeps the person's answer to "share this check-in?". A "no" can be taken back; a "yes" is on its way.
    pub async fn decide(&'static self, check_in: CheckInId, consent: ConsentId, share: bool) -> Result<(), Fault> {
        let decision = Decision { consent, check_in, share, at: clock::now() };
        self.notebook.change(move |_| Ok((vec![Change::Put(Record::Decision(decision))], ()))).await?;
        if !share {
            self.undo.offer(Action::KeptToOneself, move |_| {
                let key = *DecisionId::derive(consent, check_in).as_bytes();
                Ok(vec![Change::Delete(StoreName::Decisions, key)])
            });
        }
        self.post.sync_soon();
        Ok(())
    }

    /// The person has opened this very result: now it may be asked about, and goes where it goes without a question.
    pub fn result_opened(&'static self, check_in: CheckInId) {
        let at = clock::now();
        if self.notebook.records.with_untracked(|records| records.result_opened(check_in, at).is_empty()) {
            return;
        }
        spawn_local(async move {
            // What cannot be kept now is kept at the next look.
            let kept = self.notebook.change_quietly(move |records| Ok((records.result_opened(check_in, at), ()))).await;
            if kept.is_ok() {
                self.post.sync_soon();
            }
        });
    }

    /// Switches "send new check-ins without asking" for one permission.
    pub async fn set_without_asking(&'static self, consent: ConsentId, on: bool) -> Result<(), Fault> {
        let since = on.then(clock::now);
        self.change_consent(consent, move |consent| consent.set_without_asking(since)).await
    }

    /// Makes the wish for a conversation under one permission, or takes it back.
    pub async fn wish_to_talk(&'static self, consent: ConsentId, on: bool) -> Result<(), Fault> {
        let now = clock::now();
        self.change_consent(consent, move |consent| consent.wish_to_talk(on, now)).await
    }

    /// Keeps the person's "no" to "keep sharing?": the permission ends on its last day, and nothing asks again.
    pub async fn let_end(&'static self, consent: ConsentId) -> Result<(), Fault> {
        let now = clock::now();
        self.change_consent(consent, move |consent| consent.let_end(now)).await
    }

    async fn change_consent(&'static self, id: ConsentId, edit: impl Fn(&mut Consent) + 'static) -> Result<(), Fault> {
        self.notebook
            .change(move |records| {
                let mut consent = records.consents.get(&id).ok_or(Fault::Gone)?.clone();
                edit(&mut consent);
                let changed = records.consents.get(&id) != Some(&consent);
                Ok((changed.then_some(Change::Put(Record::Consent(consent))).into_iter().collect(), ()))
            })
            .await?;
        self.post.sync_soon();
        Ok(())
    }

    /// Takes a permission back. It holds on this phone at once, and on the server as soon as there is signal.
    pub async fn withdraw(&'static self, consent: ConsentId) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let consent = records.consents.get(&consent).ok_or(Fault::Gone)?.clone();
                // Taken back already, by a second tap or in another tab: there is nothing more to do.
                Ok((queue::withdraw(records, consent, now, &mut SystemEntropy).unwrap_or_default(), ()))
            })
            .await?;
        self.post.sync_now().await;
        Ok(())
    }
}
