//! The one organisation.

use super::*;

impl Organisation for SqliteStore {
    async fn organisation(&self, fresh: OrgId) -> Outcome<OrgId> {
        let mut tx = self.begin().await?;
        let insert = "INSERT INTO organisation (one, org_id) VALUES (1, $1) ON CONFLICT DO NOTHING";
        sqlx::query(insert).bind(raw(fresh.as_bytes())).execute(&mut *tx).await?;
        let id: Vec<u8> = sqlx::query_scalar("SELECT org_id FROM organisation").fetch_one(&mut *tx).await?;
        tx.commit().await?;
        Ok(OrgId::from_bytes(fixed(id)?))
    }
}
