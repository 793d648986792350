//! Real envelopes, made as a phone makes them, through the worker's mailbox.
use super::*;
use domain::api::HeldConsentState;
use domain::consent::{Consent, From, Grant, Scope};
use domain::entropy::Entropy;
use domain::id::{ConsentId, NoteId};
use domain::introduction::Locator;
use domain::note::Note;
use domain::records::{Change, Contact, ContactState, OrgPin, Record, Records, RootRecord};
use domain::role::Role;
use domain::seal::envelope::{SealedShare, seal_share};
use domain::seal::keys::{PersonKeys, Root};
use domain::share::assemble;
use domain::time::Stamp;

const ORG: OrgId = OrgId::from_bytes([0xa0; 16]);
const SAM: WorkerId = WorkerId::from_bytes([7; 16]);
const ROOT: [u8; 16] = [0x11; 16];
const MORNING: Stamp = Stamp { at: Moment(1_778_572_800_000), offset_min: 60 };

struct Counted(u8);

impl Entropy for Counted {
    fn fill(&mut self, out: &mut [u8]) {
        for byte in out {
            self.0 = self.0.wrapping_mul(5).wrapping_add(17);
            *byte = self.0;
        }
    }
}

/// A phone, a worker who was introduced, and a permission for notes.
struct World {
    person: PersonKeys,
    worker: WorkerKeys,
    records: Records,
    consent: Consent,
    mailbox: Mailbox,
}

impl World {
    fn new() -> Self {
        let (person, worker) = (PersonKeys::derive(&Root::from_bytes(ROOT), ORG), WorkerKeys::make(&mut Counted(1)));
        let mut records = Records { identity: Some(RootRecord { root: ROOT }), ..Records::default() };
        records.org = Some(OrgPin { org_id: ORG, name: "Org".into(), safeguarding: "…".into(), complaints: None });
        let (kem_pk, sig_pk) = (worker.public().kem, worker.public().sig);
        let contact = Contact {
            worker: SAM,
            name: "Sam".into(),
            role: Role::KeyWorker,
            team: String::new(),
            kem_pk,
            sig_pk,
            check_words: std::array::from_fn(|_| "word".to_owned()),
            name_told: true,
            met: MORNING,
            state: ContactState::Introduced,
            told_since: None,
            called: String::new(),
        };
        records.apply(&Change::Put(Record::Contact(contact)));
        let consent = Consent::grant(Grant {
            id: ConsentId::from_bytes([3; 16]),
            worker: SAM,
            scope: Scope {
                notes: true,
                note_ids: (0..16).map(|n| NoteId::from_bytes([n; 16])).collect(),
                ..Scope::default()
            },
            from: From::EarlierToo,
            granted: MORNING,
            until: MORNING.day().add_months(6),
            wording: "permission-1".into(),
            without_asking: false,
            salt: [9; 16],
        })
        .unwrap();
        records.apply(&Change::Put(Record::Consent(consent.clone())));
        Self { person, worker, records, consent, mailbox: Mailbox::default() }
    }

    fn write(&mut self, n: u8, words: &str) {
        let at = Stamp { at: Moment(MORNING.at.0 - 1), ..MORNING };
        let note = Note { id: NoteId::from_bytes([n; 16]), words: words.into(), at, check_in: None, edited: None };
        self.records.apply(&Change::Put(Record::Note(note)));
    }

    /// Everything the permission covers, sealed with rising numbers from `seq`.
    fn sealed(&self, seq: u64) -> Vec<SealedShare> {
        let payloads = assemble(&self.consent, &self.records, &[], MORNING.day()).unwrap();
        let seal = |(n, payload): (u64, &_)| {
            seal_share(payload, &self.person, &self.worker.public(), seq + n, &mut Counted(n as u8 + 3)).unwrap()
        };
        payloads.iter().enumerate().map(|(n, payload)| seal((n as u64, payload))).collect()
    }

    fn list(&self, sealed: &[SealedShare]) -> PersonSharesReply {
        let kid = self.worker.public().derive_key_id();
        let facts = self.consent.facts(ORG, self.person.person_id(), kid);
        let share = |it: &SealedShare| ShareReply {
            item_id: it.header.item,
            rev: it.header.item_rev,
            seq: it.header.seq,
            consent_id: it.header.consent,
            received_at: 1,
            opened_at: None,
        };
        PersonSharesReply {
            person_id: self.person.person_id(),
            consents: vec![ConsentReply {
                consent_id: facts.consent,
                rev: facts.rev,
                state: HeldConsentState::Active,
                bytes: self.person.sign_consent(&facts).into(),
                received_at: 1,
            }],
            shares: sealed.iter().map(share).collect(),
        }
    }

