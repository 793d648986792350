//! The people somebody may share with: open an introduction, compare the check words, accept it or leave it; tell a name,
//! read a reply, take somebody off the list.
use super::super::fault::Fault;
use super::notebook::Notebook;
use super::post::Post;
use crate::platform::clock;
use crate::platform::random::SystemEntropy;
use crate::sync::MeetingFault;
use crate::sync::introduction::{self, OpenedIntroduction};
use domain::id::{ReplyId, WorkerId};
use domain::introduction::parse_code;
use domain::records::{Change, Contact, ContactState, OrgPin, OutboxKind, Record, Records, RootRecord, Settings};
use domain::role::Role;
use domain::sync::meeting::{self, Meeting, accepted};
use domain::sync::queue;
use domain::time::Moment;
use domain::visible::is_blank;
use leptos::prelude::*;

/// What a page shows of an introduction before the person decides.
#[derive(Debug, Clone)]
pub struct IntroductionFound {
    /// Who it is.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// What the team calls it; empty where it is called by its kind.
    pub called: String,
    /// Their team; may be empty.
    pub team: String,
    /// Their organisation.
    pub organisation: String,
    /// The organisation's line about when a worker may have to tell others.
    pub safeguarding: String,
    /// To compare with the worker's screen.
    pub check_words: [&'static str; 6],
    /// Until when it can be accepted.
    pub expires: Moment,
    /// True if this very worker is known already, with these keys.
    pub known: bool,
    opened: OpenedIntroduction,
}

/// What can be done about people.
pub struct People {
    pub(super) notebook: &'static Notebook,
    pub(super) post: &'static Post,
}

impl People {
    /// Opens an introduction from typed letters or a whole link. One request, which uses nothing up.
    pub async fn open(&'static self, typed: &str) -> Result<IntroductionFound, Fault> {
        let code = parse_code(typed)?;
        let reply = introduction::look_up(&code).await?;
        let opened = introduction::open(&code, reply).await?;
        let meeting = self.notebook.records.with_untracked(|records| meet(records, &opened))?;
        Ok(IntroductionFound {
            name: opened.card.name.clone(),
            role: opened.card.role,
            called: opened.card.called.clone(),
            team: opened.card.team.clone(),
            organisation: opened.card.organisation.clone(),
            safeguarding: opened.card.safeguarding.clone(),
            check_words: opened.check_words,
            expires: Moment(opened.reply.expires),
            known: meeting == Meeting::Again,
            opened,
        })
    }

    /// Accepts an introduction. `name` is what the worker is told the person is called, or `None`. It is kept here
    /// first and reaches the server when there is signal; the contact's `state` says how far it has come.
    pub async fn accept(&'static self, found: &IntroductionFound, name: Option<&str>) -> Result<WorkerId, Fault> {
        let (opened, now) = (found.opened.clone(), clock::now());
        let name = name.map(str::trim).filter(|name| !is_blank(name)).map(str::to_owned);
        let worker = opened.card.worker;
        let root = fresh_root();
        self.notebook
            .change(move |records| {
                let mut after = records.clone();
                let mut changes = Vec::new();
                if records.identity.is_none() {
                    changes.push(Change::Put(Record::Identity(root.clone())));
                }
                // Once more: another tab may have met somebody since this one looked.
                meet(records, &opened)?;
                if records.org.is_none() {
                    changes.push(Change::Put(Record::Org(OrgPin {
                        org_id: opened.reply.org_id,
                        name: opened.card.organisation.clone(),
                        safeguarding: opened.card.safeguarding.clone(),
                        complaints: None,
                    })));
                }
                changes.iter().for_each(|change| after.apply(change));
                let keys = queue::person_keys(&after).ok_or(Fault::NotIntroduced)?;
                let body = introduction::claim_body(&opened, &keys, name.as_deref())?;
                let kind = OutboxKind::Claim { locator: opened.locator };
                let message = queue::entry(records, worker, kind, body, now, &mut SystemEntropy);
                changes.push(Change::Put(Record::Outbox(message)));
                if let (Some(told), None) = (&name, &records.settings.name) {
                    // The name that is told is the one the person goes by here, so that it can be changed later.
                    let settings = Settings { name: Some(told.clone()), ..records.settings.clone() };
                    changes.push(Change::Put(Record::Settings(settings)));
                }
                let contact = Contact {
                    worker,
                    name: opened.card.name.clone(),
                    role: opened.card.role,
                    team: opened.card.team.clone(),
                    kem_pk: opened.card.keys.kem,
                    sig_pk: opened.card.keys.sig,
                    check_words: opened.check_words.map(str::to_owned),
                    name_told: name.is_some(),
                    met: now,
                    state: ContactState::Claiming,
                    told_since: None,
                    called: opened.card.called.clone(),
                };
                changes.push(Change::Put(Record::Contact(accepted(records, contact))));
                Ok((changes, worker))
            })
            .await?;
        self.post.sync_now().await;
        Ok(worker)
    }
    /// Tells a worker the person's name from now on, or tells it no longer.
    pub async fn tell_name(&'static self, worker: WorkerId, on: bool) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                let mut contact = records.contacts.get(&worker).ok_or(Fault::Gone)?.clone();
                contact.name_told = on;
                contact.told_since = on.then_some(now);
                Ok((vec![Change::Put(Record::Contact(contact))], ()))
            })
            .await?;
        self.post.sync_soon();
        Ok(())
    }

    /// Takes somebody off the list of people, once they can see nothing.
    pub async fn remove(&'static self, worker: WorkerId) -> Result<(), Fault> {
        let now = clock::now();
        self.notebook
            .change(move |records| {
                Ok((queue::remove(records, worker, now, &mut SystemEntropy).ok_or(Fault::Gone)?, ()))
            })
            .await
    }

    /// Notes that a reply has been read.
    pub async fn mark_read(&'static self, reply: ReplyId) -> Result<(), Fault> {
        self.notebook
            .change(move |records| {
                let mut reply = records.replies.get(&reply).ok_or(Fault::Gone)?.clone();
                let unread = !std::mem::replace(&mut reply.read, true);
                Ok((unread.then_some(Change::Put(Record::Reply(reply))).into_iter().collect(), ()))
            })
            .await
    }
}

fn meet(records: &Records, opened: &OpenedIntroduction) -> Result<Meeting, MeetingFault> {
    Ok(meeting::meet(records, opened.reply.org_id, opened.card.worker, &opened.card.keys)?)
}

/// A root for all keys, for the one time it is needed.
pub(super) fn fresh_root() -> RootRecord {
    RootRecord { root: crate::platform::random::make_bytes() }
}
