//! Forgetting by itself: once a minute, whatever has passed its time goes, and the log is moved into the file.

use std::time::Duration;

use crate::{app::App, store::Retention};

const EVERY: Duration = Duration::from_secs(60);
/// What a reader, or a full disk, kept there is tried again after this long.
const SOON: Duration = Duration::from_secs(5);

/// Runs until the task is dropped.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut minutes = 0_u64;
    let mut soon = tokio::time::interval(SOON);
    soon.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = soon.tick() => {
                if !app.store.is_wiped() {
                    wipe(&app).await;
                }
                continue;
            }
        }
        // At the start and once a day.
        if minutes.is_multiple_of(24 * 60) && app.site.contacts_are_due(app.clock.now()) {
            tracing::warn!(
                "the numbers of Get help now should be checked again: app/contacts/uk.json says by which day, and is edited there"
            );
        }
        minutes += 1;
        match app.store.sweep(app.clock.now()).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "swept"),
            Err(error) => tracing::error!(%error, "sweep"),
        }
        wipe(&app).await;
    }
}

async fn wipe(app: &App) {
    if let Err(error) = app.store.wipe_deleted().await {
        tracing::warn!(%error, "wiping");
    }
}
