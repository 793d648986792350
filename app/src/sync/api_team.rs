//! The team origin's routes, one function each. Cookies go along, and every request that changes something carries
//! the header that no form of another page can send.
use super::api::{ApiError, Body, Call, fetch, fetch_json};
use domain::api::{self, path};
use domain::id::{ItemId, PersonId, ReplyId};
use gloo::net::http::Method;
use web_sys::RequestCredentials;

/// First opening of a set-up link.
pub async fn set_up_start(request: &api::SetUpStartRequest) -> Result<api::SetUpStartReply, ApiError> {
    fetch_json(post(path::SET_UP_START, Body::json(request))).await
}

/// Password and keys of a new account.
pub async fn set_up_finish(request: &api::SetUpFinishRequest) -> Result<(), ApiError> {
    fetch(post(path::SET_UP_FINISH, Body::json(request))).await.map(drop)
}

/// First message of the password proof.
pub async fn sign_in_start(request: &api::SignInStartRequest) -> Result<api::SignInStartReply, ApiError> {
    fetch_json(post(path::SIGN_IN_START, Body::json(request))).await
}

/// Last message of the password proof; the browser keeps the session's cookie.
pub async fn sign_in_finish(request: &api::SignInFinishRequest) -> Result<api::SignInFinishReply, ApiError> {
    fetch_json(post(path::SIGN_IN_FINISH, Body::json(request))).await
}

/// Ends this session.
pub async fn sign_out() -> Result<(), ApiError> {
    fetch(post(path::SIGN_OUT, Body::Empty)).await.map(drop)
}

/// Who is signed in, with the wrapped keys.
pub async fn me() -> Result<api::MeReply, ApiError> {
    fetch_json(get(path::ME)).await
}

/// The sealed keyring and its revision.
pub async fn keyring() -> Result<api::KeyringReply, ApiError> {
    fetch_json(get(path::KEYRING)).await
}

/// Keeps a keyring over the revision it was made from, else refuses with `KeyringMoved`.
pub async fn put_keyring(request: &api::KeyringRequest) -> Result<api::KeyringStoredReply, ApiError> {
    fetch_json(call(Method::PUT, path::KEYRING, Body::json(request))).await
}

/// Makes an introduction; `Conflict` means that the locator is taken and another code is needed.
pub async fn make_introduction(request: &api::MakeIntroductionRequest) -> Result<api::MakeIntroductionReply, ApiError> {
    fetch_json(post(path::INTRODUCTIONS, Body::json(request))).await
}

/// My introductions, newest first, with who accepted them.
pub async fn introductions() -> Result<api::IntroductionsReply, ApiError> {
    fetch_json(get(path::INTRODUCTIONS)).await
}

/// What is shared with me now. Asking is what the person sees as "last looked".
pub async fn inbox() -> Result<api::TeamInboxReply, ApiError> {
    fetch_json(get(path::INBOX)).await
}

/// The bytes of one sealed share.
pub async fn share(person: PersonId, item: ItemId, rev: u32) -> Result<Vec<u8>, ApiError> {
    fetch(get(&path::team_share(person, item, rev))).await
}

/// Says what was opened.
pub async fn put_receipts(request: &api::ReceiptsRequest) -> Result<(), ApiError> {
    fetch(post(path::RECEIPTS, Body::json(request))).await.map(drop)
}

/// Sends a sealed reply.
pub async fn put_reply(person: PersonId, reply: ReplyId, bytes: Vec<u8>) -> Result<api::StoredReply, ApiError> {
    fetch_json(call(Method::PUT, &path::reply(person, reply), Body::Bytes(api::OCTETS, bytes))).await
}

fn get(path: &str) -> Call<'_> {
    call(Method::GET, path, Body::Empty)
}

fn post(path: &str, body: Body) -> Call<'_> {
    call(Method::POST, path, body)
}

fn call(method: Method, path: &str, body: Body) -> Call<'_> {
    let header = Some((api::TEAM_HEADER, "1".into()));
    Call { method, path, body, header, credentials: RequestCredentials::SameOrigin }
}
