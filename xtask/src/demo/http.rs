//! One origin over plain HTTP on this machine, with the session's cookie and the header that every change carries.

use crate::Done;
use domain::api::TEAM_HEADER;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;

/// A client of the team's origin.
pub(super) struct Http {
    base: String,
    agent: ureq::Agent,
    cookie: RefCell<Option<String>>,
}

impl Http {
    pub(super) fn to(base: &str) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self { base: base.to_owned(), agent, cookie: RefCell::new(None) }
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
        let request = request.header(TEAM_HEADER, "1");
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
