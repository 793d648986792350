//! `server check`, and the part of it that every start asks: whether what lies on the disk is whole and belongs together.

use crate::{
    config::Config,
    packs,
    password::Password,
    settings::{self, Settings},
    store::{Condition, Health, Store},
};

/// The quick check of a start: pages and rows, not whether every index agrees with its table.
///
/// # Errors
/// What is damaged, as a sentence.
pub async fn must_be_sound(store: &Store, settings: &Settings) -> Result<(), String> {
    match store.faults(false).await.as_deref() {
        Ok([]) => Ok(()),
        Ok([first, ..]) => Err(damaged(settings, first)),
        Err(error) => Err(damaged(settings, &error.to_string())),
    }
}

fn damaged(settings: &Settings, how: &str) -> String {
    format!(
        "the database {} is damaged ({how}), and no server starts with it. Keep it as it is, with its erasure ledger, and put a \
         copy back with `server restore`",
        settings.database.display()
    )
}

/// Looks at everything; what to print. It opens the database as every command does, and commits a write to see that it can.
///
/// # Errors
/// Everything that is wrong, one line each.
pub async fn check(config: &Config) -> Result<(String, String), String> {
    let (store, settings) = settings::open(config).await?;
    let found = (store.faults(true).await, store.ready().await);
    store.close().await.map_err(|error| error.to_string())?;
    let (mut good, mut wrong) = (Vec::new(), Vec::new());
    match found.0 {
        Ok(faults) if faults.is_empty() => good.push("Every page, row and index of the database is whole.".to_owned()),
        Ok(faults) => wrong.extend(faults.iter().map(|how| damaged(&settings, how))),
        Err(error) => wrong.push(damaged(&settings, &error.to_string())),
    }
    match found.1 {
        Ok(Condition { low, without_ballast, .. }) => {
            wrong.extend(low.then(|| "the disk is nearly full: no new introductions and copies".to_owned()));
            wrong.extend(without_ballast.then(|| "there is no room for the ballast beside the database".to_owned()));
        }
        Err(error) => wrong.push(format!("nothing can be written: {error}")),
    }
    match Password::open(&settings.database, &settings.key_hash) {
        Ok(_) => good.push("The sign-in key belongs to it.".to_owned()),
        Err(sentence) => wrong.push(sentence),
    }
    match packs::read(settings.packs.as_deref()) {
        Ok(found) => wrong.extend(found.left_out.into_iter().map(|sentence| format!("a pack is left out: {sentence}"))),
        Err(sentence) => wrong.push(sentence),
    }
    if wrong.is_empty() { Ok((settings.used(), good.join(" "))) } else { Err(wrong.join("\nserver: ")) }
}
