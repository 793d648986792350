//! What the team's app sends and gets, apart from sealed bytes.

use serde::{Deserialize, Serialize};

use super::{Bytes, Bytes32, NewFactor, PasskeyOffer, RecoverySeal};
use crate::id::{ConsentId, ItemId, OrgId, PersonId, WorkerId, WrittenId};
use crate::introduction::Locator;
use crate::role::Role;
use crate::time::Day;

/// `POST /v1/set-up/start`: the token is the fragment of the set-up link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUpStartRequest {
    /// Fragment of the link as it stands.
    pub token: String,
    /// OPAQUE registration request.
    pub opaque: Bytes,
}

/// Reply to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUpStartReply {
    /// The account's id.
    pub worker_id: WorkerId,
    /// Name as the deployer wrote it; also the name to sign in with.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Team, may be empty.
    pub team: String,
    /// The organisation.
    pub org_id: OrgId,
    /// Its name.
    pub org_name: String,
    /// OPAQUE registration response.
    pub opaque: Bytes,
    /// What the worker's app for one-time codes is to know, 20 bytes; the same at each opening of this link.
    pub codes_secret: Bytes,
    /// How a passkey is made instead; none where this host has no name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<PasskeyOffer>,
}

/// `POST /v1/set-up/finish`: the link is used up, the session cookie is set, and the sign-in is complete. A wrong code
/// is 401 `code-refused` and uses nothing up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SetUpFinishRequest {
    /// Fragment of the link as it stands.
    pub token: String,
    /// OPAQUE registration upload.
    pub opaque: Bytes,
    /// X25519 key of the account.
    pub kem_pk: Bytes32,
    /// Ed25519 key of the account.
    pub sig_pk: Bytes32,
    /// The account's secret keys, wrapped in the browser; at most 4 KiB.
    pub wrapped_keys: Bytes,
    /// What completes a sign-in from now on.
    pub factor: NewFactor,
    /// Of the recovery code that was printed.
    pub recovery: RecoverySeal,
}

/// `POST /v1/sign-in/start`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInStartRequest {
    /// Name; case and spaces at the ends do not matter.
    pub name: String,
    /// OPAQUE credential request.
    pub opaque: Bytes,
}

/// Reply to it, alike for a known and an unknown name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInStartReply {
    /// Names this attempt for a minute.
    pub attempt: Bytes,
    /// OPAQUE credential response.
    pub opaque: Bytes,
}

/// `POST /v1/sign-in/finish`: sets the session cookie, or 401 `sign-in-refused`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInFinishRequest {
    /// From the start's reply.
    pub attempt: Bytes,
    /// OPAQUE credential finalization.
    pub opaque: Bytes,
}

/// How far a sign-in has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The password was right; a second factor is still to come.
    Password,
    /// May read what is shared.
    Full,
}

/// Reply to a finished password proof.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignInFinishReply {
    /// Whose session the cookie now names; every later request of this page says it.
    pub worker_id: WorkerId,
    /// How far the sign-in has come.
    pub stage: Stage,
    /// Where this account has no app for codes yet: what one is to know now, 20 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codes_secret: Option<Bytes>,
    /// How a passkey of this account completes the sign-in, if it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub passkey: Option<PasskeyOffer>,
    /// Whether a passkey is all that completes it: no app for codes is connected.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub without_codes: bool,
}

/// `GET /v1/me`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeReply {
    /// The account's id.
    pub worker_id: WorkerId,
    /// Name as the deployer wrote it.
    pub name: String,
    /// The kind of their role.
    pub role: Role,
    /// What their role is called; empty where it is called by its kind.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub called: String,
    /// Team, may be empty.
    pub team: String,
    /// The organisation.
    pub org_id: OrgId,
    /// Its name.
    pub org_name: String,
    /// X25519 key of the account.
    pub kem_pk: Bytes32,
    /// Ed25519 key of the account.
    pub sig_pk: Bytes32,
    /// As uploaded at set-up.
    pub wrapped_keys: Bytes,
    /// Origin of the person's app, for the links and pictures of introductions.
    pub person_url: String,
    /// What people are told before they share: when a worker may have to tell others.
    pub safeguarding: String,
    /// When a recovery code of this account was last used, UTC ms.
    pub recovered_at: Option<i64>,
    /// When the recovery code that works now was printed, UTC ms; none if there is none.
    pub recovery_made_at: Option<i64>,
    /// My last day away, if I said one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away: Option<Day>,
}

/// `PUT /v1/away`: 204. 400 `malformed` for a day that is past or more than a year on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwayRequest {
    /// My last day away; none once I am back.
    pub until: Option<Day>,
}

/// Reply to `DELETE /v1/people/{person}`; the same again finds nothing more. 404 for somebody I never met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonDeletedReply {
    /// By then it was out of the database, UTC ms.
    pub deleted_at: i64,
    /// How many sealed shares were deleted.
    pub shares: u64,
    /// A reader of the server's own files may still hold sealed bytes on the disk; they go when it lets go.
    pub leaving_disk: bool,
}

/// Longest whole keyring, bytes: about 10,000 people.
pub const KEYRING_WHOLE_LIMIT: usize = 2 * 1024 * 1024;
/// Longest part that is added to a keyring, bytes.
pub const KEYRING_APPEND_LIMIT: usize = 4 * 1024;

