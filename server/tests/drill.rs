//! The drill: a copy while the server runs, everything lost, the copy put back, and nobody sees what was taken back.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::{
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Command, Output},
};

use axum::http::Method;
use domain::{api::path, id::ItemId, signed::ConsentStatus};
use server::side::Side;
use support::{
    As, World,
    people::{Permission, Person, Worker},
};

const ITEM: ItemId = ItemId::from_bytes([5; 16]);

/// One command of the built server on the database in `dir`.
fn run(dir: &Path, words: &[&str]) -> Output {
    let database = dir.join("waymark.db");
    Command::new(env!("CARGO_BIN_EXE_server")).arg("--database").arg(database).args(words).output().unwrap()
}

fn done(dir: &Path, words: &[&str]) -> String {
    let output = run(dir, words);
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn refused(dir: &Path, words: &[&str]) -> String {
    let output = run(dir, words);
    assert!(!output.status.success(), "{words:?}");
    String::from_utf8(output.stderr).unwrap()
}

fn mode(file: &Path) -> u32 {
    std::fs::metadata(file).unwrap().permissions().mode() & 0o777
}

/// Somebody who shares with a worker under that permission.
async fn sharing(world: &World, n: u8) -> (Person, Worker, Permission, Vec<u8>) {
    let (person, sam) = (Person::new(n), world.worker(&format!("Sam {n}")).await);
    world.meet(&person, &sam, n.into()).await;
    let given = world.permission(&sam, n);
    let record = world.permit(&person, &given).await;
    let envelope = person.envelope(&given, ITEM, 1, 1, n);
    world.put(Side::Person, As::Person(&person), &path::share(sam.id, ITEM, 1), envelope).await.is(201);
    (person, sam, given, record)
}

async fn take_back(world: &World, person: &Person, given: &Permission, record: &[u8]) {
    let record = person.consent(given, ConsentStatus::Withdrawn, Some(record), 2);
    world.ask(Side::Person, As::Person(person), Method::POST, &path::withdrawal(given.id), record).await.is(200);
}

async fn read(world: &World, sam: &Worker, person: &Person) -> u16 {
    world.get(Side::Team, As::Worker(sam), &path::team_share(person.id, ITEM, 1)).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_of_a_running_server_brings_everything_back_but_what_was_taken_back() {
    let world = World::new().await;
    let (ada, sam, _, _) = sharing(&world, 1).await;
    let (bea, jo, given, record) = sharing(&world, 2).await;
    let place = world.dir.path().join("copy");
    let copy = place.to_str().unwrap();
    let said = done(world.dir.path(), &["backup", copy]);
    assert!(said.contains("The pack files and the erasure ledger are not in it"), "{said}");
    assert_eq!(mode(&place), 0o700);
    for file in ["waymark.db", "waymark.db.opaque", "manifest.json"] {
        assert_eq!(mode(&place.join(file)), 0o600, "{file}");
    }
    assert!(refused(world.dir.path(), &["backup", copy]).contains("cannot write the copy"), "none is written over");
    take_back(&world, &bea, &given, &record).await;
    let in_use = refused(world.dir.path(), &["restore", copy, "--replace"]);
    assert!(in_use.contains("Stop the server first"), "{in_use}");
    assert_eq!(read(&world, &sam, &ada).await, 200, "nothing was changed");
    let dir = world.stop().await;
    let newer = refused(dir.path(), &["restore", copy]);
    assert!(newer.contains("Say --replace if that is meant"), "{newer}");
    let said = done(dir.path(), &["restore", copy, "--replace"]);
    assert!(said.contains("what the erasure ledger holds is erased again") && said.contains("delete it"), "{said}");
    assert_eq!(mode(&dir.path().join("waymark.db")), 0o600);
    let world = World::open(dir, &[]).await.unwrap_or_else(|(_, sentence)| panic!("{sentence}"));
    assert_eq!((read(&world, &sam, &ada).await, read(&world, &jo, &bea).await), (200, 404));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_another_machine_without_the_ledger_nothing_is_shown_until_the_phone_has_looked() {
    let world = World::new().await;
    let (ada, sam, _, record) = sharing(&world, 1).await;
    let (bea, jo, given, other) = sharing(&world, 2).await;
    let place = world.dir.path().join("copy");
    done(world.dir.path(), &["backup", place.to_str().unwrap()]);
    take_back(&world, &bea, &given, &other).await;
    let elsewhere = tempfile::tempdir().unwrap();
    let said = done(elsewhere.path(), &["restore", place.to_str().unwrap()]);
    assert!(said.contains("start once with --ledger-lost"), "{said}");
    let (elsewhere, sentence) = World::open(elsewhere, &[]).await.map(|_| ()).unwrap_err();
    assert!(sentence.contains("--ledger-lost"), "{sentence}");
    let restored =
        World::open(elsewhere, &["--ledger-lost"]).await.unwrap_or_else(|(_, sentence)| panic!("{sentence}"));
    assert_eq!((read(&restored, &sam, &ada).await, read(&restored, &jo, &bea).await), (404, 404));
    let path = path::consent(domain::id::ConsentId::from_bytes([1; 16]), 1);
    restored.put(Side::Person, As::Person(&ada), &path, record).await.is(201);
    take_back(&restored, &bea, &given, &other).await;
    assert_eq!((read(&restored, &sam, &ada).await, read(&restored, &jo, &bea).await), (200, 404));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_that_is_not_whole_is_refused_before_anything_is_touched() {
    let world = World::new().await;
    sharing(&world, 1).await;
    let place = world.dir.path().join("copy");
    let copy = place.to_str().unwrap();
    done(world.dir.path(), &["backup", copy]);
    let dir = world.stop().await;
    let before = std::fs::read(dir.path().join("waymark.db")).unwrap();
    let restore = |of: &str| {
        let said = refused(dir.path(), &["restore", copy, "--replace"]);
        assert!(said.contains(of), "{said}");
        assert_eq!(std::fs::read(dir.path().join("waymark.db")).unwrap(), before);
    };
    let manifest = std::fs::read_to_string(place.join("manifest.json")).unwrap();
    std::fs::write(place.join("manifest.json"), manifest.replace("\"last_erasure\": 0", "\"last_erasure\": 1"))
        .unwrap();
    restore("belongs to another database");
    std::fs::write(place.join("manifest.json"), manifest.replace("\"made_at\": 1", "\"made_at\": ")).unwrap();
    restore("is not put back");
    std::fs::write(place.join("manifest.json"), manifest).unwrap();
    let mut bytes = std::fs::read(place.join("waymark.db")).unwrap();
    bytes[5000] ^= 1;
    std::fs::write(place.join("waymark.db"), bytes).unwrap();
    restore("is not as it was copied");
    std::fs::remove_file(place.join("manifest.json")).unwrap();
    restore("is no whole copy");
}
