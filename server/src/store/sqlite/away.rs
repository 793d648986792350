//! Until when workers are away. The rule is `domain::accept`'s.

use domain::{accept, time::Day};

use super::{accounts::works_here, *};
use crate::clock::day;

impl Away for SqliteStore {
    async fn put_away(&self, worker: WorkerId, until: Option<Day>, now: i64) -> Outcome<()> {
        if let Some(until) = until {
            accept::put_away(until, day(now))?;
        }
        let mut tx = self.begin().await?;
        // Its session may have been read just before the end.
        if !works_here(&mut tx, worker).await? {
            return Err(ProblemCode::SignInNeeded.into());
        }
        let update = "UPDATE workers SET away_until = $1 WHERE worker_id = $2 AND away_until IS NOT $1";
        let query = sqlx::query(update).bind(until.map(|until| until.to_string())).bind(raw(worker.as_bytes()));
        if query.execute(&mut *tx).await?.rows_affected() > 0 {
            let deed = if until.is_some() { Deed::Away } else { Deed::Back };
            audit::done(&mut tx, now, Actor::Worker(worker), deed, None).await?;
        }
        Ok(tx.commit().await?)
    }
}

/// The last day away of everybody whom this person met, who works here and has said one.
pub(super) async fn away_from(tx: &mut Transaction<'_, Sqlite>, person: PersonId) -> Outcome<Vec<(WorkerId, Day)>> {
    let select = "SELECT DISTINCT w.worker_id, w.away_until FROM introductions i JOIN workers w USING (worker_id)
        WHERE i.person_id = $1 AND w.away_until IS NOT NULL AND w.ended_at IS NULL ORDER BY w.worker_id";
    let rows: Vec<(Vec<u8>, String)> = sqlx::query_as(select).bind(raw(person.as_bytes())).fetch_all(&mut **tx).await?;
    let away = |(worker, until): (Vec<u8>, String)| Ok((WorkerId::from_bytes(fixed(worker)?), away_until(&until)?));
    rows.into_iter().map(away).collect()
}

/// A last day from its column.
pub(super) fn away_until(column: &str) -> Outcome<Day> {
    Day::parse(column).map_err(|_| StoreError::Row)
}
