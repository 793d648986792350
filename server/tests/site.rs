//! The built site through the real routers: two folders, the shell, headers, compressed files.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a fault in a helper ends the test")]

mod support;

use axum::{
    body::Body,
    http::{Method, Request, header},
};
use domain::api::{PacksReply, ProblemCode, path};
use server::{
    commands,
    config::{Cli, Command, PackCommand},
    side::Side,
    store::Audit,
};
use support::{
    Answer, As, World,
    people::{Person, locator},
};

/// A world whose site has a few files.
async fn built() -> World {
    let world = World::new().await;
    let site = world.dir.path().join("site");
    for side in ["person", "team"] {
        std::fs::create_dir_all(site.join(side).join("assets")).unwrap();
    }
    std::fs::write(site.join("person/assets/person.1a2b.js"), "plain").unwrap();
    std::fs::write(site.join("person/assets/person.1a2b.js.br"), "brotli").unwrap();
    std::fs::write(site.join("person/assets/person.1a2b.js.gz"), "gzip").unwrap();
    std::fs::write(site.join("person/service-worker.js"), "worker").unwrap();
    world
}

async fn get(world: &World, side: Side, path: &str, accept: &str) -> Answer {
    let request = Request::builder().uri(path).header(header::ACCEPT_ENCODING, accept);
    world.send(side, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn each_origin_serves_its_own_folder_and_its_own_shell() {
    let world = built().await;
    // A team's page that was left is not there again by the way back.
    for (side, text, keep) in
        [(Side::Person, "the person shell", "no-cache"), (Side::Team, "the team shell", "no-store")]
    {
        for path in ["/", "/index.html", "/check-in/3/4", "/i", "/people/0f"] {
            let answer = get(&world, side, path, "").await;
            assert_eq!(String::from_utf8_lossy(&answer.is(200).body), text, "{path}");
            assert_eq!(answer.headers[header::CACHE_CONTROL], keep);
            assert_eq!(answer.headers[header::CONTENT_TYPE], "text/html; charset=utf-8");
        }
    }
    get(&world, Side::Team, "/assets/person.1a2b.js", "").await.refused(ProblemCode::NotFound);
    get(&world, Side::Team, "/service-worker.js", "").await.refused(ProblemCode::NotFound);
    get(&world, Side::Person, "/v1/unknown", "").await.refused(ProblemCode::NotFound);
    get(&world, Side::Person, "/../waymark.db", "").await.refused(ProblemCode::NotFound);
    world.ask(Side::Person, As::Nobody, Method::POST, "/", Vec::new()).await.refused(ProblemCode::NotFound);
}

#[tokio::test]
async fn hashed_files_never_change_and_come_compressed() {
    let world = built().await;
    let path = "/assets/person.1a2b.js";
    let table =
        [("gzip, deflate, br", "brotli", "br"), ("gzip", "gzip", "gzip"), ("br;q=0, gzip;q=0.5", "gzip", "gzip")];
    for (accept, text, coding) in table {
        let answer = get(&world, Side::Person, path, accept).await;
        assert_eq!(String::from_utf8_lossy(&answer.is(200).body), text, "{accept}");
        assert_eq!(answer.headers[header::CONTENT_ENCODING], coding);
        assert_eq!(answer.headers[header::CACHE_CONTROL], "public, max-age=31536000, immutable");
        assert_eq!(answer.headers[header::CONTENT_TYPE], "text/javascript; charset=utf-8");
    }
    let plain = get(&world, Side::Person, path, "").await;
    assert_eq!((plain.is(200).body.as_slice(), plain.headers.get(header::CONTENT_ENCODING)), (&b"plain"[..], None));
    let worker = get(&world, Side::Person, "/service-worker.js", "").await;
    assert_eq!(worker.is(200).headers[header::CACHE_CONTROL], "no-cache");
}

/// Asks with these headers.
async fn ask(world: &World, method: Method, path: &str, headers: &[(header::HeaderName, &str)]) -> Answer {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(name, *value);
    }
    world.send(Side::Person, request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn what_a_browser_has_already_is_not_sent_again() {
    let world = built().await;
    for (path, status) in [("/", 200), ("/check-in", 200), ("/service-worker.js", 200), ("/assets/person.1a2b.js", 200)]
    {
        let first = ask(&world, Method::GET, path, &[]).await;
        let tag = first.is(status).headers[header::ETAG].to_str().unwrap().to_owned();
        let again = ask(&world, Method::GET, path, &[(header::IF_NONE_MATCH, &tag)]).await;
        assert_eq!((again.status.as_u16(), again.body.len()), (304, 0), "{path}");
        for kept in [header::ETAG, header::CACHE_CONTROL, header::VARY, header::CONTENT_SECURITY_POLICY] {
            assert_eq!(again.headers[&kept], first.headers[&kept], "{path}: {kept}");
        }
        let other = format!("\"other\", W/{tag}");
        ask(&world, Method::GET, path, &[(header::IF_NONE_MATCH, &other)]).await.is(304);
        ask(&world, Method::GET, path, &[(header::IF_NONE_MATCH, "\"other\"")]).await.is(200);
        let head = ask(&world, Method::HEAD, path, &[]).await;
        let length = head.is(200).headers[header::CONTENT_LENGTH].to_str().unwrap();
        assert_eq!((length, head.body.len()), (first.body.len().to_string().as_str(), 0), "{path}");
    }
}

#[tokio::test]
async fn a_new_shell_is_seen_though_its_length_and_its_second_are_the_old_ones() {
    let world = built().await;
    let shell = world.dir.path().join("site/person/index.html");
    let write = |text: &str| {
        std::fs::write(&shell, text).unwrap();
        let file = std::fs::File::options().write(true).open(&shell).unwrap();
        file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1)).unwrap();
    };
    write("<script src=person.1a2b.js>");
    let first = ask(&world, Method::GET, "/", &[]).await;
    let tag = first.is(200).headers[header::ETAG].to_str().unwrap().to_owned();
    write("<script src=person.3c4d.js>");
    let since = "Fri, 01 Jan 2100 00:00:00 GMT";
    let known = [(header::IF_NONE_MATCH, tag.as_str()), (header::IF_MODIFIED_SINCE, since)];
    let next = ask(&world, Method::GET, "/", &known).await;
    assert_eq!(String::from_utf8_lossy(&next.is(200).body), "<script src=person.3c4d.js>");
    assert!(!next.headers.contains_key(header::LAST_MODIFIED), "a time that says nothing is not said");
}

#[tokio::test]
async fn a_download_that_broke_off_goes_on_where_it_was() {
    let world = built().await;
    let rest = ask(&world, Method::GET, "/assets/person.1a2b.js", &[(header::RANGE, "bytes=2-")]).await;
    assert_eq!(String::from_utf8_lossy(&rest.is(206).body), "ain");
    assert_eq!(rest.headers[header::CONTENT_RANGE], "bytes 2-4/5");
    ask(&world, Method::GET, "/assets/person.1a2b.js", &[(header::RANGE, "bytes=9-")]).await.is(416);
}

#[tokio::test]
async fn every_reply_has_the_headers_of_a_careful_site() {
    let world = built().await;
    for side in [Side::Person, Side::Team] {
        for path in ["/", "/assets/nothing.js", "/v1/inbox", "/healthz"] {
            let headers = get(&world, side, path, "").await.headers;
            let policy = headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
            assert!(policy.starts_with("default-src 'none';") && policy.contains("'wasm-unsafe-eval'"), "{policy}");
            assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
            assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
            assert_eq!(headers[header::REFERRER_POLICY], "no-referrer");
            assert_eq!(headers["cross-origin-opener-policy"], "same-origin");
            assert!(headers["permissions-policy"].to_str().unwrap().contains("camera=()"));
            assert_eq!(headers["integrity-policy"], "blocked-destinations=(script)");
            assert!(!headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN));
        }
        assert_eq!(get(&world, side, "/v1/inbox", "").await.headers[header::CACHE_CONTROL], "no-store");
    }
}

