//! The built server as a process of its own: killed while phones send, asked to stop, searched for what it must not
//! hold.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::{
    io::Read,
    net::SocketAddr,
    process::Command,
    sync::{Arc, Mutex},
};

use axum::http::Method;
use domain::{api::path, id::ItemId, signed::ConsentStatus};
use server::side::Side;
use support::{
    As, World, count,
    people::Person,
    running::{Running, free_port, listening, send, start},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_killed_server_keeps_everything_it_acknowledged() {
    let world = World::new().await;
    let (person, sam) = (Arc::new(Person::new(1)), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    let consent = world.permit(&person, &given).await;
    let (mut next, acknowledged) = (0_u32, Arc::new(Mutex::new(Vec::new())));
    let kills = count("WAYMARK_KILLS", 3);
    for _ in 0..kills {
        let mut running = start(world.dir.path());
        let (address, person, kept, to) = (running.address, person.clone(), acknowledged.clone(), sam.id);
        let (tell, told) = std::sync::mpsc::channel();
        let phone = std::thread::spawn(move || {
            loop {
                next += 1;
                let item = ItemId::from_bytes(u128::from(next).to_be_bytes());
                let (path, now) = (path::share(to, item, 1), server::clock::Clock::default().now());
                let body = person.envelope(&given, item, 1, next.into(), 7);
                let auth = person.sign(given.org, &Method::PUT, &path, &body, now);
                match send(address, &Method::PUT, &path, &auth, &body) {
                    Some(201) => kept.lock().unwrap().push(item),
                    Some(status) => panic!("{status}"),
                    None => return next,
                }
                let _ = tell.send(());
            }
        });
        // The kill falls somewhere into what comes after the twentieth acknowledgement.
        for _ in 0..20 {
            told.recv().unwrap();
        }
        running.child.kill().unwrap();
        next = phone.join().unwrap();
    }
    let kept = acknowledged.lock().unwrap().clone();
    assert!(kept.len() >= 20 * kills);
    for item in kept {
        world.get(Side::Team, As::Worker(&sam), &path::team_share(person.id, item, 1)).await.is(200);
    }
    // Taking back works after all that, in the process under test and down to the bytes.
    let running = start(world.dir.path());
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let (path, now) = (path::withdrawal(given.id), world.app.clock.now());
    let auth = person.sign(given.org, &Method::POST, &path, &record, now);
    assert_eq!(send(running.address, &Method::POST, &path, &auth, &record), Some(200));
    let requests = std::fs::read_to_string(world.dir.path().join("requests")).unwrap();
    assert!(requests.ends_with("person POST /v1/consents/{consent_id}/withdrawal 200\n"), "{requests}");
}

#[test]
fn a_server_that_is_asked_to_stop_leaves_a_whole_file_and_no_log() {
    let dir = tempfile::tempdir().unwrap();
    let mut running = start(dir.path());
    assert_eq!(send(running.address, &Method::GET, path::READYZ, "", b""), Some(204));
    let asked = Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status().unwrap();
    assert!(asked.success() && running.child.wait().unwrap().success());
    assert!(dir.path().join("waymark.db").exists());
    assert!(!dir.path().join("waymark.db-wal").exists());
}

/// Lets no file of the process grow beyond this, or all of them again.
fn limit(running: &Running, bytes: Option<u64>) {
    let most = bytes.map_or("unlimited".into(), |bytes| bytes.to_string());
    let pid = running.child.id().to_string();
    assert!(Command::new("prlimit").args(["--pid", &pid, &format!("--fsize={most}:")]).status().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_took_no_more_takes_everything_as_soon_as_there_is_room() {
    let world = World::new().await;
    let (person, sam) = (Person::new(1), world.worker("Sam").await);
    world.meet(&person, &sam, 1).await;
    let given = world.permission(&sam, 3);
    let consent = world.permit(&person, &given).await;
    let running = start(world.dir.path());
    let ask = |method: Method, path: &str, body: &[u8]| {
        let auth = person.sign(given.org, &method, path, body, server::clock::Clock::default().now());
        send(running.address, &method, path, &auth, body)
    };
    let mut next = 0_u32;
    let mut share = || {
        next += 1;
        let item = ItemId::from_bytes(u128::from(next).to_be_bytes());
        ask(Method::PUT, &path::share(sam.id, item, 1), &person.envelope(&given, item, 1, next.into(), 7))
    };
    assert_eq!(share(), Some(201));
    // The log is longer than that already, so nothing more can be added to it.
    limit(&running, Some(4096));
    assert!(matches!(share(), Some(500 | 507)), "the limit is not met");
    let record = person.consent(&given, ConsentStatus::Withdrawn, Some(&consent), 2);
    let withdrawal = path::withdrawal(given.id);
    let meanwhile = ask(Method::POST, &withdrawal, &record);
    assert!(matches!(meanwhile, Some(500 | 507)), "{meanwhile:?}: nothing is said to be deleted");
    assert!(matches!(ask(Method::GET, path::READYZ, b""), Some(500 | 507)), "a balancer hears of it");
    assert_eq!(ask(Method::GET, path::HEALTHZ, b""), Some(204));
    limit(&running, None);
    assert_eq!(ask(Method::GET, path::READYZ, b""), Some(204));
    assert_eq!(share(), Some(201));
    assert_eq!(ask(Method::POST, &withdrawal, &record), Some(200));
}

#[test]
fn a_log_that_nobody_reads_or_that_cannot_be_written_stops_no_request() {
    let dir = tempfile::tempdir().unwrap();
    let (running, log) = listening(dir.path(), "info");
    // Many times what a pipe holds.
    for n in 0..1500 {
        assert_eq!(send(running.address, &Method::GET, path::HEALTHZ, "", b""), Some(204), "request {n}");
    }
    drop(log);
    for n in 0..20 {
        assert_eq!(send(running.address, &Method::GET, path::HEALTHZ, "", b""), Some(204), "request {n}");
    }
}

#[test]
fn no_line_of_the_log_holds_the_code_of_an_introduction_whatever_became_of_its_address() {
    const CODE: &str = "7K3MQ4PWX9T2VB6H1";
    let dir = tempfile::tempdir().unwrap();
    let (mut running, mut log) = listening(dir.path(), "trace");
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        log.read_to_string(&mut text).map(|_| text).unwrap()
    });
    // The method is logged as it came: what stands in a line is found.
    let planted = Method::from_bytes(b"PLANTED7K3MQ4PWX9T2VB6H1").unwrap();
    assert_eq!(send(running.address, &planted, "/", "", b""), Some(404));
    let paths =
        ["/i%23{}", "/i%2523{}", "/i/{}", "/i?{}", "/i%23{}.html", "/{}", "/assets/{}.js", "/v1/introductions/{}"];
    for path in paths {
        let path = path.replace("{}", CODE);
        for method in [Method::GET, Method::POST] {
            assert!(send(running.address, &method, &path, "", b"").is_some(), "{path}");
        }
    }
    // No whole request: a fragment does not belong into it.
    send(running.address, &Method::GET, &format!("/i#{CODE}"), "", b"");
    let stopped = Command::new("kill").args(["-TERM", &running.child.id().to_string()]).status().unwrap();
    assert!(stopped.success() && running.child.wait().unwrap().success());
    let log = reader.join().unwrap();
    let (with, requests) = (|text: &str| log.lines().filter(|line| line.contains(text)).count(), paths.len() * 2);
    assert!(with("\"request\"") > requests, "{log}");
    assert_eq!((with(CODE), with("PLANTED")), (1, 1), "{log}");
    let record = std::fs::read_to_string(dir.path().join("requests")).unwrap();
    assert_eq!(record.lines().filter(|line| line.contains(CODE)).count(), 1, "{record}");
}

#[test]
fn the_built_server_cannot_open_anything() {
    let file = env!("CARGO_BIN_EXE_server");
    let binary = std::fs::read(file).unwrap();
    let holds = |text: &str| binary.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(holds("waymark/consent-sig/v1"), "the search finds what the server does hold");
    for label in [
        "waymark/share/v1",
        "waymark/reply/v1",
        "waymark/hello/v1",
        "waymark/record/v1",
        "waymark/intro/card",
        "waymark/person/backup/v1",
    ] {
        assert!(!holds(label), "{label}");
    }
}

#[test]
fn a_second_server_on_a_database_and_a_taken_port_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let first = start(dir.path());
    let second = |dir: &std::path::Path, person: SocketAddr| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command.env_clear().arg("--database").arg(dir.join("waymark.db"));
        command.arg("--site").arg(support::stub_site(dir));
        command.args(["--person-listen", &person.to_string(), "--team-listen", &free_port().to_string()]);
        let output = command.output().unwrap();
        assert!(!output.status.success());
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let said = second(dir.path(), free_port());
    assert!(said.contains("another server already serves the database"), "{said}");
    let other = tempfile::tempdir().unwrap();
    drop(start(other.path()));
    let said = second(other.path(), first.address);
    assert!(said.contains(&format!("another program listens on {} already", first.address)), "{said}");
}
