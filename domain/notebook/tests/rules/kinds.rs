//! One record of every kind with all its fields filled, and the bytes that it will always be.

use crate::support::{MORNING, SAM, areas, contact, day, grant, later, licensed, responses};
use notebook::ask_again::AskAgain;
use notebook::aspiration::{Aspiration, AspirationState, EarlierWords, FoundOut, LookBack, StateChange, Step};
use notebook::check_in::{Amendment, CheckIn, Company, Draft};
use notebook::consent::{Consent, Ending, From, Grant, ItemKind, Scope};
use notebook::helped::{Agreed, CameBy, Helped, Helper, TypedBy, WrittenBy};
use notebook::id::{AspirationId, CheckInId, ConsentId, GuestPlace, ItemId, NoteId, OrgId, ReplyId, StepId, WrittenId};
use notebook::instrument::{Confirmation, PackHash, PackRef};
use notebook::note::Note;
use notebook::records::{
    Backup, Brought, Complaints, Contact, Cursors, Decision, FormerName, Nation, OrgPin, OutboxEntry, OutboxKind,
    OwnContact, PackFile, Record, Removed, Reply, Returned, RootRecord, Scrap, SentItem, Settings, StoreName, Theme,
    Told,
};
use notebook::reminder::{Every, Rhythm};
use notebook::time::Moment;

const CHECK_IN: CheckInId = CheckInId::from_bytes([1; 16]);
const CONSENT: ConsentId = ConsentId::from_bytes([2; 16]);
const ITEM: ItemId = ItemId::from_bytes([3; 16]);

fn settings() -> Settings {
    Settings {
        name: Some("Ash".to_owned()),
        welcomed: Some(MORNING),
        theme: Theme::Dark,
        text_percent: 125,
        more_contrast: true,
        nation: Some(Nation::Wales),
        language: Some("cy".to_owned()),
        reminder: Some(Rhythm { first: day("2026-06-01"), every: Every::TwoWeeks }),
        lock_after_min: Some(5),
        own_contacts: vec![OwnContact { name: "Mo".to_owned(), number: "01632 960001".to_owned() }],
        own_before_lock: true,
        less_movement: true,
        former_name: Some(FormerName { name: "Al".to_owned(), until: later(1) }),
        ask_again: Some(AskAgain { on: day("2026-06-09"), set: later(4) }),
    }
}

/// Nothing here depends on the file of a pack, which may be reworded.
fn pack() -> PackRef {
    let [id, version, language] = ["areas", "2", "en"].map(str::to_owned);
    PackRef { id, version, language, hash: PackHash::from_bytes([8; 32]) }
}

fn answers(place: u8) -> notebook::check_in::Responses {
    let mut answers = responses(&areas(), [Some(place); 10]);
    answers.answer_follow_up(&areas(), "money", true).unwrap();
    answers
}

fn helped() -> Helped {
    let agreed = Some(Agreed { version: 1, words: "Yes".to_owned(), at: later(14) });
    let (called, name) = ("housing support".to_owned(), Some("Jo".to_owned()));
    Helped { helper: Helper::PeerWorker, called, name, typed_by: TypedBy::Helper, agreed }
}

fn draft() -> Draft {
    Draft {
        company: Some(Company::ReadToMe),
        pack: pack(),
        responses: answers(1),
        at_item: 3,
        answered_on: Some(day("2026-05-11")),
        helped: Some(helped()),
        written: Some(WrittenBy {
            came: CameBy::ClaimWords { place: GuestPlace::from_bytes([21; 16]), opened_before: Some(Moment(7)) },
            rev: 9,
            at: later(14),
            finished: true,
            taken_over: true,
        }),
        ..Draft::start(CHECK_IN, &licensed(), MORNING)
    }
}

fn check_in() -> CheckIn {
    CheckIn {
        id: CHECK_IN,
        pack: pack(),
        company: Company::FromPaper,
        responses: answers(2),
        answered_on: day("2026-05-11"),
        completed: MORNING,
        note: Some("Rain".to_owned()),
        history: vec![Amendment { responses: answers(3), at: later(2), answered_on: Some(day("2026-05-10")) }],
        edited: Some(later(3)),
        unseen: true,
        helped: Some(helped()),
    }
}

fn aspiration() -> Aspiration {
    let state = AspirationState::Changed;
    Aspiration {
        id: AspirationId::from_bytes([4; 16]),
        words: "Swim".to_owned(),
        why: "Air".to_owned(),
        what_helps: "Mo".to_owned(),
        steps: vec![Step { id: StepId::from_bytes([5; 16]), words: "Bus".to_owned(), done: Some(later(4)) }],
        looks_back: vec![LookBack { rating: 7, note: "Far".to_owned(), at: later(5) }],
        state,
        in_focus: true,
        history: vec![StateChange { to: state, at: later(6) }],
        created: MORNING,
        order: 9,
        earlier: vec![EarlierWords { words: "Walk".to_owned(), until: later(7) }],
        became: Some(AspirationId::from_bytes([6; 16])),
        edited: Some(later(8)),
        areas: ["money".to_owned()].into(),
        found_out: vec![FoundOut { words: "Mo waits".to_owned(), at: later(13) }],
    }
}

fn consent() -> Consent {
    let mut scope = Scope {
        totals: true,
        answers: true,
        sensitive: true,
        aspirations: [AspirationId::from_bytes([4; 16])].into(),
        notes: true,
        conversation: true,
        note_ids: [NoteId::from_bytes([5; 16])].into(),
        ..Scope::default()
    };
    scope.set_area("money", true);
    let given = |n, at| Grant { without_asking: true, ..grant(n, scope.clone(), From::EarlierToo, at) };
    let earlier = Consent::grant(given(1, MORNING)).unwrap();
    let mut consent = Consent::grant(given(2, later(9))).unwrap().going_on_from(&earlier);
    consent = consent.with_shown(vec!["Sam sees".to_owned()]);
    consent.wish_to_talk(false, later(10));
    consent.wish_to_talk(true, later(11));
    consent.let_end(later(12));
    consent.end(Ending::Elsewhere, [10; 32]);
    consent.keep_withdrawal(vec![11, 255]);
    consent
}

