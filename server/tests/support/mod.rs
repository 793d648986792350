//! A server in a folder of its own, and the people and workers who ask it. Requests go through the real routers.
#![allow(dead_code, unreachable_pub, reason = "every test file uses a part of it")]

pub mod authenticator;
pub mod browser;
pub mod people;
pub mod running;
pub mod table;

use std::path::{Path, PathBuf};

use axum::{
    Router,
    body::Body,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use clap::Parser;
use domain::api::{
    AUTH_HEADER, PersonInboxReply, ProblemCode, READS, READS_HEADER, TEAM_HEADER, TeamInboxRequest, WORKER_HEADER, path,
};
use serde::de::DeserializeOwned;
use server::{
    app::App,
    auth, commands,
    config::{Cli, Command, Config},
    routes::{person_router, team_router},
    serve,
    side::Side,
    store::Health,
    token,
};
use tempfile::TempDir;
use tower::ServiceExt;

use people::{Person, Worker};

/// What `server init` wants to know beside the organisation's name.
pub const COMPLAINTS: [&str; 4] = ["--complaints-name", "Robin Shaw", "--complaints-reach", "01632 960 001"];

/// How often to do something: a few times in every run, as often as `cargo xtask deep faults-server` says in that.
pub fn count(setting: &str, few: usize) -> usize {
    std::env::var(setting).ok().and_then(|most| most.parse().ok()).unwrap_or(few)
}

/// One server.
pub struct World {
    pub app: App,
    pub dir: TempDir,
    person: Router,
    team: Router,
}

/// Who asks.
#[derive(Clone, Copy)]
pub enum As<'a> {
    Nobody,
    Person(&'a Person),
    Worker(&'a Worker),
    /// The first one's page, after the second signed in in the same browser.
    Replaced(&'a Worker, &'a Worker),
}

/// A reply.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, String::from_utf8_lossy(&self.body)))
    }

    /// Fails unless the request was refused for this reason.
    pub fn refused(&self, code: ProblemCode) {
        let problem: domain::api::Problem = self.json();
        assert_eq!(problem.code, code);
        assert_eq!(problem.status, self.status.as_u16());
        assert_eq!(self.headers[header::CONTENT_TYPE], domain::api::PROBLEM);
    }

    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        self
    }
}

/// A page for each origin in `dir/site`, without which no server starts; what is there stays.
pub fn stub_site(dir: &Path) -> PathBuf {
    let site = dir.join("site");
    for side in ["person", "team"] {
        let page = site.join(side).join("index.html");
        std::fs::create_dir_all(page.parent().unwrap()).unwrap();
        if !page.exists() {
            std::fs::write(page, format!("the {side} shell")).unwrap();
        }
    }
    site
}

/// What a worker's page asks its inbox with when somebody has just touched it.
pub fn look() -> Vec<u8> {
    look_after(0)
}

/// The same, so many milliseconds after the last touch.
pub fn look_after(touched_ago_ms: u64) -> Vec<u8> {
    serde_json::to_vec(&TeamInboxRequest { touched_ago_ms }).unwrap()
}

/// What the flags say, for a database in this folder.
fn config(dir: &TempDir, flags: &[&str]) -> Config {
    let (database, site) = (dir.path().join("waymark.db"), dir.path().join("site"));
    let fixed = ["server", "--database", database.to_str().unwrap(), "--site", site.to_str().unwrap()];
    Cli::parse_from(fixed.iter().chain(flags)).config
}

/// Runs one of the server's commands on the database in this folder; what it printed.
pub async fn command(dir: &TempDir, flags: &[&str], command: Command) -> Result<String, String> {
    commands::run(&config(dir, flags), command).await.map(|said| said.line)
}

impl World {
    pub async fn new() -> Self {
        Self::with(&[]).await
    }