    fn pinned(&self) -> PinnedPerson {
        let locator = Locator::from_u32(1).unwrap();
        let person = self.person.person_id();
        PinnedPerson { person, keys: self.person.public(), name: Some("Robin".into()), met: MORNING.at, locator }
    }

    /// One look on the day of the permission: take the list, open what is wanted.
    fn look(&mut self, list: &PersonSharesReply, sealed: &[SealedShare]) -> PersonShares {
        self.look_at(list, sealed, today())
    }

    fn look_at(&mut self, list: &PersonSharesReply, sealed: &[SealedShare], days: LastDays) -> PersonShares {
        let from = self.pinned();
        let reader = Reader { me: SAM, org: ORG, keys: &self.worker };
        for share in self.mailbox.take(&reader, &from, list, days) {
            let bytes = sealed.iter().find(|it| it.header.item == share.item_id).map(|it| it.bytes.clone()).unwrap();
            self.mailbox.open(&reader, &from, &share, &bytes);
        }
        self.mailbox.view(&from, MORNING.at)
    }
}

fn today() -> LastDays {
    LastDays::of(MORNING.at, MORNING.at)
}

fn notes(view: &PersonShares) -> Vec<&str> {
    view.page.notes.iter().map(|note| note.words.as_str()).collect()
}

#[test]
fn what_was_shared_is_shown_and_told_once() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    let view = world.look(&world.list(&sealed), &sealed);
    assert_eq!(notes(&view), ["The bus was on time"]);
    assert_eq!(view.news, [ItemKind::Note]);
    assert_eq!((view.unchecked, view.until), (0, Some(world.consent.until())));
    let untold = world.mailbox.untold();
    assert_eq!(untold.len(), sealed.len());
    world.mailbox.told(&untold);
    assert!(world.mailbox.untold().is_empty());
    assert!(world.look(&world.list(&sealed), &sealed).news.is_empty());
}

#[test]
fn what_was_taken_back_is_gone_at_the_next_look() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    world.look(&world.list(&sealed), &sealed);
    let gone = PersonSharesReply { shares: Vec::new(), ..world.list(&sealed) };
    let view = world.look(&gone, &[]);
    assert!(view.page.is_empty() && view.newest.is_none());
}

#[test]
fn a_withdrawn_permission_hides_what_the_server_still_lists() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    world.look(&world.list(&sealed), &sealed);
    let mut list = world.list(&sealed);
    let kid = world.worker.public().derive_key_id();
    let mut facts = world.consent.facts(ORG, world.person.person_id(), kid);
    (facts.status, facts.rev) = (ConsentStatus::Withdrawn, facts.rev + 1);
    list.consents[0].rev = facts.rev;
    list.consents[0].bytes = world.person.sign_consent(&facts).into();
    assert!(world.look(&list, &sealed).page.is_empty());
}

#[test]
fn a_changed_envelope_is_counted_and_never_shown() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let mut sealed = world.sealed(1);
    let list = world.list(&sealed);
    for share in &mut sealed {
        let last = share.bytes.len() - 1;
        share.bytes[last] ^= 1;
    }
    let view = world.look(&list, &sealed);
    assert!(view.page.is_empty());
    assert_eq!(view.unchecked, sealed.len());
    assert!(world.mailbox.untold().is_empty(), "what is not shown was not opened");
}

#[test]
fn another_items_bytes_under_this_name_are_not_shown() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    world.write(2, "It rained");
    let sealed = world.sealed(1);
    let list = world.list(&sealed);
    let from = world.pinned();
    let reader = Reader { me: SAM, org: ORG, keys: &world.worker };
    let wanted = world.mailbox.take(&reader, &from, &list, today());
    for share in &wanted {
        let other = sealed.iter().find(|it| it.header.item != share.item_id).unwrap();
        world.mailbox.open(&reader, &from, share, &other.bytes);
    }
    assert!(world.mailbox.view(&from, MORNING.at).page.is_empty());
}

#[test]
fn a_permission_signed_by_somebody_else_covers_nothing() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    let mut list = world.list(&sealed);
    let stranger = PersonKeys::derive(&Root::from_bytes([0x22; 16]), ORG);
    let kid = world.worker.public().derive_key_id();
    let facts = world.consent.facts(ORG, world.person.person_id(), kid);
    list.consents[0].bytes = stranger.sign_consent(&facts).into();
    let view = world.look(&list, &sealed);
    assert!(view.page.is_empty());
    assert_eq!(view.unchecked, 1);
}

