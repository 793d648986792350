//! A server that lies: one row for each attack on the real client code, what must hold, and the sentence that the person
//! or the worker reads, by its place in the catalogue. A row without a sentence is one where there is nothing to tell:
//! what came is as if it had not come, or the phone mends it by itself.

use std::sync::LazyLock;

use notebook::api::{
    Bytes, Bytes32, ClaimReply, ComplaintsReply, HeldPermissionReply, LookedReply, PackReply, PacksReply,
    PersonInboxReply, ProblemCode, ReceiptReply, SealedReplyReply,
};
use notebook::backup::BackupFault;
use notebook::consent::ConsentState;
use notebook::erasure::ErasureFacts;
use notebook::id::{ConsentId, ItemId, OrgId, ReplyId, WorkerId};
use notebook::identity::PublicKeys;
use notebook::introduction::{Code, Locator};
use notebook::records::{Backup, Change, ContactState, OutboxEntry, OutboxKind, Record, Records};
use notebook::role::Role;
use notebook::seal::backup::BackupKey;
use notebook::seal::envelope::{Known, OpenFault, SealedShare, open_share, seal_share};
use notebook::seal::introduction::{
    Card, Claim, IntroductionKeys, derive_introduction_keys, make_claim, open_card, seal_card, verify_claim,
};
use notebook::seal::keyring::{Keyring, open_keyring};
use notebook::seal::keys::{PersonKeys, Root};
use notebook::seal::reply::{ReplyBody, Route, seal_reply};
use notebook::sealed::{ShareHeader, Wire, WireFault, parse_wire};
use notebook::share::{LastDays, Outdated, SeenConsents};
use notebook::signed::{ConsentFacts, ConsentStatus, derive_record_hash, verify_consent};
use notebook::sync::backup::caught_up;
use notebook::sync::held::{keep_orphan, settle_up};
use notebook::sync::inbox::{WhyRefused, is_altered, take, take_news, why_refused};
use notebook::sync::meeting::{NotMet, meet};
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};
use notebook::sync::queue::{sign, withdraw};

use super::keyrings::part;
use super::support::{
    JO, MORNING, ORG, SAM, counted, facts, known, later, note_payload, notes_consent, open, person, phone, pinned,
    sharing, worker,
};

const ABROAD: OrgId = OrgId::from_bytes([1; 16]);
const ITEM: ItemId = ItemId::from_bytes([9; 16]);
const REPLY: ReplyId = ReplyId::from_bytes([5; 16]);
const MADE_UP: &str = include_str!("../../../protocol/tests/data/packs/licensed.json");

/// One attack: what the server does, the sentence that is read, and whether what must hold holds.
type Attack = (&'static str, &'static str, fn() -> bool);

const NOT_SHOWN: &str = "team.people.bad_single";
const OLDER: &str = "team.person.older_permission";
const NO_INTRODUCTION: &str = "errors.no_introduction_next";

