//! What befalls the disk of a server: full, nearly full, its file taken away, its log or the whole of it held by another.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::{fs, io::Write, path::Path, time::Instant};

use axum::http::Method;
use domain::{
    api::{BackupDeletedReply, PersonInboxReply, WithdrawalReply, path},
    id::ItemId,
    signed::ConsentStatus,
};
use server::{clock::Clock, side::Side, store::Retention};
use support::{
    As, World, count,
    people::{Permission, Person, Worker},
    running::{Running, ask, listening, on_small_disk},
};

/// A person in front of a server that is a process.
struct Phone<'a> {
    person: &'a Person,
    sam: &'a Worker,
    server: Running,
    given: Permission,
    seq: u64,
}

impl Phone<'_> {
    fn ask(&self, method: Method, path: &str, body: &[u8]) -> (u16, String) {
        let auth = self.person.sign(self.given.org, &method, path, body, Clock::default().now());
        ask(self.server.address, &method, path, &auth, body).unwrap()
    }

    fn share(&mut self) -> u16 {
        self.seq += 1;
        let item = ItemId::from_bytes(u128::from(self.seq).to_be_bytes());
        let body = self.person.envelope(&self.given, item, 1, self.seq, 7);
        self.ask(Method::PUT, &path::share(self.sam.id, item, 1), &body).0
    }

    fn permit(&self) -> (u16, Vec<u8>) {
        let record = self.person.consent(&self.given, ConsentStatus::Active, None, 1);
        (self.ask(Method::PUT, &path::consent(self.given.id, 1), &record).0, record)
    }

    fn take_back(&self, consent: &[u8]) -> (u16, String) {
        let record = self.person.consent(&self.given, ConsentStatus::Withdrawn, Some(consent), 2);
        self.ask(Method::POST, &path::withdrawal(self.given.id), &record)
    }

    fn ready(&self) -> (u16, String) {
        self.ask(Method::GET, path::READYZ, b"")
    }
}

