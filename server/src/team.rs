//! What the deployer may do about workers and people: list and end the ones, put an older keyring back, erase the others,
//! read the audit log.

use domain::{api::ProblemCode, erasure::ID_KEPT_DAYS, id::PersonId};

use crate::{
    clock::{Clock, day},
    store::{Accounts, Audit, KeptKeyring, Keyrings, People, Store, StoreError, sign_in_name},
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

/// A worker has moved on.
pub async fn end(store: &Store, name: &str) -> Result<String, String> {
    let done = store.end_worker(sign_in_name(name), Clock::default().now()).await;
    let done = done.map_err(|error| no_worker(name, error))?;
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
