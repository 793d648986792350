//! An older database put back: what was taken back stays gone, and without the ledger nothing is shown until the phone
//! has looked.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::path::{Path, PathBuf};

use axum::http::Method;
use domain::{
    api::{
        BackupDeletedReply, HeldConsentState, HeldPermissionReply, PersonInboxReply, ProblemCode, TeamInboxReply,
        WithdrawalReply, path,
    },
    id::{ItemId, ReplyId},
    signed::ConsentStatus,
};
use server::side::Side;
use support::{
    As, World,
    people::{Permission, Person, Worker},
};
use tempfile::TempDir;

const ITEM: ItemId = ItemId::from_bytes([5; 16]);

fn database(dir: &TempDir) -> PathBuf {
    dir.path().join("waymark.db")
}

fn ledger(dir: &TempDir) -> PathBuf {
    dir.path().join("waymark.db.erased")
}

fn copy(from: &Path, to: &Path) {
    std::fs::copy(from, to).unwrap();
}

/// Starts in that folder; what the deployer is told if it does not.
async fn start(dir: TempDir) -> World {
    World::open(dir, &[]).await.unwrap_or_else(|(_, sentence)| panic!("{sentence}"))
}

async fn refused(dir: TempDir) -> (TempDir, String) {
    World::open(dir, &[]).await.map(|_| ()).unwrap_err()
}

/// Somebody who shares one thing with a worker.
struct Sharing {
    person: Person,
    sam: Worker,
    given: Permission,
    record: Vec<u8>,
}

impl Sharing {
    async fn begin(world: &World) -> Self {
        let (person, sam) = (Person::new(1), world.worker("Sam").await);
        world.meet(&person, &sam, 1).await;
        let given = world.permission(&sam, 3);
        let record = world.permit(&person, &given).await;
        let it = Self { person, sam, given, record };
        it.share(world, 1).await.is(201);
        it
    }

    async fn share(&self, world: &World, rev: u32) -> support::Answer {
        let envelope = self.person.envelope(&self.given, ITEM, rev, rev.into(), 7);
        world.put(Side::Person, As::Person(&self.person), &path::share(self.sam.id, ITEM, rev), envelope).await
    }

    async fn take_back(&self, world: &World) -> support::Answer {
        let record = self.person.consent(&self.given, ConsentStatus::Withdrawn, Some(&self.record), 2);
        let path = path::withdrawal(self.given.id);
        world.ask(Side::Person, As::Person(&self.person), Method::POST, &path, record).await
    }

    async fn send_again(&self, world: &World) -> support::Answer {
        let path = path::consent(self.given.id, 1);
        world.put(Side::Person, As::Person(&self.person), &path, self.record.clone()).await
    }

    async fn read(&self, world: &World, rev: u32) -> u16 {
        let path = path::team_share(self.person.id, ITEM, rev);
        world.get(Side::Team, As::Worker(&self.sam), &path).await.status.as_u16()
    }

    /// How the permission stands for the worker, and how much is listed under it.
    async fn seen(&self, world: &World) -> (HeldConsentState, usize) {
        let inbox: TeamInboxReply = world
            .ask(Side::Team, As::Worker(&self.sam), Method::POST, path::INBOX, support::look())
            .await
            .is(200)
            .json();
        (inbox.people[0].consents[0].state, inbox.people[0].shares.len())
    }

    async fn held(&self, world: &World) -> HeldPermissionReply {
        let path = format!("{}?after=0", path::INBOX);
        let inbox: PersonInboxReply = world.get(Side::Person, As::Person(&self.person), &path).await.is(200).json();
        inbox.permissions[0].clone()
    }

    /// Whether it is taken back, and whether the server asks for it again.
    async fn told(&self, world: &World) -> (bool, bool) {
        let held = self.held(world).await;
        (held.withdrawn, held.waiting)
    }
}

