//! The commands beside serving. Each says in a sentence what it did, and which file and addresses it used.

use std::path::Path;

use domain::{id::WorkerId, role::Role};

use crate::{
    backup, check,
    clock::{Clock, day},
    config::{Command, Config, PackCommand, PersonCommand, TeamCommand},
    packs::{self, CheckedPack},
    questions,
    random::make_bytes,
    settings::{self, Settings},
    store::{Accounts, Actor, Health, NewWorker, PackConfirmation, Packs, Store, StoreError, TeamAccounts, Worker},
    team, workers,
};

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
        Command::Init { lead } => init(config, lead).await,
        Command::Settings { role_name } => {
            settings::change(config, &role_name).await.map(|(used, line)| Said { used: Some(used), line })
        }
        Command::Team(TeamCommand::Add { name, role, team }) => {
            add_worker(config, &workers::name(&name)?, &role, &team).await
        }
        Command::Team(TeamCommand::List) => with_store(config, team::list).await,
        Command::Team(TeamCommand::End { name, yes }) => {
            with_store(config, async |store| team::end(store, &name, yes).await).await
        }
        Command::Team(TeamCommand::Reset { name, yes }) => reset(config, &name, yes).await,
        Command::Team(TeamCommand::Role { name, role, team }) => {
            with_store(config, async |store| team::change_role(store, &name, &role, team.as_deref()).await).await
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

/// Makes the database, and the first lead in it.
async fn init(config: &Config, lead: Option<String>) -> Result<Said, String> {
    let (told, lead) = questions::ask_if_needed(config, lead)?;
    // Before anything is made.
    let lead = lead.as_deref().map(workers::name).transpose().map_err(|why| format!("--lead: {why}"))?;
    let (used, made) = settings::init(&told).await?;
    let Some(name) = lead else {
        let line = format!("{made} There is no team lead yet: `server team add NAME --role lead` makes one.");
        return Ok(Said { used: Some(used), line });
    };
    let link = add_worker(&told, &name, Role::Lead.as_str(), "").await?.line;
    let line =
        format!("{made} {name} is the first team lead, and sets up by this link, once and within a week:\n{link}");
    Ok(Said { used: Some(used), line })
}

async fn add_worker(config: &Config, name: &str, role: &str, team: &str) -> Result<Said, String> {
    let (store, settings) = settings::open(config).await?;
    let done = added(&store, &settings, name, role, team).await;
    close(&store).await?;
    done.map(|line| Said { used: Some(settings.used()), line })
}

async fn added(store: &Store, settings: &Settings, name: &str, role: &str, team: &str) -> Result<String, String> {
    let names = store.role_names().await.map_err(|error| error.to_string())?;
    let (role, called) = workers::role(role, &names)?;
    let team = workers::team(team, &called).map_err(|why| format!("--team: {why}"))?;
    let id = WorkerId::from_bytes(make_bytes().map_err(|error| error.to_string())?);
    let now = Clock::default().now();
    let link = workers::draw_link(&settings.team, now).map_err(|error| error.to_string())?;
    let worker = Worker { id, name: name.to_owned(), role, called, team };
    let (by, token_hash, ends_at) = (Actor::Deployer, link.token_hash, link.ends_at);
    match store.add_worker(NewWorker { by, worker, token_hash, now, ends_at }).await {
        Ok(_) => Ok(link.link),
        Err(StoreError::Refused(_)) => Err(format!(
            "{name} is already set up; add another name. If their keys are lost, `server team reset` gives them a new start"
        )),
        Err(error) => Err(error.to_string()),
    }
}

async fn reset(config: &Config, name: &str, yes: bool) -> Result<Said, String> {
    let (store, settings) = settings::open(config).await?;
    let done = team::reset(&store, &settings.team, name, yes).await;
    close(&store).await?;
    done.map(|line| Said { used: Some(settings.used()), line })
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
