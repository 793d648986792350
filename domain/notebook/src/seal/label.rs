//! Every purpose a key, a seal or a signature of this folder has. A value made under one label never fits another.
//!
//! Labels of what the server can check are beside their use: `waymark/req/v2` in `request`, `waymark/consent-sig/v1`
//! and `waymark/consent-hash/v1` in `signed`, `waymark/person/v1` and `waymark/kid/v1` in `identity`, `waymark/scope/v1`
//! in `consent`. A server binary must contain none of the labels below.

/// Derives a person's signing key from their root.
pub const PERSON_SIG: &str = "waymark/person/sig/v1";
/// Derives a person's sealing key from their root.
pub const PERSON_KEM: &str = "waymark/person/kem/v1";
/// Derives the key of a person's sealed backup from their root.
pub const PERSON_BACKUP: &str = "waymark/person/backup/v1";
/// Derives the key that names what a person shares.
pub const PERSON_ITEMS: &str = "waymark/person/items/v1";
/// Salts the stretching of an introduction's secret.
pub const INTRODUCTION: &str = "waymark/intro/v1";
/// Derives the key a worker's card is sealed under.
pub const INTRODUCTION_CARD: &str = "waymark/intro/card/v1";
/// Derives the key that accepts an introduction.
pub const INTRODUCTION_CLAIM: &str = "waymark/intro/claim/v1";
/// Derives the key that authenticates the person's keys to the worker.
pub const INTRODUCTION_MAC: &str = "waymark/intro/mac/v1";
/// What is put before the authenticated keys of a claim.
pub const CLAIM: &str = "waymark/claim/v1";
/// HPKE info of the first words a person sends to a worker.
pub const HELLO: &str = "waymark/hello/v1";
/// HPKE info of a share.
pub const SHARE: &str = "waymark/share/v1";
/// What is put before a share when it is signed.
pub const SHARE_SIG: &str = "waymark/share-sig/v1\0";
/// HPKE info of a reply.
pub const REPLY: &str = "waymark/reply/v1";
/// What is put before a reply when it is signed.
pub const REPLY_SIG: &str = "waymark/reply-sig/v1\0";
/// Salts the stretching of public keys into check words.
pub const CHECK_WORDS: &str = "waymark/check-words/v1";
/// Derives the key that wraps a worker's account key from OPAQUE's export key.
pub const ACCOUNT: &str = "waymark/account/v1";
/// Derives the key that wraps a worker's account key from their recovery code.
pub const RECOVERY_KEYS: &str = "waymark/recovery/keys/v1";
/// Derives what proves that somebody has a recovery code.
pub const RECOVERY_PROOF: &str = "waymark/recovery/proof/v1";
/// What is put before a recovery code for its check letters.
pub const RECOVERY_CHECK: &str = "waymark/recovery/check/v1";
/// Derives the key of a worker's keyring from their account key.
pub const KEYRING: &str = "waymark/keyring/v1";
/// Derives the key of a worker's half-written replies from their account key.
pub const DRAFT: &str = "waymark/draft/v1";
/// Derives the key of a safe copy from a root or a stretched passphrase.
pub const PERSON_COPY: &str = "waymark/person/copy/v1";
/// Names the additional data of a record at rest.
pub const RECORD: &str = "waymark/record/v1";
/// Names the additional data of a wrapped storage key.
pub const RECORD_KEY: &str = "waymark/record-key/v1";
/// Derives the key of the app lock from a stretched PIN or stretched words.
pub const LOCK: &str = "waymark/lock/v1";
/// Salts the stretching of claim words.
pub const GUEST: &str = "waymark/guest/v1";
/// Derives where a guest notebook waits at the server.
pub const GUEST_PLACE: &str = "waymark/guest/place/v1";
/// Derives what proves that claim words were known.
pub const GUEST_PROOF: &str = "waymark/guest/proof/v1";
/// Derives the key that seals a guest notebook.
pub const GUEST_KEY: &str = "waymark/guest/key/v1";
/// What is put before claim words for their check bits.
pub const GUEST_CHECK: &str = "waymark/guest/check/v1";
/// HPKE info of a check-in that a worker writes down.
pub const WRITTEN: &str = "waymark/written/v1";
/// What is put before it when it is signed.
pub const WRITTEN_SIG: &str = "waymark/written-sig/v1\0";
