//! What each side asks for again and again. The team asks by `POST`: it is noted, and people see when.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Query, State, rejection::QueryRejection},
    http::HeaderMap,
};
use domain::{
    api::{
        AwayReply, Bytes32, ConsentReply, HeldPermissionReply, LookedReply, MovedOnReply, PersonInboxReply,
        PersonSharesReply, ProblemCode, READS_HEADER, ReceiptReply, SealedReplyReply, ShareReply, TeamInboxReply,
        TeamInboxRequest, WaitsReply, WrittenReply,
    },
    id::PersonId,
};
use serde::Deserialize;

use super::{JsonReply, packs::told};
use crate::{
    app::App,
    auth::{FromPerson, FromWorker},
    input::Input,
    store::{Inboxes, Retention, TeamInbox, Touch},
};

/// `POST /v1/inbox`, team origin.
pub async fn team(
    State(app): State<App>,
    worker: FromWorker,
    Input(request): Input<TeamInboxRequest>,
) -> JsonReply<TeamInboxReply> {
    let at = app.clock.now();
    let ago = i64::try_from(request.touched_ago_ms).unwrap_or(i64::MAX);
    let touch = Touch { session: worker.session, at: at.saturating_sub(ago) };
    let TeamInbox { session_ends_at, met, consents, shares, written } =
        app.store.team_inbox(worker.id, touch, at).await?;
    let empty = |person_id| PersonSharesReply { person_id, consents: Vec::new(), shares: Vec::new() };
    // Whoever is missing here has been erased, or the database was put back to before they were met.
    let mut people: BTreeMap<PersonId, PersonSharesReply> = met.into_iter().map(|id| (id, empty(id))).collect();
    for row in consents {
        people.entry(row.person).or_insert_with(|| empty(row.person)).consents.push(ConsentReply {
            consent_id: row.consent,
            rev: row.rev,
            state: row.state,
            bytes: row.bytes.into(),
            received_at: row.received_at,
        });
    }
    for row in shares {
        // Every envelope stands under a permission, so its person is there.
        if let Some(person) = people.get_mut(&row.person) {
            person.shares.push(ShareReply {
                item_id: row.item,
                rev: row.rev,
                seq: row.seq,
                consent_id: row.consent,
                received_at: row.received_at,
                opened_at: row.opened_at,
            });
        }
    }
    let written = written.into_iter().map(|row| WrittenReply {
        written: row.written,
        person_id: row.person,
        stored_at: row.stored_at,
        ends: row.ends_at,
    });
    let (people, written) = (people.into_values().collect(), written.collect());
    Ok(Json(TeamInboxReply { at, session_ends_at, people, written }))
}

/// `?after=N`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InboxAfter {
    #[serde(default)]
    after: u64,
}

/// `GET /v1/inbox?after=N`, person's origin.
pub async fn person(
    State(app): State<App>,
    after: Result<Query<InboxAfter>, QueryRejection>,
    headers: HeaderMap,
    person: FromPerson,
) -> JsonReply<PersonInboxReply> {
    let Query(InboxAfter { after }) = after.map_err(|_| ProblemCode::Malformed)?;
    let inbox = app.store.person_inbox(person.signed.person, after, app.clock.now()).await?;
    // An app from before a field would read nothing of a reply that has it.
    let reads = reads(&headers);
    let reads_news = reads >= 2;
    let next = inbox.replies.last().map_or(after, |reply| reply.n);
    let replies = inbox.replies.into_iter().map(|reply| SealedReplyReply {
        n: reply.n,
        id: reply.id,
        from: reply.from,
        bytes: reply.bytes.into(),
        received_at: reply.received_at,
    });
    let receipts = inbox.receipts.into_iter().map(|(key, opened_at)| ReceiptReply {
        item_id: key.item,
        rev: key.rev,
        to: key.worker,
        opened_at,
    });
    let looked = inbox.looked.into_iter().map(|(worker, at)| LookedReply { worker, at });
    let ended = inbox.moved_on.into_iter();
    let moved_on = ended.map(|(worker, at, new_start)| MovedOnReply { worker, at, new_start });
    let away = inbox.away.into_iter().filter(|_| reads_news).map(|(worker, until)| AwayReply { worker, until });
    let written = inbox.written.into_iter().filter(|_| reads >= 3).map(|row| WaitsReply {
        written: row.written,
        from: row.worker,
        rev: row.rev,
        stored_at: row.stored_at,
    });
    let permissions = inbox.permissions.into_iter().map(|held| HeldPermissionReply {
        consent: held.consent,
        to: held.to,
        rev: held.rev,
        withdrawn: held.deleted_at.is_some(),
        deleted_at: held.deleted_at,
        waiting: held.waiting,
        leaving_disk: held.leaving_disk,
        newest: held.newest,
        on_request: held.on_request && reads_news,
    });
    Ok(Json(PersonInboxReply {
        replies: replies.collect(),
        receipts: receipts.collect(),
        looked: looked.collect(),
        moved_on: moved_on.collect(),
        away: away.collect(),
        written: written.collect(),
        permissions: permissions.collect(),
        leaving_disk: !app.store.is_wiped(),
        edition: Bytes32(told(&app).await?.edition),
        next,
    }))
}

/// Which form of the reply the phone reads: 1 where it does not say.
fn reads(headers: &HeaderMap) -> u32 {
    let said = headers.get(READS_HEADER).and_then(|form| form.to_str().ok()?.parse().ok());
    said.unwrap_or(1)
}
