//! What holds for this deployment: what `server init` wrote into the database, and whatever a flag says otherwise today.
//!
//! Every command begins here, so none of them makes a database by the way, and each can say which one it used.

use std::path::{Path, PathBuf};

use domain::id::OrgId;

use crate::{
    beside::folder_of,
    clock::Clock,
    config::Config,
    ledger::Ledger,
    origin::{Origin, are_apart},
    packs,
    password::Password,
    random::make_bytes,
    reach,
    store::{Contact, Deployment, Health, Organisation, RoleName, Store, TeamAccounts, WithoutLedger},
    workers,
};

/// See the module.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The one organisation; phones pin it.
    pub org_id: OrgId,
    /// Its name.
    pub organisation: String,
    /// The deployer's sentence, may be empty.
    pub safeguarding: String,
    /// The person's origin.
    pub person: Origin,
    /// The team's origin.
    pub team: Origin,
    /// The folder of instrument packs.
    pub packs: Option<PathBuf>,
    /// Who takes complaints.
    pub complaints: Contact,
    /// The database file, as an absolute path.
    pub database: PathBuf,
    /// SHA-256 of the sign-in key beside it.
    pub key_hash: [u8; 32],
}

impl Settings {
    /// Which file and addresses these are, as a sentence.
    #[must_use]
    pub fn used(&self) -> String {
        format!("database {}; people at {}, the team at {}", self.database.display(), self.person, self.team)
    }
}

/// Opens the database that `server init` made.
///
/// # Errors
/// There is none, it is not one of this server's, or what the flags say does not go together: as a sentence that names
/// the file and says what to do. Nothing was made or changed.
pub async fn open(config: &Config) -> Result<(Store, Settings), String> {
    let database = absolute(&config.database)?;
    if !exists(&database)? {
        let (person, team) = addresses(config, None)?;
        return Err(format!(
            "there is no database at {}, so nothing was done (people would find this server at {person}, the team at \
             {team}). If the database is elsewhere, name it with --database or WAYMARK_DATABASE. If this server is new, \
             make it with `server init`",
            database.display()
        ));
    }
    reach::must_be_writable(&database)?;
    let without = if config.ledger_lost { WithoutLedger::Suspend } else { WithoutLedger::Refuse };
    let store = Store::open(&database, without).await?;
    match of(&store, config, database).await {
        Ok(settings) => Ok((store, settings)),
        Err(sentence) => {
            // What is wrong is said already; a fault in closing adds nothing to it.
            let _ = store.close().await;
            Err(sentence)
        }
    }
}

async fn of(store: &Store, config: &Config, database: PathBuf) -> Result<Settings, String> {
    let found = store.deployment().await.map_err(|error| format!("{}: {error}", database.display()))?;
    let found = found.ok_or_else(|| {
        let file = database.display();
        format!("{file} was begun by a `server init` that did not end: delete it and {file}.opaque, and init again")
    })?;
    let (person, team) = addresses(config, Some(&found))?;
    Ok(Settings {
        org_id: found.org_id,
        organisation: config.organisation.clone().unwrap_or(found.organisation),
        safeguarding: config.safeguarding.clone().unwrap_or(found.safeguarding),
        person,
        team,
        packs: config.packs.clone().or(found.packs.map(PathBuf::from)),
        complaints: Contact {
            name: config.complaints_name.clone().unwrap_or(found.complaints.name),
            reach: config.complaints_reach.clone().unwrap_or(found.complaints.reach),
        },
        database,
        key_hash: found.key_hash,
    })
}

/// A flag counts before what was written down, and that before where the listeners are.
pub(crate) fn addresses(config: &Config, found: Option<&Deployment>) -> Result<(Origin, Origin), String> {
    let choose = |flag: &Option<Origin>, written: Option<&String>, listen| match (flag, written) {
        (Some(origin), _) => Ok(origin.clone()),
        (None, Some(written)) => written.parse(),
        (None, None) => Ok(Origin::of_listener(listen)),
    };
    let person = choose(&config.person_url, found.map(|found| &found.person_url), config.person_listen)?;
    let team = choose(&config.team_url, found.map(|found| &found.team_url), config.team_listen)?;
    are_apart(&person, &team)?;
    for (flag, origin) in [("--person-url", &person), ("--team-url", &team)] {
        origin.is_of_use().map_err(|why| format!("{flag}: {why}"))?;
    }
    Ok((person, team))
}

/// `server init`: makes the database and the sign-in key beside it. What to print.
///
/// # Errors
/// Something needed was not said, or there is a database or a key already: nothing was made or changed.
pub async fn init(config: &Config) -> Result<(String, String), String> {
    must_be_new(config)?;
    let organisation = said(&config.organisation);
    let (name, reach) = (said(&config.complaints_name), said(&config.complaints_reach));
    let (Some(organisation), Some(name), Some(reach)) = (&organisation, &name, &reach) else {
        let missing = [
            ("--organisation", &organisation, "the organisation's name, as people will read it"),
            ("--complaints-name", &name, "who takes complaints, as people will read it"),
            ("--complaints-reach", &reach, "a phone number, address or page to reach them"),
        ];
        let missing = missing.into_iter().filter(|(_, said, _)| said.is_none());
        let missing: Vec<_> = missing.map(|(flag, _, what)| format!("{flag} is missing: {what}")).collect();
        let asks = "At a terminal `server init` without flags asks for all it needs";
        return Err(format!("{}. Nothing was made. {asks}", missing.join("; ")));
    };
    let complaints = Contact { name: name.clone(), reach: reach.clone() };
    let (person, team) = addresses(config, None)?;
    let packs = config.packs.as_deref().map(absolute).transpose()?;
    packs::read(packs.as_deref())?;
    let database = absolute(&config.database)?;
    let file = database.display();
    let key = Password::beside(&database);
    let key_hash = Password::make(&database)?;
    let store = Store::make(&database).await?;
    let made = Deployment {
        org_id: OrgId::from_bytes(make_bytes().map_err(|error| error.to_string())?),
        organisation: organisation.clone(),
        safeguarding: config.safeguarding.clone().unwrap_or_default(),
        person_url: person.to_string(),
        team_url: team.to_string(),
        packs: packs.map(|folder| folder.to_string_lossy().into_owned()),
        complaints,
        key_hash,
        made_at: Clock::default().now(),
    };
    let kept = store.found(made).await;
    store.close().await.map_err(|error| error.to_string())?;
    kept.map_err(|error| format!("cannot write {file}: {error}"))?;
    let used = format!("database {file}; people at {person}, the team at {team}");
    let ledger = Ledger::place(&database);
    Ok((
        used,
        format!(
            "Made the database {file}, the sign-in key {} and the erasure ledger {}. Keep all three.",
            key.display(),
            ledger.display()
        ),
    ))
}

