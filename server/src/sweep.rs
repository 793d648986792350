//! Forgetting by itself: once a minute, whatever has passed its time goes, and the log is moved into the file.

use std::time::Duration;

use crate::App;

const EVERY: Duration = Duration::from_secs(60);

/// Runs until the task is dropped.
pub async fn run(app: App) {
    let mut ticks = tokio::time::interval(EVERY);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        match app.store.sweep(app.clock.now()).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "swept"),
            Err(error) => tracing::error!(%error, "sweep"),
        }
        if let Err(error) = app.store.checkpoint().await {
            tracing::warn!(%error, "checkpoint");
        }
    }
}
