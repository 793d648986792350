//! What each side asks for again and again: shares for a worker; replies, receipts and looks for a person.

use domain::{
    accept,
    api::HeldConsentState,
    id::{ItemId, ReplyId},
    time::Day,
};

use super::{
    away::away_from,
    consents::{ConsentHeld, Name, of_worker},
    sessions::ABSOLUTE_MS,
    written::{written_by, written_for},
    *,
};
use crate::clock::day;

/// Replies in one answer.
const REPLIES: i64 = 50;

impl Inboxes for SqliteStore {
    async fn team_inbox(&self, worker: WorkerId, touch: Touch, now: i64) -> Outcome<TeamInbox> {
        let today = day(now);
        // One transaction for both lists and the note: what a person is told of the look is what the look saw.
        let mut tx = self.begin().await?;
        // Beside the note of the look, so that a look is one write.
        let update = "UPDATE sessions SET last_used_at = max(last_used_at, $1) WHERE token_hash = $2 RETURNING made_at";
        let query = sqlx::query_scalar(update).bind(touch.at.min(now)).bind(raw(&touch.session));
        let made_at: Option<i64> = query.fetch_optional(&mut *tx).await?;
        let session_ends_at = made_at.ok_or(ProblemCode::SignInNeeded)? + ABSOLUTE_MS;
        let update = "UPDATE workers SET last_looked_at = $1 WHERE worker_id = $2";
        sqlx::query(update).bind(now).bind(raw(worker.as_bytes())).execute(&mut *tx).await?;
        let consents = of_worker(&mut tx, worker).await?;
        let select = "SELECT e.person_id, e.item_id, e.rev, e.seq, e.consent_id, e.received_at, r.opened_at
            FROM envelopes e LEFT JOIN receipts r USING (person_id, worker_id, item_id, rev)
            WHERE e.worker_id = $1 AND NOT EXISTS (SELECT 1 FROM envelopes n
            WHERE n.person_id = e.person_id AND n.worker_id = e.worker_id AND n.item_id = e.item_id AND n.rev > e.rev)
            ORDER BY e.person_id, e.seq";
        let shares: Vec<ShareColumns> = sqlx::query_as(select).bind(raw(worker.as_bytes())).fetch_all(&mut *tx).await?;
        let select = "SELECT DISTINCT person_id FROM introductions WHERE worker_id = $1 AND person_id IS NOT NULL";
        let met: Vec<Vec<u8>> = sqlx::query_scalar(select).bind(raw(worker.as_bytes())).fetch_all(&mut *tx).await?;
        let written = written_by(&mut tx, worker, now).await?;
        tx.commit().await?;
        let shares: Outcome<Vec<ShareRow>> = shares.into_iter().map(share_row).collect();
        let mut shares = shares?;
        shares.retain(|share| {
            let held = consents.get(&(share.person, share.consent)).map(ConsentHeld::held);
            accept::read_share(held.as_ref(), worker, today).is_ok()
        });
        let met: Outcome<_> = met.into_iter().map(|id| Ok(PersonId::from_bytes(fixed(id)?))).collect();
        let consents = consents.iter().map(|(name, held)| consent_row(*name, held, today)).collect();
        Ok(TeamInbox { session_ends_at, met: met?, consents, shares, written })
    }