const ATTACKS: [Attack; 42] = [
    // --- at an introduction
    ("a key swapped in the card of a worker who is known", "errors.other_keys", || {
        let mallory = worker(2).public();
        let half = PublicKeys { sig: worker(1).public().sig, ..mallory };
        [mallory, half].iter().all(|keys| {
            meet(&phone(worker(1).public()), ORG, SAM, keys) == Err(NotMet::OtherKeys { name: "Sam".to_owned() })
        })
    }),
    ("the card of another organisation", "errors.other_organisation", || {
        meet(&phone(worker(1).public()), ABROAD, JO, &worker(2).public()) == Err(NotMet::OtherOrganisation)
    }),
    ("the card of another introduction", NO_INTRODUCTION, || open_card(&MET.others, &MET.sealed).is_err()),
    ("a changed card", NO_INTRODUCTION, || {
        let mut changed = MET.sealed.clone();
        changed[100] ^= 1;
        open_card(&MET.keys, &changed).is_err()
    }),
    ("a claim answered in the name of another worker", "person.sharing.refused", || {
        let packs = vec![PackReply { bytes: Bytes(MADE_UP.as_bytes().to_vec()), confirmation: None }];
        let reply = ClaimReply { worker_id: JO, person_id: person().person_id(), packs };
        let after = answered(claiming(), Answer::Claimed(reply));
        after.contacts[&SAM].state == ContactState::Refused && after.packs.is_empty()
    }),
    ("the keys of a claim swapped on the way to the worker", NOT_SHOWN, || {
        let claim = Claim { keys: PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).public(), ..MET.claim.clone() };
        !MET.accepts(&claim, MET.code.locator(), SAM)
    }),
    ("a claim handed to the worker under another introduction", NOT_SHOWN, || {
        MET.accepts(&MET.claim, MET.code.locator(), SAM)
            && !MET.accepts(&MET.claim, MET.other_code.locator(), SAM)
            && !MET.accepts(&MET.claim, MET.code.locator(), JO)
    }),
    // --- what the worker reads
    ("an envelope of another organisation", NOT_SHOWN, || {
        fault(&headed(|h| h.org = ABROAD)) == OpenFault::Organisation
    }),
    ("an envelope in the name of another person", NOT_SHOWN, || {
        let other = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).person_id();
        fault(&headed(|h| h.from = other)) == OpenFault::Sender
    }),
    ("an envelope handed to another worker", NOT_SHOWN, || {
        let jo = Known { me: JO, ..known(&SENT.consent) };
        open_share(&SENT.share.bytes, &worker(2), &pinned(&person()), &jo) == Err(OpenFault::Recipient)
            && fault(&headed(|h| h.to = JO)) == OpenFault::Recipient
    }),
    ("a lower version of the envelope", NOT_SHOWN, || fault(&changed(3, 0)) == OpenFault::Wire(WireFault::Version)),
    ("another suite of the envelope", NOT_SHOWN, || fault(&changed(4, 0)) == OpenFault::Wire(WireFault::Suite)),
    ("an item doubled", NOT_SHOWN, || when(|known| known.last_seq = 5) == OpenFault::Sequence),
    ("items in another order", NOT_SHOWN, || when(|known| known.last_seq = 6) == OpenFault::Sequence),
    ("an older revision of an item that is open", NOT_SHOWN, || {
        when(|known| known.last_rev = Some(7)) == OpenFault::Revision
    }),
    ("an item under another name", NOT_SHOWN, || fault(&headed(|h| h.item = ITEM)) == OpenFault::Seal),
    ("an item numbered anew", NOT_SHOWN, || fault(&headed(|h| h.seq += 1)) == OpenFault::Seal),
    ("an item under another permission", NOT_SHOWN, || {
        fault(&headed(|h| h.consent = ConsentId::from_bytes([9; 16]))) == OpenFault::Consent
    }),
    ("an item under a permission that was taken back", NOT_SHOWN, || {
        let taken = ConsentFacts { status: ConsentStatus::Withdrawn, ..SENT.consent.clone() };
        open(&SENT.share.bytes, &worker(1), &taken) == Err(OpenFault::Consent)
    }),
    ("an item under a revision of the permission that nobody signed", NOT_SHOWN, || {
        fault(&headed(|h| h.consent_rev += 1)) == OpenFault::ConsentRevision
    }),
    ("a permission signed by somebody else", NOT_SHOWN, || {
        let forged = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG).sign_consent(&SENT.consent);
        verify_consent(&forged, &person().public().sig).is_err()
    }),
    ("a permission rolled back to an older revision", OLDER, || {
        seen(2).check(&link(1), &hash(&link(1))) == Err(Outdated::Older)
            && seen(1).check(&link(2), &hash(&link(2))).is_ok()
    }),
    ("a permission that counts again after it was taken back", OLDER, || {
        seen(3).check(&link(2), &hash(&link(2))) == Err(Outdated::TakenBack)
    }),
    ("another permission of the revision that was seen", OLDER, || {
        let other = ConsentFacts { ends: link(1).ends.add_days(1), ..link(1) };
        seen(1).check(&other, &hash(&other)) == Err(Outdated::Older)
    }),
    ("a permission that does not follow the one before", OLDER, || {
        let forked = ConsentFacts { prev_hash: [9; 32], ..link(2) };
        seen(1).check(&forked, &hash(&forked)) == Err(Outdated::Chain)
    }),
    ("a server's clock that stands still before the last day, and one that is a day off", "team.people.apart", || {
        let last = MORNING.day();
        let own = |hours: i64| LastDays::of(later(hours * 60).at, MORNING.at);
        own(23).has_passed(last) && !own(0).has_passed(last) && own(25).apart
    }),
    ("an older keyring under the number of the newest, or another worker's", "team.wrong.keys", || {
        let keys = worker(1);
        let old = [part(&Keyring::default(), &keys, SAM, 3, true)];
        open_keyring(&old, &keys, SAM, 3).is_ok()
            && open_keyring(&old, &keys, SAM, 4).is_err()
            && open_keyring(&old, &keys, JO, 3).is_err()
    }),
    // --- what reaches the person
    ("a reply written by another worker", "", || {
        let forged = reply(JO, &worker(2));
        [SAM, JO].iter().all(|from| replies(&[delivered(*from, REPLY, &forged)]) == 0)
    }),
    ("a reply under another name, so that it comes twice", "", || {
        let sealed = reply(SAM, &worker(1));
        let again = delivered(SAM, ReplyId::from_bytes([6; 16]), &sealed);
        replies(&[delivered(SAM, REPLY, &sealed), again]) == 1
    }),
    ("a receipt for what was never sent, or by somebody else", "", || {
        let (records, _) = sharing();
        let forged = [(ITEM, SAM), (ITEM, JO)].map(|(item_id, to)| ReceiptReply { item_id, rev: 1, to, opened_at: 9 });
        take(&records, &person(), &PersonInboxReply { receipts: forged.to_vec(), ..page() }, MORNING).is_empty()
    }),
    ("an older page of the inbox, and an older last look", "", || {
        let (mut records, _) = sharing();
        records.cursors.inbox = 7;
        records.cursors.looked.insert(SAM, later(60).at);
        let looked = vec![LookedReply { worker: SAM, at: MORNING.at.0 }];
        take(&records, &person(), &PersonInboxReply { looked, next: 3, ..page() }, MORNING).is_empty()
    }),
    ("a permission said to have ended, so that it cannot be taken back", "", || {
        let (mut records, consent) = sharing();
        records = answered(queued(records, consent.id()), Answer::Refused(ProblemCode::ConsentEnded, None));
        let ended = records.consents[&consent.id()].clone();
        let changes = withdraw(&records, ended, later(2), &mut counted(3)).unwrap();
        changes.iter().any(|it| matches!(it, Change::Put(Record::Outbox(out)) if signed_off(out)))
    }),
    ("a withdrawal that is refused", "person.sharing.stray_waiting", || {
        [ProblemCode::Conflict, ProblemCode::Signature, ProblemCode::Full, ProblemCode::ConsentEnded]
            .into_iter()
            .all(|code| answered(taken_back(), Answer::Refused(code, None)).outbox.values().any(signed_off))
    }),
    ("an old database, in which what was taken back counts", "", || {
        let mut records = taken_back();
        let id = *records.consents.keys().next().unwrap();
        records.outbox.clear();
        records.cursors.deleted.insert(id, later(2).at);
        let counts = HeldPermissionReply {
            consent: id,
            to: SAM,
            rev: 1,
            withdrawn: false,
            deleted_at: None,
            leaving_disk: false,
            waiting: false,
            newest: None,
        };
        let after = settled(records, &[counts]);
        after.outbox.values().any(signed_off) && !after.cursors.deleted.contains_key(&id)
    }),
    ("a permission kept back", "", || {
        let (records, consent) = sharing();
        let kind = OutboxKind::Consent { consent: consent.id(), rev: 1 };
        settled(records, &[]).outbox.values().any(|out| out.kind == kind)
    }),
    ("a permission made up for this person", "", || {
        let records = phone(worker(1).public());
        let consent = notes_consent(3, SAM, MORNING);
        let stranger = PersonKeys::derive(&Root::from_bytes([9; 16]), ORG);
        let forged = sign(&stranger, &consent, &records.contacts[&SAM]);
        let own = sign(&person(), &consent, &records.contacts[&SAM]);
        keep_orphan(&records, &person(), consent.id(), &forged).is_none()
            && keep_orphan(&records, &person(), ConsentId::from_bytes([9; 16]), &own).is_none()
    }),
    ("somebody said to be unknown, as if they had deleted everything", "person.sharing.unknown_there", || {
        let (mut records, consent) = sharing();
        take_news(&records, &news(MADE_UP)).iter().for_each(|change| records.apply(change));
        let after = answered(queued(records, consent.id()), Answer::Refused(ProblemCode::Signature, None));
        why_refused(&after) == Some(WhyRefused::PutBack)
            && after.outbox.len() == 1
            && after.consents[&consent.id()].state() == ConsentState::Active
    }),
    ("an erasure turned to somebody else or another organisation", "person.erase.server_left", || {
        let record = person().sign_erasure(MORNING.at);
        let facts = ErasureFacts::verify(&record).unwrap();
        let turned = (0..record.len()).filter_map(|at| {
            let mut turned = record.clone();
            turned[at] ^= 1;
            ErasureFacts::verify(&turned)
        });
        facts.org == ORG && facts.keys == person().public() && turned.count() == 0
    }),
    ("a number no phone can have used", "person.sharing.server_wrong", || {
        let (records, consent) = sharing();
        let (records, outbox) = answer(queued(records, consent.id()), Answer::SequenceUsed(u64::MAX));
        outbox.something_is_wrong() && records.cursors.seq.values().all(|seq| *seq < 100)
    }),
    ("a changed clock", "", || {
        [-200, 200].into_iter().all(|days| {
            let (records, consent) = sharing();
            let told = Answer::Refused(ProblemCode::Clock, Some(later(days * 24 * 60).at));
            let after = answered(queued(records, consent.id()), told);
            after.consents[&consent.id()].state() == ConsentState::Active && after.outbox.len() == 1
        })
    }),
    ("an old backup, or another person's", "errors.backup.older", || {
        let (mut records, _) = sharing();
        records.backup = Backup { rev: 7, ..records.backup };
        let other = BackupKey::derive(&Root::from_bytes([9; 16]), ORG);
        let theirs = other.seal(&records.everything(), MORNING.day(), 8, &mut counted(9)).unwrap();
        caught_up(&records, &[1], 6, &[], MORNING) == Err(BackupFault::Older)
            && BackupKey::derive(&Root::from_bytes([0x11; 16]), ORG).open(&theirs).is_err()
    }),
    (
        "other bytes under the name and version of a questionnaire that the phone holds",
        "person.sharing.pack_altered",
        || {
            let mut records = phone(worker(1).public());
            take_news(&records, &news(MADE_UP)).iter().for_each(|change| records.apply(change));
            let lie = news(&MADE_UP.replacen("\"sensitive\": true", "\"sensitive\": false", 1));
            let packs = records.packs.clone();
            let altered = is_altered(&records, &lie);
            take_news(&records, &lie).iter().for_each(|change| records.apply(change));
            altered && records.packs == packs
        },
    ),
];

