//! Putting together what one worker sees under one permission.

use super::head::SharedHead;
use super::item::{
    SharedAbout, SharedAnswer, SharedAspiration, SharedCheckIn, SharedHelp, SharedItem, SharedLookBack, SharedNote,
    SharedStep, SharedTotal,
};
use super::names::ItemNames;
use super::total_rule::{MessageParts, goes, settle, told_after};
use crate::aspiration::Aspiration;
use crate::check_in::CheckIn;
use crate::consent::{Consent, ItemKind, Scope, ScopePart, SourceItem};
use crate::id::{ConsentId, ItemId, NoteId, WorkerId};
use crate::instrument::{Instrument, Item};
use crate::note::Note;
use crate::records::{Contact, Records, SentItem, Told};
use crate::score::score;
use crate::then_and_now::{ends, shared_ends};
use crate::time::{Day, Stamp};
use sha2::{Digest, Sha256};

/// For so many months a changed name is told together with the one before.
const FORMERLY_MONTHS: i32 = 1;

/// One thing to seal for one worker, covered by a permission. Only [`assemble`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SharePayload {
    consent: ConsentId,
    consent_rev: u32,
    recipient: WorkerId,
    item_id: ItemId,
    item_rev: u32,
    source: [u8; 16],
    item: SharedItem,
    content: Vec<u8>,
    told: Told,
}

/// Why nothing can be put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotCovered {
    /// The permission was taken back, or its last day has passed.
    #[error("this permission does not hold any more")]
    DoesNotHold,
    /// A later permission with the same worker counts now.
    #[error("a later permission with the same worker counts now")]
    Replaced,
    /// The person has not been introduced to this worker.
    #[error("there is no introduction to this worker")]
    NotIntroduced,
}

/// What is new or changed for the permission's worker and has to be sent. Things the worker already
/// has in this very form are left out.
pub fn assemble(
    consent: &Consent,
    records: &Records,
    instruments: &[Instrument],
    today: Day,
) -> Result<Vec<SharePayload>, NotCovered> {
    let mut payloads = everything(consent, records, instruments, today)?;
    payloads.retain(|payload| payload.fresh(records));
    Ok(payloads)
}

/// The list of all that was sent under this permission, which goes behind it; `None` where there is none, or where the
/// last such list says the same.
#[must_use]
pub fn head(consent: &Consent, records: &Records) -> Option<SharePayload> {
    let make = Make { consent, records, names: ItemNames::of(records)? };
    let item = SharedItem::Head(SharedHead::of(consent, records)?);
    let payload = payload(&make, *consent.id().as_bytes(), item, Told::default());
    payload.fresh(records).then_some(payload)
}

/// Everything the worker sees once [`assemble`]'s payloads have arrived, in no particular order:
/// [`super::SharedPage`] puts it in order.
pub fn preview(
    consent: &Consent,
    records: &Records,
    instruments: &[Instrument],
    today: Day,
) -> Result<Vec<SharedItem>, NotCovered> {
    Ok(everything(consent, records, instruments, today)?.into_iter().map(|payload| payload.item).collect())
}

fn everything(
    consent: &Consent,
    records: &Records,
    instruments: &[Instrument],
    today: Day,
) -> Result<Vec<SharePayload>, NotCovered> {
    if !consent.holds(today) {
        return Err(NotCovered::DoesNotHold);
    }
    let later = records.consent_with(consent.worker(), today).filter(|other| {
        other.id() != consent.id() && (other.granted().at, other.id()) > (consent.granted().at, consent.id())
    });
    if later.is_some() {
        return Err(NotCovered::Replaced);
    }
    let contact = records.contacts.get(&consent.worker()).ok_or(NotCovered::NotIntroduced)?;
    let names = ItemNames::of(records).ok_or(NotCovered::NotIntroduced)?;
    let make = Make { consent, records, names };
    let about = about(consent, told_names(records, contact, today));
    let mut found = vec![payload(&make, *consent.id().as_bytes(), about, Told::default())];
    for part in ScopePart::ALL {
        add(&mut found, &make, part, instruments, today);
    }
    Ok(found)
}

