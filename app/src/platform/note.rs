//! What lies unsealed on the phone: small notes in local storage, which any program of this origin reads, and whoever
//! copies the browser's files. This list is the whole of it, and docs/THREAT_MODEL.md says the same list to everybody.
//!
//! Notes are read before the records are open, or outlive them. They are only ever a second copy, or nothing personal,
//! but for the one that the person has asked for.
use web_sys::Storage;

/// One note. What its text says is written and read where the note is used; names and texts are those of phones that
/// are out there, so neither changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalNote {
    /// Theme, text size, contrast, language and movement, in this order, with a blank between. What came later stands
    /// last, so that an older note keeps its meaning. `public/load.js` reads it before the app has started.
    Look,
    /// Present once the first opening was finished. `public/load.js` reads it: the first words are not shown again.
    Opened,
    /// The nation whose numbers stand first: one of four words, which says no more than the phone's time zone does.
    Nation,
    /// Only if the person chose "also before the lock": name, tab, number of their own contacts, one a line.
    OwnContacts,
    /// The day of the latest copy the person found, and "own" if a passphrase opens it: for the lines on Me and Today.
    Copy,
    /// The ledger's head, 96 hex digits: how many records there are, how often was written, and a hash of their nonces.
    Head,
    /// Present while the browser's log of the database may be torn. Outlives a page that ends between the refusal and
    /// the mending; a browser that is killed while the disk is full may forget it, so each page mends before it writes.
    Torn,
    /// How many wrong tries there were in a row at the lock, and when the last was: it outlasts a reload. No secret:
    /// whoever holds the phone could remove it, and gains no more than tries of a second each.
    Tries,
    /// Present while something stands aside, before the code that reads what it is has been fetched.
    Aside,
    /// Withdrawals that wait although everything else is gone, one a line: the permission's number, then the signed
    /// record in hexadecimal digits.
    Left,
}

impl LocalNote {
    /// Its name in local storage.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Look => "waymark-look",
            Self::Opened => "waymark-opened",
            Self::Nation => "waymark-nation",
            Self::OwnContacts => "waymark-own-contacts",
            Self::Copy => "waymark-copy",
            Self::Head => "waymark-head",
            Self::Torn => "waymark-torn",
            Self::Tries => "waymark-tries",
            Self::Aside => "waymark-aside",
            Self::Left => "waymark-left",
        }
    }

    /// Its text, or `None` if it is absent or the browser refuses local storage.
    pub fn read(self) -> Option<String> {
        local()?.get_item(self.name()).ok()?
    }

    /// Whether it is there; for those whose presence is all they say.
    pub fn is_there(self) -> bool {
        self.read().is_some()
    }

    /// Writes it. A browser that refuses is not an error: nothing that counts stands in a note alone.
    pub fn write(self, text: &str) {
        if let Some(storage) = local() {
            let _ = storage.set_item(self.name(), text);
        }
    }

    /// Removes it.
    pub fn remove(self) {
        if let Some(storage) = local() {
            let _ = storage.remove_item(self.name());
        }
    }

    /// Removes every other note, those of earlier versions included, and what is kept for this tab.
    pub fn remove_all_others(self) {
        if let Some(storage) = local() {
            let names: Vec<String> =
                (0..storage.length().unwrap_or(0)).filter_map(|at| storage.key(at).ok().flatten()).collect();
            for name in names.into_iter().filter(|name| name.starts_with("waymark") && name != self.name()) {
                let _ = storage.remove_item(&name);
            }
        }
        if let Some(Ok(Some(storage))) = web_sys::window().map(|window| window.session_storage()) {
            let _ = storage.clear();
        }
    }
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