fn backup() -> Backup {
    Backup {
        on_since: Some(MORNING),
        rev: 2,
        kept: Some(later(1)),
        holds: 9,
        contents: [1; 32],
        trying: [2; 32],
        ending: Some(later(2)),
        gone: Some(later(3)),
        elsewhere: Some(later(4)),
        other_phone: Some(later(5)),
        words_seen: Some(later(6)),
        leaving: true,
    }
}

/// The one of this kind. Every field is named, so that a new one is filled here too.
pub(crate) fn filled(store: StoreName) -> Record {
    let at = later(20);
    match store {
        StoreName::Settings => Record::Settings(settings()),
        StoreName::Identity => Record::Identity(RootRecord { root: [3; 16] }),
        StoreName::Org => {
            let (name, safeguarding) = ("Org".to_owned(), "We may tell".to_owned());
            let complaints = Some(Complaints { name: "Jo".to_owned(), reach: "01632 960002".to_owned() });
            Record::Org(OrgPin { org_id: OrgId::from_bytes([4; 16]), name, safeguarding, complaints })
        }
        StoreName::CheckIns => Record::CheckIn(check_in()),
        StoreName::Drafts => Record::Draft(draft()),
        StoreName::Aspirations => Record::Aspiration(aspiration()),
        StoreName::Notes => {
            let (id, words) = (NoteId::from_bytes([5; 16]), "Sun".to_owned());
            Record::Note(Note { id, words, at, check_in: Some(CHECK_IN), edited: Some(later(21)) })
        }
        StoreName::Contacts => {
            let called = "Housing support".to_owned();
            Record::Contact(Contact { told_since: Some(at), called, ..contact(SAM) })
        }
        StoreName::Consents => Record::Consent(consent()),
        StoreName::Decisions => Record::Decision(Decision { consent: CONSENT, check_in: CHECK_IN, share: true, at }),
        StoreName::Sent => Record::Sent(SentItem {
            worker: SAM,
            item: ITEM,
            kind: ItemKind::Note,
            source: [5; 16],
            consent: CONSENT,
            rev: 3,
            hash: [6; 32],
            told: Told { totals: [12, 30].into(), answers: [("m1".to_owned(), [1, 2].into())].into_iter().collect() },
            queued: at,
            delivered: Some(later(21).at),
            opened: Some(later(22).at),
        }),
        StoreName::Outbox => Record::Outbox(OutboxEntry {
            id: [6; 16],
            order: 1,
            worker: SAM,
            kind: OutboxKind::Share { consent: CONSENT, item: ITEM, rev: 3 },
            body: vec![0, 255],
            queued: at,
            tries: 2,
        }),
        StoreName::Replies => Record::Reply(Reply {
            id: ReplyId::from_bytes([7; 16]),
            from: SAM,
            words: "Well done".to_owned(),
            written: Moment(MORNING.at.0 - 7),
            received: at,
            read: true,
        }),
        StoreName::Packs => {
            let by = "Jo Green".to_owned();
            let confirmation = Some(Confirmation { by, on: day("2026-05-01"), demo: true });
            Record::Pack(PackFile { bytes: vec![123, 125], confirmation })
        }
        StoreName::Cursors => Record::Cursors(Cursors {
            inbox: 9,
            clock_offset_ms: -70_000,
            seq: [(SAM, 5)].into_iter().collect(),
            looked: [(SAM, at.at)].into_iter().collect(),
            deleted: [(CONSENT, later(21).at)].into_iter().collect(),
            edition: [7; 32],
            orphans: [(CONSENT, vec![1, 2])].into_iter().collect(),
            moved_on: [(SAM, at.at)].into_iter().collect(),
            leaving: [CONSENT].into(),
            new_starts: [SAM].into(),
            away: [(SAM, day("2026-06-09"))].into_iter().collect(),
            on_request: [(CONSENT, later(22).at)].into_iter().collect(),
            decided: [WrittenId::from_bytes([22; 16])].into_iter().collect(),
            taking: [(GuestPlace::from_bytes([23; 16]), [24; 32])].into_iter().collect(),
        }),
        StoreName::Scraps => {
            Record::Scrap(Scrap { place: "/aspirations/new#words".to_owned(), words: "Swi".to_owned(), at })
        }
        StoreName::Backup => Record::Backup(backup()),
        StoreName::Removed => Record::Removed(Removed { thing: [8; 16], at }),
        StoreName::Returned => {
            let copies = vec![Brought { things: [[9; 16]].into(), consents: [CONSENT].into() }];
            Record::Returned(Returned { copies, ask: true })
        }
    }
}

#[test]
fn every_kind_is_written_as_it_was_frozen() {
    let frozen = include_str!("../data/kinds.txt");
    let mut other = String::new();
    for store in StoreName::ALL {
        let record = filled(store);
        assert_eq!(record.store(), store);
        let hex: String = record.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        let start = format!("{} {} ", store.as_str(), store.since());
        let last = frozen.lines().rfind(|line| line.starts_with(&start));
        if last.and_then(|line| line.rsplit(' ').next()) != Some(hex.as_str()) {
            other += &format!("{start}(how many fields at first) {hex}\n");
        }
    }
    assert_eq!(other, "", "not what is frozen; a new kind, or a field at the end, is a new line");
}
