//! Somebody who lost phone and words asks in the room: the worker deletes everything they shared with them. It is gone at
//! once, also from a database that is put back; nothing of others is touched; and the phone is told if it returns.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request},
};
use domain::{
    api::{
        HeldPermissionReply, IntroductionsReply, OpenedRequest, PersonDeletedReply, PersonInboxReply, ProblemCode,
        ReceiptsRequest, TeamInboxReply, WithdrawalReply, path,
    },
    id::{ItemId, ReplyId},
    signed::ConsentStatus,
};
use server::{config::Command, side::Side, store::Retention};
use support::{
    Answer, As, World, command,
    people::{Permission, Person, Worker},
};

const ITEM: ItemId = ItemId::from_bytes([5; 16]);
const REPLY: ReplyId = ReplyId::from_bytes([6; 16]);

/// Robin shares with Sam and with Jo, and so does Ash with Sam; everything that can be between two people is there.
struct Room {
    world: World,
    robin: Person,
    ash: Person,
    sam: Worker,
    jo: Worker,
    given: Permission,
    record: Vec<u8>,
}

impl Room {
    async fn new() -> Self {
        let world = World::new().await;
        let (robin, ash) = (Person::new(1), Person::new(2));
        let (sam, jo) = (world.worker("Sam").await, world.worker("Jo").await);
        let (given, other) = (world.permission(&sam, 3), world.permission(&jo, 4));
        let ashs = world.permission(&sam, 8);
        world.meet(&robin, &sam, 1).await;
        world.meet(&robin, &jo, 2).await;
        world.meet(&ash, &sam, 3).await;
        let record = world.permit(&robin, &given).await;
        world.permit(&robin, &other).await;
        world.permit(&ash, &ashs).await;
        let room = Self { world, robin, ash, sam, jo, given, record };
        for (person, given, fill) in [(&room.robin, given, 0xA1), (&room.robin, other, 0xA2), (&room.ash, ashs, 0xA3)] {
            room.share(person, &given, 1, fill).await.is(201);
        }
        for (worker, person, fill) in
            [(&room.sam, &room.robin, 0xB1), (&room.jo, &room.robin, 0xB2), (&room.sam, &room.ash, 0xB3)]
        {
            let reply = worker.reply(given.org, person.id, REPLY, fill);
            room.world.put(Side::Team, As::Worker(worker), &path::reply(person.id, REPLY), reply).await.is(201);
            let draft = worker.draft(ReplyId::from_bytes([7; 16]), fill + 0x10);
            room.world.put(Side::Team, As::Worker(worker), &path::draft(person.id), draft).await.is(204);
            let opened = vec![OpenedRequest { person: person.id, item_id: ITEM, rev: 1 }];
            room.world.post(Side::Team, As::Worker(worker), path::RECEIPTS, ReceiptsRequest { opened }).await.is(204);
        }
        room
    }

    async fn share(&self, person: &Person, given: &Permission, rev: u32, fill: u8) -> Answer {
        let envelope = person.envelope(given, ITEM, rev, rev.into(), fill);
        self.world.put(Side::Person, As::Person(person), &path::share(given.to, ITEM, rev), envelope).await
    }

    async fn delete(&self, worker: &Worker, person: &Person) -> Answer {
        let path = path::team_person(person.id);
        self.world.ask(Side::Team, As::Worker(worker), Method::DELETE, &path, Vec::new()).await
    }

    async fn told(&self, reads: bool) -> PersonInboxReply {
        self.world.read_inbox(&self.robin, reads).await
    }

    async fn held(&self) -> HeldPermissionReply {
        self.told(true).await.permissions.into_iter().find(|it| it.consent == self.given.id).unwrap()
    }

    /// What Sam's page is told of Robin: how many permissions, how many shares.
    async fn seen(&self) -> Vec<(usize, usize)> {
        let inbox: TeamInboxReply = self
            .world
            .ask(Side::Team, As::Worker(&self.sam), Method::POST, path::INBOX, support::look())
            .await
            .is(200)
            .json();
        let robins = inbox.people.into_iter().filter(|it| it.person_id == self.robin.id);
        robins.map(|it| (it.consents.len(), it.shares.len())).collect()
    }

