//! What the server calls shared things: names that tell nobody what they are.

use notebook::set::Set;
use std::collections::BTreeSet;

use notebook::consent::{Consent, From, Grant, ItemKind, Scope};
use notebook::id::{ConsentId, ItemId, NoteId, WorkerId};
use notebook::records::{Change, Record, Records, RootRecord, SentItem};
use notebook::share::{SharePayload, assemble};
use notebook::sync::queue::grant;
use sha2::{Digest, Sha256};

use super::support::{JO, MORNING, ORG, SAM, contact, counted, later, person, phone, worker, write_note};

/// A permission for the one note there is and the wish for a conversation.
fn wish(n: u8, worker: WorkerId) -> Consent {
    Consent::grant(Grant {
        id: ConsentId::from_bytes([n; 16]),
        worker,
        scope: Scope { note_ids: Set::from([NoteId::from_bytes([1; 16])]), conversation: true, ..Scope::default() },
        from: From::EarlierToo,
        granted: later(1),
        until: MORNING.day().add_months(3),
        wording: "permission-1".to_owned(),
        without_asking: false,
        salt: [9; 16],
    })
    .unwrap()
}

fn shares_with_two() -> Records {
    let mut records = phone(worker(1).public());
    records.contacts.insert(JO, contact(JO, worker(2).public()));
    write_note(&mut records, 1, "a walk", MORNING);
    records
}

fn payloads(records: &Records, n: u8, worker: WorkerId) -> Vec<SharePayload> {
    assemble(&wish(n, worker), records, &[], MORNING.day()).unwrap()
}

fn ids(payloads: &[SharePayload]) -> BTreeSet<ItemId> {
    payloads.iter().map(SharePayload::item_id).collect()
}

#[test]
fn two_workers_never_hold_an_item_of_the_same_name() {
    let records = shares_with_two();
    let (sams, jos) = (payloads(&records, 3, SAM), payloads(&records, 4, JO));
    assert_eq!((sams.len(), ids(&sams).len()), (3, 3), "note, wish and what the permission covers");
    assert!(ids(&sams).is_disjoint(&ids(&jos)));
}

#[test]
fn the_same_words_give_the_same_names_on_every_phone_and_others_give_others() {
    let records = shares_with_two();
    let mut other = records.clone();
    assert_eq!(ids(&payloads(&records, 3, SAM)), ids(&payloads(&other, 3, SAM)));
    other.identity = Some(RootRecord { root: [0x12; 16] });
    assert!(ids(&payloads(&records, 3, SAM)).is_disjoint(&ids(&payloads(&other, 3, SAM))));
    let mut elsewhere = records.clone();
    elsewhere.org.as_mut().unwrap().org_id = notebook::id::OrgId::from_bytes([1; 16]);
    assert!(ids(&payloads(&records, 3, SAM)).is_disjoint(&ids(&payloads(&elsewhere, 3, SAM))));
}

#[test]
fn nothing_the_server_holds_gives_an_items_name_or_its_kind() {
    let records = shares_with_two();
    let (consent, sams) = (ConsentId::from_bytes([3; 16]), payloads(&records, 3, SAM));
    let (person, id) = (person(), person().person_id());
    let columns: [&[u8]; 7] = [
        consent.as_bytes(),
        SAM.as_bytes(),
        ORG.as_bytes(),
        id.as_bytes(),
        &person.public().sig,
        &person.public().kem,
        &[],
    ];
    let names = ids(&sams);
    let mut guesses = 0;
    for label in ["", "waymark/item/v1", "waymark/item/v2", "waymark/person/items/v1"] {
        for kind in 0..=6_u8 {
            for (first, second) in columns.iter().flat_map(|one| columns.iter().map(move |two| (one, two))) {
                let guess = Sha256::new().chain_update(label).chain_update([kind]).chain_update(first);
                let guess: [u8; 32] = guess.chain_update(second).finalize().into();
                let half: [u8; 16] = guess[..16].try_into().unwrap();
                assert!(!names.contains(&ItemId::from_bytes(half)), "{label} {kind}");
                guesses += 1;
            }
        }
    }
    assert_eq!(guesses, 4 * 7 * 49);
}

#[test]
fn what_was_sent_under_an_older_name_goes_out_once_more_and_what_was_told_is_not_forgotten() {
    let mut records = shares_with_two();
    let payload = payloads(&records, 3, SAM).into_iter().find(|it| it.kind() == ItemKind::Note).unwrap();
    let mut old = SentItem { item: ItemId::from_bytes([0xee; 16]), ..payload.sent_item(MORNING) };
    old.told.totals.insert(17);
    records.apply(&Change::Put(Record::Sent(old.clone())));
    assert_eq!(records.told(SAM, old.kind, &old.source).totals, Set::from([17]));
    assert_eq!(records.told(JO, old.kind, &old.source).totals, Set::new());
    let changes = grant(&records, &[], wish(3, SAM), later(1), &mut counted(1)).unwrap();
    changes.iter().for_each(|change| records.apply(change));
    let held: Vec<ItemId> = records.sent_of(SAM, old.kind, &old.source).map(|it| it.item).collect();
    assert_eq!(held, [payload.item_id()], "once, under the new name");
}