#[test]
fn why_there_is_nothing_is_said_only_as_far_as_it_is_known() {
    let mut world = World::new();
    let list = world.list(&[]);
    let none = PersonSharesReply { consents: Vec::new(), ..list.clone() };
    assert_eq!(world.look(&none, &[]).standing, Standing::NothingChosen);
    assert_eq!(world.look(&list, &[]).standing, Standing::Shares);
    let mut ended = list.clone();
    ended.consents[0].state = HeldConsentState::Ended;
    assert_eq!(world.look(&ended, &[]).standing, Standing::Ended);
    let mut false_word = list.clone();
    false_word.consents[0].state = HeldConsentState::Withdrawn;
    assert_eq!(world.look(&false_word, &[]).standing, Standing::Shares, "taking back is the person's word alone");
    let mut unread = list;
    unread.consents[0].bytes.0[40] ^= 1;
    assert_eq!(world.look(&unread, &[]).standing, Standing::Unknown);
    let (from, long_after) = (world.pinned(), Moment(MORNING.at.0 + REMEMBERED_MS));
    assert_eq!(Mailbox::default().view(&from, long_after).standing, Standing::Unknown);
}

#[test]
fn nothing_new_is_not_said_of_what_is_on_its_way_or_could_not_be_checked() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    let (list, from) = (world.list(&sealed), world.pinned());
    let reader = Reader { me: SAM, org: ORG, keys: &world.worker };
    world.mailbox.take(&reader, &from, &list, today());
    assert_eq!(world.mailbox.view(&from, MORNING.at).why_blank(), Blank::Fetching);
    let mut broken = sealed.clone();
    broken.iter_mut().for_each(|share| share.bytes.reverse());
    assert_eq!(world.look(&list, &broken).why_blank(), Blank::Unchecked(sealed.len()));
    assert_eq!(world.look(&world.list(&[]), &[]).why_blank(), Blank::Standing(Standing::Shares));
    let mut unread = world.list(&[]);
    unread.consents[0].bytes.0[40] ^= 1;
    assert_eq!(world.look(&unread, &[]).why_blank(), Blank::Unchecked(1), "it may be a permission");
}

#[test]
fn a_permission_that_has_brought_nothing_yet_is_shown_and_is_no_news() {
    let mut world = World::new();
    let sealed = world.sealed(1);
    let view = world.look(&world.list(&sealed), &sealed);
    assert!(!view.page.is_empty() && view.page.brings_nothing());
    assert_eq!((view.newest, view.news.len(), view.standing), (None, 0, Standing::Shares));
}

#[test]
fn what_was_signed_off_after_its_last_day_had_ended_and_was_not_taken_back() {
    let mut world = World::new();
    let list = world.list(&[]);
    let facts = verify_consent(&list.consents[0].bytes.0, &world.person.public().sig).unwrap();
    let after = |days: i32| world.consent.until().add_days(days);
    let mut standing = Vec::new();
    for received in [after(0), after(1)] {
        let mut over = list.clone();
        let record = world.person.sign_consent(&ConsentFacts {
            status: ConsentStatus::Withdrawn,
            rev: facts.rev + 1,
            ..facts.clone()
        });
        let at = MORNING.at.0 + i64::from(MORNING.day().days_until(received)) * 86_400_000;
        let one = &mut over.consents[0];
        (one.state, one.rev, one.bytes, one.received_at) =
            (HeldConsentState::Withdrawn, facts.rev + 1, record.into(), at);
        standing.push(over);
    }
    let standing: Vec<_> = standing.iter().map(|over| world.look(over, &[]).standing).collect();
    assert_eq!(standing, [Standing::TakenBack, Standing::Ended]);
}

impl World {
    /// The next sign-in: what was opened is forgotten, and the keyring remembers.
    fn sign_in_again(&mut self) {
        let seen = std::mem::take(&mut self.mailbox).seen().clone();
        self.mailbox.remind(&seen);
    }

    /// The list with the next revision of the permission, given or taken back.
    fn next_revision(&self, list: &PersonSharesReply, status: ConsentStatus) -> PersonSharesReply {
        let facts = verify_consent(&list.consents[0].bytes.0, &self.person.public().sig).unwrap();
        let (rev, prev_hash) = (facts.rev + 1, derive_record_hash(&list.consents[0].bytes.0));
        let mut next = list.clone();
        next.consents[0].rev = rev;
        next.consents[0].bytes = self.person.sign_consent(&ConsentFacts { rev, status, prev_hash, ..facts }).into();
        next
    }
}

