//! Sealed backups: one a person, theirs alone, replaced whole, gone when they say so.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::{
    api::{AUTH_HEADER, BACKUP_LIMIT_BYTES, OCTETS, OrganisationReply, ProblemCode, StoredReply, path},
    backup::{BACKUP_BUCKETS, BackupHeader},
};
use server::{side::Side, store::Retention};
use support::{As, World, people::Person};

/// A person who was introduced.
async fn met() -> (World, Person) {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    (world, person)
}

impl World {
    async fn keep(&self, person: &Person, rev: u32, fill: u8) -> support::Answer {
        let bytes = person.backup(self.app.settings.org_id, rev, fill);
        self.put(Side::Person, As::Person(person), &path::backup(rev), bytes).await
    }

    async fn kept(&self, person: &Person) -> support::Answer {
        self.get(Side::Person, As::Person(person), path::BACKUP).await
    }
}

/// Is a run of this byte anywhere in the database or its log?
fn holds(world: &World, fill: u8) -> bool {
    ["waymark.db", "waymark.db-wal"].iter().any(|file| {
        let bytes = std::fs::read(world.dir.path().join(file)).unwrap_or_default();
        bytes.windows(16).any(|run| run == [fill; 16])
    })
}

#[tokio::test]
async fn a_backup_is_read_as_it_was_kept_and_by_nobody_else() {
    let (world, person) = met().await;
    world.kept(&person).await.refused(ProblemCode::NotFound);
    world.keep(&person, 1, 0xA1).await.is(201);
    let kept = world.kept(&person).await;
    assert_eq!(kept.is(200).body, person.backup(world.app.settings.org_id, 1, 0xA1));
    assert_eq!(kept.headers[header::CONTENT_TYPE], OCTETS);
    assert_eq!(kept.headers[header::CACHE_CONTROL], "no-store");
    let jo = world.worker("Jo").await;
    let other = Person::new(2);
    world.meet(&other, &jo, 2).await;
    world.kept(&other).await.refused(ProblemCode::NotFound);
    // Nobody introduced this one: words that were never used here find nothing either.
    world.kept(&Person::new(3)).await.refused(ProblemCode::Signature);
    world.keep(&Person::new(3), 1, 1).await.refused(ProblemCode::Signature);
}

#[tokio::test]
async fn only_the_next_revision_takes_the_place_of_the_one_before() {
    let (world, person) = met().await;
    world.keep(&person, 2, 1).await.refused(ProblemCode::Conflict);
    let first: StoredReply = world.keep(&person, 1, 1).await.is(201).json();
    let again: StoredReply = world.keep(&person, 1, 1).await.is(200).json();
    assert_eq!(first, again, "the same bytes again are welcome");
    world.keep(&person, 1, 2).await.refused(ProblemCode::Conflict);
    world.keep(&person, 2, 0xA2).await.is(201);
    world.keep(&person, 1, 1).await.refused(ProblemCode::Conflict);
    world.keep(&person, 4, 4).await.refused(ProblemCode::Conflict);
    assert_eq!(world.kept(&person).await.is(200).body, person.backup(world.app.settings.org_id, 2, 0xA2));
}

