//! Route patterns, as the server's router names and logs them. The functions beside them build a path from values.

use crate::id::{ConsentId, GuestPlace, ItemId, PersonId, ReplyId, WorkerId, WrittenId};
use crate::introduction::Locator;

/// Is the process alive? Both origins.
pub const HEALTHZ: &str = "/healthz";
/// Can the process do its work? Both origins.
pub const READYZ: &str = "/readyz";

/// Person: look an introduction up; uses nothing up.
pub const INTRODUCTION: &str = "/v1/introductions/{locator}";
/// Person: accept an introduction.
pub const CLAIM: &str = "/v1/introductions/{locator}/claim";
/// Person: a signed permission, one revision.
pub const CONSENT: &str = "/v1/consents/{consent_id}/{rev}";
/// Person: a permission as the server holds it, for a phone that lost its own.
pub const HELD_CONSENT: &str = "/v1/consents/{consent_id}";
/// Person: take a permission back.
pub const WITHDRAWAL: &str = "/v1/consents/{consent_id}/withdrawal";
/// Person: one sealed share. The same shape on the team origin reads it ([`TEAM_SHARE`]).
pub const SHARE: &str = "/v1/shares/{to}/{item_id}/{rev}";
/// Person: replies, receipts and when the workers' screens last looked. Team, by `POST`: what is shared with me; asking is
/// noted, and so is when the page was last touched.
pub const INBOX: &str = "/v1/inbox";
/// Person: the organisation's instruments. Team: the same, for a check-in that a worker helps with.
pub const PACKS: &str = "/v1/packs";
/// Person: delete everything, by a signed record that proves itself.
pub const ERASURE: &str = "/v1/erasure";
/// Person: which organisation this is; anybody may ask. A new phone derives its keys for it.
pub const ORGANISATION: &str = "/v1/organisation";
/// Person: read the sealed backup, or delete it.
pub const BACKUP: &str = "/v1/backup";
/// Person: one revision of the sealed backup.
pub const BACKUP_REV: &str = "/v1/backup/{rev}";

/// Person: what a worker wrote down with them, sealed to them: read it; say that it is on the phone, or thrown away.
pub const WRITTEN: &str = "/v1/written/{written}";
/// Anybody who knows the claim words: open the guest notebook that waits under them. Uses nothing up.
pub const GUEST_OPEN: &str = "/v1/guests/{place}/open";
/// The same: it is on their phone now; the server's copy goes.
pub const GUEST_TAKEN: &str = "/v1/guests/{place}/taken";

/// Team: first opening of a set-up link.
pub const SET_UP_START: &str = "/v1/set-up/start";
/// Team: password and keys of a new account.
pub const SET_UP_FINISH: &str = "/v1/set-up/finish";
/// Team: first message of the password proof.
pub const SIGN_IN_START: &str = "/v1/sign-in/start";
/// Team: last message of the password proof.
pub const SIGN_IN_FINISH: &str = "/v1/sign-in/finish";
/// Team: the second factor, a one-time code.
pub const SIGN_IN_CODE: &str = "/v1/sign-in/code";
/// Team: the second factor, a passkey.
pub const SIGN_IN_PASSKEY: &str = "/v1/sign-in/passkey";
/// Team: my passkeys.
pub const PASSKEYS: &str = "/v1/passkeys";
/// Team: first step with a recovery code.
pub const RECOVERY_START: &str = "/v1/recovery/start";
/// Team: new password, codes and recovery code.
pub const RECOVERY_FINISH: &str = "/v1/recovery/finish";
/// Team: prove the password once more, to change something of my account.
pub const ACCOUNT_START: &str = "/v1/account/start";
/// Team: change it.
pub const ACCOUNT_FINISH: &str = "/v1/account/finish";
/// Team: my sessions; `DELETE` ends the others.
pub const SESSIONS: &str = "/v1/sessions";
/// Team: end this session.
pub const SIGN_OUT: &str = "/v1/sign-out";
/// Team: who I am, and my wrapped keys.
pub const ME: &str = "/v1/me";
/// Team: my sealed keyring.
pub const KEYRING: &str = "/v1/keyring";
/// Team: make an introduction, list mine.
pub const INTRODUCTIONS: &str = "/v1/introductions";
/// Team: bytes of one sealed share.
pub const TEAM_SHARE: &str = "/v1/shares/{person}/{item_id}/{rev}";
/// Team: what I opened.
pub const RECEIPTS: &str = "/v1/receipts";
/// Team: a sealed reply.
pub const REPLY: &str = "/v1/replies/{person}/{reply_id}";
/// Team: my half-written reply to somebody, sealed to myself: keep it, read it, let it go.
pub const DRAFT: &str = "/v1/drafts/{person}";
/// Team: until when I am away, which people I met are told.
pub const AWAY: &str = "/v1/away";
/// Team: delete everything that somebody shared with me, because they ask for it in the room.
pub const TEAM_PERSON: &str = "/v1/people/{person}";