/// Adds what the permission lets go of one part.
fn add(found: &mut Vec<SharePayload>, make: &Make<'_>, part: ScopePart, instruments: &[Instrument], today: Day) {
    let Make { consent, records, .. } = *make;
    let goes = |source: SourceItem, id: &[u8; 16]| consent.covers(&source, today) && !records.is_withheld(consent, id);
    match part {
        ScopePart::CheckIns => {
            for check_in in records.check_ins.values().filter(|it| !it.unseen) {
                let covered = consent.covers(&SourceItem::of_check_in(check_in), today);
                if covered && records.decided_to_share(consent, check_in) == Some(true) {
                    let instrument = instruments.iter().find(|it| it.hash == check_in.pack.hash);
                    found.extend(instrument.map(|instrument| check_in_payload(make, check_in, instrument)));
                }
            }
        }
        // They are check-ins too, and were added with the others.
        ScopePart::LifeAreas => {}
        ScopePart::Aspirations => {
            for it in records.aspirations.values().filter(|it| goes(SourceItem::Aspiration(it.id), it.id.as_bytes())) {
                found.push(payload(make, *it.id.as_bytes(), aspiration(it), Told::default()));
            }
        }
        ScopePart::Notes => {
            for it in records.notes.values().filter(|it| goes(SourceItem::Note(it.id, it.at), it.id.as_bytes())) {
                found.push(payload(make, *it.id.as_bytes(), note(it), Told::default()));
            }
        }
        ScopePart::Conversation => {
            let wish = consent.asked_to_talk().map(|asked| SharedItem::Conversation { asked });
            let wish = wish.or_else(|| was_asked(consent, records).then_some(SharedItem::NoConversation {}));
            found.extend(wish.map(|item| payload(make, *consent.id().as_bytes(), item, Told::default())));
        }
    }
}

/// Whether the wish for a conversation has gone under this permission: then taking it back is told too.
fn was_asked(consent: &Consent, records: &Records) -> bool {
    records.sent.values().any(|sent| sent.consent == consent.id() && sent.kind == ItemKind::Conversation)
}

/// The name the worker is told, and the one they were told before, for a month after it changed.
fn told_names(records: &Records, contact: &Contact, today: Day) -> (Option<String>, Option<String>) {
    let Some(name) = records.settings.name.clone().filter(|_| contact.name_told) else { return (None, None) };
    let knew = |until: Stamp| contact.told_since.unwrap_or(contact.met).at <= until.at;
    let former = records.settings.former_name.as_ref().filter(|former| {
        former.name != name && knew(former.until) && today < former.until.day().add_months(FORMERLY_MONTHS)
    });
    (Some(name), former.map(|former| former.name.clone()))
}

/// What every payload of one permission is made with.
struct Make<'a> {
    consent: &'a Consent,
    records: &'a Records,
    names: ItemNames,
}

/// Numbers the item's revision: the last one again if it says the same under the same permission,
/// else the next.
fn payload(make: &Make<'_>, source: [u8; 16], item: SharedItem, told: Told) -> SharePayload {
    let Make { consent, records, names } = make;
    let item_id = names.name(item.kind(), &source, consent.worker());
    let content = item.to_bytes();
    let hash = content_hash(consent.id(), consent.rev(), &content);
    let item_rev = match records.sent_item(consent.worker(), item_id) {
        Some(sent) if sent.hash == hash => sent.rev,
        Some(sent) => sent.rev.saturating_add(1),
        None => 1,
    };
    let (consent, consent_rev, recipient) = (consent.id(), consent.rev(), consent.worker());
    SharePayload { consent, consent_rev, recipient, item_id, item_rev, source, item, content, told }
}

fn content_hash(consent: ConsentId, rev: u32, content: &[u8]) -> [u8; 32] {
    Sha256::new()
        .chain_update(consent.as_bytes())
        .chain_update(rev.to_be_bytes())
        .chain_update(content)
        .finalize()
        .into()
}

