//! One origin over plain HTTP on this machine, with the session's cookie, the header that every change carries and the one
//! that says whose session it is.

use crate::Done;
use domain::api::{TEAM_HEADER, WORKER_HEADER};
use domain::id::WorkerId;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::{Cell, RefCell};

/// A client of the team's origin.
pub(super) struct Http {
    base: String,
    agent: ureq::Agent,
    cookie: RefCell<Option<String>>,
    worker: Cell<Option<WorkerId>>,
}

impl Http {
    pub(super) fn to(base: &str) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { base: base.to_owned(), agent, cookie: RefCell::new(None), worker: Cell::new(None) }
    }

    /// From now on every request says that it is this worker's.
    pub(super) fn signed_in(&self, worker: WorkerId) {
        self.worker.set(Some(worker));
    }

    pub(super) fn get<T: DeserializeOwned>(&self, path: &str) -> Done<T> {
        let request = self.agent.get(format!("{}{path}", self.base));
        read(path, &self.keep(path, self.dressed(request).call())?)
    }

    pub(super) fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Done<T> {
        let request = self.agent.post(format!("{}{path}", self.base));
        read(path, &self.keep(path, self.dressed(request).send_json(body))?)
    }

    pub(super) fn put<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Done<T> {
        let request = self.agent.put(format!("{}{path}", self.base));
        read(path, &self.keep(path, self.dressed(request).send_json(body))?)
    }

    fn dressed<B>(&self, request: ureq::RequestBuilder<B>) -> ureq::RequestBuilder<B> {
        let mut request = request.header(TEAM_HEADER, "1");
        if let Some(worker) = self.worker.get() {
            request = request.header(WORKER_HEADER, worker.to_string());
        }
        match &*self.cookie.borrow() {
            Some(cookie) => request.header("Cookie", cookie),
            None => request,
        }
    }

    /// Keeps a new cookie and gives back the body of a good reply.
    fn keep(&self, path: &str, reply: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Done<String> {
        let mut reply = reply.map_err(|e| format!("{path}: {e}"))?;
        if let Some(set) = reply.headers().get("set-cookie").and_then(|value| value.to_str().ok()) {
            *self.cookie.borrow_mut() = set.split(';').next().map(str::to_owned);
        }
        let text = reply.body_mut().read_to_string().map_err(|e| format!("{path}: {e}"))?;
        if reply.status().is_success() { Ok(text) } else { Err(format!("{path}: {} {text}", reply.status())) }
    }
}

/// An empty reply reads as JSON's null, so that `()` can stand for "no content".
fn read<T: DeserializeOwned>(path: &str, text: &str) -> Done<T> {
    serde_json::from_str(if text.is_empty() { "null" } else { text }).map_err(|e| format!("{path}: {e}"))
}