/// Team: what I write down with somebody who accepted an introduction of mine, sealed to them.
pub const TEAM_WRITTEN: &str = "/v1/written/{person}/{written}";
/// Team: the guest notebook of somebody who has no app yet, sealed under their claim words.
pub const GUEST: &str = "/v1/guests/{place}";

/// Lead: the team's accounts; add one.
pub const TEAM: &str = "/v1/team";
/// Lead: another role and team for a worker.
pub const TEAM_WORKER: &str = "/v1/team/{worker}";
/// Lead: a new set-up link for who has not set up.
pub const TEAM_LINK: &str = "/v1/team/{worker}/link";
/// Lead: a worker has moved on.
pub const TEAM_END: &str = "/v1/team/{worker}/end";
/// Lead: a worker's keys are lost, and they begin anew.
pub const TEAM_RESET: &str = "/v1/team/{worker}/reset";

/// `/v1/introductions/{locator}`; the locator is written in its six letters.
pub fn introduction(locator: Locator) -> String {
    format!("/v1/introductions/{locator}")
}
/// `/v1/introductions/{locator}/claim`.
pub fn claim(locator: Locator) -> String {
    format!("/v1/introductions/{locator}/claim")
}
/// `/v1/consents/{consent_id}/{rev}`.
pub fn consent(id: ConsentId, rev: u32) -> String {
    format!("/v1/consents/{id}/{rev}")
}
/// `/v1/consents/{consent_id}`.
pub fn held_consent(id: ConsentId) -> String {
    format!("/v1/consents/{id}")
}
/// `/v1/consents/{consent_id}/withdrawal`.
pub fn withdrawal(id: ConsentId) -> String {
    format!("/v1/consents/{id}/withdrawal")
}
/// `/v1/shares/{to}/{item_id}/{rev}`, person's origin.
pub fn share(to: WorkerId, item: ItemId, rev: u32) -> String {
    format!("/v1/shares/{to}/{item}/{rev}")
}
/// `/v1/backup/{rev}`.
pub fn backup(rev: u32) -> String {
    format!("/v1/backup/{rev}")
}
/// `/v1/inbox?after=N`, person's origin; `after` is the `next` of the last reply, 0 the first time.
pub fn inbox_after(after: u64) -> String {
    format!("/v1/inbox?after={after}")
}
/// `/v1/shares/{person}/{item_id}/{rev}`, team origin.
pub fn team_share(person: PersonId, item: ItemId, rev: u32) -> String {
    format!("/v1/shares/{person}/{item}/{rev}")
}
/// `/v1/drafts/{person}`.
pub fn draft(person: PersonId) -> String {
    format!("/v1/drafts/{person}")
}
/// `/v1/replies/{person}/{reply_id}`.
pub fn reply(person: PersonId, id: ReplyId) -> String {
    format!("/v1/replies/{person}/{id}")
}
/// `/v1/written/{written}`, person's origin.
pub fn written(id: WrittenId) -> String {
    format!("/v1/written/{id}")
}
/// `/v1/written/{person}/{written}`, team origin.
pub fn team_written(person: PersonId, id: WrittenId) -> String {
    format!("/v1/written/{person}/{id}")
}
/// `/v1/guests/{place}`, team origin.
pub fn guest(place: GuestPlace) -> String {
    format!("/v1/guests/{place}")
}
/// `/v1/guests/{place}/open`.
pub fn guest_open(place: GuestPlace) -> String {
    format!("/v1/guests/{place}/open")
}
/// `/v1/guests/{place}/taken`.
pub fn guest_taken(place: GuestPlace) -> String {
    format!("/v1/guests/{place}/taken")
}
/// `/v1/people/{person}`.
pub fn team_person(person: PersonId) -> String {
    format!("/v1/people/{person}")
}
/// `/v1/team/{worker}`.
pub fn team_worker(worker: WorkerId) -> String {
    format!("/v1/team/{worker}")
}
/// `/v1/team/{worker}/link`.
pub fn team_link(worker: WorkerId) -> String {
    format!("/v1/team/{worker}/link")
}
/// `/v1/team/{worker}/end`.
pub fn team_end(worker: WorkerId) -> String {
    format!("/v1/team/{worker}/end")
}
/// `/v1/team/{worker}/reset`.
pub fn team_reset(worker: WorkerId) -> String {
    format!("/v1/team/{worker}/reset")
}
