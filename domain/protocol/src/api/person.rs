//! What the person's app sends and gets, apart from signed and sealed bytes.

use serde::{Deserialize, Serialize};

use super::{Bytes, Bytes32};
use crate::id::{ConsentId, ItemId, OrgId, PersonId, ReplyId, WorkerId, WrittenId};
use crate::time::Day;

/// `GET /v1/introductions/{locator}`. Unknown, used, expired and burnt introductions get the same 404.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IntroductionReply {
    /// The organisation; needed to derive the key that opens the card, which also says its name and its safeguarding
    /// line.
    pub org_id: OrgId,
    /// The worker's sealed card.
    pub card: Bytes,
    /// Last moment it can be accepted, UTC ms.
    pub expires: i64,
}

/// `POST /v1/introductions/{locator}/claim`. The same body again gets the same reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimRequest {
    /// Proof of knowing the secret: the server holds its SHA-256.
    pub k_claim: Bytes32,
    /// The worker on the sealed card. Not the introduction's maker: 404, as for an unknown one.
    pub worker: WorkerId,
    /// Ed25519 key of the person for this organisation.
    pub sig_pk: Bytes32,
    /// X25519 key of the person for this organisation.
    pub kem_pk: Bytes32,
    /// Sealed greeting, with the name only if the person said so; at most 4 KiB.
    pub hello: Bytes,
    /// MAC over all keys, checked by the worker's app and not by the server.
    pub mac: Bytes32,
    /// Ed25519 with the key named here, 64 bytes; see [`crate::claim::ClaimFacts`]. Anything else: 404.
    pub sig: Bytes,
}

/// Reply to a claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClaimReply {
    /// The worker who made the introduction; must equal the one on the sealed card.
    pub worker_id: WorkerId,
    /// The person's id, for comparison with the one derived on the phone.
    pub person_id: PersonId,
    /// The organisation's instruments.
    pub packs: Vec<PackReply>,
}

/// One instrument file of the organisation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackReply {
    /// The file as the deployer put it in the folder; its SHA-256 is the pack's hash.
    pub bytes: Bytes,
    /// Who compared the structure with the licensed sheet, if somebody did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmation: Option<ConfirmationReply>,
}

/// A deployer's confirmation of an instrument's structure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfirmationReply {
    /// Who confirmed.
    pub by: String,
    /// The civil day, `2026-05-12`.
    pub on: String,
    /// True if a demonstration confirmed its own.
    pub demo: bool,
}

/// `GET /v1/packs`: what an introduction told, as it is today, for people who were met before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PacksReply {
    /// The organisation's instruments.
    pub packs: Vec<PackReply>,
    /// Its name as the deployer wrote it.
    pub org_name: String,
    /// The deployer's sentence about when a worker may have to tell others; may be empty.
    pub safeguarding: String,
    /// Who takes complaints, as the deployer wrote it.
    pub complaints: ComplaintsReply,
    /// Names all of this, as in [`PersonInboxReply::edition`].
    pub edition: Bytes32,
}

/// Who takes complaints about the organisation or its server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplaintsReply {
    /// Their name, or that of their office.
    pub name: String,
    /// A number, an address or a page.
    pub reach: String,
}

/// Reply to `PUT` of a consent, a share, a reply or what a worker writes down: 201 the first time, 200 for the same bytes
/// again, and for a newer revision of what is written down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoredReply {
    /// When the server first stored these bytes, UTC ms.
    pub received_at: i64,
}

/// `GET /v1/organisation`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OrganisationReply {
    /// The one organisation of this deployment.
    pub org_id: OrgId,
    /// Its name as the deployer wrote it.
    pub org_name: String,
}

/// Reply to `DELETE /v1/backup`, whether or not there was one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackupDeletedReply {
    /// By then it was out of the database, UTC ms.
    pub deleted_at: i64,
    /// A reader of the server's own files still holds its sealed bytes on the disk; they go when it lets go.
    pub leaving_disk: bool,
}

/// Reply to `POST /v1/erasure`, whether or not the server knew the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ErasedReply {
    /// By then nothing of theirs was in the database, UTC ms.
    pub erased_at: i64,
    /// A reader of the server's own files may still hold sealed bytes on the disk; they go when it lets go.
    pub leaving_disk: bool,
}

/// Reply to a withdrawal; the same signed record again gets the same reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithdrawalReply {
    /// When the envelopes were deleted, UTC ms.
    pub deleted_at: i64,
    /// How many were deleted.
    pub envelopes: u64,
    /// When the worker's app last asked what is shared with it, UTC ms; none if it never did.
    pub worker_last_looked: Option<i64>,
    /// A reader of the server's own files still holds the sealed bytes on the disk; they go when it lets go.
    pub leaving_disk: bool,
}

