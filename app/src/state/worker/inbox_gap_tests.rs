//! What a worker reads of a server that keeps something back, or puts something older in its place.
use super::*;
use crate::state::worker::letting_go::is_listed;
use domain::records::SentItem;
use domain::seal::keyring::Keyring;
use domain::share::{SharePayload, head};

impl World {
    /// As a phone sends it: everything new, numbered from `seq`, and behind it the list of all there is.
    fn round(&mut self, seq: u64) -> Vec<SealedShare> {
        let (mut sealed, to) = (Vec::new(), self.worker.public());
        let mut seal = |payload: &SharePayload, records: &mut Records, person: &PersonKeys| {
            let n = sealed.len() as u64;
            sealed.push(seal_share(payload, person, &to, seq + n, &mut Counted(n as u8 + 3)).unwrap());
            let delivered = Some(MORNING.at);
            records.apply(&Change::Put(Record::Sent(SentItem { delivered, ..payload.sent_item(MORNING) })));
        };
        for payload in assemble(&self.consent, &self.records, &[], MORNING.day()).unwrap() {
            seal(&payload, &mut self.records, &self.person);
        }
        let payload = head(&self.consent, &self.records).unwrap();
        seal(&payload, &mut self.records, &self.person);
        sealed
    }

    /// Looks at this list, while the server says of the item at that place that it is not there.
    fn look_without(&mut self, list: &PersonSharesReply, sealed: &[SealedShare], place: usize) -> PersonShares {
        let from = self.pinned();
        let reader = Reader { me: SAM, org: ORG, keys: &self.worker };
        for share in self.mailbox.take(&reader, &from, list, today()) {
            match sealed.iter().position(|it| it.header.item == share.item_id).filter(|at| *at != place) {
                Some(at) => self.mailbox.open(&reader, &from, &share, &sealed[at].bytes),
                None => self.mailbox.note_refused(&share),
            }
        }
        self.mailbox.view(&from, MORNING.at)
    }
}

/// About, two notes, and the list of them.
fn counted_round() -> (World, Vec<SealedShare>) {
    let mut world = World::new();
    world.write(1, "The bus was on time");
    world.write(2, "It rained");
    let sealed = world.round(1);
    assert_eq!(sealed.len(), 4);
    (world, sealed)
}

#[test]
fn what_a_list_counts_and_the_server_leaves_out_is_missing_and_the_rest_is_shown() {
    let (mut world, sealed) = counted_round();
    let whole = world.list(&sealed);
    let view = world.look(&whole, &sealed);
    assert_eq!((notes(&view).len(), view.gap, view.unchecked), (2, None, 0));
    assert_eq!(view.news, [ItemKind::Note], "a list is no news");
    for place in 0..3 {
        let mut less = whole.clone();
        less.shares.remove(place);
        for _ in 0..2 {
            assert_eq!(world.look(&less, &sealed).gap, Some(Gap::Missing), "{place}");
            world.sign_in_again();
        }
        let view = world.look(&whole, &sealed);
        assert_eq!((view.gap, view.unchecked, notes(&view).len()), (None, 0, 2), "it came, late as it was");
    }
    let mut none = whole.clone();
    none.shares.truncate(3);
    none.shares.drain(..2);
    assert_eq!(world.look(&none, &sealed).gap, Some(Gap::OlderShares), "the list itself was here before");
    let gone = world.next_revision(&PersonSharesReply { shares: Vec::new(), ..whole }, ConsentStatus::Withdrawn);
    let view = world.look(&gone, &[]);
    assert_eq!((view.gap, view.standing), (None, Standing::TakenBack), "what was taken back is not missing");
}

