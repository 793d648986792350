//! The commands beside serving. Each says in a sentence what it did, and which file and addresses it used.

use std::path::Path;

use domain::{id::WorkerId, introduction::TEXT_LIMIT};

use crate::{
    backup, check,
    clock::{Clock, DAY_MS, day},
    config::{Command, Config, PackCommand, PersonCommand, TeamCommand, at_most},
    packs::{self, CheckedPack},
    questions,
    random::make_bytes,
    settings,
    store::{Accounts, Health, NewWorker, PackConfirmation, Packs, Store, StoreError, Worker},
    team,
    token::{hash, token_text},
};

/// A set-up link works for a week, ms.
const LINK_MS: i64 = 7 * DAY_MS;

/// Longest name of a worker, in letters; of at most four bytes each, so that an introduction can carry it.
const NAME_LETTERS: usize = TEXT_LIMIT / 4;

/// What a command has to say.
#[derive(Debug, PartialEq, Eq)]
pub struct Said {
    /// Which file and addresses it used; none if it opened no database.
    pub used: Option<String>,
    /// What it did, or what a script takes.
    pub line: String,
}

/// Does one command; what to print.
///
/// # Errors
/// What is wrong, as a sentence for the deployer.
pub async fn run(config: &Config, command: Command) -> Result<Said, String> {
    match command {
        Command::Init => {
            let told = questions::ask_if_needed(config)?;
            settings::init(&told).await.map(|(used, line)| Said { used: Some(used), line })
        }
        Command::Settings => settings::change(config).await.map(|(used, line)| Said { used: Some(used), line }),
        Command::Team(TeamCommand::Add { name, role, team }) => {
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if name.is_empty() || name.chars().count() > NAME_LETTERS {
                return Err(format!("a name has 1 to {NAME_LETTERS} letters"));
            }
            let team = at_most(&team, TEXT_LIMIT).map_err(|why| format!("--team: {why}"))?;
            let id = WorkerId::from_bytes(make_bytes().map_err(|error| error.to_string())?);
            add_worker(config, Worker { id, name, role, team }).await
        }
        Command::Team(TeamCommand::List) => with_store(config, team::list).await,
        Command::Team(TeamCommand::End { name }) => {
            with_store(config, async |store| team::end(store, &name).await).await
        }
        Command::Team(TeamCommand::Keyring { name, put_back: None }) => {
            with_store(config, async |store| team::keyrings(store, &name).await).await
        }
        Command::Team(TeamCommand::Keyring { name, put_back: Some(number) }) => {
            with_store(config, async |store| team::put_keyring_back(store, &name, number).await).await
        }
        Command::Person(PersonCommand::Erase { id }) => {
            with_store(config, async |store| team::erase(store, id).await).await
        }
        Command::Audit => with_store(config, team::audit).await,
        Command::Pack(PackCommand::Check { file }) => {
            if file.is_dir() {
                return check_folder(&file).map(named_in_it);
            }
            let pack = packs::check(&file)?;
            let waits = if pack.waits { format!("\n{}.", packs::waiting(&pack)) } else { String::new() };
            Ok(Said { used: None, line: format!("{} is a sound pack: {}.{waits}", file.display(), pack.id) })
        }
        Command::Check => check::check(config).await.map(|(used, line)| Said { used: Some(used), line }),
        Command::Backup { folder } => backup::make(config, &folder).await.map(named_in_it),
        Command::Restore { folder, replace } => backup::restore(config, &folder, replace).await.map(named_in_it),
        Command::Pack(PackCommand::Confirm { pack, by, demo }) => confirm(config, &pack, by, demo).await,
    }
}

/// What names the files it used itself.
fn named_in_it(line: String) -> Said {
    Said { used: None, line }
}

/// Opens the store for one command and closes it, which also wipes what was deleted.
async fn with_store(config: &Config, act: impl AsyncFnOnce(&Store) -> Result<String, String>) -> Result<Said, String> {
    let (store, settings) = settings::open(config).await?;
    let done = act(&store).await;
    close(&store).await?;
    done.map(|line| Said { used: Some(settings.used()), line })
}

async fn add_worker(config: &Config, worker: Worker) -> Result<Said, String> {
    let (store, settings) = settings::open(config).await?;
    let token: [u8; 32] = make_bytes().map_err(|error| error.to_string())?;
    let (name, now) = (worker.name.clone(), Clock::default().now());
    let added = store.add_worker(NewWorker { worker, token_hash: hash(&token), now, ends_at: now + LINK_MS }).await;
    close(&store).await?;
    match added {
        // The token is in the fragment, which no browser sends and no log holds.
        Ok(_) => {
            let line = format!("{}/set-up#{}", settings.team, token_text(&token));
            Ok(Said { used: Some(settings.used()), line })
        }
        Err(StoreError::Refused(_)) => Err(format!("{name} is already set up; add another name")),
        Err(error) => Err(error.to_string()),
    }
}

/// What a folder holds, one line each.
fn check_folder(folder: &Path) -> Result<String, String> {
    let found = packs::read(Some(folder))?;
    let own: Vec<&CheckedPack> = found.packs.iter().filter(|pack| !pack.built_in).collect();
    let mut lines: Vec<String> =
        own.iter().map(|pack| format!("{} is a sound pack: {}.", pack.file, pack.id)).collect();
    lines.extend(own.iter().filter(|pack| pack.waits).map(|pack| format!("{}.", packs::waiting(pack))));
    if found.left_out.is_empty() {
        lines.push(format!("{} packs, and nothing else.", own.len()));
        return Ok(lines.join("\n"));
    }
    lines.extend(found.left_out.iter().map(|sentence| format!("Left out: {sentence}.")));
    lines.push(format!("{} packs would be served, {} left out.", own.len(), found.left_out.len()));
    Err(lines.join("\n"))
}

async fn confirm(config: &Config, pack: &str, by: String, demo: bool) -> Result<Said, String> {
    if by.trim().is_empty() {
        return Err("--by is the name of whoever compared".into());
    }
    let (store, settings) = settings::open(config).await?;
    let found = packs::read(settings.packs.as_deref())?;
    let file = packs::to_confirm(&found.packs, pack).ok_or_else(|| {
        let left_out: String = found.left_out.iter().map(|sentence| format!("\nLeft out: {sentence}.")).collect();
        format!("there is no pack {pack}; is --packs right?{left_out}")
    })?;
    let on = day(Clock::default().now()).to_string();
    let which = if file.built_in { "built in" } else { file.file.as_str() };
    let line = format!("{pack} ({which}) is confirmed by {by} on {on}.");
    let done = store.confirm_pack(PackConfirmation { pack_hash: file.hash, by, on, demo }).await;
    close(&store).await?;
    done.map_err(|error| error.to_string()).map(|()| Said { used: Some(settings.used()), line })
}

async fn close(store: &Store) -> Result<(), String> {
    store.close().await.map_err(|error| error.to_string())
}