    /// With further flags.
    pub async fn with(flags: &[&str]) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let named = flags.contains(&"--organisation");
        let name: &[&str] = if named { &[] } else { &["--organisation", "Our team"] };
        let told: Vec<&str> = COMPLAINTS.iter().chain(name).chain(flags).copied().collect();
        commands::run(&config(&dir, &told), Command::Init { lead: None }).await.unwrap();
        Self::open(dir, flags).await.unwrap()
    }

    /// In a folder that holds a database already; the folder and the sentence if it does not start.
    pub async fn open(dir: TempDir, flags: &[&str]) -> Result<Self, (TempDir, String)> {
        stub_site(dir.path());
        match serve::prepare(&config(&dir, flags)).await {
            Ok(app) => Ok(Self { person: person_router(app.clone()), team: team_router(app.clone()), app, dir }),
            Err(sentence) => Err((dir, sentence)),
        }
    }

    /// Stops as the process does; what is left is the folder.
    pub async fn stop(self) -> TempDir {
        self.app.store.close().await.unwrap();
        self.dir
    }

    /// The database, as another program opens it beside the server.
    pub async fn pool(&self) -> sqlx::SqlitePool {
        let url = format!("sqlite://{}", self.dir.path().join("waymark.db").display());
        sqlx::SqlitePool::connect(&url).await.unwrap()
    }

    /// Whether the database or its log holds envelopes filled with this byte.
    pub fn holds(&self, fill: u8) -> bool {
        ["waymark.db", "waymark.db-wal"].iter().any(|name| {
            let bytes = std::fs::read(self.dir.path().join(name)).unwrap_or_default();
            bytes.windows(64).any(|window| window == [fill; 64])
        })
    }

    /// Every table that has something of this person.
    pub async fn tables_of(&self, person: &Person) -> Vec<String> {
        let pool = self.pool().await;
        let select = "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND c.name = 'person_id'";
        let mut tables: Vec<String> = sqlx::query_scalar(select).fetch_all(&pool).await.unwrap();
        assert!(tables.len() >= 8, "{tables:?}");
        for at in (0..tables.len()).rev() {
            let count = format!("SELECT count(*) FROM {} WHERE person_id = $1", tables[at]);
            let query = sqlx::query_scalar(sqlx::AssertSqlSafe(count)).bind(person.id.as_bytes().to_vec());
            let rows: i64 = query.fetch_one(&pool).await.unwrap();
            if rows == 0 {
                tables.remove(at);
            }
        }
        pool.close().await;
        tables
    }

    /// Sends a request as its sender would: signed, or with the cookie and the header of the team's page.
    pub async fn ask(&self, side: Side, who: As<'_>, method: Method, path: &str, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method.clone()).uri(path);
        request = match who {
            As::Nobody => request,
            As::Person(person) => {
                let value = person.sign(self.app.settings.org_id, &method, path, &body, self.app.clock.now());
                request.header(AUTH_HEADER, value)
            }
            As::Worker(worker) => request.header(header::COOKIE, worker.cookie()).header(WORKER_HEADER, worker.page()),
            As::Replaced(page, session) => {
                request.header(header::COOKIE, session.cookie()).header(WORKER_HEADER, page.page())
            }
        };
        if side == Side::Team {
            request = request.header(TEAM_HEADER, "1").header("Sec-Fetch-Site", "same-origin");
        }
        let json = body.first().is_some_and(|first| *first == b'{');
        let kind = if json { "application/json" } else { domain::api::OCTETS };
        self.send(side, request.header(header::CONTENT_TYPE, kind).body(Body::from(body)).unwrap()).await
    }

    /// What a phone is told that reads the newest form of the reply, or one from before it.
    pub async fn read_inbox(&self, person: &Person, newest: bool) -> PersonInboxReply {
        let path = path::inbox_after(0);
        let proof = person.sign(self.app.settings.org_id, &Method::GET, &path, &[], self.app.clock.now());
        let mut request = Request::builder().uri(&path).header(AUTH_HEADER, proof);
        if newest {
            request = request.header(READS_HEADER, READS.to_string());
        }
        self.send(Side::Person, request.body(Body::empty()).unwrap()).await.is(200).json()
    }

    /// Sends a request as it is.
    pub async fn send(&self, side: Side, request: Request<Body>) -> Answer {
        let router = if side == Side::Person { &self.person } else { &self.team };
        let response = router.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        Answer { status, headers, body }
    }

    pub async fn get(&self, side: Side, who: As<'_>, path: &str) -> Answer {
        self.ask(side, who, Method::GET, path, Vec::new()).await
    }

    pub async fn put(&self, side: Side, who: As<'_>, path: &str, body: Vec<u8>) -> Answer {
        self.ask(side, who, Method::PUT, path, body).await
    }

    pub async fn post(&self, side: Side, who: As<'_>, path: &str, body: impl serde::Serialize) -> Answer {
        self.ask(side, who, Method::POST, path, serde_json::to_vec(&body).unwrap()).await
    }
}

/// What the cookie holds for a token.
pub fn cookie(token: &[u8; 32]) -> String {
    format!("other=1; {}={}", auth::COOKIE, token::token_text(token))
}
