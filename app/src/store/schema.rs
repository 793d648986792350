//! The names in the database, frozen version by version. A released module is never edited: a new version is a new
//! module, and `migrations` walks from any one to the newest.

/// The database's name in the browser.
pub const DATABASE: &str = "waymark";

/// The version this build writes.
pub const VERSION: u32 = 3;

/// Versions up to this one only add to version 1, so an app that knows less may still read and write them. A stale
/// service worker is our roll-back, and a roll-back must not lock people out of their records.
pub const LAST_COMPATIBLE_VERSION: u32 = 99;

/// The layout of a sealed record's bytes, bound into every seal; see `at_rest`.
pub const RECORD_SCHEMA: u32 = 1;

/// The newest layout.
pub use v3 as current;

/// Version 1, from the first release on.
pub mod v1 {
    /// Small facts about the whole: see the keys below.
    pub const META: &str = "meta";
    /// In `META`: the ledger's head, 48 bytes.
    pub const HEAD: &str = "head";
    /// In `META`: the device key, a `CryptoKey` that cannot be exported.
    pub const DEVICE_KEY: &str = "device_key";
    /// In `META`: the data key wrapped by the device key, `nonce[12] ‖ AES-GCM ciphertext`.
    pub const WRAPPED_KEY: &str = "wrapped_key";
    /// In `META`: bytes that are only there to be given up when the disk is full.
    pub const RESERVE: &str = "reserve";

    /// The stores of sealed records. Keys are 32 hex digits that say nothing; values are bytes.
    pub const STORES: [&str; 15] = [
        "settings",
        "identity",
        "org",
        "check_ins",
        "drafts",
        "aspirations",
        "notes",
        "contacts",
        "consents",
        "decisions",
        "sent",
        "outbox",
        "replies",
        "packs",
        "cursors",
    ];
}

/// Version 2: words that are being written, and the copy on the server.
pub mod v2 {
    pub use super::v1::{DEVICE_KEY, HEAD, META, RESERVE, WRAPPED_KEY};

    /// In `META`, in place of `WRAPPED_KEY` while the app lock is on: see `store::lock`. An app of version 1 finds no key
    /// then and leaves everything as it is.
    pub const LOCKED_KEY: &str = "locked_key";

    /// The stores this version adds.
    pub const ADDED: [&str; 2] = ["scraps", "backup"];

    /// Every store of sealed records.
    pub const STORES: [&str; 17] = {
        let mut all = [""; 17];
        let mut n = 0;
        while n < all.len() {
            all[n] =
                if n < super::v1::STORES.len() { super::v1::STORES[n] } else { ADDED[n - super::v1::STORES.len()] };
            n += 1;
        }
        all
    };
}

/// Version 3: what was removed, what copies brought, and what stands aside.
pub mod v3 {
    pub use super::v2::{DEVICE_KEY, HEAD, LOCKED_KEY, META, RESERVE, WRAPPED_KEY};

    /// Sealed rows that stand aside, each under `store/key`, with the keys they lie under by the names those have in
    /// `META`, and [`ABOUT`]; see `store::aside`.
    pub const ASIDE: &str = "aside";
    /// In `ASIDE`: what is known of the set, as text in bytes.
    pub const ABOUT: &str = "about";

    /// The stores of sealed records that this version adds.
    pub const ADDED: [&str; 2] = ["removed", "returned"];

    /// Every store of sealed records.
    pub const STORES: [&str; 19] = {
        let mut all = [""; 19];
        let mut n = 0;
        while n < all.len() {
            all[n] =
                if n < super::v2::STORES.len() { super::v2::STORES[n] } else { ADDED[n - super::v2::STORES.len()] };
            n += 1;
        }
        all
    };
}