fn about(consent: &Consent, (name, formerly): (Option<String>, Option<String>)) -> SharedItem {
    SharedItem::About(SharedAbout {
        name,
        formerly,
        since: consent.granted().day(),
        until: consent.until(),
        scope: consent.scope().clone(),
        from: consent.from(),
        salt: *consent.salt(),
    })
}

fn check_in_payload(make: &Make<'_>, check_in: &CheckIn, instrument: &Instrument) -> SharePayload {
    let source = *check_in.id.as_bytes();
    let told = make.records.told(make.consent.worker(), ItemKind::CheckIn, &source);
    let scope = make.consent.scope();
    let note = make.consent.covers_note(&NoteId::of_check_in(check_in.id), check_in.completed);
    if instrument.key_areas() {
        let item = with_help(make.consent, check_in, shared_areas(check_in, instrument, scope, note));
        return payload(make, source, item, told_of_areas(check_in, instrument, scope, told));
    }
    let asked =
        MessageParts { total: scope.totals, answers: scope.answers, sensitive: scope.answers && scope.sensitive };
    // While nobody has confirmed which statement is which, nobody knows which answer is the most personal one: that it
    // was filled in is all there is to share.
    let parts =
        if instrument.totals_allowed() { settle(asked, check_in, instrument, &told) } else { MessageParts::default() };
    let item = with_help(make.consent, check_in, shared_check_in(check_in, instrument, parts, note));
    payload(make, source, item, told_after(parts, check_in, instrument, &told))
}

/// Who helped, under a permission whose words said so.
fn with_help(consent: &Consent, check_in: &CheckIn, item: SharedItem) -> SharedItem {
    match (item, &check_in.helped) {
        (SharedItem::CheckIn(shared), Some(helped)) if consent.tells_help() => {
            let help = SharedHelp { helped: helped.clone(), entered_on: check_in.completed.day() };
            SharedItem::CheckIn(SharedCheckIn { help: Some(help), ..shared })
        }
        (item, _) => item,
    }
}

fn shared_check_in(check_in: &CheckIn, instrument: &Instrument, parts: MessageParts, note: bool) -> SharedItem {
    let total = score(instrument, &check_in.responses).ok().filter(|_| parts.total).map(|total| {
        let threshold = instrument.group(&total.group).and_then(|group| group.reliable_change.as_ref());
        let reliable_change = threshold.map(|threshold| threshold.value);
        SharedTotal { value: total.value, max: total.max, method: total.method, reliable_change }
    });
    let goes = |item: &Item| goes(parts, item.sensitive);
    let answers = parts.answers.then(|| shared_answers(check_in, instrument, &goes, &|_| false));
    with_head(check_in, instrument, total, answers, note)
}

/// Each life area that was chosen. Nothing is added up, so none of them can give another one away.
fn shared_areas(check_in: &CheckIn, instrument: &Instrument, scope: &Scope, note: bool) -> SharedItem {
    let (goes, help) = (|item: &Item| scope.covers_area(&item.id), |item: &Item| scope.covers_help(&item.id));
    with_head(check_in, instrument, None, Some(shared_answers(check_in, instrument, &goes, &help)), note)
}

fn told_of_areas(check_in: &CheckIn, instrument: &Instrument, scope: &Scope, mut told: Told) -> Told {
    for item in instrument.pack.items.iter().filter(|item| scope.covers_area(&item.id)) {
        if let Some(place) = check_in.responses.place(&item.id) {
            told.answers.entry(item.id.clone()).or_default().insert(place);
        }
    }
    told
}

fn with_head(
    check_in: &CheckIn,
    instrument: &Instrument,
    total: Option<SharedTotal>,
    answers: Option<Vec<SharedAnswer>>,
    note: bool,
) -> SharedItem {
    let pack = &instrument.pack;
    SharedItem::CheckIn(SharedCheckIn {
        id: check_in.id,
        pack: pack.id.clone(),
        title: pack.title.clone(),
        practice: instrument.practice(),
        copyright: pack.copyright.clone(),
        day: check_in.answered_on,
        company: check_in.company,
        help: None,
        total,
        answers,
        note: check_in.note.clone().filter(|_| note),
    })
}

