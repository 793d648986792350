//! Erasing a person: every row of theirs, in one transaction, and in the ledger before that.

use domain::{
    accept::{self, Erase},
    erasure::ErasureFacts,
    time::Moment,
};

use super::*;
use crate::ledger::Erasure;

impl People for SqliteStore {
    async fn erase_person(&self, id: PersonId, now: i64) -> Outcome<ErasedRows> {
        self.with_room(|| self.erase_known(id, now)).await
    }

    async fn erase_themselves(&self, facts: ErasureFacts, now: i64) -> Outcome<Erase> {
        // Somebody unknown is answered without the write lock.
        if met(&self.readers, facts.keys.derive_person_id()).await?.is_none() {
            return Ok(Erase::Before);
        }
        self.with_room(|| self.erase_signed(facts, now)).await
    }
}

impl SqliteStore {
    async fn erase_known(&self, id: PersonId, now: i64) -> Outcome<ErasedRows> {
        let mut tx = self.begin().await?;
        met(&mut *tx, id).await?.ok_or(ProblemCode::NotFound)?;
        let done = forget_person(&mut tx, id).await?;
        audit::done(&mut tx, now, Actor::Deployer, Deed::Erased, Some(id.as_bytes())).await?;
        self.note(&mut tx, Erasure::Person(id), now).await?;
        tx.commit().await?;
        Ok(done)
    }

    async fn erase_signed(&self, facts: ErasureFacts, now: i64) -> Outcome<Erase> {
        let id = facts.keys.derive_person_id();
        let mut tx = self.begin().await?;
        let verdict = accept::erase(facts.at, met(&mut *tx, id).await?)?;
        if verdict == Erase::Now {
            forget_person(&mut tx, id).await?;
            audit::done(&mut tx, now, Actor::Person(id), Deed::Erased, None).await?;
            self.note(&mut tx, Erasure::Person(id), now).await?;
            tx.commit().await?;
        }
        Ok(verdict)
    }
}

/// When this server first knew somebody, if it knows them.
async fn met(from: impl sqlx::SqliteExecutor<'_>, id: PersonId) -> Outcome<Option<Moment>> {
    let select = "SELECT met_at FROM people WHERE person_id = $1";
    let at: Option<i64> = sqlx::query_scalar(select).bind(raw(id.as_bytes())).fetch_optional(from).await?;
    Ok(at.map(Moment))
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
        "DELETE FROM reply_drafts WHERE person_id = $1",
        "DELETE FROM written WHERE person_id = $1",
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