#[tokio::test]
async fn strict_transport_security_is_said_only_over_tls() {
    for person in ["https://waymark.example", " HTTPS://Waymark.example:443/ "] {
        let secure = World::with(&["--person-url", person, "--team-url", "https://team.waymark.example/"]).await;
        let headers = get(&secure, Side::Person, "/healthz", "").await.headers;
        // Nothing of the hosts below it: they are not this server's to bind.
        assert_eq!(headers[header::STRICT_TRANSPORT_SECURITY], "max-age=63072000", "{person:?}");
    }
    let plain = World::new().await;
    assert!(!get(&plain, Side::Person, "/healthz", "").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY));
}

#[tokio::test]
async fn a_site_that_is_taken_away_is_named_and_makes_the_server_not_wholly_ready() {
    let world = built().await;
    get(&world, Side::Person, path::READYZ, "").await.is(204);
    let site = world.dir.path().join("site");
    std::fs::remove_dir_all(&site).unwrap();
    let answer = get(&world, Side::Team, path::READYZ, "").await;
    let said = String::from_utf8_lossy(&answer.is(200).body).into_owned();
    assert!(said.contains(site.to_str().unwrap()) && said.contains("--site"), "{said}");
    get(&world, Side::Person, "/", "").await.is(404);
}

#[tokio::test]
async fn a_confirmed_pack_reaches_introduced_people() {
    let world = World::new().await;
    let (sam, person) = (world.worker("Sam").await, Person::new(1));
    world.meet(&person, &sam, 1).await;
    let before: PacksReply = world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json();
    assert!(before.packs.is_empty());
    let database = world.dir.path().join("waymark.db");
    let cli = <Cli as clap::Parser>::parse_from(["server", "--database", database.to_str().unwrap()]);
    let confirm = PackCommand::Confirm { pack: "reqol-10".into(), by: "Jo".into(), demo: true };
    commands::run(&cli.config, Command::Pack(confirm)).await.unwrap();
    let after: PacksReply = world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json();
    let confirmation = after.packs[0].confirmation.clone().unwrap();
    assert_eq!((confirmation.by.as_str(), confirmation.demo), ("Jo", true));
    domain::instrument::load(&after.packs[0].bytes.0, None).unwrap();
    assert_ne!(before.edition, after.edition, "phones learn that something changed");
    let inbox = world.get(Side::Person, As::Person(&person), &path::inbox_after(0)).await;
    let inbox: domain::api::PersonInboxReply = inbox.is(200).json();
    assert_eq!(inbox.edition, after.edition, "and once they have it, that nothing did");
}