#[tokio::test]
async fn an_older_database_that_is_put_back_shows_nothing_that_was_taken_back() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let dir = world.stop().await;
    let older = dir.path().join("older");
    copy(&database(&dir), &older);
    let world = start(dir).await;
    let gone: WithdrawalReply = it.take_back(&world).await.is(200).json();
    let dir = world.stop().await;
    copy(&older, &database(&dir));
    let world = start(dir).await;
    assert_eq!(it.read(&world, 1).await, 404);
    assert_eq!(it.seen(&world).await, (HeldConsentState::Waiting, 0), "the record that says so is still at the phone");
    assert_eq!(it.told(&world).await, (true, true));
    it.send_again(&world).await.refused(ProblemCode::ConsentEnded);
    let again: WithdrawalReply = it.take_back(&world).await.is(200).json();
    assert_eq!(again.deleted_at, gone.deleted_at, "the person is told the same time");
    assert_eq!(it.seen(&world).await, (HeldConsentState::Withdrawn, 0));
    assert_eq!(it.told(&world).await, (true, false));
    let envelope = it.person.envelope(&it.given, ITEM, 1, 1, 7);
    let bytes = std::fs::read(database(&world.stop().await)).unwrap();
    assert!(!bytes.windows(64).any(|window| window == &envelope[envelope.len() - 64..]));
}

#[tokio::test]
async fn what_an_older_database_never_knew_cannot_come_into_force_late() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let dir = world.stop().await;
    let older = dir.path().join("older");
    copy(&database(&dir), &older);
    let world = start(dir).await;
    let given = world.permission(&sam, 3);
    let record = world.permit(&person, &given).await;
    let it = Sharing { person, sam, given, record };
    it.take_back(&world).await.is(200);
    let dir = world.stop().await;
    copy(&older, &database(&dir));
    let world = start(dir).await;
    it.send_again(&world).await.refused(ProblemCode::ConsentEnded);
    // A second start does nothing again, and the database that was put back is now the newest.
    let world = start(world.stop().await).await;
    it.send_again(&world).await.refused(ProblemCode::ConsentEnded);
}

#[tokio::test]
async fn a_sealed_copy_that_was_deleted_does_not_come_back_either() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let who = As::Person(&it.person);
    let bytes = it.person.backup(world.app.settings.org_id, 1, 9);
    world.put(Side::Person, who, &path::backup(1), bytes).await.is(201);
    let dir = world.stop().await;
    let older = dir.path().join("older");
    copy(&database(&dir), &older);
    let world = start(dir).await;
    let _: BackupDeletedReply =
        world.ask(Side::Person, who, Method::DELETE, path::BACKUP, Vec::new()).await.is(200).json();
    let dir = world.stop().await;
    copy(&older, &database(&dir));
    let world = start(dir).await;
    world.get(Side::Person, who, path::BACKUP).await.refused(ProblemCode::NotFound);
    assert_eq!(it.read(&world, 1).await, 200, "and nothing else went with it");
}

#[tokio::test]
async fn nothing_is_acknowledged_that_the_ledger_does_not_hold() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let aside = world.dir.path().join("aside");
    std::fs::rename(ledger(&world.dir), &aside).unwrap();
    it.take_back(&world).await.refused(ProblemCode::Internal);
    assert_eq!(it.read(&world, 1).await, 200, "it is said to be there, and it is");
    std::fs::rename(&aside, ledger(&world.dir)).unwrap();
    it.take_back(&world).await.is(200);
    let text = std::fs::read_to_string(ledger(&world.dir)).unwrap();
    assert!(text.contains(&format!("permission {} {}", it.person.id, it.given.id)), "{text}");
}

