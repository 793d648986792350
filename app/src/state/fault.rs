//! Why a verb did nothing. Each case keeps the fact it came from; `words` turns it into a sentence.
use crate::store::StoreError;
use crate::sync::MeetingFault;
use domain::aspiration::AspirationFault;
use domain::check_in::{AmendFault, AnswerFault, Incomplete};
use domain::consent::GrantFault;
use domain::introduction::CodeFault;
use domain::lock::LockFault;
use domain::seal::copy::CopyFault;
use domain::seal::recovery::WordsFault;
use domain::stretch::NoMemory;

/// Why no copy is found with the organisation. Nothing has been changed then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// There is none for these words.
    #[error("no copy for these words")]
    None,
    /// It is there and does not open.
    #[error("the copy is damaged")]
    Damaged,
    /// A later version of the app made it.
    #[error("made by a later version")]
    Newer,
    /// The browser sees no network.
    #[error("no network")]
    Offline,
    /// The server did not answer, or not with anything of use.
    #[error("the server is away")]
    Away,
}

/// Why a verb did nothing. What was entered is still on the screen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Fault {
    /// The phone could not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// What it was about is no longer there, perhaps because another tab finished it.
    #[error("it is no longer there")]
    Gone,
    /// An answer that does not fit the instrument.
    #[error(transparent)]
    Answer(#[from] AnswerFault),
    /// A check-in that is not complete yet.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// A check-in that can no longer be changed.
    #[error(transparent)]
    Amend(#[from] AmendFault),
    /// An aspiration that does not fit the rules.
    #[error(transparent)]
    Aspiration(#[from] AspirationFault),
    /// A permission that does not fit the rules.
    #[error(transparent)]
    Grant(#[from] GrantFault),
    /// A text that is no introduction code.
    #[error(transparent)]
    Code(#[from] CodeFault),
    /// An introduction that cannot be opened or accepted.
    #[error(transparent)]
    Meeting(#[from] MeetingFault),
    /// A safe copy that cannot be made or opened.
    #[error(transparent)]
    Copy(CopyFault),
    /// Words that are no recovery words.
    #[error(transparent)]
    Words(#[from] WordsFault),
    /// A copy with the organisation that is not to be had.
    #[error(transparent)]
    Finding(#[from] Finding),
    /// The phone has too little memory just now to stretch what was typed. Nothing was judged and nothing changed.
    #[error(transparent)]
    NoMemory(#[from] NoMemory),
    /// What was typed cannot be a lock.
    #[error(transparent)]
    Lock(#[from] LockFault),
    /// The browser gave or took no file.
    #[error("no file")]
    NoFile,
    /// There is no introduction or no permission to work with.
    #[error("not introduced")]
    NotIntroduced,
}