    async fn sign_off(&self) -> Answer {
        let record = self.robin.consent(&self.given, ConsentStatus::Withdrawn, Some(&self.record), 2);
        let path = path::withdrawal(self.given.id);
        self.world.ask(Side::Person, As::Person(&self.robin), Method::POST, &path, record).await
    }
}

#[tokio::test]
async fn what_one_person_shared_with_one_worker_is_gone_at_once_and_nothing_of_others_is() {
    let room = Room::new().await;
    let done: PersonDeletedReply = room.delete(&room.sam, &room.robin).await.is(200).json();
    assert_eq!((done.shares, done.leaving_disk), (1, false));
    for gone in [0xA1, 0xB1, 0xC1] {
        assert!(!room.world.holds(gone), "{gone:x} is in the file or its log");
    }
    for stays in [0xA2, 0xA3, 0xB2, 0xB3, 0xC2, 0xC3] {
        assert!(room.world.holds(stays), "{stays:x} is somebody else's");
    }
    assert_eq!(room.seen().await, [(0, 0)], "the row is empty, and nothing of the permission is handed out");
    let read = room.world.get(Side::Team, As::Worker(&room.sam), &path::team_share(room.robin.id, ITEM, 1)).await;
    read.refused(ProblemCode::NotFound);
    let made: IntroductionsReply =
        room.world.get(Side::Team, As::Worker(&room.sam), path::INTRODUCTIONS).await.is(200).json();
    let greetings: Vec<usize> = made.introductions.iter().map(|it| it.claim.as_ref().unwrap().hello.0.len()).collect();
    assert_eq!(
        greetings.iter().filter(|length| **length == 0).count(),
        1,
        "the greeting holds the name: {greetings:?}"
    );
    let log = command(&room.world.dir, &[], Command::Audit).await.unwrap();
    let line = format!("worker {} deleted-on-request {} done", room.sam.id, room.robin.id);
    assert_eq!(log.matches(&line).count(), 1, "{log}");
    // The same again finds nothing and leaves no trace.
    let again: PersonDeletedReply = room.delete(&room.sam, &room.robin).await.is(200).json();
    assert_eq!(again.shares, 0);
    let log = command(&room.world.dir, &[], Command::Audit).await.unwrap();
    assert_eq!(log.matches("deleted-on-request").count(), 1, "{log}");
}

#[tokio::test]
async fn a_worker_deletes_what_was_shared_with_them_and_only_that() {
    let room = Room::new().await;
    room.delete(&room.jo, &room.ash).await.refused(ProblemCode::NotFound);
    room.delete(&room.sam, &Person::new(9)).await.refused(ProblemCode::NotFound);
    assert!(room.world.holds(0xA1) && room.world.holds(0xA3));
    let path = path::team_person(room.robin.id);
    let from = |path: &str| Request::builder().method(Method::DELETE).uri(path.to_owned()).body(Body::empty()).unwrap();
    room.world.send(Side::Team, from(&path)).await.refused(ProblemCode::WrongPage);
    assert_eq!(room.seen().await, [(1, 1)]);
}

