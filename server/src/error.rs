//! From an error to an RFC 9457 problem: a fact for the log, a code for the app, never personal data in either.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::api::{PROBLEM, Problem, ProblemCode};

use crate::store::StoreError;

/// A refused request.
#[derive(Debug)]
pub struct Refusal(pub Problem);

impl From<ProblemCode> for Refusal {
    fn from(code: ProblemCode) -> Self {
        Self(Problem::new(code))
    }
}

impl From<StoreError> for Refusal {
    fn from(error: StoreError) -> Self {
        let code = error.code();
        if code == ProblemCode::Internal {
            // SQLite's messages name tables and columns, never values: every value is bound.
            tracing::error!(%error, "store");
        }
        let highest_seq = if let StoreError::SequenceUsed(highest) = error { Some(highest) } else { None };
        let highest_rev = if let StoreError::RevisionUsed(newest) = error { Some(newest) } else { None };
        Self(Problem { highest_seq, highest_rev, ..Problem::new(code) })
    }
}

impl From<getrandom::Error> for Refusal {
    fn from(error: getrandom::Error) -> Self {
        tracing::error!(%error, "random");
        ProblemCode::Internal.into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.0).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, PROBLEM)], body).into_response();
        if matches!(self.0.code, ProblemCode::TooMany | ProblemCode::Busy | ProblemCode::Full) {
            let wait_s = if self.0.code == ProblemCode::Busy { "1" } else { "60" };
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(wait_s));
        }
        response
    }
}
