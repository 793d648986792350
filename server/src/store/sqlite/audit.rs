//! The audit log: added to in the transaction of the deed, so that neither stands without the other.

use super::*;

/// Lines in one answer.
const LINES: i64 = 1000;

impl Audit for SqliteStore {
    async fn add_audit_line(&self, line: AuditLine) -> Outcome<()> {
        let mut tx = self.begin().await?;
        add(&mut tx, line).await?;
        Ok(tx.commit().await?)
    }

    async fn audit_after(&self, n: i64) -> Outcome<Vec<(i64, AuditRow)>> {
        let select = "SELECT n, at, actor, by_id, deed, about, outcome FROM audit WHERE n > $1 ORDER BY n LIMIT $2";
        let rows: Vec<AuditColumns> = sqlx::query_as(select).bind(n).bind(LINES).fetch_all(&self.readers).await?;
        let line = |(n, at, actor, by, deed, about, outcome): AuditColumns| {
            let (by, about) = (by.map(fixed).transpose()?, about.map(fixed).transpose()?);
            Ok((n, AuditRow { at, actor, by, deed, about, outcome }))
        };
        rows.into_iter().map(line).collect()
    }
}

/// Number, moment, actor, whose id, deed, about whom, outcome.
type AuditColumns = (i64, i64, String, Option<Vec<u8>>, String, Option<Vec<u8>>, String);

/// Adds a line to what `tx` does.
pub(super) async fn add(tx: &mut Transaction<'_, Sqlite>, line: AuditLine) -> Outcome<()> {
    let (actor, by) = match line.by {
        Actor::Deployer => ("deployer", None),
        Actor::Worker(id) => ("worker", Some(raw(id.as_bytes()))),
        Actor::Person(id) => ("person", Some(raw(id.as_bytes()))),
        Actor::Nobody => ("nobody", None),
    };
    let insert = "INSERT INTO audit (at, actor, by_id, deed, about, outcome) VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(insert)
        .bind(line.at)
        .bind(actor)
        .bind(by)
        .bind(line.deed.as_str())
        .bind(line.about.map(|id| raw(&id)))
        .bind(if line.done { "done" } else { "refused" })
        .execute(&mut **tx)
        .await?;
    Ok(())
}

/// A line for what was done.
pub(super) async fn done(
    tx: &mut Transaction<'_, Sqlite>,
    at: i64,
    by: Actor,
    deed: Deed,
    about: Option<&[u8; 16]>,
) -> Outcome<()> {
    add(tx, AuditLine { at, by, deed, about: about.copied(), done: true }).await
}
