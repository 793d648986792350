//! Introductions: made by a worker, opened and accepted by a person. The rules are `domain::accept`'s.

use domain::{
    accept::{self, ClaimVerdict, HeldIntroduction, MadeClaim, Put, WRONG_CLAIMS},
    identity::PublicKeys,
    introduction::Locator,
    time::Moment,
};
use sqlx::{FromRow, Row as _, sqlite::SqliteRow};

use super::{accounts::works_here, *};

impl Introductions for SqliteStore {
    async fn make_introduction(&self, new: NewIntroduction) -> Outcome<Stored> {
        self.must_have_room()?;
        let mut tx = self.begin_growing().await?;
        let row: Option<IntroductionRow> =
            sqlx::query_as(BY_LOCATOR).bind(new.locator.as_u32()).fetch_optional(&mut *tx).await?;
        let same = |row: &IntroductionRow| {
            row.worker_id == new.worker.as_bytes() && row.card == new.card && row.claim_hash == new.claim_hash
        };
        if accept::make_introduction(row.as_ref().map(same))? == Put::Same {
            return Ok(Stored { new: false, received_at: row.map_or(new.now, |row| row.made_at) });
        }
        // Its session may have been read just before the end.
        if !works_here(&mut tx, new.worker).await? {
            return Err(ProblemCode::SignInNeeded.into());
        }
        let insert = "INSERT INTO introductions (locator, worker_id, card, claim_hash, made_at, ends_at)
            VALUES ($1, $2, $3, $4, $5, $6)";
        sqlx::query(insert)
            .bind(new.locator.as_u32())
            .bind(raw(new.worker.as_bytes()))
            .bind(new.card)
            .bind(raw(&new.claim_hash))
            .bind(new.now)
            .bind(new.ends_at)
            .execute(&mut *tx)
            .await?;
        audit::done(&mut tx, new.now, Actor::Worker(new.worker), Deed::Introduced, None).await?;
        tx.commit().await?;
        Ok(Stored { new: true, received_at: new.now })
    }

    async fn introductions(&self, worker: WorkerId, now: i64) -> Outcome<Vec<MadeIntroduction>> {
        let rows: Vec<IntroductionRow> = sqlx::query_as(BY_WORKER)
            .bind(raw(worker.as_bytes()))
            .bind(now)
            .bind(WRONG_CLAIMS)
            .fetch_all(&self.readers)
            .await?;
        let made = |row: IntroductionRow| {
            Ok(MadeIntroduction {
                locator: Locator::from_u32(number(row.locator)?).map_err(|_| StoreError::Row)?,
                made_at: row.made_at,
                ends_at: row.ends_at,
                claim: row.claimed()?,
            })
        };
        rows.into_iter().map(made).collect()
    }

    async fn look_up_introduction(&self, locator: Locator, now: i64) -> Outcome<FoundIntroduction> {
        let row: Option<IntroductionRow> =
            sqlx::query_as(BY_LOCATOR).bind(locator.as_u32()).fetch_optional(&self.readers).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let claimed = row.claimed()?.map(|claimed| body(&claimed.keys, &claimed.hello, &claimed.mac));
        accept::look_up(Some(&row.held(claimed.as_deref())?), Moment(now))?;
        Ok(FoundIntroduction { card: row.card, ends_at: row.ends_at })
    }

    async fn claim_introduction(&self, claim: NewClaim) -> Outcome<WorkerId> {
        let mut tx = self.begin_growing().await?;
        let row: Option<IntroductionRow> =
            sqlx::query_as(BY_LOCATOR).bind(claim.locator.as_u32()).fetch_optional(&mut *tx).await?;
        let row = row.ok_or(ProblemCode::NotFound)?;
        let claimed = row.claimed()?.map(|claimed| body(&claimed.keys, &claimed.hello, &claimed.mac));
        let held = row.held(claimed.as_deref())?;
        let now_claimed = body(&claim.keys, &claim.hello, &claim.mac);
        let worker = claim.worker;
        let made = MadeClaim { claim_hash: claim.claim_hash, worker, signed: claim.signed, body: &now_claimed };
        match accept::claim(&made, Some(&held), Moment(claim.now)) {
            ClaimVerdict::Accept => register(&mut tx, claim).await?,
            ClaimVerdict::Same => {}
            ClaimVerdict::Refuse => return Err(ProblemCode::NotFound.into()),
            ClaimVerdict::Wrong => {
                let update = "UPDATE introductions SET wrong_claims = wrong_claims + 1 WHERE locator = $1";
                sqlx::query(update).bind(claim.locator.as_u32()).execute(&mut *tx).await?;
                let about = Some(*held.worker.as_bytes());
                let line = AuditLine { at: claim.now, by: Actor::Nobody, deed: Deed::Accepted, about, done: false };
                audit::add(&mut tx, line).await?;
                tx.commit().await?;
                return Err(ProblemCode::NotFound.into());
            }
        }
        tx.commit().await?;
        Ok(worker)
    }