/// `GET /v1/inbox?after=N` on the person's origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PersonInboxReply {
    /// Replies with a number above `after`, oldest first, at most 50.
    pub replies: Vec<SealedReplyReply>,
    /// Everything a worker opened, always the whole list.
    pub receipts: Vec<ReceiptReply>,
    /// When each introduced worker's app last asked.
    pub looked: Vec<LookedReply>,
    /// Which of them have moved on, and when that was said: what was waiting for them is deleted, nothing new is taken.
    pub moved_on: Vec<MovedOnReply>,
    /// Which of them have said that they are away: always the whole list. Written only to a phone that sends
    /// [`super::READS_HEADER`], and only where it is so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<AwayReply>,
    /// What workers wrote down with this person that waits here: always the whole list. Written only to a phone whose
    /// [`super::READS_HEADER`] is 3 or more, and only where something waits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<WaitsReply>,
    /// Every permission of this person that the server holds, whatever became of it: always the whole list.
    pub permissions: Vec<HeldPermissionReply>,
    /// Whether sealed bytes of anything that was deleted, whoever's, may still be on the disk: a reader of the server's
    /// own files holds them there.
    pub leaving_disk: bool,
    /// A hash of the organisation's packs with their confirmations, its name, its safeguarding sentence and who takes
    /// complaints. It changes when one of them does: then `GET /v1/packs` says what is new.
    pub edition: Bytes32,
    /// What to send as `after` next time.
    pub next: u64,
}

/// One sealed reply of a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SealedReplyReply {
    /// Number in this person's inbox, rising.
    pub n: u64,
    /// The reply.
    pub id: ReplyId,
    /// Who wrote it.
    pub from: WorkerId,
    /// The sealed bytes.
    pub bytes: Bytes,
    /// When the server stored it, UTC ms.
    pub received_at: i64,
}

/// A worker opened something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReceiptReply {
    /// The item.
    pub item_id: ItemId,
    /// Its revision.
    pub rev: u32,
    /// The worker.
    pub to: WorkerId,
    /// When the server was told, UTC ms.
    pub opened_at: i64,
}

/// When a worker's app last asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LookedReply {
    /// The worker.
    pub worker: WorkerId,
    /// UTC ms.
    pub at: i64,
}

/// A worker's account was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MovedOnReply {
    /// The worker.
    pub worker: WorkerId,
    /// UTC ms.
    pub at: i64,
    /// Whether they did not leave: their keys are lost, and they began anew with another account. Written only where it is
    /// so, because an app from before this field reads nothing that has it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub new_start: bool,
}

/// A worker has said that they are away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AwayReply {
    /// The worker.
    pub worker: WorkerId,
    /// Their last day away.
    pub until: Day,
}

/// A check-in that a worker writes down, or has written down, with this person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WaitsReply {
    /// Which.
    pub written: WrittenId,
    /// Who wrote it down.
    pub from: WorkerId,
    /// Its newest revision; one more with each answer.
    pub rev: u32,
    /// When that arrived, UTC ms.
    pub stored_at: i64,
}

/// A permission of this person as the server holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldPermissionReply {
    /// The permission.
    pub consent: ConsentId,
    /// Who may see, or might.
    pub to: WorkerId,
    /// Its newest revision.
    pub rev: u32,
    /// Whether it was taken back. One whose last day has passed is not: its record says that day.
    pub withdrawn: bool,
    /// When everything under it was deleted, UTC ms, if it was taken back.
    pub deleted_at: Option<i64>,
    /// Whether the server asks for its newest record again, because a database was put back. A permission does not count
    /// until then; what was taken back stays gone.
    pub waiting: bool,
    /// It was taken back, and its sealed bytes may still be on the disk.
    pub leaving_disk: bool,
    /// When the newest of the envelopes that the server holds under it arrived, UTC ms. One that the phone was told had
    /// arrived later is lost there: a database was put back.
    pub newest: Option<i64>,
    /// The worker deleted everything under it, because somebody asked for that in the room; then `deleted_at` says when.
    /// Written only to a phone that sends [`super::READS_HEADER`], and only where it is so.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_request: bool,
}

/// `GET /v1/consents/{consent_id}`: 404 for what is not there, or another person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeldConsentReply {
    /// The newest revision, signed by the person, as received. It names the worker and the days, not what is shared.
    pub record: Bytes,
    /// Whether it was taken back.
    pub withdrawn: bool,
    /// When everything under it was deleted, UTC ms, if it was taken back.
    pub deleted_at: Option<i64>,
}