#[test]
fn what_was_taken_back_stays_gone_when_an_older_database_is_put_back() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    let list = world.list(&sealed);
    assert_eq!(notes(&world.look(&list, &sealed)).len(), 1);
    world.look(&world.next_revision(&list, ConsentStatus::Withdrawn), &[]);
    for _ in 0..2 {
        let view = world.look(&list, &sealed);
        assert!(view.page.is_empty() && world.mailbox.untold().is_empty());
        assert_eq!((view.standing, view.gap), (Standing::TakenBack, Some(Gap::OlderPermission)));
        world.sign_in_again();
    }
}

#[test]
fn an_older_permission_counts_no_more_and_a_server_that_names_none_knows_no_reason() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    let list = world.list(&sealed);
    let changed = world.next_revision(&list, ConsentStatus::Active);
    assert_eq!(world.look(&changed, &sealed).gap, None);
    world.sign_in_again();
    let view = world.look(&list, &sealed);
    assert!(view.page.is_empty());
    assert_eq!((view.gap, view.why_blank()), (Some(Gap::OlderPermission), Blank::Gap));
    let none = PersonSharesReply { consents: Vec::new(), shares: Vec::new(), ..list };
    assert_eq!(world.look(&none, &[]).standing, Standing::Unknown, "they had chosen something");
    let unlinked = world.next_revision(&world.next_revision(&changed, ConsentStatus::Active), ConsentStatus::Active);
    assert_eq!(world.look(&unlinked, &sealed).gap, None, "what was in between was never seen");
}

#[test]
fn a_newer_thing_that_was_here_and_is_not_there_is_missed_at_the_next_sign_in() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let before = world.sealed(1);
    let old = world.list(&before);
    world.write(2, "It rained");
    let sealed = world.sealed(11);
    assert_eq!(notes(&world.look(&world.list(&sealed), &sealed)).len(), 2);
    world.sign_in_again();
    let view = world.look(&old, &before);
    assert_eq!((notes(&view).len(), view.gap), (1, Some(Gap::OlderShares)));
    world.sign_in_again();
    assert_eq!(world.look(&world.list(&sealed), &sealed).gap, None);
    let gone = world.next_revision(&PersonSharesReply { shares: Vec::new(), ..old }, ConsentStatus::Withdrawn);
    assert_eq!(world.look(&gone, &[]).gap, None, "what was taken back is not missing");
}

#[test]
fn what_has_ended_is_dropped_by_the_computers_clock_whatever_the_server_says() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    let sealed = world.sealed(1);
    let list = world.list(&sealed);
    let until = i64::from(MORNING.day().days_until(world.consent.until()));
    let at = |days: i64| Moment(MORNING.at.0 + days * 86_400_000);
    assert_eq!(notes(&world.look(&list, &sealed)).len(), 1);
    let view = world.look_at(&list, &sealed, LastDays::of(at(until + 1), at(until)));
    assert!(view.page.is_empty());
    assert_eq!(view.standing, Standing::Ended);
    let apart = LastDays::of(at(until + 300), MORNING.at);
    assert_eq!(notes(&world.look_at(&list, &sealed, apart)).len(), 1);
    assert!(apart.apart, "and the page says so");
}

#[test]
fn a_wish_for_a_conversation_stays_while_its_permission_waits_for_the_phone() {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    world.consent.wish_to_talk(true, MORNING);
    let sealed = world.sealed(1);
    let list = world.list(&sealed);
    assert!(world.look(&list, &sealed).page.conversation.is_some());
    let mut waiting = world.list(&[]);
    waiting.consents[0].state = HeldConsentState::Waiting;
    let view = world.look(&waiting, &[]);
    assert_eq!((view.standing, view.page.conversation, view.unfetched), (Standing::Waiting, Some(MORNING), 0));
    assert!(notes(&view).is_empty(), "and nothing else does");
    let view = world.look(&list, &sealed);
    assert_eq!((notes(&view), view.unchecked), (vec!["The bus was on time"], 0), "all is opened anew");
    world.look(&waiting, &[]);
    let taken_back = world.next_revision(&waiting, ConsentStatus::Withdrawn);
    assert!(world.look(&taken_back, &[]).page.is_empty());
    // Who signs in meanwhile has opened nothing of it.
    let mut world = World::new();
    assert_eq!(world.look(&waiting, &[]).why_blank(), Blank::Standing(Standing::Waiting));
}

#[path = "inbox_gap_tests.rs"]
mod gap;