    async fn person_key(&self, person: PersonId) -> Outcome<Option<[u8; 32]>> {
        let select = "SELECT sig_pk FROM people WHERE person_id = $1";
        let row: Option<(Vec<u8>,)> =
            sqlx::query_as(select).bind(raw(person.as_bytes())).fetch_optional(&self.readers).await?;
        row.map(|(key,)| fixed(key)).transpose()
    }
}

struct IntroductionRow {
    locator: i64,
    worker_id: Vec<u8>,
    card: Vec<u8>,
    claim_hash: Vec<u8>,
    made_at: i64,
    ends_at: i64,
    wrong_claims: i64,
    claimed_at: Option<i64>,
    hello: Option<Vec<u8>>,
    mac: Option<Vec<u8>>,
    person_id: Option<Vec<u8>>,
    sig_pk: Option<Vec<u8>>,
    kem_pk: Option<Vec<u8>>,
}

impl<'r> FromRow<'r, SqliteRow> for IntroductionRow {
    fn from_row(row: &'r SqliteRow) -> Result<Self, sqlx::Error> {
        Ok(Self {
            locator: row.try_get("locator")?,
            worker_id: row.try_get("worker_id")?,
            card: row.try_get("card")?,
            claim_hash: row.try_get("claim_hash")?,
            made_at: row.try_get("made_at")?,
            ends_at: row.try_get("ends_at")?,
            wrong_claims: row.try_get("wrong_claims")?,
            claimed_at: row.try_get("claimed_at")?,
            hello: row.try_get("hello")?,
            mac: row.try_get("mac")?,
            person_id: row.try_get("person_id")?,
            sig_pk: row.try_get("sig_pk")?,
            kem_pk: row.try_get("kem_pk")?,
        })
    }
}

impl IntroductionRow {
    /// As the rules look at it.
    fn held<'a>(&self, claimed: Option<&'a [u8]>) -> Outcome<HeldIntroduction<'a>> {
        Ok(HeldIntroduction {
            worker: WorkerId::from_bytes(fixed(self.worker_id.clone())?),
            claim_hash: fixed(self.claim_hash.clone())?,
            ends: Moment(self.ends_at),
            wrong_claims: number(self.wrong_claims)?,
            claimed,
        })
    }

    fn claimed(&self) -> Outcome<Option<Claimed>> {
        let Some(at) = self.claimed_at else { return Ok(None) };
        let bytes = |column: &Option<Vec<u8>>| column.clone().ok_or(StoreError::Row);
        Ok(Some(Claimed {
            at,
            person: PersonId::from_bytes(fixed(bytes(&self.person_id)?)?),
            keys: PublicKeys { sig: fixed(bytes(&self.sig_pk)?)?, kem: fixed(bytes(&self.kem_pk)?)? },
            hello: bytes(&self.hello)?,
            mac: fixed(bytes(&self.mac)?)?,
        }))
    }
}

const BY_WORKER: &str = "SELECT i.*, p.sig_pk, p.kem_pk FROM introductions i LEFT JOIN people p USING (person_id)
    WHERE i.worker_id = $1 AND (i.claimed_at IS NOT NULL OR (i.ends_at > $2 AND i.wrong_claims < $3))
    ORDER BY i.made_at DESC, i.locator";
const BY_LOCATOR: &str = "SELECT i.*, p.sig_pk, p.kem_pk FROM introductions i LEFT JOIN people p USING (person_id)
    WHERE i.locator = $1";

/// What a repeated claim is compared by.
fn body(keys: &PublicKeys, hello: &[u8], mac: &[u8; 32]) -> Vec<u8> {
    [&keys.sig, &keys.kem, mac, hello].concat()
}

async fn register(tx: &mut Transaction<'_, Sqlite>, claim: NewClaim) -> Outcome<()> {
    let person = raw(claim.keys.derive_person_id().as_bytes());
    let insert =
        "INSERT INTO people (person_id, sig_pk, kem_pk, met_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    sqlx::query(insert)
        .bind(person.clone())
        .bind(raw(&claim.keys.sig))
        .bind(raw(&claim.keys.kem))
        .bind(claim.now)
        .execute(&mut **tx)
        .await?;
    let update = "UPDATE introductions SET person_id = $1, claimed_at = $2, hello = $3, mac = $4 WHERE locator = $5";
    sqlx::query(update)
        .bind(person)
        .bind(claim.now)
        .bind(claim.hello)
        .bind(raw(&claim.mac))
        .bind(claim.locator.as_u32())
        .execute(&mut **tx)
        .await?;
    let by = Actor::Person(claim.keys.derive_person_id());
    audit::done(tx, claim.now, by, Deed::Accepted, Some(claim.worker.as_bytes())).await
}
