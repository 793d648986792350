//! What a round brings of check-ins that a helper wrote down, and what it tells the server of those that were decided
//! about or claimed. Each by itself: what fails holds nothing else up, and is tried again in the next round.
use super::delivery::Delivery;
use crate::sync::{Signer, guests, messages};
use domain::api::{PersonInboxReply, WaitsReply};
use domain::id::WrittenId;
use domain::records::Records;
use domain::sync::written;
use leptos::prelude::*;

/// What of a page of the inbox was written down.
pub(super) struct Waiting {
    to_fetch: Vec<WaitsReply>,
    to_close: Vec<WrittenId>,
}

impl Waiting {
    pub(super) fn of(records: &Records, page: &PersonInboxReply) -> Self {
        Self { to_fetch: written::to_fetch(records, page), to_close: written::to_close(records, page) }
    }
}

impl Delivery {
    /// Fetches what is new, and tells the server what the person has decided about.
    pub(super) async fn bring(&'static self, signer: &Signer<'_>, waiting: Waiting) {
        for waits in waiting.to_fetch {
            let Ok(bytes) = messages::written(signer, waits.written).await else { continue };
            let keys = signer.keys.clone();
            // What cannot be kept now is fetched again.
            let _ = self
                .notebook
                .change_quietly(move |records| Ok((written::take(records, &keys, waits, &bytes), ())))
                .await;
        }
        for written in waiting.to_close {
            // The next page lists it again if this did not arrive.
            let _ = messages::close_written(signer, written).await;
        }
    }

    /// Tells the server which guest notebooks are on this phone, so that it lets go of its copies.
    pub(super) async fn tell_taken(&'static self) {
        let taking = self.notebook.records.with_untracked(|records| records.cursors.taking.clone());
        for (place, proof) in &taking {
            if guests::taken(*place, *proof).await {
                let place = *place;
                // Told once more if this cannot be kept now.
                let _ = self.notebook.change_quietly(move |records| Ok((written::taken(records, place), ()))).await;
            }
        }
    }
}
