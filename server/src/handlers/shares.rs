//! Sealed shares: brought by a person, read by the worker they are sealed to.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{
    api::{
        Bytes32, ConsentReply, HeldPermissionReply, LookedReply, OCTETS, OPENED_LIMIT, PersonInboxReply,
        PersonSharesReply, ProblemCode, ReceiptReply, ReceiptsRequest, SealedReplyReply, ShareReply, TeamInboxReply,
    },
    id::{ItemId, PersonId, WorkerId},
    sealed::parse_wire,
};
use serde::Deserialize;

use super::packs::told;
use super::{Reply, stored};
use crate::{
    app::App,
    auth::{FromPerson, FromWorker},
    error::Refusal,
    input::{At, Input},
    store::ShareKey,
};

/// `PUT /v1/shares/{to}/{item_id}/{rev}`.
pub async fn put(
    State(app): State<App>,
    At((to, item, rev)): At<(WorkerId, ItemId, u32)>,
    person: FromPerson,
) -> Result<Response, Refusal> {
    let wire = parse_wire(&person.body).map_err(|_| ProblemCode::Malformed)?;
    let header = wire.parse_share_header().map_err(|_| ProblemCode::Malformed)?;
    let named = header.org == app.org_id && header.from == person.signed.person;
    if !named || (header.to, header.item, header.item_rev) != (to, item, rev) {
        return Err(ProblemCode::Malformed.into());
    }
    Ok(stored(app.store.put_share(person.signed, header, person.body.to_vec()).await?))
}

/// `GET /v1/shares/{person}/{item_id}/{rev}`, team origin.
pub async fn read(
    State(app): State<App>,
    worker: FromWorker,
    At((person, item, rev)): At<(PersonId, ItemId, u32)>,
) -> Result<Response, Refusal> {
    let key = ShareKey { person, worker: worker.id, item, rev };
    let bytes = app.store.share(key, app.clock.now()).await?;
    Ok(([(header::CONTENT_TYPE, OCTETS)], bytes).into_response())
}

/// `GET /v1/inbox`, team origin.
pub async fn team_inbox(State(app): State<App>, worker: FromWorker) -> Reply<TeamInboxReply> {
    let at = app.clock.now();
    let (consents, shares) = app.store.team_inbox(worker.id, at).await?;
    let mut people: BTreeMap<PersonId, PersonSharesReply> = BTreeMap::new();
    for row in consents {
        let empty = PersonSharesReply { person_id: row.person, consents: Vec::new(), shares: Vec::new() };
        people.entry(row.person).or_insert(empty).consents.push(ConsentReply {
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
    Ok(Json(TeamInboxReply { at, people: people.into_values().collect() }))
}

/// `POST /v1/receipts`.
pub async fn put_receipts(
    State(app): State<App>,
    worker: FromWorker,
    Input(request): Input<ReceiptsRequest>,
) -> Result<StatusCode, Refusal> {
    if request.opened.len() > OPENED_LIMIT {
        return Err(ProblemCode::TooLarge.into());
    }
    let key = |opened: domain::api::OpenedRequest| ShareKey {
        person: opened.person,
        worker: worker.id,
        item: opened.item_id,
        rev: opened.rev,
    };
    app.store.put_receipts(request.opened.into_iter().map(key).collect(), app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `?after=N`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct After {
    #[serde(default)]
    after: u64,
}

/// `GET /v1/inbox?after=N`, person's origin.
pub async fn person_inbox(
    State(app): State<App>,
    after: Result<Query<After>, axum::extract::rejection::QueryRejection>,
    person: FromPerson,
) -> Reply<PersonInboxReply> {
    let Query(After { after }) = after.map_err(|_| ProblemCode::Malformed)?;
    let inbox = app.store.person_inbox(person.signed.person, after).await?;
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
    let permissions = inbox.permissions.into_iter().map(|held| HeldPermissionReply {
        consent: held.consent,
        to: held.to,
        rev: held.rev,
        withdrawn: held.deleted_at.is_some(),
        deleted_at: held.deleted_at,
    });
    Ok(Json(PersonInboxReply {
        replies: replies.collect(),
        receipts: receipts.collect(),
        looked: looked.collect(),
        permissions: permissions.collect(),
        edition: Bytes32(told(&app).await?.edition),
        next,
    }))
}
