//! The small world of the lying server: what was met, signed, sent and queued before it lies.

use std::sync::LazyLock;

use notebook::api::{
    Bytes, Bytes32, ComplaintsReply, HeldPermissionReply, PackReply, PacksReply, PersonInboxReply, SealedReplyReply,
};
use notebook::consent::{Consent, ItemKind};
use notebook::id::{ConsentId, ItemId, OrgId, ReplyId, WorkerId};
use notebook::introduction::{Code, Locator};
use notebook::records::{Change, ContactState, OutboxEntry, OutboxKind, Record, Records};
use notebook::role::Role;
use notebook::seal::envelope::{Known, OpenFault, SealedShare, open_share, seal_share};
use notebook::seal::introduction::{
    Card, Claim, IntroductionKeys, derive_introduction_keys, make_claim, seal_card, verify_claim,
};
use notebook::seal::reply::{ReplyBody, Route, seal_reply};
use notebook::sealed::{ShareHeader, Wire, parse_wire};
use notebook::share::{OpenedHeads, SeenConsents, SharedHead, SharedItem, head};
use notebook::signed::{ConsentFacts, ConsentStatus, derive_record_hash, verify_consent};
use notebook::sync::held::settle_up;
use notebook::sync::inbox::take;
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};
use notebook::sync::queue::{shares, withdraw};

use super::super::support::{
    MORNING, ORG, SAM, counted, facts, known, later, note_payload, notes_consent, open, person, phone, pinned,
    quiet_page, sharing, worker, write_note,
};

pub(super) const ABROAD: OrgId = OrgId::from_bytes([1; 16]);
pub(super) const ITEM: ItemId = ItemId::from_bytes([9; 16]);
pub(super) const REPLY: ReplyId = ReplyId::from_bytes([5; 16]);
pub(super) const MADE_UP: &str = include_str!("../../../../protocol/tests/data/packs/licensed.json");

pub(super) struct Met {
    pub(super) code: Code,
    pub(super) other_code: Code,
    pub(super) keys: IntroductionKeys,
    pub(super) others: IntroductionKeys,
    pub(super) sealed: Vec<u8>,
    pub(super) claim: Claim,
}

/// Made once: stretching is slow on purpose.
pub(super) static MET: LazyLock<Met> = LazyLock::new(|| {
    let (code, other_code) = (Code::make(&mut counted(1)), Code::make(&mut counted(9)));
    let keys = derive_introduction_keys(&code, ORG).here().unwrap();
    let others = derive_introduction_keys(&other_code, ORG).here().unwrap();
    let text = str::to_owned;
    let card = Card {
        worker: SAM,
        name: text("Sam"),
        role: Role::KeyWorker,
        called: String::new(),
        team: text("Salford"),
        keys: worker(1).public(),
        organisation: text("Riverside"),
        safeguarding: text("They may have to tell others."),
    };
    let sealed = seal_card(&keys, &card, [3; 24]).unwrap();
    let claim = make_claim(&keys, &card, &person(), None, &mut counted(2)).unwrap();
    Met { code, other_code, keys, others, sealed, claim }
});

impl Met {
    pub(super) fn accepts(&self, claim: &Claim, locator: Locator, me: WorkerId) -> bool {
        verify_claim(claim, locator, ORG, &self.keys.mac_key(), me, &worker(1)).is_ok()
    }
}

/// A permission's records as the person signs them, each over the one before: given, changed, taken back.
pub(super) fn link(rev: u32) -> ConsentFacts {
    let mut facts = facts(&notes_consent(3, SAM, MORNING), &person(), &worker(1));
    if rev > 1 {
        facts.prev_hash = hash(&link(rev - 1));
    }
    facts.rev = rev;
    facts.status = if rev == 3 { ConsentStatus::Withdrawn } else { ConsentStatus::Active };
    facts
}

pub(super) fn hash(facts: &ConsentFacts) -> [u8; 32] {
    derive_record_hash(&person().sign_consent(facts))
}

/// What a worker remembers who saw that revision.
pub(super) fn seen(rev: u32) -> SeenConsents {
    let mut memory = SeenConsents::default();
    memory.note(&link(rev), hash(&link(rev)));
    memory
}

pub(super) struct Sent {
    pub(super) consent: ConsentFacts,
    pub(super) share: SealedShare,
}

pub(super) static SENT: LazyLock<Sent> = LazyLock::new(|| {
    let (payload, consent) = note_payload("the kettle broke and I laughed", worker(1).public());
    let share = seal_share(&payload, &person(), &worker(1).public(), 5, &mut counted(2)).unwrap();
    Sent { consent: facts(&consent, &person(), &worker(1)), share }
});

pub(super) fn fault(bytes: &[u8]) -> OpenFault {
    open(bytes, &worker(1), &SENT.consent).unwrap_err()
}

pub(super) fn when(change: impl FnOnce(&mut Known<'_>)) -> OpenFault {
    let mut known = known(&SENT.consent);
    change(&mut known);
    open_share(&SENT.share.bytes, &worker(1), &pinned(&person()), &known).unwrap_err()
}

pub(super) fn headed(change: impl FnOnce(&mut ShareHeader)) -> Vec<u8> {
    let mut header = SENT.share.header;
    change(&mut header);
    Wire { header: &header.encode(), ..parse_wire(&SENT.share.bytes).unwrap() }.encode()
}

pub(super) fn changed(place: usize, byte: u8) -> Vec<u8> {
    let mut bytes = SENT.share.bytes.clone();
    bytes[place] = byte;
    bytes
}

pub(super) fn with_entry(mut records: Records, kind: OutboxKind) -> Records {
    let entry = OutboxEntry { id: [1; 16], order: 1, worker: SAM, kind, body: vec![1], queued: MORNING, tries: 0 };
    records.outbox.insert(entry.id, entry);
    records
}

pub(super) fn claiming() -> Records {
    let mut records = phone(worker(1).public());
    records.contacts.get_mut(&SAM).unwrap().state = ContactState::Claiming;
    with_entry(records, OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() })
}

