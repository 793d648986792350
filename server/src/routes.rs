//! Every route of both origins on one screen. The routers are built from these lists and from nothing else, so the
//! table of `tests/principals.rs`, which wants a row for each of them, cannot miss one.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    middleware,
    routing::{MethodFilter, MethodRouter, get, on},
};
use domain::api::path;
use tower_http::catch_panic::CatchPanicLayer;

use crate::{
    app::App,
    auth, guard,
    handlers::{
        account_changes, accounts, away, backups, consents, drafts, erasure, guests, health, inbox, introductions,
        keyring, on_request, organisation, packs, passkeys, receipts, recovery, replies, sessions, shares,
        team as lead, written,
    },
    side::Side,
    site,
};

/// One route.
pub struct Route {
    /// The one method it takes.
    pub method: Method,
    /// As axum and the log write it.
    pub pattern: &'static str,
    handler: MethodRouter<App>,
}

fn route<T: 'static>(method: Method, pattern: &'static str, handler: impl Handler<T, App>) -> Route {
    let filter = MethodFilter::try_from(method.clone()).unwrap_or(MethodFilter::GET);
    Route { method, pattern, handler: on(filter, handler) }
}

/// What a person's phone may ask.
pub fn person() -> Vec<Route> {
    let (get, put, post) = (Method::GET, Method::PUT, Method::POST);
    vec![
        // anybody
        route(get.clone(), path::HEALTHZ, health::alive),
        route(get.clone(), path::READYZ, health::ready),
        route(get.clone(), path::INTRODUCTION, introductions::look_up),
        route(post.clone(), path::CLAIM, introductions::claim),
        route(get.clone(), path::ORGANISATION, organisation::read),
        // whoever knows the claim words
        route(post.clone(), path::GUEST_OPEN, guests::open),
        route(post.clone(), path::GUEST_TAKEN, guests::taken),
        // whoever was introduced, by signature
        route(put.clone(), path::CONSENT, consents::put),
        route(get.clone(), path::HELD_CONSENT, consents::read),
        route(post.clone(), path::WITHDRAWAL, consents::withdraw),
        route(post, path::ERASURE, erasure::erase),
        route(put.clone(), path::SHARE, shares::put),
        route(get.clone(), path::INBOX, inbox::person),
        route(get.clone(), path::PACKS, packs::list),
        route(get.clone(), path::WRITTEN, written::read),
        route(Method::DELETE, path::WRITTEN, written::close),
        route(put, path::BACKUP_REV, backups::put),
        route(get, path::BACKUP, backups::read),
        route(Method::DELETE, path::BACKUP, backups::delete),
    ]
}

/// What the team's app may ask.
pub fn team() -> Vec<Route> {
    let (get, put, post) = (Method::GET, Method::PUT, Method::POST);
    vec![
        // anybody
        route(get.clone(), path::HEALTHZ, health::alive),
        route(get.clone(), path::READYZ, health::ready),
        route(post.clone(), path::SET_UP_START, accounts::set_up_start),
        route(post.clone(), path::SET_UP_FINISH, accounts::set_up_finish),
        route(post.clone(), path::SIGN_IN_START, sessions::sign_in_start),
        route(post.clone(), path::SIGN_IN_FINISH, sessions::sign_in_finish),
        route(post.clone(), path::RECOVERY_START, recovery::start),
        route(post.clone(), path::RECOVERY_FINISH, recovery::finish),
        route(post.clone(), path::SIGN_OUT, sessions::sign_out),
        // a worker whose password was right
        route(post.clone(), path::SIGN_IN_CODE, sessions::sign_in_code),
        route(post.clone(), path::SIGN_IN_PASSKEY, passkeys::sign_in),
        // a worker whose sign-in is complete
        route(get.clone(), path::ME, accounts::me),
        route(post.clone(), path::ACCOUNT_START, account_changes::start),
        route(post.clone(), path::ACCOUNT_FINISH, account_changes::finish),
        route(get.clone(), path::PASSKEYS, passkeys::list),
        route(get.clone(), path::SESSIONS, sessions::list),
        route(Method::DELETE, path::SESSIONS, sessions::close_others),
        route(get.clone(), path::KEYRING, keyring::read),
        route(put.clone(), path::KEYRING, keyring::put),
        route(post.clone(), path::INTRODUCTIONS, introductions::make),
        route(get.clone(), path::INTRODUCTIONS, introductions::list),
        route(post.clone(), path::INBOX, inbox::team),
        route(get.clone(), path::TEAM_SHARE, shares::read),
        route(post, path::RECEIPTS, receipts::put),
        route(put.clone(), path::REPLY, replies::put),
        route(put.clone(), path::DRAFT, drafts::put),
        route(get.clone(), path::DRAFT, drafts::read),
        route(Method::DELETE, path::DRAFT, drafts::delete),
        route(get, path::PACKS, packs::for_team),
        route(put.clone(), path::TEAM_WRITTEN, written::put),
        route(put.clone(), path::GUEST, guests::put),
        route(put.clone(), path::AWAY, away::put),
        route(Method::DELETE, path::TEAM_PERSON, on_request::delete),
        // of them, a team lead
        route(Method::GET, path::TEAM, lead::list),
        route(Method::POST, path::TEAM, lead::add),
        route(put, path::TEAM_WORKER, lead::change),
        route(Method::POST, path::TEAM_LINK, lead::renew_link),
        route(Method::POST, path::TEAM_END, lead::end),
        route(Method::POST, path::TEAM_RESET, lead::reset),
    ]
}

/// The person's origin. Cookies are never read here.
pub fn person_router(app: App) -> Router {
    surround(build(person()), app, Side::Person)
}

/// The team's origin.
pub fn team_router(app: App) -> Router {
    let own_page = middleware::from_fn_with_state(app.clone(), auth::own_page_only);
    surround(build(team()).layer(own_page), app, Side::Team)
}

fn surround(router: Router<App>, app: App, side: Side) -> Router {
    let files = get(site::serve).fallback(site::serve).with_state((app.site.clone(), side));
    router
        .with_state(app.clone())
        .method_not_allowed_fallback(site::no_route)
        .fallback_service(files)
        .layer(CatchPanicLayer::custom(guard::panicked))
        .layer(middleware::from_fn_with_state((app, side), guard::around))
        // Around everything, so that nothing that surrounds a request can end more than that request.
        .layer(CatchPanicLayer::custom(guard::panicked))
}

/// A router of these routes.
fn build(routes: Vec<Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| router.route(route.pattern, route.handler))
}
