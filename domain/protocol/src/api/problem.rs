//! Refusals: RFC 9457 problems with a code of ours.

use serde::{Deserialize, Serialize};

/// Why a request was refused: an RFC 9457 problem. The apps act on `code` and never show the other texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// `urn:waymark:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// A short English sentence for engineers.
    pub title: String,
    /// The HTTP status again.
    pub status: u16,
    /// What the app acts on.
    pub code: ProblemCode,
    /// Server time, UTC ms, with [`ProblemCode::Clock`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub now: Option<i64>,
    /// The highest sequence number from this person to this worker, with [`ProblemCode::SequenceUsed`]: another phone
    /// with the same words was here, and the next one goes above.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest_seq: Option<u64>,
    /// The newest revision of this item for this worker, with [`ProblemCode::Conflict`] of a share.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub highest_rev: Option<u32>,
}

impl Problem {
    /// The problem document of a code.
    pub fn new(code: ProblemCode) -> Self {
        let (status, name, title) = code.facts();
        Self {
            kind: format!("urn:waymark:problem:{name}"),
            title: title.into(),
            status,
            code,
            now: None,
            highest_seq: None,
            highest_rev: None,
        }
    }
}

/// Every reason for refusing a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemCode {
    /// 400: not what this route reads.
    Malformed,
    /// 401: no signature, or one that does not verify, or keys nobody introduced, or a repeated nonce.
    Signature,
    /// 401: the phone's clock is off; `now` carries the server's. Retry once with the offset.
    Clock,
    /// 401: no session, or it has ended.
    SignInNeeded,
    /// 401: wrong name or wrong password; nothing says which.
    SignInRefused,
    /// 401: the one-time code is wrong, was used before, or is too old.
    CodeRefused,
    /// 403: not sent by the team's own page.
    WrongPage,
    /// 403: this session is another worker's: somebody else signed in in the same browser. Nothing was read or written.
    OtherWorker,
    /// 403: the password was right and the second factor is still to come.
    SecondFactorNeeded,
    /// 404: not there, or not yours; nothing says which.
    NotFound,
    /// 409: other bytes are stored under this name, or a newer revision is; of a share `highest_rev` carries the newest.
    Conflict,
    /// 409: this sequence number was used for another envelope; `highest_seq` carries the highest.
    SequenceUsed,
    /// 409: the permission is unknown, taken back or ended, or does not name this worker.
    ConsentEnded,
    /// 409: the keyring was changed elsewhere; read it again.
    KeyringMoved,
    /// 409: a lead ends, resets or demotes no account of their own, so that there is always one left who can.
    OwnAccount,
    /// 410: what a helper wrote down is on the person's own phone, or was thrown away there: nothing more is taken.
    Taken,
    /// 413: larger than this route takes.
    TooLarge,
    /// 429: wait and try again.
    TooMany,
    /// 503: busy; try again.
    Busy,
    /// 507: the server's disk is full.
    Full,
    /// 500: a mistake of ours.
    Internal,
}

impl ProblemCode {
    /// Status, name and title.
    pub fn facts(self) -> (u16, &'static str, &'static str) {
        match self {
            Self::Malformed => (400, "malformed", "This route does not read that."),
            Self::Signature => (401, "signature", "The signature is missing or does not verify."),
            Self::Clock => (401, "clock", "The clocks are too far apart."),
            Self::SignInNeeded => (401, "sign-in-needed", "Sign in first."),
            Self::SignInRefused => (401, "sign-in-refused", "The name or the password is wrong."),
            Self::CodeRefused => (401, "code-refused", "The one-time code is wrong or was used."),
            Self::WrongPage => (403, "wrong-page", "Only the team's own page may ask this."),
            Self::OtherWorker => (403, "other-worker", "This session is another worker's."),
            Self::SecondFactorNeeded => (403, "second-factor-needed", "The sign-in is not complete."),
            Self::NotFound => (404, "not-found", "There is nothing here for you."),
            Self::Conflict => (409, "conflict", "Other bytes are stored under this name."),
            Self::SequenceUsed => (409, "sequence-used", "This sequence number was used before."),
            Self::ConsentEnded => (409, "consent-ended", "No permission covers this."),
            Self::KeyringMoved => (409, "keyring-moved", "The keyring was changed elsewhere."),
            Self::OwnAccount => (409, "own-account", "A lead does not do this to their own account."),
            Self::Taken => (410, "taken", "The person has it, and takes no more."),
            Self::TooLarge => (413, "too-large", "The body is too large."),
            Self::TooMany => (429, "too-many", "Too many tries. Wait and try again."),
            Self::Busy => (503, "busy", "The server is busy. Try again."),
            Self::Full => (507, "full", "The server has no room left."),
            Self::Internal => (500, "internal", "The server made a mistake."),
        }
    }
}
