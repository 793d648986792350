//! Erasing a person: every row of theirs, in one transaction, and in the ledger before that.

use super::*;
use crate::ledger::Erasure;

impl People for SqliteStore {
    async fn erase_person(&self, id: PersonId, now: i64) -> Outcome<ErasedRows> {
        let mut tx = self.begin().await?;
        let known = "SELECT EXISTS (SELECT 1 FROM people WHERE person_id = $1)";
        if !sqlx::query_scalar::<_, bool>(known).bind(raw(id.as_bytes())).fetch_one(&mut *tx).await? {
            return Err(ProblemCode::NotFound.into());
        }
        let done = forget_person(&mut tx, id).await?;
        audit::done(&mut tx, now, Actor::Deployer, Deed::Erased, Some(id.as_bytes())).await?;
        self.note(&mut tx, Erasure::Person(id), now).await?;
        tx.commit().await?;
        Ok(done)
    }
}

/// Deletes every row of a person; those that name others come first.
pub(super) async fn forget_person(tx: &mut Transaction<'_, Sqlite>, person: PersonId) -> Outcome<ErasedRows> {
    let mut delete = async |delete: &'static str| -> Outcome<u64> {
        Ok(sqlx::query(delete).bind(raw(person.as_bytes())).execute(&mut **tx).await?.rows_affected())
    };
    let envelopes = delete("DELETE FROM envelopes WHERE person_id = $1").await?;
    let permissions = delete("DELETE FROM consents WHERE person_id = $1").await?;
    let replies = delete("DELETE FROM replies WHERE person_id = $1").await?;
    let introductions = delete("DELETE FROM introductions WHERE person_id = $1").await?;
    let backups = delete("DELETE FROM backups WHERE person_id = $1").await?;
    for rest in [
        "DELETE FROM taken_back WHERE person_id = $1",
        "DELETE FROM sequences WHERE person_id = $1",
        "DELETE FROM receipts WHERE person_id = $1",
        "DELETE FROM nonces WHERE person_id = $1",
        "DELETE FROM people WHERE person_id = $1",
    ] {
        delete(rest).await?;
    }
    Ok(ErasedRows { permissions, envelopes, replies, introductions, backups })
}
