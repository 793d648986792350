//! What comes back to a person: replies, opened and checked here; who opened what, and when their screens last looked.

use super::queue::pinned;
use super::settle::{is_other_bytes, pack_files};
use crate::api::{ComplaintsReply, PacksReply, PersonInboxReply, SealedReplyReply};
use crate::consent::{ConsentState, Ending};
use crate::id::WorkerId;
use crate::instrument::{hash_of, load};
use crate::records::{
    Backup, Change, Complaints, ContactState, Cursors, OrgPin, OutboxKind, Record, Records, Reply, SentItem, StoreName,
};
use crate::seal::keys::PersonKeys;
use crate::seal::reply::open_reply;
use crate::time::{Moment, Stamp};
use crate::visible::is_blank;

/// Whether there is anything to ask for: somebody who was met and may have written, or a permission that the server may
/// hold still, or has yet to clear off its disk. Once every contact is removed and all of that is confirmed, nobody is
/// asked any more.
#[must_use]
pub fn is_asked(records: &Records) -> bool {
    records.contacts.values().any(|it| it.state == ContactState::Introduced)
        || records.consents.keys().any(|id| !records.cursors.deleted.contains_key(id))
        || !records.cursors.leaving.is_empty()
        || records.backup.leaving
}

/// What is known of a server that refuses whatever this phone signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyRefused {
    /// It took what was signed before, and knows nobody with these keys now: its database was put back.
    PutBack,
    /// It took an introduction and nothing since: it may be set up with another address than people use.
    SetUpWrongly,
}

/// Why, as far as this phone can tell; nothing where no introduction was accepted there.
#[must_use]
pub fn why_refused(records: &Records) -> Option<WhyRefused> {
    if records.cursors.edition != [0; 32] {
        return Some(WhyRefused::PutBack);
    }
    let met = records.contacts.values().any(|it| it.state == ContactState::Introduced);
    met.then_some(WhyRefused::SetUpWrongly)
}

/// What one page of the inbox changes. A reply that cannot be checked is never shown; taking the same page twice, or
/// an older one after a newer one, changes nothing more, but who is away is what the last one says.
#[must_use]
pub fn take(records: &Records, keys: &PersonKeys, page: &PersonInboxReply, now: Stamp) -> Vec<Change> {
    let replies = page.replies.iter().filter_map(|sealed| open(records, keys, sealed, now));
    let mut changes: Vec<Change> = replies.map(|reply| Change::Put(Record::Reply(reply))).collect();
    for receipt in &page.receipts {
        let sent = records.sent_item(receipt.to, receipt.item_id);
        // Only of what was sent last: an older revision says nothing about the newer one.
        if let Some(sent) = sent.filter(|sent| sent.rev == receipt.rev && sent.opened.is_none()) {
            let opened = Some(Moment(receipt.opened_at));
            let delivered = sent.delivered.or(opened);
            changes.push(Change::Put(Record::Sent(SentItem { opened, delivered, ..sent.clone() })));
        }
    }
    let mut cursors = records.cursors.clone();
    cursors.inbox = cursors.inbox.max(page.next);
    for looked in &page.looked {
        let last = cursors.looked.entry(looked.worker).or_insert(Moment(looked.at));
        *last = (*last).max(Moment(looked.at));
    }
    for gone in page.moved_on.iter().filter(|gone| records.contacts.contains_key(&gone.worker)) {
        if cursors.moved_on.insert(gone.worker, Moment(gone.at)).is_none() {
            changes.extend(moved_on(records, gone.worker));
        }
        if gone.new_start {
            cursors.new_starts.insert(gone.worker);
        }
    }
    let met = page.away.iter().filter(|away| records.contacts.contains_key(&away.worker));
    cursors.away = met.map(|away| (away.worker, away.until)).collect();
    if cursors != records.cursors {
        changes.push(Change::Put(Record::Cursors(cursors)));
    }
    if records.backup.leaving && !page.leaving_disk {
        changes.push(Change::Put(Record::Backup(Backup { leaving: false, ..records.backup })));
    }
    changes
}

/// Nothing more can reach them: permissions are over, and what waits for them here does not wait any longer. What was
/// taken back still goes out, so that the server is told in any case.
fn moved_on(records: &Records, worker: WorkerId) -> Vec<Change> {
    let active = records.consents.values().filter(|it| it.worker() == worker && it.state() == ConsentState::Active);
    let closed = active.cloned().map(|mut consent| {
        consent.close(Some(Ending::Refused));
        Change::Put(Record::Consent(consent))
    });
    let waiting = records
        .outbox
        .values()
        .filter(|it| it.worker == worker && matches!(it.kind, OutboxKind::Share { .. } | OutboxKind::Consent { .. }));
    closed.chain(waiting.map(|it| Change::Delete(StoreName::Outbox, it.id))).collect()
}

/// Whether something about the organisation changed since this phone asked: its packs, their confirmations, its name, its
/// safeguarding line, who takes complaints.
#[must_use]
pub fn has_news(records: &Records, page: &PersonInboxReply) -> bool {
    records.cursors.edition != page.edition.0
}

/// The organisation as it is today: earlier check-ins get their totals, and the next permission shows the new line. Packs
/// that are no longer offered stay: what was answered on them can still be read.
#[must_use]
pub fn take_news(records: &Records, news: &PacksReply) -> Vec<Change> {
    let known = |change: &Change| match change {
        Change::Put(Record::Pack(file)) => records.packs.get(&hash_of(&file.bytes)) == Some(file),
        _ => false,
    };
    let mut changes = pack_files(records, &news.packs);
    changes.retain(|change| !known(change));
    if let Some(org) = &records.org {
        let ComplaintsReply { name, reach } = news.complaints.clone();
        let complaints = (!is_blank(&name) && !is_blank(&reach)).then_some(Complaints { name, reach });
        let (name, safeguarding) = (news.org_name.clone(), news.safeguarding.clone());
        let today = OrgPin { org_id: org.org_id, name, safeguarding, complaints };
        if today != *org {
            changes.push(Change::Put(Record::Org(today)));
        }
    }
    // Asked again at every look while something of it is refused, so that the person is told for as long as it is so.
    if !is_altered(records, news) {
        let cursors = Cursors { edition: news.edition.0, ..records.cursors.clone() };
        changes.push(Change::Put(Record::Cursors(cursors)));
    }
    changes
}

/// Whether the server offers another file under the id, version and language of a questionnaire that this phone holds, or
/// two such files at once. It is not taken, and the person is told.
#[must_use]
pub fn is_altered(records: &Records, news: &PacksReply) -> bool {
    let mut known = records.instruments();
    news.packs.iter().filter_map(|pack| load(&pack.bytes.0, None).ok()).any(|offered| {
        let altered = is_other_bytes(&known, &offered);
        known.push(offered);
        altered
    })
}

fn open(records: &Records, keys: &PersonKeys, sealed: &SealedReplyReply, now: Stamp) -> Option<Reply> {
    if records.replies.contains_key(&sealed.id) {
        return None;
    }
    let contact = records.contacts.get(&sealed.from)?;
    let body = open_reply(&sealed.bytes.0, keys, sealed.from, &pinned(contact), sealed.id).ok()?;
    // A colleague's code, passed on: the person opens it like any other and decides.
    let words = match body.introduction {
        Some(code) => format!("{}\n\n{code}", body.words),
        None => body.words.clone(),
    };
    Some(Reply { id: sealed.id, from: sealed.from, words, written: body.at, received: now, read: false })
}
