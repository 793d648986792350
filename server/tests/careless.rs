//! What a careless deployer is told, before anything is spent: files of another user, another program's file, a version
//! gone back, no site, a misspelt setting, no word of the proxy.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use std::{
    io::{BufRead, BufReader},
    os::unix::fs::PermissionsExt,
    path::Path,
    process::{Child, Command, Stdio},
};

use axum::http::{HeaderMap, Method, Request};
use domain::api::{SignInStartRequest, path};
use server::side::Side;
use sqlx::{Connection, SqliteConnection};
use support::{As, World, running::free_port, stub_site};

/// The built server with this database and nothing from the environment; `ahead` is what starts it.
fn command(ahead: &[&str], database: &Path, args: &[&str]) -> Command {
    let words: Vec<&str> = ahead.iter().copied().chain([env!("CARGO_BIN_EXE_server")]).collect();
    let mut command = Command::new(words[0]);
    command.env_clear().args(&words[1..]).arg("--database").arg(database).args(args);
    command
}

/// What it says where it has to refuse.
fn refused(ahead: &[&str], database: &Path, args: &[&str]) -> String {
    let output = command(ahead, database, args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success() && output.stdout.is_empty(), "{args:?}: {said}");
    said
}

fn init(database: &Path) {
    let done = command(&[], database, &["init", "--organisation", "North"]).args(support::COMPLAINTS).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

async fn open(database: &Path) -> SqliteConnection {
    SqliteConnection::connect(&format!("sqlite://{}?mode=rwc", database.display())).await.unwrap()
}

async fn run(connection: &mut SqliteConnection, statement: &'static str) {
    sqlx::query(statement).execute(connection).await.unwrap();
}

/// A process without the rights of whoever may do everything: whose file it is and its mode count, as for a service.
const PLAIN: [&str; 2] = ["unshare", "--user"];

fn mode(file: &Path, mode: u32) {
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_file_or_folder_that_may_not_be_written_is_named_with_its_owner_and_the_remedy_and_nothing_is_spent() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    let beside = |end: &str| dir.path().join(format!("waymark.db{end}"));
    mode(dir.path(), 0o500);
    let args: Vec<&str> = ["init", "--organisation", "North"].into_iter().chain(support::COMPLAINTS).collect();
    let said = refused(&PLAIN, &database, &args);
    assert!(said.contains(&format!("cannot use {}:", dir.path().display())) && said.contains("chmod u+rwX"), "{said}");
    mode(dir.path(), 0o700);
    init(&database);
    let add = ["team", "add", "Sam", "--role", "key-worker"];
    for file in [database.clone(), beside(".erased"), beside(".ballast"), beside(".opaque"), dir.path().to_owned()] {
        let (before, bare) = (
            std::fs::metadata(&file).unwrap().permissions().mode(),
            if file == beside(".opaque") { 0o200 } else { 0o500 },
        );
        mode(&file, bare);
        for args in [&[][..], &add, &["check"]] {
            let said = refused(&PLAIN, &database, args);
            let words = [
                format!("cannot use {}: it belongs to ", file.display()),
                "nothing was done".into(),
                "`chmod u+rwX".into(),
            ];
            assert!(words.iter().all(|word| said.contains(word)), "{args:?}: {said}");
            assert!(!said.contains("(code"), "{said}");
        }
        mode(&file, before);
    }
    assert!(command(&PLAIN, &database, &add).output().unwrap().status.success(), "as it should be");
    let nowhere = refused(&[], &dir.path().join("none/waymark.db"), &args);
    assert!(nowhere.contains("there is no folder") && nowhere.contains("make it first"), "{nowhere}");
}

#[tokio::test]
async fn another_programs_file_is_named_and_not_a_byte_of_it_changes() {
    let dir = tempfile::tempdir().unwrap();
    let sqlite = dir.path().join("other.db");
    let mut connection = open(&sqlite).await;
    run(&mut connection, "CREATE TABLE notes (words TEXT)").await;
    connection.close().await.unwrap();
    std::fs::write(dir.path().join("empty.db"), b"").unwrap();
    std::fs::write(dir.path().join("letter.db"), [b'x'; 8192]).unwrap();
    for name in ["other.db", "empty.db", "letter.db"] {
        let (file, list) = (dir.path().join(name), || std::fs::read_dir(dir.path()).unwrap().count());
        let before = (std::fs::read(&file).unwrap(), list());
        for args in [&[][..], &["check"], &["team", "list"]] {
            let said = refused(&[], &file, args);
            assert!(said.contains(&format!("{} is not a database of this server", file.display())), "{said}");
        }
        std::fs::remove_file(dir.path().join(format!("{name}.serving"))).unwrap();
        assert!((std::fs::read(&file).unwrap(), list()) == before, "{name} changed");
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused_with_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    init(&database);
    let mut connection = open(&database).await;
    run(
        &mut connection,
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
            VALUES (99, 'later', 1, x'00', 0)",
    )
    .await;
    connection.close().await.unwrap();
    for args in [&[][..], &["team", "list"]] {
        let said = refused(&[], &database, args);
        let words =
            ["another version of this server", "a step 99", "Start the newer version again", "`server restore`"];
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
        assert!(!said.contains("previously applied"), "{said}");
    }
}

#[test]
fn without_a_site_no_server_starts_and_the_folder_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    init(&database);
    let none = dir.path().join("nothing");
    let said = refused(&[], &database, &["--site", none.to_str().unwrap()]);
    assert!(
        said.contains(&format!("there is no site in {}", none.display())) && said.contains("xtask build"),
        "{said}"
    );
}

/// Starts a server and answers what its log says until it listens.
fn log_of_start(command: &mut Command, dir: &Path) -> (Child, Vec<String>) {
    let (person, team) = (free_port().to_string(), free_port().to_string());
    command.args(["--person-listen", &person, "--team-listen", &team, "--site", stub_site(dir).to_str().unwrap()]);
    let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    let mut said = Vec::new();
    for line in lines {
        let last = line.contains("\"listening\"");
        said.push(line);
        if last {
            break;
        }
    }
    (child, said)
}

#[test]
fn a_misspelt_setting_and_https_without_a_word_of_the_proxy_are_said_at_the_start() {
    const HTTPS: [&str; 4] = ["--person-url", "https://a.example", "--team-url", "https://b.example"];
    let dir = tempfile::tempdir().unwrap();
    let database = dir.path().join("waymark.db");
    init(&database);
    let list =
        command(&[], &database, &["team", "list"]).env("WAYMARK_PERSON_URI", "https://a.example").output().unwrap();
    let said = String::from_utf8_lossy(&list.stderr).into_owned();
    assert!(list.status.success() && said.contains("Is WAYMARK_PERSON_URL meant?"), "{said}");
    let start = |args: &[&str], name: &str| {
        let (mut child, said) = log_of_start(command(&[], &database, args).env(name, "X-Forwarded-For"), dir.path());
        child.kill().unwrap();
        child.wait().unwrap();
        said
    };
    let warned =
        |said: &[String], words: &str| said.iter().any(|line| line.contains("\"WARN\"") && line.contains(words));
    let wrong = start(&HTTPS, "WAYMARK_PROXYHEADER");
    assert!(
        warned(&wrong, "WAYMARK_PROXYHEADER is no setting") && warned(&wrong, "Name it with --proxy-header"),
        "{wrong:?}"
    );
    let right = start(&[&HTTPS[..], &["--proxies", "2"]].concat(), "WAYMARK_PROXY_HEADER");
    assert!(!right.iter().any(|line| line.contains("\"WARN\"")), "{right:?}");
    let trusted = |line: &String| line.contains("\"trusted\":2") && line.contains("x-forwarded-for");
    assert!(right.iter().any(trusted), "{right:?}");
    let plain = start(&[], "HOME");
    assert!(!plain.iter().any(|line| line.contains("\"WARN\"")), "nothing stands in front: {plain:?}");
}

/// Starts a sign-in as a proxy would hand it on; the status.
async fn sign_in(world: &World, header: Option<(&'static str, &str)>, person: &str) -> u16 {
    let body = serde_json::to_vec(&SignInStartRequest { name: person.into(), opaque: vec![1].into() }).unwrap();
    let mut request = Request::builder().method(Method::POST).uri(path::SIGN_IN_START);
    let mut headers = HeaderMap::new();
    headers.insert(domain::api::TEAM_HEADER, "1".parse().unwrap());
    headers.insert("content-type", "application/json".parse().unwrap());
    if let Some((name, value)) = header {
        headers.insert(name, value.parse().unwrap());
    }
    *request.headers_mut().unwrap() = headers;
    world.send(Side::Team, request.body(body.into()).unwrap()).await.status.as_u16()
}

#[tokio::test]
async fn behind_a_proxy_each_caller_is_counted_alone_and_one_that_hides_them_is_said() {
    for (name, form) in [("X-Forwarded-For", "10.9.9.9, {}:4711"), ("Forwarded", "for=10.9.9.9, for=\"{}:4711\"")] {
        let world = World::with(&["--proxy-header", name]).await;
        for n in 0..70 {
            let value = form.replace("{}", &format!("192.0.2.{n}"));
            let status = sign_in(&world, Some((name, &value)), &format!("Sam {n}")).await;
            assert_ne!(status, 429, "{name}: caller {n}");
        }
        world.get(Side::Team, As::Nobody, path::READYZ).await.is(204);
        sign_in(&world, None, "Jo").await;
        let ready = world.get(Side::Team, As::Nobody, path::READYZ).await;
        let said = String::from_utf8_lossy(&ready.is(200).body).into_owned();
        assert!(said.contains("without the header") && said.contains("count as one"), "{said}");
    }
}