#[tokio::test]
async fn the_phone_is_told_if_it_returns_and_what_it_still_sends_under_it_is_refused() {
    let room = Room::new().await;
    let before = room.told(true).await;
    let at = room.delete(&room.sam, &room.robin).await.is(200).json::<PersonDeletedReply>().deleted_at;
    room.world.app.clock.advance(40_000);
    let held = room.held().await;
    assert_eq!((held.on_request, held.withdrawn, held.waiting, held.deleted_at), (true, true, true, Some(at)));
    let after = room.told(true).await;
    assert_eq!((after.replies.len(), after.receipts.len()), (before.replies.len() - 1, before.receipts.len() - 1));
    assert_eq!(after.permissions.iter().filter(|it| it.on_request).count(), 1, "Jo still sees what Jo saw");
    let older = room.told(false).await;
    assert!(older.permissions.iter().all(|it| !it.on_request) && older.permissions.iter().any(|it| it.withdrawn));
    room.share(&room.robin, &room.given, 2, 0xA4).await.refused(ProblemCode::ConsentEnded);
    let path = path::consent(room.given.id, 1);
    let late = room.world.put(Side::Person, As::Person(&room.robin), &path, room.record.clone()).await;
    late.refused(ProblemCode::ConsentEnded);
    // The phone signs the end itself; it hears when it was deleted, and is told of it as before.
    for _ in 0..2 {
        let done: WithdrawalReply = room.sign_off().await.is(200).json();
        assert_eq!((done.deleted_at, done.envelopes), (at, 1));
    }
    let held = room.held().await;
    assert_eq!((held.on_request, held.withdrawn, held.waiting, held.rev), (true, true, false, 2));
    assert_eq!(room.seen().await, [(0, 0)]);
}

#[tokio::test]
async fn the_person_can_share_anew_under_a_new_permission_without_being_introduced_again() {
    let room = Room::new().await;
    room.delete(&room.sam, &room.robin).await.is(200);
    let anew = room.world.permission(&room.sam, 9);
    room.world.permit(&room.robin, &anew).await;
    room.share(&room.robin, &anew, 2, 0xA5).await.is(201);
    assert_eq!(room.seen().await, [(1, 1)]);
    let read = room.world.get(Side::Team, As::Worker(&room.sam), &path::team_share(room.robin.id, ITEM, 2)).await;
    read.is(200);
    // What was deleted before stays told as it is; the new one stands beside it.
    assert!(room.held().await.on_request);
    assert_eq!(room.told(true).await.permissions.iter().filter(|it| it.on_request).count(), 1);
}

#[tokio::test]
async fn what_was_over_before_is_no_news_to_the_phone() {
    let room = Room::new().await;
    room.sign_off().await.is(200);
    room.delete(&room.sam, &room.robin).await.is(200);
    let held = room.held().await;
    assert_eq!((held.on_request, held.withdrawn, held.waiting), (false, true, false));
    assert_eq!(room.seen().await, [(0, 0)], "and its worker's page does not list it any more");
    assert!(!room.world.holds(0xB1), "what was written to them goes all the same");
}

#[tokio::test]
async fn an_older_database_that_is_put_back_forgets_it_again() {
    let room = Room::new().await;
    let Room { world, robin, ash, sam, jo, given, record } = room;
    let dir = world.stop().await;
    let (file, older) = (dir.path().join("waymark.db"), dir.path().join("older"));
    std::fs::copy(&file, &older).unwrap();
    let world = World::open(dir, &[]).await.map_err(|(_, why)| why).unwrap();
    let room = Room { world, robin, ash, sam, jo, given, record };
    // One that the copy does not know is ended with it.
    let later = room.world.permission(&room.sam, 10);
    let late = room.world.permit(&room.robin, &later).await;
    let at = room.delete(&room.sam, &room.robin).await.is(200).json::<PersonDeletedReply>().deleted_at;
    let Room { world, robin, ash, sam, jo, given, record } = room;
    let dir = world.stop().await;
    std::fs::copy(&older, &file).unwrap();
    let world = World::open(dir, &[]).await.map_err(|(_, why)| why).unwrap();
    let room = Room { world, robin, ash, sam, jo, given, record };
    assert_eq!(room.seen().await, [(0, 0)]);
    let held = room.held().await;
    assert_eq!((held.on_request, held.withdrawn, held.deleted_at), (true, true, Some(at)));
    let path = path::consent(later.id, 1);
    let put = room.world.put(Side::Person, As::Person(&room.robin), &path, late).await;
    put.refused(ProblemCode::ConsentEnded);
    room.world.app.store.wipe_deleted().await.unwrap();
    assert!(![0xA1, 0xB1, 0xC1].iter().any(|fill| room.world.holds(*fill)));
    assert!(room.world.holds(0xA2) && room.world.holds(0xA3));
}
