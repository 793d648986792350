//! What a worker proves beside their password, what opens a lost account, and what of an account changes.

use serde::{Deserialize, Serialize};

use super::{Bytes, Bytes32};
use crate::id::WorkerId;

/// What a recovery code leaves at the server: nothing of it opens anything without the code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoverySeal {
    /// SHA-256 of the proof that the recovery code gives.
    pub proof_hash: Bytes32,
    /// The account's secret keys, wrapped under the recovery code; at most 4 KiB.
    pub wrapped_keys: Bytes,
}

/// `POST /v1/sign-in/code`: 204 and the sign-in is complete, or 401 `code-refused`. Each code works once. After several
/// wrong ones 429 for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInCodeRequest {
    /// Six digits.
    pub code: String,
}

/// What the browser is asked so that it makes a passkey, or uses one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyOffer {
    /// Names this attempt: for an hour where a passkey is made, for ten minutes where one is used.
    pub attempt: Bytes,
    /// The options of WebAuthn level 3, as JSON: `PublicKeyCredentialCreationOptionsJSON` or
    /// `PublicKeyCredentialRequestOptionsJSON`.
    pub options: String,
}

/// What the browser answered to a [`PasskeyOffer`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyAnswer {
    /// From the offer.
    pub attempt: Bytes,
    /// `PublicKeyCredential.toJSON()` as text.
    pub credential: String,
}

/// The second factor of a new or recovered account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum NewFactor {
    /// Six digits of an app for codes that was told the secret of the start's reply.
    Code(String),
    /// A passkey that was made by the offer of the start's reply.
    Passkey(PasskeyAnswer),
}

/// `POST /v1/sign-in/passkey`: 204 and the sign-in is complete, or 401 `code-refused`; then the password is proved anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInPasskeyRequest {
    /// To the offer of [`super::SignInFinishReply`].
    pub answer: PasskeyAnswer,
}

/// `GET /v1/passkeys`: mine, the one made first first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeysReply {
    /// Whether one can be made here: passkeys belong to a host name, and an address has none.
    pub possible: bool,
    /// Whether an app for codes is connected too.
    pub codes: bool,
    /// At most [`PASSKEY_LIMIT`].
    pub passkeys: Vec<PasskeyReply>,
}

/// Most passkeys of one account.
pub const PASSKEY_LIMIT: usize = 10;

/// One of my passkeys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasskeyReply {
    /// Its credential id.
    pub id: Bytes,
    /// When it was made, UTC ms.
    pub made: i64,
    /// When a sign-in was completed with it last, UTC ms.
    pub used: Option<i64>,
}

/// `POST /v1/recovery/start`: uses nothing up. An unknown name and a wrong recovery code are both 401 `sign-in-refused`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryStartRequest {
    /// Name; case and spaces at the ends do not matter.
    pub name: String,
    /// What the recovery code gives.
    pub proof: Bytes32,
    /// OPAQUE registration request for a new password.
    pub opaque: Bytes,
}

/// Reply to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryStartReply {
    /// The account's id.
    pub worker_id: WorkerId,
    /// Name as the deployer wrote it; also the name to sign in with.
    pub name: String,
    /// The organisation's name.
    pub org_name: String,
    /// X25519 key of the account.
    pub kem_pk: Bytes32,
    /// Ed25519 key of the account.
    pub sig_pk: Bytes32,
    /// The account's secret keys, wrapped under the recovery code.
    pub wrapped_keys: Bytes,
    /// OPAQUE registration response.
    pub opaque: Bytes,
    /// What a new app for one-time codes is to know, 20 bytes.
    pub codes_secret: Bytes,
    /// How a passkey is made instead; none where this host has no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<PasskeyOffer>,
}

/// `POST /v1/recovery/finish`: ends every session, takes the place of password, codes, passkeys and recovery code, sets the
/// session cookie, and the sign-in is complete. Replies as [`super::SignInFinishReply`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoveryFinishRequest {
    /// As at the start.
    pub name: String,
    /// As at the start.
    pub proof: Bytes32,
    /// OPAQUE registration upload.
    pub opaque: Bytes,
    /// The same secret keys, wrapped under the new password's export key; at most 4 KiB.
    pub wrapped_keys: Bytes,
    /// Takes the place of every second factor before.
    pub factor: NewFactor,
    /// Of the new recovery code that was printed.
    pub recovery: RecoverySeal,
}

/// `POST /v1/account/start`: the first half of proving the password once more, before something of the account changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountStartRequest {
    /// OPAQUE credential request with the present password.
    pub opaque: Bytes,
    /// OPAQUE registration request, where a new password is to come.
    pub new_password: Option<Bytes>,
}

/// Reply to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountStartReply {
    /// Names this attempt for a minute; longer where a new app for codes has to be connected: ten minutes.
    pub attempt: Bytes,
    /// OPAQUE credential response.
    pub opaque: Bytes,
    /// OPAQUE registration response, if a new password is to come.
    pub new_password: Option<Bytes>,
    /// What a new app for one-time codes is to know, 20 bytes.
    pub codes_secret: Bytes,
    /// How another passkey is made; none where this host has no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<PasskeyOffer>,
}

/// `POST /v1/account/finish`: 204, or 409 `conflict` if it is the last second factor that is to go or one too many that is
/// to come, or 401 `sign-in-refused` if the present password was wrong, `code-refused` if the
/// code was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountFinishRequest {
    /// From the start's reply.
    pub attempt: Bytes,
    /// OPAQUE credential finalization.
    pub opaque: Bytes,
    /// What changes.
    pub change: AccountChange,
}

/// What of an account changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum AccountChange {
    /// Another password. Every other session of this worker ends.
    Password {
        /// OPAQUE registration upload.
        opaque: Bytes,
        /// The secret keys, wrapped under the new password's export key; at most 4 KiB.
        wrapped_keys: Bytes,
    },
    /// Another app for one-time codes.
    Codes {
        /// Six digits of the app that was told [`AccountStartReply::codes_secret`].
        code: String,
    },
    /// One more passkey.
    Passkey(PasskeyAnswer),
    /// A passkey goes, by its credential id: its device is lost, or somebody else's now.
    PasskeyRemoved(Bytes),
    /// Another recovery code; the one before opens nothing any more.
    Recovery(RecoverySeal),
}

/// `GET /v1/sessions`: mine, the one used last first. `DELETE` ends all but the one that asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionsReply {
    /// At most a day old.
    pub sessions: Vec<SessionReply>,
}

/// One of my sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SessionReply {
    /// When it was signed in to, UTC ms.
    pub made: i64,
    /// When it was last used, UTC ms, to half a minute.
    pub used: i64,
    /// Whether it is the one that asks.
    pub here: bool,
}