#[test]
fn an_older_form_of_a_thing_and_an_older_list_are_told_from_the_newest() {
    let (mut world, before) = counted_round();
    world.write(1, "The bus was late");
    let after = world.round(11);
    let (old, kinds) = (world.list(&before), after.len());
    assert_eq!(kinds, 2, "the changed note and the list");
    // A round under way: the note has come, its list has not.
    let mut half = old.clone();
    half.shares.retain(|share| share.item_id != after[0].header.item);
    half.shares.push(world.list(&after).shares[0].clone());
    let sealed: Vec<_> = after.iter().chain(&before).cloned().collect();
    let mut under_way = sealed.clone();
    under_way.remove(1);
    assert_eq!(world.look(&half, &under_way).gap, None);
    // The list has come, and the server goes on with the note as it was.
    let mut lie = old.clone();
    lie.shares.retain(|share| share.item_id != after[1].header.item);
    lie.shares.push(world.list(&after).shares[1].clone());
    world.mailbox = Mailbox::default();
    let mixed: Vec<_> = after[1..].iter().chain(&before).cloned().collect();
    assert_eq!(world.look(&lie, &mixed).gap, Some(Gap::Missing));
    // An older list under the number of the newest.
    let mut numbered = old;
    numbered.shares.iter_mut().for_each(|share| share.seq += 20);
    world.mailbox = Mailbox::default();
    assert_eq!(world.look(&numbered, &before).unchecked, before.len(), "not as it is listed");
}

#[test]
fn what_is_listed_and_twice_not_handed_out_is_missing_and_once_is_a_taking_back_in_between() {
    let (mut world, mut sealed) = counted_round();
    sealed.pop();
    let list = world.list(&sealed);
    assert_eq!(world.look_without(&list, &sealed, 1).gap, None, "a phone that sends no lists");
    let view = world.look_without(&list, &sealed, 1);
    assert_eq!((view.gap, notes(&view).len()), (Some(Gap::Missing), 1));
    assert_eq!(world.look(&list, &sealed).gap, None);
    let (mut world, sealed) = counted_round();
    let whole = world.list(&sealed);
    assert_eq!(world.look_without(&whole, &sealed, 1).gap, None);
    let taken = world.next_revision(&PersonSharesReply { shares: Vec::new(), ..whole }, ConsentStatus::Withdrawn);
    assert_eq!(world.look(&taken, &[]).gap, None);
}

#[test]
fn what_comes_late_in_the_same_session_is_shown() {
    for place in 0..3 {
        let (mut world, sealed) = counted_round();
        let whole = world.list(&sealed);
        let mut less = whole.clone();
        less.shares.remove(place);
        assert_eq!(world.look(&less, &sealed).gap, Some(Gap::Missing));
        let view = world.look(&whole, &sealed);
        assert_eq!((view.gap, view.unchecked, notes(&view).len()), (None, 0, 2), "{place}");
    }
}

#[test]
fn who_had_all_deleted_on_request_leaves_the_list_and_nothing_older_is_shown_again() {
    let (mut world, sealed) = counted_round();
    let whole = world.list(&sealed);
    assert_eq!(notes(&world.look(&whole, &sealed)).len(), 2);
    let (robin, mut keyring) = (world.pinned(), Keyring::default());
    keyring.pin(robin.clone());
    keyring.remember(robin.person, world.mailbox.seen(), MORNING.day());
    assert!(is_listed(&keyring, robin.person, Some(&world.mailbox)));
    assert!(keyring.let_go_of(robin.person));
    world.mailbox = Mailbox::default();
    assert!(!is_listed(&keyring, robin.person, None));
    let none = PersonSharesReply { consents: Vec::new(), shares: Vec::new(), ..whole.clone() };
    world.mailbox.remind(keyring.seen(robin.person).unwrap());
    world.look(&none, &[]);
    assert!(!is_listed(&keyring, robin.person, Some(&world.mailbox)));
    // A server that hands the old permission out once more, with all that went under it.
    let view = world.look(&whole, &sealed);
    assert_eq!((notes(&view).len(), view.gap), (0, Some(Gap::OlderPermission)));
    assert!(is_listed(&keyring, robin.person, Some(&world.mailbox)), "and the worker is told");
}
