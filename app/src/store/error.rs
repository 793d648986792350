//! What can go wrong with the storage of this phone. `words` turns each case into a sentence; the answers themselves
//! stay on the screen until they are safe.

/// Why a record could not be read or kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The browser gives this page no database: a private window, lockdown mode, or storage switched off.
    #[error("no database in this browser")]
    Unavailable,
    /// The connection was lost and three attempts to open it again failed.
    #[error("the connection to the database was lost")]
    Closed,
    /// No room left. What was saved before is safe.
    #[error("no room left in storage")]
    Full,
    /// The disk itself is full: see `torn_log`. What was saved before is safe as long as nothing more is written.
    #[error("the disk is full")]
    DiskFull,
    /// Another tab keeps an older version of the database open.
    #[error("another tab holds the database open")]
    Blocked,
    /// The database was written by a newer version of the app that this one cannot read.
    #[error("the database was written by a newer version")]
    NewerVersion,
    /// There are records, but the key that opens them is gone or does not fit.
    #[error("the key of the stored records is gone")]
    KeyLost,
    /// The app lock is closed: what the person knows is needed first.
    #[error("locked")]
    Locked,
    /// Some records cannot be opened, so they cannot be sealed anew either.
    #[error("some records cannot be opened")]
    Damaged,
    /// Another tab wrote the same thing first; what it wrote is now on the screen.
    #[error("another tab wrote first")]
    ChangedElsewhere,
    /// Something stands aside already, and there is room for one set.
    #[error("something stands aside already")]
    AsideTaken,
    /// A record could not be turned into bytes, or bytes into a record.
    #[error("a record could not be encoded")]
    Encoding,
    /// A lock that was just made does not open again with what was typed, so it was not written.
    #[error("the new lock does not open")]
    Unproved,
    /// The store has not been opened yet.
    #[error("the store is not open")]
    NotOpen,
    /// Any other refusal of the browser, by the name it gives.
    #[error("the browser refused: {0}")]
    Refused(String),
}

impl StoreError {
    /// True if what is here may never open again, so that a safe copy is the way on.
    pub fn is_lasting(&self) -> bool {
        matches!(self, Self::Closed | Self::Refused(_)) || self.is_damage()
    }

    /// True if the rows can be read and no try will ever open them. Only then may something else take their place; a
    /// browser that does not answer is asked again.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::KeyLost | Self::Encoding)
    }

    /// True if opening the database again may help.
    pub fn is_lost_connection(&self) -> bool {
        match self {
            Self::Closed => true,
            // "Connection to Indexed Database server lost" and "Internal error opening backing store" both come as
            // UnknownError; a closing connection answers InvalidStateError; a killed transaction AbortError.
            Self::Refused(name) => matches!(name.as_str(), "UnknownError" | "InvalidStateError" | "AbortError"),
            _ => false,
        }
    }
}
