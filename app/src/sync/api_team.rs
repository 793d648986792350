//! The team origin's routes, one function each. Cookies go along, and every request that changes something carries
//! the header that no form of another page can send.
use super::api::{ApiError, Body, Call, fetch, fetch_json, send_off};
use domain::api::{self, path};
use domain::id::{GuestPlace, ItemId, PersonId, ReplyId, WorkerId, WrittenId};
use gloo::net::http::Method;
use web_sys::RequestCredentials;

/// First opening of a set-up link.
pub async fn set_up_start(request: &api::SetUpStartRequest) -> Result<api::SetUpStartReply, ApiError> {
    fetch_json(post(path::SET_UP_START, Body::json(request))).await
}

/// Password, keys and second factor of a new account; the browser keeps the session's cookie.
pub async fn set_up_finish(request: &api::SetUpFinishRequest) -> Result<api::SignInFinishReply, ApiError> {
    fetch_json(post(path::SET_UP_FINISH, Body::json(request))).await
}

/// First step with a recovery code; uses nothing up.
pub async fn recovery_start(request: &api::RecoveryStartRequest) -> Result<api::RecoveryStartReply, ApiError> {
    fetch_json(post(path::RECOVERY_START, Body::json(request))).await
}

/// New password, codes and recovery code; the browser keeps the session's cookie.
pub async fn recovery_finish(request: &api::RecoveryFinishRequest) -> Result<api::SignInFinishReply, ApiError> {
    fetch_json(post(path::RECOVERY_FINISH, Body::json(request))).await
}

/// First message of the password proof.
pub async fn sign_in_start(request: &api::SignInStartRequest) -> Result<api::SignInStartReply, ApiError> {
    fetch_json(post(path::SIGN_IN_START, Body::json(request))).await
}

/// Last message of the password proof; the browser keeps the session's cookie.
pub async fn sign_in_finish(request: &api::SignInFinishRequest) -> Result<api::SignInFinishReply, ApiError> {
    fetch_json(post(path::SIGN_IN_FINISH, Body::json(request))).await
}

/// A page of one worker. Each of its requests says whose it is: in a browser where somebody else signed in meanwhile the
/// cookie is theirs, and the server then refuses with `OtherWorker` before it reads or writes anything.
#[derive(Debug, Clone, Copy)]
pub struct Desk {
    worker: WorkerId,
}

impl Desk {
    /// The page of this worker, who has proved the password.
    pub fn of(worker: WorkerId) -> Self {
        Self { worker }
    }

    /// Completes the sign-in with a one-time code; `CodeRefused` if it is wrong or was used.
    pub async fn sign_in_code(self, request: &api::SignInCodeRequest) -> Result<(), ApiError> {
        fetch(self.call(Method::POST, path::SIGN_IN_CODE, Body::json(request))).await.map(drop)
    }

    /// Completes the sign-in with a passkey.
    pub async fn sign_in_passkey(self, request: &api::SignInPasskeyRequest) -> Result<(), ApiError> {
        fetch(self.call(Method::POST, path::SIGN_IN_PASSKEY, Body::json(request))).await.map(drop)
    }

    /// My passkeys.
    pub async fn passkeys(self) -> Result<api::PasskeysReply, ApiError> {
        fetch_json(self.get(path::PASSKEYS)).await
    }

    /// First half of proving the password once more.
    pub async fn account_start(self, request: &api::AccountStartRequest) -> Result<api::AccountStartReply, ApiError> {
        fetch_json(self.call(Method::POST, path::ACCOUNT_START, Body::json(request))).await
    }

    /// Second half, with what changes.
    pub async fn account_finish(self, request: &api::AccountFinishRequest) -> Result<(), ApiError> {
        fetch(self.call(Method::POST, path::ACCOUNT_FINISH, Body::json(request))).await.map(drop)
    }

    /// My sessions.
    pub async fn sessions(self) -> Result<api::SessionsReply, ApiError> {
        fetch_json(self.get(path::SESSIONS)).await
    }

    /// Ends all of them but this one.
    pub async fn close_other_sessions(self) -> Result<(), ApiError> {
        fetch(self.call(Method::DELETE, path::SESSIONS, Body::Empty)).await.map(drop)
    }

