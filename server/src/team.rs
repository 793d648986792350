//! What the deployer may do about workers and people: list the ones, give them another role, end them or let them begin
//! anew, put an older keyring back; erase the others; read the audit log.

use domain::{
    api::ProblemCode,
    erasure::ID_KEPT_DAYS,
    id::{PersonId, WorkerId},
    role::Role,
};

use crate::{
    clock::{Clock, day},
    origin::Origin,
    random::make_bytes,
    store::{
        Accounts, Actor, Audit, KeptKeyring, Keyrings, ListedWorker, NewLink, People, Standing, Store, StoreError,
        TeamAccounts, Touches, sign_in_name,
    },
    workers,
};

/// Everybody, a line each: name, role, team, state, last look, id.
///
/// # Errors
/// A fault of the store, as a sentence; so too for the others here.
pub async fn list(store: &Store) -> Result<String, String> {
    let workers = store.workers(Clock::default().now()).await.map_err(|error| error.to_string())?;
    let lines = workers.into_iter().map(|it| {
        let state = match (it.ended_at, it.new_start, it.set_up) {
            (Some(at), Some(anew), _) => format!("began anew {} as {anew}", day(at)),
            (Some(at), None, _) => format!("moved on {}", day(at)),
            (None, _, true) => it.away.map_or("set up".to_owned(), |last| format!("set up, away until {last}")),
            (None, _, false) => "link not used".to_owned(),
        };
        let looked = it.last_looked_at.map_or("never looked".to_owned(), |at| format!("last looked {}", day(at)));
        let who = it.worker;
        let role = if who.called.is_empty() { who.role.to_string() } else { format!("{} ({})", who.called, who.role) };
        [who.name, role, who.team, state, looked, who.id.to_string()].join("\t")
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// The sealed keyrings that are kept of a worker, a line each, the one in use first: number, day, size, state.
pub async fn keyrings(store: &Store, name: &str) -> Result<String, String> {
    let kept = store.kept_keyrings(sign_in_name(name)).await.map_err(|error| no_worker(name, error))?;
    if kept.is_empty() {
        return Ok(format!("nothing is kept of {name} yet: their page stores its first keyring when they sign in"));
    }
    let states = std::iter::once("in use").chain(std::iter::repeat("older"));
    let line = |(it, state): (&KeptKeyring, &str)| {
        [it.revision.to_string(), day(it.stored_at).to_string(), format!("{} bytes", it.bytes), state.to_owned()]
            .join("\t")
    };
    Ok(kept.iter().zip(states).map(line).collect::<Vec<_>>().join("\n"))
}

/// Puts an older keyring of a worker in the place of the one in use.
pub async fn put_keyring_back(store: &Store, name: &str, number: u64) -> Result<String, String> {
    // Whether there is anybody of that name, which a keyring that is not kept leaves open.
    store.kept_keyrings(sign_in_name(name)).await.map_err(|error| no_worker(name, error))?;
    let done = store.put_keyring_back(sign_in_name(name), number, Clock::default().now()).await;
    let back = done.map_err(|error| match error {
        StoreError::Refused(ProblemCode::Conflict) => {
            format!("keyring {number} of {name} is the one in use. Nothing was changed")
        }
        StoreError::Refused(ProblemCode::NotFound) => {
            format!("no keyring {number} of {name} is kept; `server team keyring` prints those that are. Nothing was changed")
        }
        error => error.to_string(),
    })?;
    Ok(format!(
        "Keyring {number} of {name}, of {}, is in use again; what came after it is deleted. A page of theirs that is open \
         puts what it knows there again. Else whom they met since then is not in it: their page says so, and a new \
         introduction brings them back. What people share stays where it is",
        day(back.stored_at)
    ))
}

fn no_worker(name: &str, error: StoreError) -> String {
    match error {
        StoreError::Refused(ProblemCode::NotFound) => {
            format!("nobody called {name} works here; `server team list` prints everybody. Nothing was changed")
        }
        error => error.to_string(),
    }
}

/// A worker has moved on. Without `yes` it only says whom that touches.
pub async fn end(store: &Store, name: &str, yes: bool) -> Result<String, String> {
    let found = find(store, name).await?;
    if !yes {
        return Err(format!(
            "This would end the account of {}. {} Nothing was changed; say --yes to do it",
            found.worker.name,
            touched(store, &found).await?
        ));
    }
    let done = store.end_worker(Actor::Deployer, found.worker.id, Clock::default().now()).await;
    let done = done.map_err(|error| no_worker(name, error))?;
    Ok(format!(
        "{name} has moved on. {} People who were introduced are told at their phone's next look. What {name} has read or \
         copied before cannot be called back",
        ended(done)
    ))
}

/// A worker begins anew; the last line is their set-up link. Without `yes` it only says whom that touches.
pub async fn reset(store: &Store, team: &Origin, name: &str, yes: bool) -> Result<String, String> {
    let found = find(store, name).await?;
    let not_set_up = || {
        format!(
            "{name} has not set up yet, so no keys are lost: `server team add` prints a new link. Nothing was changed"
        )
    };
    if !found.set_up {
        return Err(not_set_up());
    }
    if !yes {
        return Err(format!(
            "This would end the account of {} and make a new one. {} Whoever shares with them has to be introduced again. \
             Nothing was changed; say --yes to do it",
            found.worker.name,
            touched(store, &found).await?
        ));
    }
    let anew = WorkerId::from_bytes(make_bytes().map_err(|error| error.to_string())?);
    let now = Clock::default().now();
    let link = workers::draw_link(team, now).map_err(|error| error.to_string())?;
    let (worker, token_hash, ends_at) = (found.worker.id, link.token_hash, link.ends_at);
    let done = store.reset_worker(Actor::Deployer, anew, NewLink { worker, token_hash, now, ends_at }).await;
    let done = done.map_err(|error| match error {
        StoreError::Refused(ProblemCode::Conflict) => not_set_up(),
        error => no_worker(name, error),
    })?;
    Ok(format!(
        "{name} has a new start. {} People who were introduced are told at their phone's next look; they share again after \
         a new introduction, with its code and check words. {name} sets up by this link, once and within a week:\n{}",
        ended(done),
        link.link
    ))
}

/// Another role, and another team where one is said.
pub async fn change_role(store: &Store, name: &str, role: &str, team: Option<&str>) -> Result<String, String> {
    let found = find(store, name).await?;
    let names = store.role_names().await.map_err(|error| error.to_string())?;
    let (role, called) = workers::role(role, &names)?;
    let team = workers::team(team.unwrap_or(&found.worker.team), &called).map_err(|why| format!("--team: {why}"))?;
    let said = if called.is_empty() { role.to_string() } else { format!("{called} ({role})") };
    let said = if team.is_empty() { said } else { format!("{said}, {team}") };
    let was_last = found.worker.role == Role::Lead && role != Role::Lead && leads(store).await? == 1;
    let standing = Standing { role, called, team };
    let done = store.change_standing(Actor::Deployer, found.worker.id, standing, Clock::default().now()).await;
    done.map_err(|error| no_worker(name, error))?;
    let last = if was_last { ". There is no team lead now: `server team add NAME --role lead` makes one" } else { "" };
    Ok(format!("{name} is {said} from now on. Whoever is introduced to them reads it{last}"))
}

/// Who signs in by this name.
async fn find(store: &Store, name: &str) -> Result<ListedWorker, String> {
    let nobody = |error| no_worker(name, error);
    let id = store.find_worker(sign_in_name(name)).await.map_err(nobody)?;
    let workers = store.workers(Clock::default().now()).await.map_err(nobody)?;
    workers.into_iter().find(|it| it.worker.id == id).ok_or_else(|| nobody(ProblemCode::NotFound.into()))
}

/// What the end of an account would touch.
async fn touched(store: &Store, found: &ListedWorker) -> Result<String, String> {
    let Touches { sessions, introductions, people, envelopes } = found.touches;
    let last = found.worker.role == Role::Lead && leads(store).await? == 1;
    let last = if last { " They are the only team lead." } else { "" };
    Ok(format!(
        "{people} people share with them now: {envelopes} sealed shares would be deleted, with the keyring; {sessions} \
         sessions and {introductions} open introductions would end.{last}"
    ))
}

async fn leads(store: &Store) -> Result<usize, String> {
    let workers = store.workers(Clock::default().now()).await.map_err(|error| error.to_string())?;
    Ok(workers.iter().filter(|it| it.worker.role == Role::Lead && it.ended_at.is_none()).count())
}

fn ended(Touches { sessions, introductions, people, envelopes }: Touches) -> String {
    format!(
        "Ended: {sessions} sessions, {introductions} open introductions. Deleted: {envelopes} sealed shares and the \
         keyring. {people} people shared with them."
    )
}

/// Deletes everything of a person.
pub async fn erase(store: &Store, person: PersonId) -> Result<String, String> {
    let done = store.erase_person(person, Clock::default().now()).await.map_err(|error| match error {
        StoreError::Refused(ProblemCode::NotFound) => {
            format!("there is nobody with the id {person}. Nothing was changed")
        }
        error => error.to_string(),
    })?;
    Ok(format!(
        "Erased {person}: {} permissions, {} sealed shares, {} sealed replies, {} introductions, {} backups. Left here for \
         {ID_KEPT_DAYS} days: this id in the erasure ledger and in lines of the audit log; and the entry in each worker's \
         sealed keyring. Copies of this database made before hold what they hold, and so does their own phone",
        done.permissions, done.envelopes, done.replies, done.introductions, done.backups
    ))
}

/// The audit log, a line each.
pub async fn audit(store: &Store) -> Result<String, String> {
    let mut lines = Vec::new();
    let mut last = 0;
    loop {
        let page = store.audit_after(last).await.map_err(|error| error.to_string())?;
        let Some((n, _)) = page.last() else { return Ok(lines.join("\n")) };
        last = *n;
        for (_, line) in page {
            let id = |id: Option<[u8; 16]>| id.map_or("-".to_owned(), |id| PersonId::from_bytes(id).to_string());
            let who = format!("{} {}", line.actor, id(line.by));
            lines.push(format!("{} {who} {} {} {}", moment(line.at), line.deed, id(line.about), line.outcome));
        }
    }
}

/// `2026-05-12T09:30:05Z`.
fn moment(at: i64) -> String {
    let second = at.div_euclid(1000).rem_euclid(86_400);
    format!("{}T{:02}:{:02}:{:02}Z", day(at), second / 3600, second / 60 % 60, second % 60)
}
