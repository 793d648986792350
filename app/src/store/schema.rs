//! The names in the database, version by version. What a version brought stays for ever: the stores of records, and since
//! when, are those of the domain's one list of kinds; what else lies there is named here, in a module that is never edited
//! once it was released. `migrations` walks from any version to the newest.

use domain::records::StoreName;

/// The database's name in the browser.
pub const DATABASE: &str = "waymark";

/// The version this build writes: the newest that brought a store.
pub const VERSION: u32 = {
    let (mut newest, mut n) = (0, 0);
    while n < StoreName::ALL.len() + OTHERS.len() {
        let since = if n < OTHERS.len() { OTHERS[n].0 } else { StoreName::ALL[n - OTHERS.len()].since() };
        if since > newest {
            newest = since;
        }
        n += 1;
    }
    newest
};

/// The stores of sealed records. Keys are 32 hex digits that say nothing; values are bytes.
pub const STORES: [&str; StoreName::ALL.len()] = {
    let mut all = [""; StoreName::ALL.len()];
    let mut n = 0;
    while n < all.len() {
        all[n] = StoreName::ALL[n].as_str();
        n += 1;
    }
    all
};

/// The stores of anything else, each with the version that brought it.
pub const OTHERS: [(u32, &str); 2] = [(1, v1::META), (3, v3::ASIDE)];

/// The stores that this version brought.
pub fn brought(version: u32) -> Vec<&'static str> {
    let others = OTHERS.into_iter().filter(|(since, _)| *since == version).map(|(_, name)| name);
    others.chain(StoreName::ALL.into_iter().filter(|it| it.since() == version).map(StoreName::as_str)).collect()
}

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
}

/// Version 2: words that are being written, and the copy on the server.
pub mod v2 {
    pub use super::v1::{DEVICE_KEY, HEAD, META, RESERVE, WRAPPED_KEY};

    /// In `META`, in place of `WRAPPED_KEY` while the app lock is on: see `store::lock`. An app of version 1 finds no key
    /// then and leaves everything as it is.
    pub const LOCKED_KEY: &str = "locked_key";
}

/// Version 3: what was removed, what copies brought, and what stands aside.
pub mod v3 {
    pub use super::v2::{DEVICE_KEY, HEAD, LOCKED_KEY, META, RESERVE, WRAPPED_KEY};

    /// Sealed rows that stand aside, each under `store/key`, with the keys they lie under by the names those have in
    /// `META`, and [`ABOUT`]; see `store::aside`.
    pub const ASIDE: &str = "aside";
    /// In `ASIDE`: what is known of the set, as text in bytes.
    pub const ABOUT: &str = "about";
}

#[cfg(test)]
mod tests {
    use super::brought;

    /// What was released, as it was: a line of its own for each version, once it is out.
    const RELEASED: [&str; 3] = [
        "meta settings identity org check_ins drafts aspirations notes contacts consents decisions sent outbox replies \
         packs cursors",
        "scraps backup",
        "aside removed returned",
    ];

    #[test]
    fn what_a_released_version_brought_never_changes() {
        for (version, stores) in (1..).zip(RELEASED) {
            assert_eq!(brought(version).join(" "), stores, "version {version}");
        }
    }
}