fn shared_answers(
    check_in: &CheckIn,
    instrument: &Instrument,
    goes: &dyn Fn(&Item) -> bool,
    help: &dyn Fn(&Item) -> bool,
) -> Vec<SharedAnswer> {
    let mut answers = Vec::new();
    let alike = shared_ends(instrument).is_some();
    for (number, item) in (1..).zip(&instrument.pack.items) {
        let place = check_in.responses.place(&item.id).filter(|_| goes(item));
        let chosen = place.and_then(|place| item.options.get(usize::from(place)));
        answers.push(SharedAnswer {
            number,
            theme: item.theme.clone(),
            statement: item.text.clone(),
            place,
            of: u8::try_from(item.options.len()).unwrap_or(u8::MAX),
            words: chosen.and_then(|option| option.text.clone()),
            more_help: check_in.responses.follow_up(&item.id).filter(|_| help(item)),
            // Of ends that all have in common nothing is sent, as ever: an answer at one of them says it.
            ends: ends(item).filter(|_| !alike).map(|(first, last)| (first.to_owned(), last.to_owned())),
        });
    }
    answers
}

fn aspiration(it: &Aspiration) -> SharedItem {
    let steps = it.steps.iter().map(|step| SharedStep {
        id: step.id,
        words: step.words.clone(),
        done: step.done.map(|done| done.day()),
    });
    let looks_back = it.looks_back.iter().map(|look| SharedLookBack {
        rating: look.rating,
        note: look.note.clone(),
        day: look.at.day(),
    });
    SharedItem::Aspiration(SharedAspiration {
        id: it.id,
        words: it.words.clone(),
        why: it.why.clone(),
        what_helps: it.what_helps.clone(),
        state: it.state,
        steps: steps.collect(),
        looks_back: looks_back.collect(),
        order: it.order,
    })
}

fn note(it: &Note) -> SharedItem {
    SharedItem::Note(SharedNote { id: it.id, words: it.words.clone(), day: it.at.day() })
}

impl SharePayload {
    /// Under which permission.
    #[must_use]
    pub const fn consent(&self) -> ConsentId {
        self.consent
    }

    /// The permission's revision.
    #[must_use]
    pub const fn consent_rev(&self) -> u32 {
        self.consent_rev
    }

    /// For whom.
    #[must_use]
    pub const fn recipient(&self) -> WorkerId {
        self.recipient
    }

    /// Which item.
    #[must_use]
    pub const fn item_id(&self) -> ItemId {
        self.item_id
    }

    /// The item's revision for this worker, from 1.
    #[must_use]
    pub const fn item_rev(&self) -> u32 {
        self.item_rev
    }

    /// What kind of thing it is.
    #[must_use]
    pub const fn kind(&self) -> ItemKind {
        self.item.kind()
    }

    /// What the worker will see.
    #[must_use]
    pub const fn item(&self) -> &SharedItem {
        &self.item
    }

    /// The bytes to seal; [`SharedItem::parse`] reads them.
    #[must_use]
    pub fn content(&self) -> &[u8] {
        &self.content
    }

    /// What has to be remembered in the same commit that puts the sealed payload in the outbox.
    #[must_use]
    pub fn sent_item(&self, queued: Stamp) -> SentItem {
        SentItem {
            worker: self.recipient,
            item: self.item_id,
            kind: self.kind(),
            source: self.source,
            consent: self.consent,
            rev: self.item_rev,
            hash: content_hash(self.consent, self.consent_rev, &self.content),
            told: self.told.clone(),
            queued,
            delivered: None,
            opened: None,
        }
    }

    fn fresh(&self, records: &Records) -> bool {
        records.sent_item(self.recipient, self.item_id).is_none_or(|sent| sent.rev < self.item_rev)
    }
}
