//! `server init`, and what every other command does without it: it makes nothing, and says what to do.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::{
    os::unix::fs::FileExt,
    path::Path,
    process::{Command, Output},
};

use clap::Parser;
use domain::api::path;
use server::{config::Cli, questions, settings, side::Side};
use sqlx::Connection;
use support::{As, World, people::Person};

/// The built server with this database and nothing from the environment.
fn server(database: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
    command.env_clear().args(["--database", database.to_str().unwrap()]).args(args).output().unwrap()
}

fn init(database: &Path, further: &[&str]) -> Output {
    let args = ["init", "--organisation", "North"].iter().chain(&support::COMPLAINTS).chain(further);
    server(database, &args.copied().collect::<Vec<_>>())
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Fails unless the command was refused with all of these words, and left the folder as it was.
fn refused(database: &Path, args: &[&str], words: &[&str]) {
    let list =
        || std::fs::read_dir(database.parent().unwrap()).unwrap().map(|it| it.unwrap().path()).collect::<Vec<_>>();
    let before = list();
    let output = server(database, args);
    let said = said(&output);
    assert!(!output.status.success() && output.stdout.is_empty(), "{args:?}: {said}");
    for word in words {
        assert!(said.contains(word), "{args:?} does not say {word}: {said}");
    }
    assert_eq!(list(), before, "{args:?}");
}

#[test]
fn without_a_database_every_command_refuses_names_file_and_address_and_makes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    let add = ["team", "add", "Sam", "--role", "key-worker"];
    let confirm = ["pack", "confirm", "reqol-10", "--by", "Jo"];
    for command in [&[][..], &add, &confirm] {
        let words =
            [database.to_str().unwrap(), "http://127.0.0.1:8702", "nothing was done", "`server init`", "--database"];
        refused(&database, command, &words);
    }
    // A service's settings that a shell does not have: the address that is named tells which ones were read.
    let args: Vec<_> = add.into_iter().chain(["--team-url", "https://team.example"]).collect();
    refused(&database, &args, &["https://team.example"]);
}

#[test]
fn init_keeps_what_it_is_told_for_every_later_command_and_is_done_once() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    let all = ["--organisation is missing", "--complaints-name is missing", "--complaints-reach is missing"];
    refused(&database, &["init"], &all);
    refused(&database, &["init"], &["Nothing was made", "At a terminal"]);
    refused(&database, &["init", "--organisation", "North"], &["--complaints-name is missing"]);
    let blank = ["init", "--organisation", "North", "--complaints-name", "Robin", "--complaints-reach", " "];
    refused(&database, &blank, &["--complaints-reach is missing"]);
    let addresses = ["--person-url", "https://Waymark.Example:443/", "--team-url", "https://team.waymark.example"];
    let done = init(&database, &addresses);
    assert!(done.status.success() && said(&done).contains("people at https://waymark.example,"), "{}", said(&done));
    let again = init(&database, &addresses);
    assert!(!again.status.success() && said(&again).contains("nothing was changed"), "{}", said(&again));
    // Somebody's shell, without the service's settings.
    let added = server(&database, &["team", "add", "Sam", "--role", "key-worker"]);
    let link = String::from_utf8_lossy(&added.stdout).into_owned();
    assert!(link.starts_with("https://team.waymark.example/set-up#") && link.lines().count() == 1, "{link}");
    let used = format!("database {}; people at https://waymark.example", database.display());
    assert!(said(&added).contains(&used), "{}", said(&added));
}

#[test]
fn init_makes_the_first_lead_and_prints_their_link_last() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    let too_long = "x".repeat(101);
    let refusal = init(&database, &["--lead", &too_long]);
    assert!(!refusal.status.success() && said(&refusal).contains("--lead: a name has 1 to 100 letters"));
    assert!(!database.exists(), "nothing was made");
    let made = init(&database, &["--lead", " Alex  Reed "]);
    let out = String::from_utf8_lossy(&made.stdout).into_owned();
    let link = out.lines().last().unwrap();
    assert!(
        link.starts_with("http://127.0.0.1:8702/set-up#") && out.contains("Alex Reed is the first team lead"),
        "{out}"
    );
    let list = String::from_utf8_lossy(&server(&database, &["team", "list"]).stdout).into_owned();
    assert!(list.starts_with("Alex Reed\tlead\t\tlink not used\t"), "{list}");
    let other = tempfile::tempdir().unwrap();
    let without = String::from_utf8_lossy(&init(&other.path().join("waymark.db"), &[]).stdout).into_owned();
    assert!(without.contains("There is no team lead yet"), "{without}");
}