#[tokio::test]
async fn a_database_without_its_ledger_is_not_served_and_the_sentence_says_what_to_do() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let dir = world.stop().await;
    let (aside, other) = (dir.path().join("aside"), World::new().await.stop().await);
    copy(&ledger(&dir), &aside);
    let world = start(dir).await;
    it.take_back(&world).await.is(200);
    let dir = world.stop().await;
    copy(&aside, &ledger(&dir));
    let (dir, sentence) = refused(dir).await;
    assert!(sentence.contains("is older than the database") && sentence.contains("--ledger-lost"), "{sentence}");
    copy(&ledger(&other), &ledger(&dir));
    let (dir, sentence) = refused(dir).await;
    assert!(sentence.contains("belongs to another database"), "{sentence}");
    std::fs::write(ledger(&dir), "anything\n").unwrap();
    let (dir, sentence) = refused(dir).await;
    assert!(sentence.contains("line 1 is damaged"), "{sentence}");
    std::fs::remove_file(ledger(&dir)).unwrap();
    let (dir, sentence) = refused(dir).await;
    assert!(sentence.contains("waymark.db.erased is missing") && sentence.contains("--ledger-lost"), "{sentence}");
    assert!(!ledger(&dir).exists(), "it is not made in passing");
}

#[tokio::test]
async fn where_the_ledger_is_lost_each_permission_comes_back_with_its_own_phone() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let dir = world.stop().await;
    std::fs::remove_file(ledger(&dir)).unwrap();
    let world = World::open(dir, &["--ledger-lost"]).await.unwrap_or_else(|(_, sentence)| panic!("{sentence}"));
    assert_eq!(it.read(&world, 1).await, 404);
    assert_eq!(it.seen(&world).await, (HeldConsentState::Waiting, 0));
    assert_eq!(it.told(&world).await, (false, true));
    it.share(&world, 2).await.refused(ProblemCode::Busy);
    // It is not asked for at every start.
    let world = start(world.stop().await).await;
    assert_eq!(it.seen(&world).await, (HeldConsentState::Waiting, 0));
    it.send_again(&world).await.is(201);
    assert_eq!(it.told(&world).await, (false, false));
    assert_eq!((it.seen(&world).await, it.read(&world, 1).await), ((HeldConsentState::Active, 1), 200));
    it.share(&world, 2).await.is(201);
    it.take_back(&world).await.is(200);
    assert_eq!(it.read(&world, 2).await, 404);
}

#[tokio::test]
async fn a_reply_written_after_the_older_database_was_put_back_reaches_the_phone() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let reply = async |world: &World, n: u8| {
        let id = ReplyId::from_bytes([n; 16]);
        let bytes = it.sam.reply(world.app.settings.org_id, it.person.id, id, n);
        world.put(Side::Team, As::Worker(&it.sam), &path::reply(it.person.id, id), bytes).await.is(201);
    };
    let fetch = async |world: &World, after: u64| -> PersonInboxReply {
        let path = format!("{}?after={after}", path::INBOX);
        world.get(Side::Person, As::Person(&it.person), &path).await.is(200).json()
    };
    let dir = world.stop().await;
    let older = dir.path().join("older");
    copy(&database(&dir), &older);
    let world = start(dir).await;
    reply(&world, 1).await;
    let seen = fetch(&world, 0).await;
    assert_eq!(seen.replies.len(), 1);
    let dir = world.stop().await;
    copy(&older, &database(&dir));
    let world = start(dir).await;
    world.app.clock.advance(1);
    reply(&world, 2).await;
    let next = fetch(&world, seen.next).await;
    assert_eq!(next.replies.iter().map(|reply| reply.id).collect::<Vec<_>>(), [ReplyId::from_bytes([2; 16])]);
}

#[tokio::test]
async fn a_phone_hears_when_the_newest_envelope_arrived_that_is_still_there() {
    let world = World::new().await;
    let it = Sharing::begin(&world).await;
    let first = it.held(&world).await.newest.unwrap();
    let dir = world.stop().await;
    let older = dir.path().join("older");
    copy(&database(&dir), &older);
    let world = start(dir).await;
    world.app.clock.advance(1000);
    it.share(&world, 2).await.is(201);
    assert!(it.held(&world).await.newest.unwrap() > first);
    let dir = world.stop().await;
    copy(&older, &database(&dir));
    let world = start(dir).await;
    assert_eq!(it.held(&world).await.newest, Some(first), "the second is lost, and the phone sees it");
    it.take_back(&world).await.is(200);
    assert_eq!(it.held(&world).await.newest, None);
}