/// Takes all the room there is, or all but so many bytes.
fn fill(disk: &Path, but: u64) {
    let mut file = fs::File::create(disk.join("filler")).unwrap();
    let chunk = vec![7; 4096];
    while file.write_all(&chunk).is_ok() {}
    let length = file.metadata().unwrap().len();
    file.set_len(length.saturating_sub(but)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_taking_back_and_deleting_work_and_all_comes_back_with_room() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let (server, disk) = on_small_disk(world.dir.path(), 64);
    let mut phone = Phone { person: &person, sam: &sam, server, given: world.permission(&sam, 0), seq: 0 };
    for round in 1..=count("WAYMARK_DISKS", 2) {
        phone.given = world.permission(&sam, u8::try_from(round).unwrap());
        let (status, consent) = phone.permit();
        assert_eq!((status, phone.share()), (201, 201), "round {round}");
        let backup = person.backup(phone.given.org, 1, 7);
        assert_eq!(phone.ask(Method::PUT, &path::backup(1), &backup).0, 201, "round {round}");
        fill(&disk, 0);
        // Where the log was emptied and not yet cut there is a little room in it.
        let refused = (0..2000).map(|_| phone.share()).find(|status| *status != 201);
        assert_eq!(refused, Some(507), "round {round}");
        let (status, said) = phone.take_back(&consent);
        assert_eq!(status, 200, "round {round}: {said}");
        let done: WithdrawalReply = serde_json::from_str(&said).unwrap();
        assert!(done.envelopes >= 1 && !done.leaving_disk, "round {round}: {said}");
        assert_eq!(phone.ask(Method::DELETE, path::BACKUP, b"").0, 200, "round {round}");
        // What was let go is left to those who take back: nothing that grows comes in meanwhile.
        fill(&disk, 1 << 20);
        phone.given = world.permission(&sam, 255 - u8::try_from(round).unwrap());
        assert_eq!(phone.permit().0, 507, "round {round}");
        let (status, said) = phone.ready();
        assert!(
            status == 200 && said.contains("Taking back and deleting still work"),
            "round {round}: {status} {said}"
        );
        fs::remove_file(disk.join("filler")).unwrap();
        assert_eq!(phone.ready().0, 204, "round {round}");
        assert_eq!(fs::metadata(disk.join("waymark.db.ballast")).unwrap().len(), 16 << 20, "round {round}");
    }
}

/// Runs one of the server's commands where only that server's small disk is seen.
fn beside(server: &Running, database: &Path, command: &[&str]) -> (bool, String) {
    let pid = server.child.id().to_string();
    let mut run = std::process::Command::new("nsenter");
    run.args(["--target", &pid, "--user", "--mount", "--preserve-credentials", env!("CARGO_BIN_EXE_server")]);
    run.args(["--database", database.to_str().unwrap()]).args(command);
    let done = run.output().unwrap();
    (done.status.success(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_full_disk_a_person_is_erased_by_their_phone_or_the_deployer_and_a_worker_ended() {
    let world = World::new().await;
    let (people, sam) = ([1, 2, 3].map(Person::new), world.worker("Sam").await);
    for (person, locator) in people.iter().zip(1..) {
        world.meet(person, &sam, locator).await;
    }
    let (server, disk) = on_small_disk(world.dir.path(), 96);
    let small = world.dir.path().join("small");
    // The same once more, that no server runs on.
    fs::create_dir(disk.join("alone")).unwrap();
    for end in ["", "-wal", ".opaque", ".erased", ".ballast"] {
        let name = format!("waymark.db{end}");
        if disk.join(&name).exists() {
            fs::copy(disk.join(&name), disk.join("alone").join(&name)).unwrap();
        }
    }
    let given = world.permission(&sam, 1);
    let mut phone = Phone { person: &people[0], sam: &sam, server, given, seq: 0 };
    assert_eq!((phone.permit().0, phone.share()), (201, 201));
    let full = || {
        fill(&disk, 0);
        assert_eq!(fs::metadata(disk.join("waymark.db.ballast")).unwrap().len(), 16 << 20);
    };
    let room = |phone: &Phone<'_>| {
        fs::remove_file(disk.join("filler")).unwrap();
        assert_eq!(phone.ready().0, 204);
    };
    full();
    let refused = (0..2000).map(|_| phone.share()).find(|status| *status != 201);
    assert_eq!(refused, Some(507));
    let record = people[0].erasure(given.org, Clock::default().now());
    let (status, said) = ask(phone.server.address, &Method::POST, path::ERASURE, "", &record).unwrap();
    assert_eq!(status, 200, "{said}");
    assert_eq!(phone.ask(Method::GET, path::INBOX, b"").0, 401, "nobody of that id is known any more");
    room(&phone);
    for (command, word) in [
        (vec!["person", "erase", &people[1].id.to_string()], "Erased"),
        (vec!["team", "end", "Sam", "--yes"], "Sam has moved on"),
    ] {
        for (database, name) in [(small.join("waymark.db"), "served"), (small.join("alone/waymark.db"), "alone")] {
            full();
            let (done, said) = beside(&phone.server, &database, &command);
            assert!(done && said.contains(word), "{command:?} {name}: {said}");
            room(&phone);
            // With room there, whatever opens it makes the ballast again.
            let (done, said) = beside(&phone.server, &database, &["team", "list"]);
            assert!(done, "{name}: {said}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_disk_that_is_nearly_full_only_large_and_new_things_are_refused_and_it_says_so() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let (server, disk) = on_small_disk(world.dir.path(), 64);
    let mut phone = Phone { person: &person, sam: &sam, server, given: world.permission(&sam, 1), seq: 0 };
    let (_, consent) = phone.permit();
    fill(&disk, 5 << 20);
    let backup = person.backup(phone.given.org, 1, 7);
    assert_eq!(phone.ask(Method::PUT, &path::backup(1), &backup).0, 507);
    assert_eq!(phone.share(), 201);
    let (status, said) = phone.ready();
    assert!(status == 200 && said.contains("New introductions and backups are refused"), "{status} {said}");
    assert_eq!(phone.take_back(&consent).0, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_holds_the_log_is_named_keeps_nobody_waiting_and_the_bytes_leave_when_it_lets_go() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let (server, _log) = listening(world.dir.path(), "error,server::serve=info");
    let mut phone = Phone { person: &person, sam: &sam, server, given: world.permission(&sam, 1), seq: 0 };
    let (_, consent) = phone.permit();
    assert_eq!(phone.share(), 201);
    let pool = world.pool().await;
    let mut reader = pool.begin().await.unwrap();
    sqlx::query("SELECT count(*) FROM envelopes").fetch_one(&mut *reader).await.unwrap();
    let asked = Instant::now();
    let (status, said) = phone.take_back(&consent);
    let done: WithdrawalReply = serde_json::from_str(&said).unwrap();
    assert!(status == 200 && done.envelopes == 1 && done.leaving_disk, "{status} {said}");
    let took = asked.elapsed().as_millis();
    assert!(took < 2500, "{took} ms");
    let item = path::team_share(person.id, ItemId::from_bytes(1_u128.to_be_bytes()), 1);
    world.get(Side::Team, As::Worker(&sam), &item).await.is(404);
    let (status, said) = phone.ready();
    let named = said.contains(&format!("(process {})", std::process::id()));
    assert!(status == 200 && named && said.contains("still on the disk"), "{status} {said}");
    let (status, said) = phone.ask(Method::DELETE, path::BACKUP, b"");
    let done: BackupDeletedReply = serde_json::from_str(&said).unwrap();
    assert!(status == 200 && done.leaving_disk, "{status} {said}");
    let inbox = |phone: &Phone<'_>| -> PersonInboxReply {
        serde_json::from_str(&phone.ask(Method::GET, path::INBOX, b"").1).unwrap()
    };
    let leaving = |phone: &Phone<'_>| {
        let inbox = inbox(phone);
        inbox.permissions[0].leaving_disk || inbox.leaving_disk
    };
    assert!(inbox(&phone).permissions[0].leaving_disk && inbox(&phone).leaving_disk);
    reader.rollback().await.unwrap();
    // The sweeper tries again within five seconds.
    let asked = Instant::now();
    while leaving(&phone) {
        assert!(asked.elapsed().as_secs() < 30, "it never left the disk");
    }
    assert_eq!(phone.ready().0, 204);
}

#[tokio::test]
async fn a_server_whose_file_was_taken_away_says_that_it_is_not_ready() {
    let world = World::new().await;
    world.get(Side::Person, As::Nobody, path::READYZ).await.is(204);
    let (file, aside) = (world.dir.path().join("waymark.db"), world.dir.path().join("aside.db"));
    fs::rename(&file, &aside).unwrap();
    world.get(Side::Person, As::Nobody, path::READYZ).await.is(500);
    fs::copy(&aside, &file).unwrap();
    world.get(Side::Person, As::Nobody, path::READYZ).await.is(500);
    fs::rename(&aside, &file).unwrap();
    world.get(Side::Person, As::Nobody, path::READYZ).await.is(204);
}

#[tokio::test]
async fn a_file_that_is_written_over_with_an_older_copy_makes_the_server_not_ready() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    let consent = world.permit(&person, &given).await;
    world.app.store.wipe_deleted().await.unwrap();
    let file = world.dir.path().join("waymark.db");
    let older = fs::read(&file).unwrap();
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    world.ask(Side::Person, As::Nobody, Method::POST, &path::withdrawal(given.id), record).await.is(200);
    world.get(Side::Person, As::Nobody, path::READYZ).await.is(204);
    // As `cp` does it: the same file, other bytes.
    fs::write(&file, older).unwrap();
    let written = Instant::now();
    while world.get(Side::Person, As::Nobody, path::READYZ).await.status.as_u16() != 500 {
        assert!(written.elapsed().as_secs() < 30, "nobody noticed");
    }
}

#[tokio::test]
async fn a_take_back_that_is_repeated_leaves_no_trace() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    let consent = world.permit(&person, &given).await;
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let pool = world.pool().await;
    let mut rows = Vec::new();
    for _ in 0..5 {
        world.ask(Side::Person, As::Nobody, Method::POST, &path::withdrawal(given.id), record.clone()).await.is(200);
        let select = "SELECT count(*) FROM nonces";
        rows.push(sqlx::query_scalar::<_, i64>(select).fetch_one(&pool).await.unwrap());
    }
    assert!(rows.iter().all(|count| *count == rows[0]), "{rows:?}");
}

#[tokio::test]
async fn nobody_but_the_servers_user_reads_any_of_its_files() {
    use std::os::unix::fs::PermissionsExt;
    let world = World::new().await;
    world.get(Side::Person, As::Nobody, path::READYZ).await.is(204);
    let mut names = Vec::new();
    for entry in fs::read_dir(world.dir.path()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if name == "site" {
            continue;
        }
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{name}");
        names.push(name);
    }
    for end in ["", "-wal", "-shm", ".opaque", ".erased", ".ballast"] {
        assert!(names.contains(&format!("waymark.db{end}")), "{names:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn while_another_program_holds_the_database_all_are_told_to_wait_and_then_everything_works() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let (server, _log) = listening(world.dir.path(), "error,server::serve=info");
    let mut phone = Phone { person: &person, sam: &sam, server, given: world.permission(&sam, 1), seq: 0 };
    let (_, consent) = phone.permit();
    assert_eq!(phone.share(), 201);
    let kept = path::team_share(person.id, ItemId::from_bytes(1_u128.to_be_bytes()), 1);
    let pool = world.pool().await;
    let holder = pool.begin_with("BEGIN EXCLUSIVE").await.unwrap();
    // Once in every run, which takes as long as a request waits.
    let (asked, wanted) = (Instant::now(), count("WAYMARK_LOCKED_S", 0));
    loop {
        phone.seq += 1;
        let item = ItemId::from_bytes(u128::from(phone.seq).to_be_bytes());
        let body = person.envelope(&phone.given, item, 1, phone.seq, 7);
        let place = path::share(sam.id, item, 1);
        let refused = std::thread::scope(|scope| {
            let all = [
                scope.spawn(|| phone.ask(Method::PUT, &place, &body)),
                scope.spawn(|| phone.take_back(&consent)),
                scope.spawn(|| phone.ready()),
            ];
            // Whoever only looks waits for nobody.
            assert_eq!(phone.ask(Method::GET, path::INBOX, b"").0, 200);
            assert_eq!(phone.ask(Method::GET, path::HEALTHZ, b"").0, 204);
            all.map(|one| one.join().unwrap())
        });
        for (status, said) in refused {
            assert!(status == 503 && said.contains("\"code\":\"busy\""), "{status} {said}");
        }
        world.get(Side::Team, As::Worker(&sam), &kept).await.is(200);
        if asked.elapsed().as_secs() >= wanted as u64 {
            break;
        }
    }
    holder.rollback().await.unwrap();
    assert_eq!((phone.ready().0 / 100, phone.share()), (2, 201), "at once, and without a restart");
    // Whether the log can be emptied again is tried every five seconds.
    let released = Instant::now();
    while phone.ready().0 != 204 {
        assert!(released.elapsed().as_secs() < 30, "it never was wholly ready again");
    }
    world.get(Side::Team, As::Worker(&sam), &kept).await.is(200);
    assert_eq!(phone.take_back(&consent).0, 200);
    world.get(Side::Team, As::Worker(&sam), &kept).await.is(404);
}