#[tokio::test]
async fn a_changed_name_or_safeguarding_sentence_is_another_edition_for_everybody_met_before() {
    let mut editions = std::collections::BTreeSet::new();
    for [name, sentence] in [["Riverside", "We may tell."], ["River", "sideWe may tell."], ["Riverside", "We must."]] {
        let world = World::with(&["--organisation", name, "--safeguarding", sentence]).await;
        let (sam, person) = (world.worker("Sam").await, Person::new(1));
        world.meet(&person, &sam, 1).await;
        let told: PacksReply = world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json();
        assert_eq!([told.org_name.as_str(), told.safeguarding.as_str()], [name, sentence]);
        editions.insert(told.edition);
    }
    assert_eq!(editions.len(), 3);
}

#[tokio::test]
async fn a_changed_complaints_contact_is_kept_written_down_and_another_edition() {
    let world = World::new().await;
    let (sam, person) = (world.worker("Sam").await, Person::new(1));
    world.meet(&person, &sam, 1).await;
    let before: PacksReply = world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json();
    assert_eq!([before.complaints.name.as_str(), &before.complaints.reach], ["Robin Shaw", "01632 960 001"]);
    let dir = world.stop().await;
    let settings =
        async |flags: &[&str]| support::command(&dir, flags, Command::Settings { role_name: Vec::new() }).await;
    let said = settings(&["--complaints-name", " Jo Hill "]).await.unwrap();
    assert!(said.contains("Complaints: Jo Hill") && said.contains("01632 960 001") && said.contains("Kept."), "{said}");
    let again = settings(&["--complaints-name", "Jo Hill"]).await.unwrap();
    assert!(again.contains("Organisation: Our team") && !again.contains("Kept."), "nothing was another: {again}");
    let blank = settings(&["--complaints-reach", " "]).await;
    assert!(blank.is_err_and(|why| why.contains("--complaints-reach says nothing: nothing was changed")));
    let world = World::open(dir, &[]).await.unwrap();
    let after: PacksReply = world.get(Side::Person, As::Person(&person), path::PACKS).await.is(200).json();
    assert_eq!([after.complaints.name.as_str(), &after.complaints.reach], ["Jo Hill", "01632 960 001"]);
    assert_ne!(before.edition, after.edition, "phones learn that something changed");
    let deeds = world.app.store.audit_after(0).await.unwrap().into_iter().map(|(_, line)| line);
    let changed: Vec<_> = deeds.filter(|line| line.deed == "changed-settings").collect();
    assert_eq!(changed.len(), 1, "{changed:?}");
    assert_eq!((changed[0].actor.as_str(), changed[0].outcome.as_str()), ("deployer", "done"));
}

#[tokio::test]
async fn a_pack_of_the_folder_comes_with_an_accepted_introduction_and_not_before() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = domain::instrument::built_in_files()[0];
    std::fs::write(dir.path().join("ours.json"), bytes).unwrap();
    std::fs::write(dir.path().join("read-me.txt"), "not a pack").unwrap();
    let world = World::with(&["--packs", dir.path().to_str().unwrap()]).await;
    let (sam, person) = (world.worker("Sam").await, Person::new(1));
    world.get(Side::Person, As::Person(&person), path::PACKS).await.refused(ProblemCode::Signature);
    world.introduce(&sam, 1).await;
    let looked = world.get(Side::Person, As::Nobody, &path::introduction(locator(1))).await;
    assert!(!String::from_utf8_lossy(&looked.is(200).body).contains("packs"));
    let answer = world
        .post(Side::Person, As::Nobody, &path::claim(locator(1)), person.claim(world.app.settings.org_id, sam.id, 1))
        .await;
    let claimed: domain::api::ClaimReply = answer.is(200).json();
    assert_eq!(claimed.packs[0].bytes.0, bytes);
}
