//! What the deployer may do about workers and people: list and end the ones, erase the others, read the audit log.

use domain::{api::ProblemCode, erasure::ID_KEPT_DAYS, id::PersonId};

use crate::{
    clock::{Clock, day},
    store::{Accounts, Audit, People, Store, StoreError, sign_in_name},
};

/// Everybody, a line each: name, role, team, state, last look, id.
///
/// # Errors
/// A fault of the store, as a sentence; so too for the others here.
pub async fn list(store: &Store) -> Result<String, String> {
    let workers = store.workers().await.map_err(|error| error.to_string())?;
    let lines = workers.into_iter().map(|it| {
        let state = match (it.ended_at, it.set_up) {
            (Some(at), _) => format!("moved on {}", day(at)),
            (None, true) => "set up".to_owned(),
            (None, false) => "link not used".to_owned(),
        };
        let looked = it.last_looked_at.map_or("never looked".to_owned(), |at| format!("last looked {}", day(at)));
        let who = it.worker;
        [who.name, who.role.as_str().to_owned(), who.team, state, looked, who.id.to_string()].join("\t")
    });
    Ok(lines.collect::<Vec<_>>().join("\n"))
}

/// A worker has moved on.
pub async fn end(store: &Store, name: &str) -> Result<String, String> {
    let done = store.end_worker(sign_in_name(name), Clock::default().now()).await;
    let done = done.map_err(|error| match error {
        StoreError::Refused(ProblemCode::NotFound) => {
            format!("nobody called {name} works here; `server team list` prints everybody. Nothing was changed")
        }
        error => error.to_string(),
    })?;
    Ok(format!(
        "{name} has moved on. Ended: {} sessions, {} open introductions. Deleted: {} sealed shares and the keyring. \
         People who were introduced are told at their phone's next look. What {name} has read or copied before cannot be \
         called back",
        done.sessions, done.introductions, done.envelopes
    ))
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