    /// Whose page it is.
    pub fn worker(self) -> WorkerId {
        self.worker
    }

    /// Ends this worker's session, and no other's.
    pub async fn sign_out(self) -> Result<(), ApiError> {
        fetch(self.call(Method::POST, path::SIGN_OUT, Body::Empty)).await.map(drop)
    }

    /// Who is signed in, with the wrapped keys.
    pub async fn me(self) -> Result<api::MeReply, ApiError> {
        fetch_json(self.get(path::ME)).await
    }

    /// The parts of the sealed keyring and its revision.
    pub async fn keyring(self) -> Result<api::KeyringReply, ApiError> {
        fetch_json(self.get(path::KEYRING)).await
    }

    /// Keeps a part of the keyring over the revision it was made from, else refuses with `KeyringMoved`.
    pub async fn put_keyring(self, request: &api::KeyringRequest) -> Result<api::KeyringStoredReply, ApiError> {
        fetch_json(self.call(Method::PUT, path::KEYRING, Body::json(request))).await
    }

    /// Makes an introduction; `Conflict` means that the locator is taken and another code is needed.
    pub async fn make_introduction(
        self,
        request: &api::MakeIntroductionRequest,
    ) -> Result<api::MakeIntroductionReply, ApiError> {
        fetch_json(self.call(Method::POST, path::INTRODUCTIONS, Body::json(request))).await
    }

    /// My introductions, newest first, with who accepted them.
    pub async fn introductions(self) -> Result<api::IntroductionsReply, ApiError> {
        fetch_json(self.get(path::INTRODUCTIONS)).await
    }

    /// What is shared with me now. Asking is what the person sees as "last looked"; when somebody last touched the page is
    /// what keeps the session.
    pub async fn inbox(self, request: &api::TeamInboxRequest) -> Result<api::TeamInboxReply, ApiError> {
        fetch_json(self.call(Method::POST, path::INBOX, Body::json(request))).await
    }

    /// The bytes of one sealed share.
    pub async fn share(self, person: PersonId, item: ItemId, rev: u32) -> Result<Vec<u8>, ApiError> {
        fetch(self.get(&path::team_share(person, item, rev))).await
    }

    /// Says what was opened.
    pub async fn put_receipts(self, request: &api::ReceiptsRequest) -> Result<(), ApiError> {
        fetch(self.call(Method::POST, path::RECEIPTS, Body::json(request))).await.map(drop)
    }

    /// Sends a sealed reply.
    pub async fn put_reply(
        self,
        person: PersonId,
        reply: ReplyId,
        bytes: Vec<u8>,
    ) -> Result<api::StoredReply, ApiError> {
        let body = Body::Bytes(api::OCTETS, bytes);
        fetch_json(self.call(Method::PUT, &path::reply(person, reply), body)).await
    }

    /// My half-written reply to somebody, sealed; `NotFound` if there is none.
    pub async fn draft(self, person: PersonId) -> Result<Vec<u8>, ApiError> {
        fetch(self.get(&path::draft(person))).await
    }

    /// Keeps it in the place of the one before; `ConsentEnded` where nothing is shared, `Conflict` if it was sent already.
    pub async fn put_draft(self, person: PersonId, sealed: Vec<u8>) -> Result<(), ApiError> {
        fetch(self.call(Method::PUT, &path::draft(person), Body::Bytes(api::OCTETS, sealed))).await.map(drop)
    }

    /// Lets go of it.
    pub async fn delete_draft(self, person: PersonId) -> Result<(), ApiError> {
        fetch(self.call(Method::DELETE, &path::draft(person), Body::Empty)).await.map(drop)
    }

    /// Keeps it from a page that is being left: the browser goes on sending, and nobody hears the answer.
    pub fn send_off_draft(self, person: PersonId, sealed: Vec<u8>) {
        send_off(self.call(Method::PUT, &path::draft(person), Body::Bytes(api::OCTETS, sealed)));
    }

    /// Keeps what I write down with somebody who accepted an introduction of mine, sealed to them. `Taken` once their phone
    /// has it, `NotFound` for whom I never met.
    pub async fn put_written(self, person: PersonId, written: WrittenId, sealed: Vec<u8>) -> Result<(), ApiError> {
        let body = Body::Bytes(api::OCTETS, sealed);
        fetch(self.call(Method::PUT, &path::team_written(person, written), body)).await.map(drop)
    }

