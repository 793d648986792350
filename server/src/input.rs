//! Reading what a request carries, strictly: one refusal for each kind of fault, whatever axum would have said.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, FromRequest, FromRequestParts, Path, Request},
    http::{header, request::Parts},
};
use domain::api::{BODY_LIMIT_BYTES, ProblemCode};
use serde::de::DeserializeOwned;

use crate::{app::App, auth::read_body, error::Refusal, limits::Caller};

/// A JSON body with exactly the known fields.
pub struct Input<T>(pub T);

/// The same, of at most `LIMIT` bytes instead of [`BODY_LIMIT_BYTES`].
pub struct Large<T, const LIMIT: usize>(pub T);

impl<T: DeserializeOwned, const LIMIT: usize> FromRequest<App> for Large<T, LIMIT> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &App) -> Result<Self, Refusal> {
        read_json(request, LIMIT).await.map(Self)
    }
}

async fn read_json<T: DeserializeOwned>(request: Request, limit: usize) -> Result<T, Refusal> {
    // With or without a charset, which for JSON says nothing.
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    let json = kind.and_then(|kind| kind.split(';').next()).is_some_and(|kind| kind.trim() == "application/json");
    let body = read_body(request.into_body(), limit).await?;
    let value = json.then(|| serde_json::from_slice(&body).ok()).flatten();
    value.ok_or_else(|| ProblemCode::Malformed.into())
}

impl<T: DeserializeOwned> FromRequest<App> for Input<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &App) -> Result<Self, Refusal> {
        read_json(request, BODY_LIMIT_BYTES).await.map(Self)
    }
}

/// Values out of the path. What is no id is not there.
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<App> for At<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let path = Path::<T>::from_request_parts(parts, app).await;
        path.map(|Path(value)| Self(value)).map_err(|_| ProblemCode::NotFound.into())
    }
}

impl FromRequestParts<App> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
        Ok(Self::at(app.proxies.caller(&parts.headers, peer.unwrap_or(IpAddr::from([0, 0, 0, 0])))))
    }
}