#[tokio::test]
async fn two_phones_at_the_same_moment_leave_one_whole_backup() {
    let (world, person) = met().await;
    let (one, other) = tokio::join!(world.keep(&person, 1, 0xA1), world.keep(&person, 1, 0xA2));
    let mut statuses = [one.status.as_u16(), other.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let fill = if one.status == 201 { 0xA1 } else { 0xA2 };
    assert_eq!(world.kept(&person).await.is(200).body, person.backup(world.app.settings.org_id, 1, fill));
}

#[tokio::test]
async fn a_deleted_backup_leaves_the_file_and_its_log_and_the_ones_before_it_too() {
    let (world, person) = met().await;
    for (rev, fill) in [(1, 0xA1), (2, 0xA2), (3, 0xA3)] {
        world.keep(&person, rev, fill).await.is(201);
    }
    assert!(holds(&world, 0xA3), "the search can find it");
    let delete = |nonce: [u8; 16]| {
        let value = person.sign_with(
            world.app.settings.org_id,
            &Method::DELETE,
            path::BACKUP,
            b"",
            world.app.clock.now(),
            nonce,
        );
        Request::builder().method(Method::DELETE).uri(path::BACKUP).header(AUTH_HEADER, value).body(Body::empty())
    };
    world.send(Side::Person, delete([1; 16]).unwrap()).await.is(200);
    for fill in [0xA1, 0xA2, 0xA3] {
        assert!(!holds(&world, fill), "{fill:x} is still in the file");
    }
    world.kept(&person).await.refused(ProblemCode::NotFound);
    world.send(Side::Person, delete([1; 16]).unwrap()).await.refused(ProblemCode::Signature);
    world.send(Side::Person, delete([2; 16]).unwrap()).await.is(200);
    world.keep(&person, 4, 4).await.refused(ProblemCode::Conflict);
    world.keep(&person, 1, 0xA4).await.is(201);
}

#[tokio::test]
async fn what_is_no_whole_backup_of_this_person_is_not_kept() {
    let (world, person) = met().await;
    let good = person.backup(world.app.settings.org_id, 1, 7);
    let mut newer = good.clone();
    newer[8] = 2;
    let elsewhere = person.backup(domain::id::OrgId::from_bytes([9; 16]), 1, 7);
    let rows = [
        ("cut short", good[..good.len() - 1].to_vec()),
        ("with a tail", [good.clone(), vec![0]].concat()),
        ("of a later version", newer),
        ("of another organisation", elsewhere),
        ("of another revision", person.backup(world.app.settings.org_id, 2, 7)),
        ("of somebody else", Person::new(2).backup(world.app.settings.org_id, 1, 7)),
        ("nothing", Vec::new()),
    ];
    for (what, bytes) in rows {
        let answer = world.put(Side::Person, As::Person(&person), &path::backup(1), bytes).await;
        assert_eq!(answer.status, 400, "{what}");
    }
    world.get(Side::Person, As::Person(&person), "/v1/backup/one").await.refused(ProblemCode::NotFound);
    world.kept(&person).await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn four_mebibytes_are_taken_on_this_route_alone_and_not_a_byte_more() {
    let (world, person) = met().await;
    let header = BackupHeader { org: world.app.settings.org_id, person: person.id, rev: 1, bucket: 4 };
    let largest = [header.encode(), vec![7; BACKUP_BUCKETS[4] + 40]].concat();
    assert!(largest.len() <= BACKUP_LIMIT_BYTES);
    let who = As::Person(&person);
    world.put(Side::Person, who, &path::backup(1), largest.clone()).await.is(201);
    assert_eq!(world.kept(&person).await.is(200).body.len(), largest.len());
    let over = vec![7; BACKUP_LIMIT_BYTES + 1];
    world.put(Side::Person, who, &path::backup(2), over.clone()).await.refused(ProblemCode::TooLarge);
    world.ask(Side::Person, who, Method::DELETE, path::BACKUP, over).await.refused(ProblemCode::TooLarge);
    let stranger = Person::new(9);
    world.put(Side::Person, As::Person(&stranger), &path::backup(1), largest).await.refused(ProblemCode::Signature);
}

#[tokio::test]
async fn while_many_backups_are_read_the_next_one_waits_and_everything_else_goes_on() {
    let (world, person) = met().await;
    let held = world.app.limits.backups_at_once.clone().acquire_many_owned(8).await.unwrap();
    world.keep(&person, 1, 1).await.refused(ProblemCode::Busy);
    world.get(Side::Person, As::Person(&person), &path::inbox_after(0)).await.is(200);
    drop(held);
    world.keep(&person, 1, 1).await.is(201);
}

#[tokio::test]
async fn no_time_ends_a_backup() {
    let (world, person) = met().await;
    world.keep(&person, 1, 0xA1).await.is(201);
    world.app.clock.advance(800 * 86_400_000);
    world.app.store.sweep(world.app.clock.now()).await.unwrap();
    world.kept(&person).await.is(200);
}

#[tokio::test]
async fn a_new_phone_learns_which_organisation_this_is() {
    let world = World::with(&["--organisation", "Riverside"]).await;
    let reply: OrganisationReply = world.get(Side::Person, As::Nobody, path::ORGANISATION).await.is(200).json();
    assert_eq!((reply.org_id, reply.org_name.as_str()), (world.app.settings.org_id, "Riverside"));
}
