//! The list of what was sent: whatever a server keeps back under one that came is missed, and nothing else ever is.

use std::collections::BTreeMap;

use notebook::api::WithdrawalReply;
use notebook::consent::ItemKind;
use notebook::id::{ConsentId, ItemId};
use notebook::records::{Change, OutboxKind, Records};
use notebook::seal::envelope::{Known, OpenedShare, open_share};
use notebook::share::{OpenedHeads, SharedHead, SharedItem};
use notebook::signed::{ConsentFacts, ConsentStatus};
use notebook::sync::outbox::{Answer, Effect, Event, Outbox, step};
use notebook::sync::queue::{grant, shares, withdraw};
use notebook::time::Moment;
use proptest::prelude::*;

use super::support::{
    MORNING, ORG, SAM, counted, facts, hex, later, notes_consent, person, phone, pinned, worker, write_note,
};

fn apply(records: &mut Records, changes: &[Change]) {
    changes.iter().for_each(|change| records.apply(change));
}

/// A phone on which Sam was given a permission for notes, which waits to be sent.
fn granted(n: u8) -> Records {
    let mut records = phone(worker(1).public());
    write_note(&mut records, 1, "a walk", MORNING);
    let changes = grant(&records, &[], notes_consent(n, SAM, MORNING), MORNING, &mut counted(1)).unwrap();
    apply(&mut records, &changes);
    records
}

/// Sends the next message, and answers it as one that the server took; its bytes if it was a share.
fn send_one(records: &mut Records) -> Option<Option<Vec<u8>>> {
    let (outbox, effects) = step(Outbox::default(), records, Event::Look, MORNING.at);
    let Some(Effect::Send(id)) = effects.first().cloned() else { return None };
    let sent = records.outbox[&id].clone();
    let gone = WithdrawalReply { deleted_at: 1, envelopes: 1, worker_last_looked: None, leaving_disk: false };
    let answer = match sent.kind {
        OutboxKind::Withdrawal { .. } => Answer::Withdrawn(gone),
        _ => Answer::Stored(later(1).at),
    };
    let (_, effects) = step(outbox, records, Event::Answered(id, answer), MORNING.at);
    for effect in effects {
        if let Effect::Commit(changes) = effect {
            apply(records, &changes);
        }
    }
    Some(matches!(sent.kind, OutboxKind::Share { .. }).then_some(sent.body))
}

fn send_all(records: &mut Records) -> Vec<OpenedShare> {
    let mut sent = Vec::new();
    while let Some(one) = send_one(records) {
        sent.extend(one.map(|bytes| open(records, &bytes)));
    }
    sent
}

fn open(records: &Records, bytes: &[u8]) -> OpenedShare {
    let held = records.consents.values().map(|it| ConsentFacts {
        status: ConsentStatus::Active,
        rev: 1,
        prev_hash: [0; 32],
        ..facts(it, &person(), &worker(1))
    });
    let mut opened = held.filter_map(|consent| {
        let known = Known { me: SAM, org: ORG, consent: &consent, last_seq: 0, last_rev: None };
        open_share(bytes, &worker(1), &pinned(&person()), &known).ok()
    });
    opened.next().unwrap()
}

/// What a worker misses to whom the server hands out these, of which it lists the newest revisions.
fn missing(handed_out: &[&OpenedShare], over: &[ConsentFacts]) -> usize {
    let mut heads = OpenedHeads::default();
    let mut listed: BTreeMap<ItemId, u32> = BTreeMap::new();
    for share in handed_out {
        let rev = listed.entry(share.header.item).or_default();
        *rev = share.header.item_rev.max(*rev);
        if let SharedItem::Head(head) = &share.item {
            heads.note(share.header.consent, share.header.seq, head.clone());
        }
    }
    heads.missing(|item| listed.get(&item).copied(), over)
}

fn head_of(sent: &[OpenedShare]) -> &SharedHead {
    let SharedItem::Head(head) = &sent.last().unwrap().item else { panic!("the last one is no head") };
    head
}

#[test]
fn the_last_thing_of_a_round_is_the_list_of_all_there_is_and_it_goes_again_only_when_that_changes() {
    let mut records = granted(3);
    let first = send_all(&mut records);
    let head = head_of(&first);
    let others = first.iter().filter(|it| it.item.kind() != ItemKind::Head);
    assert_eq!(head.counts, others.map(|it| (it.header.item, it.header.item_rev)).collect());
    assert_eq!(head.newest, MORNING.at);
    assert!(shares(&records, &[], later(2), &mut counted(2)).is_empty(), "nothing is new");
    write_note(&mut records, 2, "rain", later(3));
    let changes = shares(&records, &[], later(3), &mut counted(2));
    apply(&mut records, &changes);
    // Changed again before it went: one list waits, the newer.
    write_note(&mut records, 1, "a long walk", later(4));
    let changes = shares(&records, &[], later(4), &mut counted(3));
    apply(&mut records, &changes);
    let second = send_all(&mut records);
    assert_eq!(
        second.iter().map(|it| it.item.kind()).collect::<Vec<_>>(),
        [ItemKind::Note, ItemKind::Note, ItemKind::Head]
    );
    let head = head_of(&second);
    assert_eq!((head.newest, head.counts.len()), (later(4).at, 3));
    assert!(head.counts.values().any(|rev| *rev == 2), "the later words of the first note");
    assert_eq!(second.last().unwrap().header.item, first.last().unwrap().header.item, "one list a permission");
}