/// `GET /v1/keyring`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyringReply {
    /// That of the last part; 0 before the first one.
    pub revision: u64,
    /// The newest whole keyring and all that was added to it, one revision each; empty before the first one.
    pub parts: Vec<KeyringPart>,
}

/// One sealed part of a keyring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyringPart {
    /// Whether it stands for everything before it; else it is added to that.
    pub whole: bool,
    /// Sealed.
    pub bytes: Bytes,
}

/// `PUT /v1/keyring`: stored only over the revision named, else 409 `keyring-moved`. The first part is a whole one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyringRequest {
    /// The revision this one comes after.
    pub over: u64,
    /// At most [`KEYRING_WHOLE_LIMIT`] if it is whole, else [`KEYRING_APPEND_LIMIT`].
    pub part: KeyringPart,
}

/// Reply to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyringStoredReply {
    /// `over + 1`.
    pub revision: u64,
}

/// `POST /v1/introductions`: 201; the same body again 200; a taken locator 409 `conflict` (make another code).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeIntroductionRequest {
    /// First 30 bits of the code, as six letters.
    pub locator: Locator,
    /// The card, sealed under the code's secret; at most 4 KiB.
    pub card: Bytes,
    /// SHA-256 of `k_claim`.
    pub claim_hash: Bytes32,
}

/// Reply to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MakeIntroductionReply {
    /// 14 days from now, UTC ms.
    pub expires: i64,
}

/// `GET /v1/introductions`: mine, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntroductionsReply {
    /// Open ones until they expire, accepted ones always.
    pub introductions: Vec<MadeIntroductionReply>,
}

/// One of my introductions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeIntroductionReply {
    /// First 30 bits of the code, as six letters.
    pub locator: Locator,
    /// UTC ms.
    pub made: i64,
    /// UTC ms.
    pub expires: i64,
    /// Who accepted it, if somebody did.
    pub claim: Option<ClaimedReply>,
}

/// A claim as the person sent it, for the worker's app to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimedReply {
    /// UTC ms.
    pub at: i64,
    /// Derived from the two keys.
    pub person_id: PersonId,
    /// Ed25519 key of the person.
    pub sig_pk: Bytes32,
    /// X25519 key of the person.
    pub kem_pk: Bytes32,
    /// Sealed greeting.
    pub hello: Bytes,
    /// MAC under the code's secret.
    pub mac: Bytes32,
}

/// `POST /v1/inbox` on the team origin: asking is what the person sees as "last looked". A page asks by itself, so asking
/// does not say that anybody is there; what it carries does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamInboxRequest {
    /// How long ago somebody last touched the page, ms. The session's 15 minutes go by it.
    pub touched_ago_ms: u64,
}

/// Reply to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamInboxReply {
    /// Server time, UTC ms.
    pub at: i64,
    /// When the session ends in any case, UTC ms by the server's clock.
    pub session_ends_at: i64,
    /// Everybody who accepted an introduction of mine, and what they permitted, past permissions included. Whoever is
    /// missing is not known to this server any more.
    pub people: Vec<PersonSharesReply>,
    /// What I wrote down with somebody and their phone has not taken yet, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<WrittenReply>,
}

/// A check-in that I wrote down with somebody, and that waits for their phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WrittenReply {
    /// Which.
    pub written: WrittenId,
    /// With whom.
    pub person_id: PersonId,
    /// When its newest revision arrived, UTC ms.
    pub stored_at: i64,
    /// The last moment it is kept, UTC ms.
    pub ends: i64,
}

/// What one person shares with me now. A page drops everything that is not in the newest reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonSharesReply {
    /// The person.
    pub person_id: PersonId,
    /// Their permissions for me, newest revision of each.
    pub consents: Vec<ConsentReply>,
    /// Envelopes under permissions that hold today, newest revision of each item.
    pub shares: Vec<ShareReply>,
}

/// A permission as signed by the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentReply {
    /// The permission.
    pub consent_id: ConsentId,
    /// Its newest revision.
    pub rev: u32,
    /// Whether it holds now, by the server's clock.
    pub state: HeldConsentState,
    /// The signed record, to be verified with the pinned key.
    pub bytes: Bytes,
    /// UTC ms.
    pub received_at: i64,
}

/// Whether a permission holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeldConsentState {
    /// It holds.
    Active,
    /// The person took it back; nothing under it is left.
    Withdrawn,
    /// Its last day has passed; nothing under it is readable.
    Ended,
    /// A database was put back: nothing under it is readable until its phone has sent the newest record again.
    Waiting,
}

/// One sealed share waiting to be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShareReply {
    /// The item.
    pub item_id: ItemId,
    /// Its revision.
    pub rev: u32,
    /// Number of this envelope from this person to me, rising.
    pub seq: u64,
    /// The permission it was sent under.
    pub consent_id: ConsentId,
    /// UTC ms.
    pub received_at: i64,
    /// When I opened it, UTC ms.
    pub opened_at: Option<i64>,
}

/// Most items in one [`ReceiptsRequest`].
pub const OPENED_LIMIT: usize = 200;

/// `POST /v1/receipts`: 204; items that are gone are passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptsRequest {
    /// What I opened, at most [`OPENED_LIMIT`] at a time.
    pub opened: Vec<OpenedRequest>,
}

/// One opened item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedRequest {
    /// Whose.
    pub person: PersonId,
    /// The item.
    pub item_id: ItemId,
    /// Its revision.
    pub rev: u32,
}
