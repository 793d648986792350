//! Undo in place of "are you sure": what was just done, and how to take it back while that is offered.
use super::fault::Fault;
use super::person::PersonState;
use domain::aspiration::AspirationState;
use domain::records::{Change, Records};
use leptos::prelude::*;
use std::sync::Arc;

/// What was just done, for the sentence beside "Undo".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// A step was taken out.
    StepRemoved,
    /// An aspiration stands in another way now.
    StateChanged(AspirationState),
    /// A look back was kept.
    LookedBack,
    /// An aspiration was taken out.
    AspirationRemoved,
    /// A note was taken out.
    NoteRemoved,
    /// A finished check-in was taken out.
    CheckInRemoved,
    /// A check-in that was begun was thrown away.
    DraftDiscarded,
    /// A check-in was not shared with somebody.
    KeptToOneself,
    /// Words that were being written were thrown away.
    WordsDiscarded,
}

/// From the newest records to the changes that take something back.
type Back = dyn Fn(&Records) -> Result<Vec<Change>, Fault> + Send + Sync;

/// Something that can still be taken back. It is computed from the newest records, so that what was done since stays.
#[derive(Clone)]
pub struct Undo {
    /// What was done.
    pub action: Action,
    back: Arc<Back>,
}

impl PersonState {
    /// Offers to take back what was just done. The offer before this one is over.
    pub(super) fn offer_undo(
        self,
        action: Action,
        back: impl Fn(&Records) -> Result<Vec<Change>, Fault> + Send + Sync + 'static,
    ) {
        self.undo.set(Some(Undo { action, back: Arc::new(back) }));
    }

    /// Takes back what is on offer. If that does not work, it stays on offer.
    pub async fn take_back_last(self) -> Result<(), Fault> {
        let Some(undo) = self.undo.get_untracked() else { return Ok(()) };
        self.change(move |records| Ok(((undo.back)(records)?, ()))).await?;
        self.undo.set(None);
        Ok(())
    }
}