/// What a flag says, unless that is nothing.
fn said(flag: &Option<String>) -> Option<String> {
    flag.as_deref().map(str::trim).filter(|said| !said.is_empty()).map(str::to_owned)
}

/// Whether `server init` would write over something.
///
/// # Errors
/// What is there already, and what to do.
pub(crate) fn must_be_new(config: &Config) -> Result<(), String> {
    let database = absolute(&config.database)?;
    let file = database.display();
    if exists(&database)? {
        return Err(format!("there is a database at {file} already: nothing was changed"));
    }
    let key = Password::beside(&database);
    if exists(&key)? {
        return Err(format!(
            "there is a sign-in key at {} without its database {file}: nothing was made. Put the database back beside \
             it, or, if both were given up, move the key away first",
            key.display()
        ));
    }
    let folder = folder_of(&database);
    if !folder.is_dir() {
        return Err(format!(
            "there is no folder {}: make it first, as the user that will serve. Nothing was made",
            folder.display()
        ));
    }
    reach::must_be_writable(&database)
}

/// `server settings`: keeps what the flags say of the organisation, and prints what holds.
///
/// # Errors
/// A flag says nothing, or no name of a role, or there is no such packs folder: nothing was changed.
pub async fn change(config: &Config, role_names: &[String]) -> Result<(String, String), String> {
    for (flag, told) in [
        ("--organisation", &config.organisation),
        ("--complaints-name", &config.complaints_name),
        ("--complaints-reach", &config.complaints_reach),
    ] {
        if told.is_some() && said(told).is_none() {
            return Err(format!("{flag} says nothing: nothing was changed"));
        }
    }
    let names = role_names.iter().map(|it| workers::role_name(it)).collect::<Result<Vec<_>, _>>();
    let names = names.map_err(|why| format!("--role-name: {why}. Nothing was changed"))?;
    let (store, settings) = open(config).await?;
    let done = resettle(&store, config, &settings).await;
    let keep = !names.is_empty() && done.is_ok();
    let kept = if keep { store.keep_role_names(names, Clock::default().now()).await } else { Ok(()) };
    let called = store.role_names().await;
    store.close().await.map_err(|error| error.to_string())?;
    let (Deployment { organisation, safeguarding, complaints, packs, .. }, changed) = done?;
    kept.map_err(|error| error.to_string())?;
    let called: Vec<_> = called.map_err(|error| error.to_string())?.into_iter().map(written).collect();
    let called = if called.is_empty() { "by their kinds".to_owned() } else { called.join(", ") };
    let safeguarding = if safeguarding.is_empty() { "the app's own wording" } else { &safeguarding };
    let packs = packs.as_deref().unwrap_or("none");
    let holds = format!(
        "Organisation: {organisation}\nSafeguarding sentence: {safeguarding}\nComplaints: {}, {}\nPacks: {packs}\n\
         Roles are called: {called}",
        complaints.name, complaints.reach
    );
    let then = "Kept. A server that is running has it once it is started again; phones read it at their next look";
    Ok((settings.used(), if changed { format!("{holds}\n{then}") } else { holds }))
}

/// As a flag says it.
fn written(RoleName { name, role }: RoleName) -> String {
    format!("{name} ({role})")
}

/// What holds from now on, and whether anything of it was another before.
async fn resettle(store: &Store, config: &Config, settings: &Settings) -> Result<(Deployment, bool), String> {
    let found = store.deployment().await.map_err(|error| error.to_string())?;
    let found = found.ok_or("the database has no organisation")?;
    let packs = config.packs.as_deref().map(absolute).transpose()?;
    packs::read(packs.as_deref())?;
    let told = Deployment {
        organisation: settings.organisation.trim().to_owned(),
        safeguarding: settings.safeguarding.clone(),
        packs: packs.map(|folder| folder.to_string_lossy().into_owned()).or(found.packs.clone()),
        complaints: Contact {
            name: settings.complaints.name.trim().to_owned(),
            reach: settings.complaints.reach.trim().to_owned(),
        },
        ..found.clone()
    };
    let changed = told != found;
    if changed {
        store.resettle(told.clone(), Clock::default().now()).await.map_err(|error| error.to_string())?;
    }
    Ok((told, changed))
}

fn absolute(file: &Path) -> Result<PathBuf, String> {
    std::path::absolute(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn exists(file: &Path) -> Result<bool, String> {
    file.try_exists().map_err(|error| {
        reach::must_be_writable(file).err().unwrap_or_else(|| format!("cannot look for {}: {error}", file.display()))
    })
}
