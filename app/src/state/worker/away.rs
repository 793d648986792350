//! Until when the worker is away: said to the server, which tells the people they met.
use super::{WorkerFault, WorkerState};
use crate::platform::clock;
use crate::sync::api::ApiError;
use domain::accept;
use domain::api::{AwayRequest, ProblemCode};
use domain::time::Day;
use leptos::prelude::*;

impl WorkerState {
    /// Says which day is the last one away; none says that they are back.
    pub async fn put_away(self, until: Option<Day>) -> Result<(), WorkerFault> {
        if until.is_some_and(|until| accept::put_away(until, clock::today()).is_err()) {
            return Err(WorkerFault::Day);
        }
        let desk = self.desk()?;
        let kept = desk.put_away(&AwayRequest { until }).await.map_err(|error| match error {
            ApiError::Refused(ProblemCode::Malformed) => WorkerFault::Day,
            error => error.into(),
        });
        self.note_end(&kept);
        kept?;
        // Whoever is signed in by now may be somebody else.
        let mine = |me: &mut super::Profile| {
            if me.worker == desk.worker() {
                me.away = until;
            }
        };
        self.me.update(|me| me.iter_mut().for_each(mine));
        Ok(())
    }
}
