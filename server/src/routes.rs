//! Every route of both origins on one screen. The routers are built from these lists and from nothing else, so the
//! table of `tests/principals.rs`, which wants a row for each of them, cannot miss one.

use axum::{
    Router,
    handler::Handler,
    http::Method,
    routing::{MethodFilter, MethodRouter, on},
};
use domain::api::path;

use crate::{
    App,
    handlers::{accounts, backups, consents, health, introductions, keyring, packs, replies, shares},
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
        route(get.clone(), path::ORGANISATION, backups::organisation),
        // whoever was introduced, by signature
        route(put.clone(), path::CONSENT, consents::put),
        route(get.clone(), path::HELD_CONSENT, consents::read),
        route(post, path::WITHDRAWAL, consents::withdraw),
        route(put.clone(), path::SHARE, shares::put),
        route(get.clone(), path::INBOX, shares::person_inbox),
        route(get.clone(), path::PACKS, packs::list),
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
        route(post.clone(), path::SIGN_IN_START, accounts::sign_in_start),
        route(post.clone(), path::SIGN_IN_FINISH, accounts::sign_in_finish),
        route(post.clone(), path::SIGN_OUT, accounts::sign_out),
        // a worker whose sign-in is complete
        route(get.clone(), path::ME, accounts::me),
        route(get.clone(), path::KEYRING, keyring::read),
        route(put.clone(), path::KEYRING, keyring::put),
        route(post.clone(), path::INTRODUCTIONS, introductions::make),
        route(get.clone(), path::INTRODUCTIONS, introductions::list),
        route(get.clone(), path::INBOX, shares::team_inbox),
        route(get, path::TEAM_SHARE, shares::read),
        route(post, path::RECEIPTS, shares::put_receipts),
        route(put, path::REPLY, replies::put),
    ]
}

/// A router of these routes.
pub(crate) fn build(routes: Vec<Route>) -> Router<App> {
    routes.into_iter().fold(Router::new(), |router, route| router.route(route.pattern, route.handler))
}