#[test]
fn what_never_left_this_phone_is_not_counted() {
    let mut records = granted(3);
    // As after a copy was brought back: what waited is not there, and nobody confirmed it.
    records.outbox.clear();
    write_note(&mut records, 2, "rain", later(3));
    let changes = shares(&records, &[], later(3), &mut counted(2));
    apply(&mut records, &changes);
    let sent = send_all(&mut records);
    assert_eq!(head_of(&sent).counts.keys().collect::<Vec<_>>(), [&sent[0].header.item]);
}

#[test]
fn what_was_taken_back_or_replaced_is_never_missing() {
    let mut records = granted(3);
    let first = send_all(&mut records);
    let [head] = first.iter().rev().take(1).collect::<Vec<_>>()[..] else { panic!() };
    assert_eq!(missing(&[head], &[]), first.len() - 1, "kept back while the permission holds");
    let mut heads = OpenedHeads::default();
    heads.note(head.header.consent, head.header.seq, head_of(&first).clone());
    heads.keep(|consent| consent != ConsentId::from_bytes([3; 16]));
    assert_eq!(heads.missing(|_| None, &[]), 0, "taken back");
    // A permission that takes its place: while the round is under way the worker misses nothing at any moment.
    let next = notes_consent(4, SAM, later(5));
    let changes = grant(&records, &[], next, later(5), &mut counted(4)).unwrap();
    apply(&mut records, &changes);
    let mut there = Vec::new();
    while let Some(one) = send_one(&mut records) {
        there.extend(one.map(|bytes| open(&records, &bytes)));
        assert_eq!(missing(&there.iter().collect::<Vec<_>>(), &[]), 0);
    }
    // Given and taken back on another phone with these words after this list was made: it may have gone with that one.
    let other = ConsentFacts {
        status: ConsentStatus::Withdrawn,
        starts: later(9).at,
        ..facts(&notes_consent(9, SAM, later(8)), &person(), &worker(1))
    };
    let head = there.iter().filter(|it| it.item.kind() == ItemKind::Head).collect::<Vec<_>>();
    assert_eq!(missing(&head, std::slice::from_ref(&other)), 0);
    let before = ConsentFacts { starts: later(5).at, ..other.clone() };
    assert!(missing(&head, &[before]) > 0, "taken back before");
    let ended = |ends| ConsentFacts { status: ConsentStatus::Active, ends, ..other.clone() };
    assert_eq!(missing(&head, &[ended(MORNING.day())]), 0, "it ended since");
    assert!(missing(&head, &[ended(MORNING.day().add_days(-1))]) > 0, "it ended before");
}

#[test]
fn a_list_that_waits_goes_with_the_permission_and_an_older_phone_that_sends_none_is_not_missed() {
    let mut records = granted(3);
    let consent = records.consents.values().next().unwrap().clone();
    let changes = withdraw(&records, consent, later(2), &mut counted(2)).unwrap();
    apply(&mut records, &changes);
    assert!(records.outbox.values().all(|entry| !matches!(entry.kind, OutboxKind::Share { .. })));
    let sent = send_all(&mut granted(3));
    let without: Vec<_> = sent.iter().filter(|it| it.item.kind() != ItemKind::Head).collect();
    assert_eq!(missing(&without, &[]), 0);
    assert_eq!(missing(&without[1..], &[]), 0, "nobody can say so");
}

#[test]
fn a_list_is_written_as_it_always_was() {
    let counts = [(ItemId::from_bytes([9; 16]), 2), (ItemId::from_bytes([1; 16]), 300)].into_iter().collect();
    let item = SharedItem::Head(SharedHead { newest: Moment(1_778_572_800_000), counts });
    let written = concat!(
        "82",
        "07",
        "82",
        "1b0000019e1b333000",
        "84",
        "50",
        "01010101010101010101010101010101",
        "19012c",
        "50",
        "09090909090909090909090909090909",
        "02"
    );
    assert_eq!(hex(&item.to_bytes()), written);
    assert_eq!(SharedItem::parse(&item.to_bytes()), Ok(item));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Notes are written and changed, rounds stop anywhere, and the server hands out what it likes of what it has.
    #[test]
    fn what_is_kept_back_under_a_list_that_came_is_missed_and_nothing_else(
        acts in proptest::collection::vec((0u8..3, 0u8..6), 1..14),
        kept_back in proptest::collection::vec(any::<bool>(), 64),
    ) {
        let mut records = granted(3);
        let mut there: Vec<OpenedShare> = Vec::new();
        for (minute, (act, n)) in (2i64..).zip(acts) {
            if act == 0 {
                write_note(&mut records, n, &format!("words {minute}"), later(minute));
                let changes = shares(&records, &[], later(minute), &mut counted(minute as u64));
                apply(&mut records, &changes);
            }
            for _ in 0..=n {
                there.extend(send_one(&mut records).flatten().map(|bytes| open(&records, &bytes)));
            }
            prop_assert_eq!(missing(&there.iter().collect::<Vec<_>>(), &[]), 0, "a round under way");
        }
        let lie: Vec<_> = there.iter().zip(&kept_back).filter(|(_, back)| !**back).map(|(it, _)| it).collect();
        let newest = |shares: &[&OpenedShare], item| {
            shares.iter().filter(|it| it.header.item == item).map(|it| it.header.item_rev).max()
        };
        // Of the newest list that came: whatever it counts is there, or is missed.
        let head = lie.iter().rev().find(|it| it.item.kind() == ItemKind::Head);
        let counted_before = head.map_or(0, |head| {
            let before: Vec<_> = there.iter().filter(|it| it.header.seq < head.header.seq).collect();
            let items: std::collections::BTreeSet<_> = before
                .iter().filter(|it| it.item.kind() != ItemKind::Head).map(|it| it.header.item).collect();
            items.iter().filter(|item| newest(&lie, **item) < newest(&before, **item)).count()
        });
        prop_assert_eq!(missing(&lie, &[]), counted_before);
    }
}
