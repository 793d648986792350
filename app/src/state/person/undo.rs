//! Undo in place of "are you sure": what was just done, and how to take it back while that is offered.
use super::super::fault::Fault;
use super::notebook::Notebook;
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
type Undoing = dyn Fn(&Records) -> Result<Vec<Change>, Fault> + Send + Sync;

/// Something that can still be taken back. It is computed from the newest records, so that what was done since stays.
#[derive(Clone)]
pub struct Offer {
    /// What was done.
    pub action: Action,
    back: Arc<Undoing>,
}

/// The one offer to take something back.
pub struct Undo {
    /// What was just done and can still be taken back.
    pub offered: RwSignal<Option<Offer>>,
    notebook: &'static Notebook,
}

impl Undo {
    pub(super) fn new(notebook: &'static Notebook) -> Self {
        Self { offered: RwSignal::new(None), notebook }
    }

    /// Offers to take back what was just done. The offer before this one is over.
    pub(super) fn offer(
        &'static self,
        action: Action,
        back: impl Fn(&Records) -> Result<Vec<Change>, Fault> + Send + Sync + 'static,
    ) {
        self.offered.set(Some(Offer { action, back: Arc::new(back) }));
    }

    /// Takes back what is on offer. If that does not work, it stays on offer.
    pub async fn take_back(&'static self) -> Result<(), Fault> {
        let Some(offer) = self.offered.get_untracked() else { return Ok(()) };
        self.notebook.change(move |records| Ok(((offer.back)(records)?, ()))).await?;
        self.offered.set(None);
        Ok(())
    }
}
