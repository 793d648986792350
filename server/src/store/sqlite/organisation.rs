//! The one organisation.

use sqlx::Row as _;

use super::*;

impl Organisation for SqliteStore {
    async fn found(&self, made: Deployment) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let insert = "INSERT INTO organisation (one, org_id, name, safeguarding, person_url, team_url, packs,
            complaints_name, complaints_reach, key_hash, made_at) VALUES (1, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT DO NOTHING";
        let done = sqlx::query(insert)
            .bind(raw(made.org_id.as_bytes()))
            .bind(made.organisation)
            .bind(made.safeguarding)
            .bind(made.person_url)
            .bind(made.team_url)
            .bind(made.packs)
            .bind(made.complaints.name)
            .bind(made.complaints.reach)
            .bind(raw(&made.key_hash))
            .bind(made.made_at)
            .execute(&mut *tx)
            .await?;
        if done.rows_affected() == 0 {
            return Err(ProblemCode::Conflict.into());
        }
        Ok(tx.commit().await?)
    }

    async fn resettle(&self, told: Deployment, now: i64) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let update = "UPDATE organisation SET name = $1, safeguarding = $2, packs = $3, complaints_name = $4,
            complaints_reach = $5";
        sqlx::query(update)
            .bind(told.organisation)
            .bind(told.safeguarding)
            .bind(told.packs)
            .bind(told.complaints.name)
            .bind(told.complaints.reach)
            .execute(&mut *tx)
            .await?;
        audit::done(&mut tx, now, Actor::Deployer, Deed::Resettled, None).await?;
        Ok(tx.commit().await?)
    }

    async fn deployment(&self) -> Outcome<Option<Deployment>> {
        let row = sqlx::query("SELECT * FROM organisation").fetch_optional(&self.readers).await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(Deployment {
            org_id: OrgId::from_bytes(fixed(row.try_get("org_id")?)?),
            organisation: row.try_get("name")?,
            safeguarding: row.try_get("safeguarding")?,
            person_url: row.try_get("person_url")?,
            team_url: row.try_get("team_url")?,
            packs: row.try_get("packs")?,
            complaints: Contact { name: row.try_get("complaints_name")?, reach: row.try_get("complaints_reach")? },
            key_hash: fixed(row.try_get("key_hash")?)?,
            made_at: row.try_get("made_at")?,
        }))
    }
}