pub(super) fn queued(records: Records, consent: ConsentId) -> Records {
    with_entry(records, OutboxKind::Share { consent, item: ITEM, rev: 1 })
}

/// Taken back, and the withdrawal waits.
pub(super) fn taken_back() -> Records {
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent, later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    records
}

/// Whether this is a withdrawal that the person's keys signed.
pub(super) fn signed_off(entry: &OutboxEntry) -> bool {
    matches!(entry.kind, OutboxKind::Withdrawal { .. })
        && verify_consent(&entry.body, &person().public().sig).is_ok_and(|it| it.status == ConsentStatus::Withdrawn)
}

/// What is here after the one message was answered so.
pub(super) fn answer(mut records: Records, answer: Answer) -> (Records, Outbox) {
    let id = *records.outbox.keys().next().unwrap();
    let (outbox, _) = step(Outbox::default(), &records, Event::Look, MORNING.at);
    let (outbox, effects) = step(outbox, &records, Event::Answered(id, answer), MORNING.at);
    for effect in effects {
        if let Effect::Commit(changes) = effect {
            changes.iter().for_each(|change| records.apply(change));
        }
    }
    (records, outbox)
}

pub(super) fn answered(records: Records, said: Answer) -> Records {
    answer(records, said).0
}

/// A permission as a server lists it that says that it was deleted on request.
pub(super) fn on_request(consent: &Consent, withdrawn: bool, deleted_at: Option<i64>) -> HeldPermissionReply {
    HeldPermissionReply {
        consent: consent.id(),
        to: SAM,
        rev: 1,
        withdrawn,
        deleted_at,
        waiting: withdrawn,
        leaving_disk: false,
        newest: None,
        on_request: true,
    }
}

pub(super) fn settled(mut records: Records, held: &[HeldPermissionReply]) -> Records {
    let changes = settle_up(&records, held, later(10).at, later(10), &mut counted(5));
    changes.iter().for_each(|change| records.apply(change));
    records
}

pub(super) fn reply(from: WorkerId, keys: &notebook::seal::keys::WorkerKeys) -> Vec<u8> {
    let body = ReplyBody { words: "Thank you.".to_owned(), at: MORNING.at, introduction: None };
    let route = Route { org: ORG, from, to: person().person_id(), reply: REPLY };
    seal_reply(&body, route, keys, &person().public(), &mut counted(1)).unwrap()
}

pub(super) fn delivered(from: WorkerId, id: ReplyId, bytes: &[u8]) -> SealedReplyReply {
    SealedReplyReply { n: 1, id, from, bytes: Bytes(bytes.to_vec()), received_at: 1 }
}

/// How many replies a phone that knows Sam alone keeps of these.
pub(super) fn replies(sealed: &[SealedReplyReply]) -> usize {
    let page = PersonInboxReply { replies: sealed.to_vec(), ..quiet_page() };
    let changes = take(&phone(worker(1).public()), &person(), &page, MORNING);
    changes.iter().filter(|change| matches!(change, Change::Put(Record::Reply(_)))).count()
}

pub(super) fn news(pack: &str) -> PacksReply {
    PacksReply {
        packs: vec![PackReply { bytes: Bytes(pack.as_bytes().to_vec()), confirmation: None }],
        org_name: "Org".to_owned(),
        safeguarding: "…".to_owned(),
        complaints: ComplaintsReply { name: "Jo".to_owned(), reach: "01632 960002".to_owned() },
        edition: Bytes32([3; 32]),
    }
}

/// A phone of which everything shared has arrived.
pub(super) fn counted_phone() -> (Records, Consent) {
    let (mut records, consent) = sharing();
    for id in records.sent.keys().copied().collect::<Vec<_>>() {
        records.sent.get_mut(&id).unwrap().delivered = Some(MORNING.at);
    }
    (records, consent)
}

/// What the list of all that was sent says now.
pub(super) fn head_in(records: &Records, consent: &Consent) -> SharedHead {
    let mut without = records.clone();
    without.sent.retain(|_, sent| sent.kind != ItemKind::Head);
    let payload = head(consent, &without).unwrap();
    let SharedItem::Head(head) = payload.item() else { panic!("a head") };
    head.clone()
}

/// One more note is shared; the list behind it.
pub(super) fn next_round(records: &mut Records, consent: &Consent) -> SharedHead {
    write_note(records, 2, "in the garden", later(1));
    let changes = shares(records, &[], later(1), &mut counted(2));
    changes.iter().for_each(|change| records.apply(change));
    head_in(records, consent)
}

/// A worker's app that opened a list, and what the list counts.
pub(super) fn counted_things() -> (OpenedHeads, Vec<(ItemId, u32)>) {
    let (records, consent) = counted_phone();
    let (head, mut heads) = (head_in(&records, &consent), OpenedHeads::default());
    heads.note(consent.id(), 10, head.clone());
    (heads, head.counts.into_iter().collect())
}