#[tokio::test]
async fn at_a_terminal_init_asks_for_what_it_needs_and_refuses_what_flags_are_refused_for() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    let config = Cli::parse_from(["server", "--database", database.to_str().unwrap()]).config;
    let answers = [
        ("", "this needs an answer"),
        ("North ", ""),
        ("https://a.example/app", "nothing is served under a path"),
        ("https://a.example", ""),
        ("https://A.example:443", "must be two origins"),
        ("https://a.example", ""),
        ("https://team.example", ""),
        ("/no/such/folder", "/no/such/folder"),
        ("", ""),
        ("Robin Shaw", ""),
        ("01632 960 001", ""),
        ("", "a name has 1 to 100 letters"),
        (" Alex  Reed", ""),
    ];
    let typed: String = answers.iter().map(|(answer, _)| format!("{answer}\n")).collect();
    let mut shown = Vec::new();
    let (told, lead) = questions::ask(&config, &mut typed.as_bytes(), &mut shown).unwrap();
    assert_eq!(lead, "Alex Reed");
    let shown = String::from_utf8(shown).unwrap();
    for (_, refusal) in answers {
        assert!(shown.contains(refusal), "{refusal}: {shown}");
    }
    // An answer is missing: nothing is made of the others.
    let cut = typed.trim_end().rsplit_once('\n').unwrap().0.to_owned() + "\n";
    let ended = questions::ask(&config, &mut cut.as_bytes(), &mut Vec::new()).map(drop);
    assert!(ended.is_err_and(|why| why.contains("nothing was made")));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
    settings::init(&told).await.unwrap();
    let listed = server(&database, &["settings"]);
    let (out, used) = (String::from_utf8_lossy(&listed.stdout).into_owned(), said(&listed));
    assert!(out.contains("Organisation: North\n") && out.contains("Complaints: Robin Shaw, 01632 960 001"), "{out}");
    assert!(used.contains("people at https://a.example, the team at https://team.example"), "{used}");
}

#[test]
fn a_lost_sign_in_key_and_a_file_of_another_program_are_named_and_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    assert!(init(&database, &[]).status.success());
    let key = dir.path().join("waymark.db.opaque");
    std::fs::rename(&key, dir.path().join("away")).unwrap();
    let start = server(&database, &[]);
    assert!(!start.status.success() && said(&start).contains(key.to_str().unwrap()), "{}", said(&start));
    assert!(said(&start).contains("put it back") && !key.exists());
    std::fs::rename(dir.path().join("away"), &key).unwrap();
    std::fs::remove_file(&database).unwrap();
    let words = ["without its database", "nothing was made"];
    let again = init(&database, &[]);
    assert!(!again.status.success() && words.iter().all(|word| said(&again).contains(word)), "{}", said(&again));
}

#[test]
fn addresses_that_no_phone_could_use_are_refused_before_anything_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    for (person, team, why) in [
        ("https://a.example/app", "https://b.example", "nothing is served under a path"),
        ("https://a.example/?x", "https://b.example", "nothing is served under a path"),
        ("https://a.example", "https://sam@b.example", "a name or password"),
        ("https://a.example", "https://A.example:443", "must be two origins"),
        ("https://a.example", "https://a.example:8443", "one host"),
        (
            "http://waymark.local:8701",
            "http://team.local:8702",
            "--person-url: http://waymark.local:8701 is plain http",
        ),
        ("https://a.example", "http://192.168.1.9:8702", "--team-url: http://192.168.1.9:8702 is plain http"),
    ] {
        let refusal = init(&database, &["--person-url", person, "--team-url", team]);
        assert!(!refusal.status.success() && said(&refusal).contains(why), "{person} {team}: {}", said(&refusal));
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_signed_request_is_taken_whatever_spelling_the_deployer_chose() {
    for spelling in ["HTTP://127.0.0.1:8701", "http://127.0.0.1:8701/", "http://127.1:8701"] {
        let world = World::with(&["--person-url", spelling]).await;
        let (sam, person) = (world.worker("Sam").await, Person::new(1));
        world.meet(&person, &sam, 1).await;
        world.get(Side::Person, As::Person(&person), &path::inbox_after(0)).await.is(200);
    }
}

#[test]
fn another_a_cut_and_an_empty_sign_in_key_are_named_and_nothing_is_served() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let database = dir.path().join("waymark.db");
    assert!(init(&database, &[]).status.success());
    assert!(init(&other.path().join("waymark.db"), &[]).status.success());
    let key = dir.path().join("waymark.db.opaque");
    let right = std::fs::read(&key).unwrap();
    let wrong = [std::fs::read(other.path().join("waymark.db.opaque")).unwrap(), right[..40].to_vec(), Vec::new()];
    for wrong in wrong {
        std::fs::write(&key, wrong).unwrap();
        for command in [&[][..], &["check"]] {
            let refusal = server(&database, command);
            assert!(
                !refusal.status.success() && said(&refusal).contains("put the right one back"),
                "{}",
                said(&refusal)
            );
        }
    }
    std::fs::write(&key, right).unwrap();
    let checked = server(&database, &["check"]);
    assert!(checked.status.success() && said(&checked).contains("people at"), "{}", said(&checked));
}

#[tokio::test]
async fn a_damaged_database_is_not_served_and_check_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    assert!(init(&database, &[]).status.success());
    let mut connection = sqlx::SqliteConnection::connect(&format!("sqlite://{}", database.display())).await.unwrap();
    let ask = "SELECT rootpage FROM sqlite_master WHERE name = 'receipts'";
    let page: u32 = sqlx::query_scalar(ask).fetch_one(&mut connection).await.unwrap();
    let size: u32 = sqlx::query_scalar("PRAGMA page_size").fetch_one(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let file = std::fs::File::options().write(true).open(&database).unwrap();
    file.write_all_at(&[0xff; 64], u64::from(page - 1) * u64::from(size)).unwrap();
    for command in [&[][..], &["check"]] {
        let refusal = server(&database, command);
        assert!(!refusal.status.success(), "{}", said(&refusal));
        assert!(
            said(&refusal).contains("is damaged (") && said(&refusal).contains("`server restore`"),
            "{}",
            said(&refusal)
        );
    }
}
