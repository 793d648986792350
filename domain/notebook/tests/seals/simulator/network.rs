//! Requests on their way: signed as the app signs them, and never the same nonce twice.

use notebook::id::WorkerId;
use notebook::records::{OutboxEntry, OutboxKind};
use notebook::request::RequestParts;
use notebook::seal::keys::PersonKeys;
use notebook::sync::outbox::EntryId;
use notebook::time::Moment;

use crate::support::ORG;

/// One request as it left a phone.
#[derive(Clone)]
pub(super) struct Request {
    /// Which phone: its place in the world.
    pub(super) phone: usize,
    pub(super) entry: EntryId,
    pub(super) worker: WorkerId,
    pub(super) kind: OutboxKind,
    pub(super) body: Vec<u8>,
    pub(super) auth: String,
    path: String,
}

impl Request {
    pub(super) fn new(phone: usize, entry: &OutboxEntry, keys: &PersonKeys, at: Moment, nonce: [u8; 16]) -> Self {
        let path = format!("/v1/{:?}", entry.kind);
        let mut request = Self {
            phone,
            entry: entry.id,
            worker: entry.worker,
            kind: entry.kind,
            body: entry.body.clone(),
            auth: String::new(),
            path,
        };
        request.auth = keys.sign_request(request.parts(), at, nonce);
        request
    }

    pub(super) fn parts(&self) -> RequestParts<'_> {
        RequestParts {
            org: ORG,
            method: "PUT",
            authority: "waymark.example",
            path_and_query: &self.path,
            body: &self.body,
        }
    }
}

/// What is between the phones and the server.
#[derive(Default)]
pub(super) struct Network {
    /// A phone still waits for these.
    pub(super) under_way: Vec<Request>,
    /// Nobody waits for these, but they may arrive.
    pub(super) late: Vec<Request>,
}
