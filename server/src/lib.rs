//! The server: it carries sealed envelopes between a person and the workers they chose, and cannot open one.
//!
//! Two listeners in one process, one per origin: the person's phone and the team's browser share no path, no file and
//! no cookie. Handlers read a request, ask the [`store`] for one whole use case, and reply. The crate is always built
//! by itself (`cargo build -p waymark-server`), so `domain` comes without the feature `seal`.

pub mod auth;
pub mod clock;
pub mod commands;
pub mod config;
pub mod error;
pub mod guard;
pub mod handlers;
pub mod input;
pub mod limits;
pub mod log;
pub mod packs;
pub mod password;
pub mod random;
pub mod routes;
pub mod serve;
pub mod site;
pub mod store;
pub mod sweep;

use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicBool},
};

use axum::{Router, middleware, routing::get};
use domain::id::OrgId;
use tower_http::catch_panic::CatchPanicLayer;

use guard::{RequestRecord, Side};
use packs::PackFile;
use store::Store;

/// What every handler is given.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// See [`App`].
pub struct Parts {
    /// Everything remembered.
    pub store: Arc<dyn Store>,
    /// The only clock.
    pub clock: clock::Clock,
    /// Sizes and rates.
    pub limits: limits::Limits,
    /// The server's half of the password proof.
    pub password: password::Password,
    /// The one organisation.
    pub org_id: OrgId,
    /// Its name.
    pub organisation: String,
    /// The deployer's sentence, may be empty.
    pub safeguarding: String,
    /// Instruments.
    pub packs: Vec<PackFile>,
    /// The built site.
    pub site: site::Site,
    /// The person's origin, for the links and codes the team's app makes.
    pub person_origin: String,
    /// Host and port of the person's origin, which signatures cover.
    pub person_authority: String,
    /// Which of the origins is served over TLS by the proxy in front: person, team.
    pub tls: [bool; 2],
    /// Where the proxy writes the caller's address.
    pub proxy_header: Option<String>,
    /// For tests.
    pub request_record: Option<RequestRecord>,
    /// A key that checks nothing anybody can sign: for requests of unknown people.
    pub nobodys_key: [u8; 32],
    /// Set when the process is asked to stop.
    pub stopping: AtomicBool,
}

impl App {
    /// Wraps the parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    pub(crate) fn https(&self, side: Side) -> bool {
        self.tls[usize::from(side == Side::Team)]
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

/// The person's origin. Cookies are never read here.
pub fn person_router(app: App) -> Router {
    surround(routes::build(routes::person()), app, Side::Person)
}

/// The team's origin.
pub fn team_router(app: App) -> Router {
    let own_page = middleware::from_fn_with_state(app.clone(), auth::own_page_only);
    surround(routes::build(routes::team()).layer(own_page), app, Side::Team)
}

fn surround(router: Router<App>, app: App, side: Side) -> Router {
    let files = get(site::serve).fallback(site::serve).with_state((app.clone(), side));
    router
        .with_state(app.clone())
        .method_not_allowed_fallback(site::no_route)
        .fallback_service(files)
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn_with_state((app, side), guard::around))
        // Around everything, so that nothing that surrounds a request can end more than that request.
        .layer(CatchPanicLayer::custom(guard::panicked))
}