    async fn person_inbox(&self, id: PersonId, after: u64, now: i64) -> Outcome<PersonInbox> {
        let person = raw(id.as_bytes());
        let mut tx = self.readers.begin().await?;
        let select = "SELECT n, reply_id, worker_id, bytes, received_at FROM replies WHERE person_id = $1 AND n > $2
            ORDER BY n LIMIT $3";
        let replies: Vec<ReplyColumns> =
            sqlx::query_as(select).bind(person.clone()).bind(column(after)?).bind(REPLIES).fetch_all(&mut *tx).await?;
        let select = "SELECT worker_id, item_id, rev, opened_at FROM receipts WHERE person_id = $1 ORDER BY opened_at";
        let receipts: Vec<(Vec<u8>, Vec<u8>, i64, i64)> =
            sqlx::query_as(select).bind(person.clone()).fetch_all(&mut *tx).await?;
        let select =
            "SELECT DISTINCT w.worker_id, w.last_looked_at FROM introductions i JOIN workers w USING (worker_id)
            WHERE i.person_id = $1 AND w.last_looked_at IS NOT NULL";
        let looked: Vec<(Vec<u8>, i64)> = sqlx::query_as(select).bind(person.clone()).fetch_all(&mut *tx).await?;
        let select = "SELECT DISTINCT w.worker_id, w.ended_at, w.new_start IS NOT NULL
            FROM introductions i JOIN workers w USING (worker_id) WHERE i.person_id = $1 AND w.ended_at IS NOT NULL";
        let moved_on: Vec<(Vec<u8>, i64, bool)> = sqlx::query_as(select).bind(person).fetch_all(&mut *tx).await?;
        let away = away_from(&mut tx, id).await?;
        let written = written_for(&mut tx, id, now).await?;
        let permissions = consents::list(&mut tx, id).await?;
        tx.commit().await?;
        let receipt = |(worker, item, rev, opened_at): (Vec<u8>, Vec<u8>, i64, i64)| {
            let (worker, item) = (WorkerId::from_bytes(fixed(worker)?), ItemId::from_bytes(fixed(item)?));
            Ok((ShareKey { person: id, worker, item, rev: number(rev)? }, opened_at))
        };
        let replies: Outcome<_> = replies.into_iter().map(reply_row).collect();
        let receipts: Outcome<_> = receipts.into_iter().map(receipt).collect();
        let moment = |(worker, at): (Vec<u8>, i64)| Ok((WorkerId::from_bytes(fixed(worker)?), at));
        let looked: Outcome<_> = looked.into_iter().map(moment).collect();
        let ended = |(worker, at, anew)| Ok((WorkerId::from_bytes(fixed(worker)?), at, anew));
        let moved_on: Outcome<_> = moved_on.into_iter().map(ended).collect();
        let (replies, receipts) = (replies?, receipts?);
        Ok(PersonInbox { replies, receipts, looked: looked?, moved_on: moved_on?, away, written, permissions })
    }
}

/// One permission as its worker sees it today.
fn consent_row((person, consent): Name, held: &ConsentHeld, today: Day) -> ConsentRow {
    let known = held.held();
    let state = match known.withdrawn {
        // The record here is an older one, and no worker's app takes the server's word for it.
        _ if known.waiting => HeldConsentState::Waiting,
        true => HeldConsentState::Withdrawn,
        false if known.covers(known.worker, today) => HeldConsentState::Active,
        false => HeldConsentState::Ended,
    };
    ConsentRow { person, consent, rev: known.rev, state, bytes: known.bytes.to_vec(), received_at: held.received_at }
}

/// Person, item, revision, sequence, permission, arrival, opening.
type ShareColumns = (Vec<u8>, Vec<u8>, i64, i64, Vec<u8>, i64, Option<i64>);

fn share_row(columns: ShareColumns) -> Outcome<ShareRow> {
    let (person, item, rev, seq, consent, received_at, opened_at) = columns;
    Ok(ShareRow {
        person: PersonId::from_bytes(fixed(person)?),
        item: ItemId::from_bytes(fixed(item)?),
        rev: number(rev)?,
        seq: number(seq)?,
        consent: ConsentId::from_bytes(fixed(consent)?),
        received_at,
        opened_at,
    })
}

/// Number, reply, worker, bytes, arrival.
type ReplyColumns = (i64, Vec<u8>, Vec<u8>, Vec<u8>, i64);

fn reply_row((n, id, from, bytes, received_at): ReplyColumns) -> Outcome<ReplyRow> {
    let (id, from) = (ReplyId::from_bytes(fixed(id)?), WorkerId::from_bytes(fixed(from)?));
    Ok(ReplyRow { n: number(n)?, id, from, bytes, received_at })
}
