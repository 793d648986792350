//! One sealed backup a person. A new one takes the place of the one before in one statement, so there is always a
//! whole one. The rule is `domain::accept`'s.

use domain::accept::{self, Put};

use super::*;
use crate::ledger::Erasure;

impl Backups for SqliteStore {
    async fn put_backup(&self, signed: Signed, rev: u32, bytes: Vec<u8>) -> Outcome<Stored> {
        self.must_have_room()?;
        let person = raw(signed.person.as_bytes());
        let mut tx = self.begin_signed(signed).await?;
        let select = "SELECT rev, bytes = $1, received_at FROM backups WHERE person_id = $2";
        let held: Option<(i64, bool, i64)> =
            sqlx::query_as(select).bind(bytes.clone()).bind(person.clone()).fetch_optional(&mut *tx).await?;
        let known = held.map(|(rev, same, _)| Ok::<_, StoreError>((number(rev)?, same))).transpose()?;
        let verdict = accept::put_backup(rev, known)?;
        if verdict == Put::New {
            let upsert = "INSERT INTO backups (person_id, rev, bytes, received_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (person_id) DO UPDATE
                SET rev = excluded.rev, bytes = excluded.bytes, received_at = excluded.received_at";
            sqlx::query(upsert).bind(person).bind(rev).bind(bytes).bind(signed.now).execute(&mut *tx).await?;
        }
        tx.commit().await?;
        let first = held.map_or(signed.now, |(_, _, at)| at);
        Ok(match verdict {
            Put::New => Stored { new: true, received_at: signed.now },
            Put::Same => Stored { new: false, received_at: first },
        })
    }

    async fn backup(&self, person: PersonId) -> Outcome<Vec<u8>> {
        let select = "SELECT bytes FROM backups WHERE person_id = $1";
        let bytes = sqlx::query_scalar(select).bind(raw(person.as_bytes())).fetch_optional(&self.readers).await?;
        Ok(bytes.ok_or(ProblemCode::NotFound)?)
    }

    async fn delete_backup(&self, signed: Signed) -> Outcome<()> {
        self.with_room(|| self.remove_backup(signed)).await
    }
}

impl SqliteStore {
    async fn remove_backup(&self, signed: Signed) -> Outcome<()> {
        let mut tx = use_up(self.begin().await?, signed).await?;
        let delete = "DELETE FROM backups WHERE person_id = $1";
        let done = sqlx::query(delete).bind(raw(signed.person.as_bytes())).execute(&mut *tx).await?;
        if done.rows_affected() > 0 {
            self.note(&mut tx, Erasure::Backup(signed.person), signed.now).await?;
        }
        audit::done(&mut tx, signed.now, Actor::Person(signed.person), Deed::BackupDeleted, None).await?;
        Ok(tx.commit().await?)
    }
}