    /// Keeps what I write down with somebody who has no app yet, sealed under their claim words; until when it is kept.
    /// `Taken` once they have it.
    pub async fn put_guest(self, place: GuestPlace, request: &api::GuestRequest) -> Result<api::GuestReply, ApiError> {
        fetch_json(self.call(Method::PUT, &path::guest(place), Body::json(request))).await
    }

    /// Both, from a page that is being left: the browser goes on sending, and nobody hears the answer.
    pub fn send_off_written(self, person: PersonId, written: WrittenId, sealed: Vec<u8>) {
        let body = Body::Bytes(api::OCTETS, sealed);
        send_off(self.call(Method::PUT, &path::team_written(person, written), body));
    }

    /// See [`Self::send_off_written`].
    pub fn send_off_guest(self, place: GuestPlace, request: &api::GuestRequest) {
        send_off(self.call(Method::PUT, &path::guest(place), Body::json(request)));
    }

    /// The organisation's instruments, for a check-in that I help with.
    pub async fn packs(self) -> Result<api::TeamPacksReply, ApiError> {
        fetch_json(self.get(path::PACKS)).await
    }

    /// Says until when I am away; `Malformed` for a day that cannot be.
    pub async fn put_away(self, request: &api::AwayRequest) -> Result<(), ApiError> {
        fetch(self.call(Method::PUT, path::AWAY, Body::json(request))).await.map(drop)
    }

    /// Deletes everything that somebody shared with me; `NotFound` for whom I never met.
    pub async fn delete_person(self, person: PersonId) -> Result<api::PersonDeletedReply, ApiError> {
        fetch_json(self.call(Method::DELETE, &path::team_person(person), Body::Empty)).await
    }

    /// The team's accounts; like the five below, for a lead alone, and `NotFound` to anybody else.
    pub async fn team(self) -> Result<api::TeamReply, ApiError> {
        fetch_json(self.get(path::TEAM)).await
    }

    /// Adds a worker; `Conflict` if the name is taken by one who has set up.
    pub async fn add_worker(self, request: &api::AddWorkerRequest) -> Result<api::SetUpLinkReply, ApiError> {
        fetch_json(self.call(Method::POST, path::TEAM, Body::json(request))).await
    }

    /// Another role and team.
    pub async fn change_worker(self, worker: WorkerId, request: &api::ChangeWorkerRequest) -> Result<(), ApiError> {
        fetch(self.call(Method::PUT, &path::team_worker(worker), Body::json(request))).await.map(drop)
    }

    /// A new set-up link; `Conflict` if the account was set up.
    pub async fn renew_link(self, worker: WorkerId) -> Result<api::SetUpLinkReply, ApiError> {
        fetch_json(self.call(Method::POST, &path::team_link(worker), Body::Empty)).await
    }

    /// A worker has moved on; what was ended.
    pub async fn end_worker(self, worker: WorkerId) -> Result<api::TouchesReply, ApiError> {
        fetch_json(self.call(Method::POST, &path::team_end(worker), Body::Empty)).await
    }

    /// A worker begins anew with another account, whose link is answered.
    pub async fn reset_worker(self, worker: WorkerId) -> Result<api::SetUpLinkReply, ApiError> {
        fetch_json(self.call(Method::POST, &path::team_reset(worker), Body::Empty)).await
    }

    fn get(self, path: &str) -> Call<'_> {
        self.call(Method::GET, path, Body::Empty)
    }

    fn call(self, method: Method, path: &str, body: Body) -> Call<'_> {
        let mut call = call(method, path, body);
        call.headers.push((api::WORKER_HEADER, self.worker.to_string()));
        call
    }
}

fn post(path: &str, body: Body) -> Call<'_> {
    call(Method::POST, path, body)
}

fn call(method: Method, path: &str, body: Body) -> Call<'_> {
    let headers = vec![(api::TEAM_HEADER, "1".into())];
    Call { method, path, body, headers, credentials: RequestCredentials::SameOrigin }
}
