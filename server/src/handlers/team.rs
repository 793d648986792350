//! A team lead's routes: the team's accounts. Whoever is no lead is told that there is nothing here. They name no person
//! and hold nothing that was shared.

use axum::{
    Json,
    extract::{FromRequestParts, State},
    http::{StatusCode, request::Parts},
};
use domain::{
    api::{
        AddWorkerRequest, ChangeWorkerRequest, ProblemCode, RoleNameReply, SetUpLinkReply, TeamReply, TeamWorkerReply,
        TouchesReply,
    },
    id::WorkerId,
    role::Role,
};

use super::{JsonReply, is_held};
use crate::{
    app::App,
    auth::FromWorker,
    error::Refusal,
    input::{At, Input},
    random::make_bytes,
    store::{
        Accounts, Actor, ListedWorker, NewLink, NewWorker, Retention, RoleName, Standing, TeamAccounts, Touches, Worker,
    },
    workers::{self, SetUpLink},
};

/// A worker whose sign-in is complete and who is a team lead. What they do is checked once more as it is done.
pub struct FromLead {
    by: Actor,
}

impl FromRequestParts<App> for FromLead {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Refusal> {
        let worker = FromWorker::from_request_parts(parts, app).await?;
        if app.store.is_lead(worker.id).await? {
            return Ok(Self { by: Actor::Worker(worker.id) });
        }
        Err(ProblemCode::NotFound.into())
    }
}

/// `GET /v1/team`.
pub async fn list(State(app): State<App>, _: FromLead) -> JsonReply<TeamReply> {
    let workers = app.store.workers(app.clock.now()).await?.into_iter().map(listed).collect();
    let named = |RoleName { name, role }| RoleNameReply { name, role };
    let role_names = app.store.role_names().await?.into_iter().map(named).collect();
    Ok(Json(TeamReply { workers, role_names }))
}

/// `POST /v1/team`.
pub async fn add(
    State(app): State<App>,
    lead: FromLead,
    Input(request): Input<AddWorkerRequest>,
) -> JsonReply<SetUpLinkReply> {
    let name = workers::name(&request.name).map_err(|_| ProblemCode::Malformed)?;
    let Standing { role, called, team } = standing(&app, request.role, request.called, &request.team).await?;
    let worker = Worker { id: WorkerId::from_bytes(make_bytes()?), name, role, called, team };
    let now = app.clock.now();
    let SetUpLink { link, token_hash, ends_at } = workers::draw_link(&app.settings.team, now)?;
    let worker_id = app.store.add_worker(NewWorker { by: lead.by, worker, token_hash, now, ends_at }).await?;
    Ok(Json(SetUpLinkReply { worker_id, link, ends: ends_at }))
}

/// `PUT /v1/team/{worker}`.
pub async fn change(
    State(app): State<App>,
    lead: FromLead,
    At(worker): At<WorkerId>,
    Input(request): Input<ChangeWorkerRequest>,
) -> Result<StatusCode, Refusal> {
    let standing = standing(&app, request.role, request.called, &request.team).await?;
    app.store.change_standing(lead.by, worker, standing, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// `POST /v1/team/{worker}/link`.
pub async fn renew_link(State(app): State<App>, lead: FromLead, At(worker): At<WorkerId>) -> JsonReply<SetUpLinkReply> {
    let (link, new) = draw(&app, worker)?;
    let ends = new.ends_at;
    app.store.renew_link(lead.by, new).await?;
    Ok(Json(SetUpLinkReply { worker_id: worker, link, ends }))
}

/// `POST /v1/team/{worker}/end`: what was ended.
pub async fn end(State(app): State<App>, lead: FromLead, At(worker): At<WorkerId>) -> JsonReply<TouchesReply> {
    let done = app.store.end_worker(lead.by, worker, app.clock.now()).await?;
    // Off the disk as well; where a reader holds the log, the sweeper tries again.
    is_held(app.store.wipe_deleted().await);
    Ok(Json(touches(done)))
}

/// `POST /v1/team/{worker}/reset`.
pub async fn reset(State(app): State<App>, lead: FromLead, At(worker): At<WorkerId>) -> JsonReply<SetUpLinkReply> {
    let anew = WorkerId::from_bytes(make_bytes()?);
    let (link, new) = draw(&app, worker)?;
    let ends = new.ends_at;
    app.store.reset_worker(lead.by, anew, new).await?;
    is_held(app.store.wipe_deleted().await);
    Ok(Json(SetUpLinkReply { worker_id: anew, link, ends }))
}

fn draw(app: &App, worker: WorkerId) -> Result<(String, NewLink), Refusal> {
    let now = app.clock.now();
    let SetUpLink { link, token_hash, ends_at } = workers::draw_link(&app.settings.team, now)?;
    Ok((link, NewLink { worker, token_hash, now, ends_at }))
}

/// What a request says of a role, in the deployer's spelling where it is one of their names.
async fn standing(app: &App, role: Role, called: String, team: &str) -> Result<Standing, Refusal> {
    let names = app.store.role_names().await?;
    let kept = workers::role(&called, &names).ok().filter(|(kind, name)| *kind == role && !name.is_empty());
    let called = kept.map_or(called, |(_, name)| name);
    let team = workers::team(team, &called).map_err(|_| ProblemCode::Malformed)?;
    Ok(Standing { role, called, team })
}

fn listed(it: ListedWorker) -> TeamWorkerReply {
    let ListedWorker {
        worker,
        set_up,
        last_looked_at,
        recovered_at,
        ended_at,
        link_ends_at,
        new_start,
        away,
        touches: would,
    } = it;
    TeamWorkerReply {
        worker_id: worker.id,
        name: worker.name,
        role: worker.role,
        called: worker.called,
        team: worker.team,
        set_up,
        link_ends: link_ends_at,
        last_looked: last_looked_at,
        recovered: recovered_at,
        ended: ended_at,
        new_start,
        away,
        touches: touches(would),
    }
}

fn touches(Touches { sessions, introductions, people, envelopes }: Touches) -> TouchesReply {
    TouchesReply { sessions, introductions, people, shares: envelopes }
}