#[test]
fn no_attack_of_a_lying_server_succeeds_and_what_is_read_is_in_the_catalogue() {
    let words: serde_json::Value = serde_json::from_str(include_str!("../../../../app/locales/en.json")).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for (name, sentence, holds) in ATTACKS {
        assert!(names.insert(name), "{name} is there twice");
        assert!(holds(), "{name} succeeds");
        let found = sentence.split('.').try_fold(&words, |at, part| at.get(part));
        assert!(sentence.is_empty() || found.is_some_and(serde_json::Value::is_string), "{name}: no {sentence}");
    }
}

struct Met {
    code: Code,
    other_code: Code,
    keys: IntroductionKeys,
    others: IntroductionKeys,
    sealed: Vec<u8>,
    claim: Claim,
}

/// Made once: stretching is slow on purpose.
static MET: LazyLock<Met> = LazyLock::new(|| {
    let (code, other_code) = (Code::make(&mut counted(1)), Code::make(&mut counted(9)));
    let keys = derive_introduction_keys(&code, ORG).here().unwrap();
    let others = derive_introduction_keys(&other_code, ORG).here().unwrap();
    let text = str::to_owned;
    let card = Card {
        worker: SAM,
        name: text("Sam"),
        role: Role::KeyWorker,
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
    fn accepts(&self, claim: &Claim, locator: Locator, me: WorkerId) -> bool {
        verify_claim(claim, locator, ORG, &self.keys.mac_key(), me, &worker(1)).is_ok()
    }
}

/// A permission's records as the person signs them, each over the one before: given, changed, taken back.
fn link(rev: u32) -> ConsentFacts {
    let mut facts = facts(&notes_consent(3, SAM, MORNING), &person(), &worker(1));
    if rev > 1 {
        facts.prev_hash = hash(&link(rev - 1));
    }
    facts.rev = rev;
    facts.status = if rev == 3 { ConsentStatus::Withdrawn } else { ConsentStatus::Active };
    facts
}

fn hash(facts: &ConsentFacts) -> [u8; 32] {
    derive_record_hash(&person().sign_consent(facts))
}

/// What a worker remembers who saw that revision.
fn seen(rev: u32) -> SeenConsents {
    let mut memory = SeenConsents::default();
    memory.note(&link(rev), hash(&link(rev)));
    memory
}

struct Sent {
    consent: ConsentFacts,
    share: SealedShare,
}

static SENT: LazyLock<Sent> = LazyLock::new(|| {
    let (payload, consent) = note_payload("the kettle broke and I laughed", worker(1).public());
    let share = seal_share(&payload, &person(), &worker(1).public(), 5, &mut counted(2)).unwrap();
    Sent { consent: facts(&consent, &person(), &worker(1)), share }
});

fn fault(bytes: &[u8]) -> OpenFault {
    open(bytes, &worker(1), &SENT.consent).unwrap_err()
}

fn when(change: impl FnOnce(&mut Known<'_>)) -> OpenFault {
    let mut known = known(&SENT.consent);
    change(&mut known);
    open_share(&SENT.share.bytes, &worker(1), &pinned(&person()), &known).unwrap_err()
}

fn headed(change: impl FnOnce(&mut ShareHeader)) -> Vec<u8> {
    let mut header = SENT.share.header;
    change(&mut header);
    Wire { header: &header.encode(), ..parse_wire(&SENT.share.bytes).unwrap() }.encode()
}

fn changed(place: usize, byte: u8) -> Vec<u8> {
    let mut bytes = SENT.share.bytes.clone();
    bytes[place] = byte;
    bytes
}

fn with_entry(mut records: Records, kind: OutboxKind) -> Records {
    let entry = OutboxEntry { id: [1; 16], order: 1, worker: SAM, kind, body: vec![1], queued: MORNING, tries: 0 };
    records.outbox.insert(entry.id, entry);
    records
}

fn claiming() -> Records {
    let mut records = phone(worker(1).public());
    records.contacts.get_mut(&SAM).unwrap().state = ContactState::Claiming;
    with_entry(records, OutboxKind::Claim { locator: Locator::from_u32(1).unwrap() })
}

fn queued(records: Records, consent: ConsentId) -> Records {
    with_entry(records, OutboxKind::Share { consent, item: ITEM, rev: 1 })
}

/// Taken back, and the withdrawal waits.
fn taken_back() -> Records {
    let (mut records, consent) = sharing();
    let changes = withdraw(&records, consent, later(1), &mut counted(2)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    records
}

/// Whether this is a withdrawal that the person's keys signed.
fn signed_off(entry: &OutboxEntry) -> bool {
    matches!(entry.kind, OutboxKind::Withdrawal { .. })
        && verify_consent(&entry.body, &person().public().sig).is_ok_and(|it| it.status == ConsentStatus::Withdrawn)
}

/// What is here after the one message was answered so.
fn answer(mut records: Records, answer: Answer) -> (Records, Outbox) {
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

fn answered(records: Records, said: Answer) -> Records {
    answer(records, said).0
}

fn settled(mut records: Records, held: &[HeldPermissionReply]) -> Records {
    let changes = settle_up(&records, held, later(10).at, later(10), &mut counted(5));
    changes.iter().for_each(|change| records.apply(change));
    records
}

fn page() -> PersonInboxReply {
    PersonInboxReply {
        replies: vec![],
        receipts: vec![],
        looked: vec![],
        moved_on: vec![],
        permissions: vec![],
        leaving_disk: false,
        edition: Bytes32([3; 32]),
        next: 0,
    }
}

fn reply(from: WorkerId, keys: &notebook::seal::keys::WorkerKeys) -> Vec<u8> {
    let body = ReplyBody { words: "Thank you.".to_owned(), at: MORNING.at, introduction: None };
    let route = Route { org: ORG, from, to: person().person_id(), reply: REPLY };
    seal_reply(&body, route, keys, &person().public(), &mut counted(1)).unwrap()
}

fn delivered(from: WorkerId, id: ReplyId, bytes: &[u8]) -> SealedReplyReply {
    SealedReplyReply { n: 1, id, from, bytes: Bytes(bytes.to_vec()), received_at: 1 }
}

/// How many replies a phone that knows Sam alone keeps of these.
fn replies(sealed: &[SealedReplyReply]) -> usize {
    let page = PersonInboxReply { replies: sealed.to_vec(), ..page() };
    let changes = take(&phone(worker(1).public()), &person(), &page, MORNING);
    changes.iter().filter(|change| matches!(change, Change::Put(Record::Reply(_)))).count()
}

fn news(pack: &str) -> PacksReply {
    PacksReply {
        packs: vec![PackReply { bytes: Bytes(pack.as_bytes().to_vec()), confirmation: None }],
        org_name: "Org".to_owned(),
        safeguarding: "…".to_owned(),
        complaints: ComplaintsReply { name: "Jo".to_owned(), reach: "01632 960002".to_owned() },
        edition: Bytes32([3; 32]),
    }
}
