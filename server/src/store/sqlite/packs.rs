//! The deployer's confirmations of instrument packs.

use super::*;

impl Packs for SqliteStore {
    async fn pack_confirmations(&self) -> Outcome<Vec<PackConfirmation>> {
        let select = "SELECT pack_hash, by_whom, on_day, demo FROM pack_confirmations ORDER BY pack_hash";
        let rows: Vec<(Vec<u8>, String, String, bool)> = sqlx::query_as(select).fetch_all(&self.readers).await?;
        let confirmation = |(hash, by, on, demo)| Ok(PackConfirmation { pack_hash: fixed(hash)?, by, on, demo });
        rows.into_iter().map(confirmation).collect()
    }

    async fn confirm_pack(&self, confirmation: PackConfirmation) -> Outcome<()> {
        let mut tx = self.begin().await?;
        let upsert = "INSERT INTO pack_confirmations (pack_hash, by_whom, on_day, demo) VALUES ($1, $2, $3, $4)
            ON CONFLICT (pack_hash) DO UPDATE SET by_whom = excluded.by_whom,
            on_day = excluded.on_day, demo = excluded.demo";
        sqlx::query(upsert)
            .bind(raw(&confirmation.pack_hash))
            .bind(confirmation.by)
            .bind(confirmation.on)
            .bind(confirmation.demo)
            .execute(&mut *tx)
            .await?;
        Ok(tx.commit().await?)
    }
}
