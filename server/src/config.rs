//! Flags, each also an environment variable, and the commands.

use std::{net::SocketAddr, path::PathBuf};

use axum::http::HeaderName;
use clap::{Args, Parser, Subcommand};
use domain::{
    id::PersonId,
    introduction::{SAFEGUARDING_LIMIT, TEXT_LIMIT},
};

use crate::origin::Origin;

/// Carries what a person chooses to share to the people they chose, and cannot read it.
#[derive(Debug, Parser)]
#[command(name = "server", version, about)]
pub struct Cli {
    /// What to do; without a command, serve both origins.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Everything else.
    #[command(flatten)]
    pub config: Config,
}

/// Flags and environment.
#[derive(Args, Clone, Debug)]
pub struct Config {
    /// Where the person's origin listens.
    #[arg(long, env = "WAYMARK_PERSON_LISTEN", default_value = "127.0.0.1:8701", global = true)]
    pub person_listen: SocketAddr,
    /// Where the team's origin listens.
    #[arg(long, env = "WAYMARK_TEAM_LISTEN", default_value = "127.0.0.1:8702", global = true)]
    pub team_listen: SocketAddr,
    /// The person's origin, for instance `https://waymark.example` [default: as `init` was told; there: the listener].
    #[arg(long, env = "WAYMARK_PERSON_URL", global = true)]
    pub person_url: Option<Origin>,
    /// The team's origin; another host or, on this machine, another port [default: as `init` was told; there: the listener].
    #[arg(long, env = "WAYMARK_TEAM_URL", global = true)]
    pub team_url: Option<Origin>,
    /// The SQLite file that `init` made. `FILE.opaque` beside it holds the key of the password protocol.
    #[arg(long, env = "WAYMARK_DATABASE", default_value = "waymark.db", global = true)]
    pub database: PathBuf,
    /// The erasure ledger (`FILE.erased`) is lost: begin a new one, and show nothing until each phone has looked again.
    #[arg(long, global = true)]
    pub ledger_lost: bool,
    /// The folder that `cargo xtask build` makes.
    #[arg(long, env = "WAYMARK_SITE", default_value = "target/site", global = true)]
    pub site: PathBuf,
    /// A folder of instrument packs (*.json) for people who have been introduced [default: as `init` was told].
    #[arg(long, env = "WAYMARK_PACKS", global = true)]
    pub packs: Option<PathBuf>,
    /// The organisation's name, as people read it when they open an introduction; at most 400 bytes [default: as `init`
    /// was told].
    #[arg(long, env = "WAYMARK_ORGANISATION", value_parser = named, global = true)]
    pub organisation: Option<String>,
    /// The sentence that says when a worker may have to tell others, at most 1000 bytes [default: as `init` was told;
    /// there: the app's own wording].
    #[arg(long, env = "WAYMARK_SAFEGUARDING", value_parser = sentence, global = true)]
    pub safeguarding: Option<String>,
    /// Who takes complaints about the organisation or this server, as people read it under About [default: as `init` was
    /// told].
    #[arg(long, env = "WAYMARK_COMPLAINTS_NAME", value_parser = named, global = true)]
    pub complaints_name: Option<String>,
    /// How to reach them: a number, an address or a page [default: as `init` was told].
    #[arg(long, env = "WAYMARK_COMPLAINTS_REACH", value_parser = named, global = true)]
    pub complaints_reach: Option<String>,
    /// Header in which the reverse proxy writes the caller's address, for instance X-Forwarded-For or Forwarded.
    #[arg(long, env = "WAYMARK_PROXY_HEADER", global = true)]
    pub proxy_header: Option<HeaderName>,
    /// How many proxies of your own stand one behind the other and each add an entry to that header. Entries further left
    /// are not believed: whoever asks can write them.
    #[arg(long, env = "WAYMARK_PROXIES", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..), global = true)]
    pub proxies: u8,
    /// A file for one line per request: listener, method, route pattern, status. For tests.
    #[arg(long, env = "WAYMARK_REQUEST_RECORD", global = true)]
    pub request_record: Option<PathBuf>,
}

/// The organisation's name, if an introduction can carry it.
pub(crate) fn named(text: &str) -> Result<String, String> {
    at_most(text, TEXT_LIMIT)
}

/// The deployer's sentence, if an introduction can carry it.
fn sentence(text: &str) -> Result<String, String> {
    at_most(text, SAFEGUARDING_LIMIT)
}

/// Refused at the start, or it would first be noticed by a worker who cannot make an introduction.
pub(crate) fn at_most(text: &str, limit: usize) -> Result<String, String> {
    let length = text.len();
    if length > limit {
        return Err(format!("it has {length} bytes, and an introduction carries at most {limit}"));
    }
    Ok(text.to_owned())
}

/// What to do instead of serving.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the database and the sign-in key of a new server: needs --organisation, --complaints-name and
    /// --complaints-reach, and keeps --person-url, --team-url, --packs and --safeguarding for every later command. Without
    /// any of these, at a terminal, it asks.
    Init {
        /// The name of the first team lead, whose set-up link is printed last. Without it there is none yet, and `team add
        /// --role lead` makes one.
        #[arg(long, value_name = "NAME")]
        lead: Option<String>,
    },
    /// Say what the organisation is called, its safeguarding sentence, who takes complaints and where its packs are; with
    /// --organisation, --safeguarding, --complaints-name, --complaints-reach or --packs, keep that from now on.
    Settings {
        /// What a role is called here, as people read it, and which of the three kinds it is: `housing support=key-worker`;
        /// `housing support=none` forgets it. May be said several times.
        #[arg(long, value_name = "NAME=KIND")]
        role_name: Vec<String>,
    },
    /// Workers and team leads.
    #[command(subcommand)]
    Team(TeamCommand),
    /// Instrument packs.
    #[command(subcommand)]
    Pack(PackCommand),
    /// Copy the database and the sign-in key into a new folder; the server may be running.
    Backup {
        /// The folder, which is made.
        folder: PathBuf,
    },
    /// Put such a copy in the place of the database; the server must be stopped.
    Restore {
        /// The folder that `backup` made.
        folder: PathBuf,
        /// The database that is there may be put aside.
        #[arg(long)]
        replace: bool,
    },
    /// People, by the ids that stand for them.
    #[command(subcommand)]
    Person(PersonCommand),
    /// Say whether the database is whole, the sign-in key belongs to it, there is room, and every pack would be served. It
    /// reads everything; the server may be running.
    Check,
    /// Print the audit log, oldest first: moment, who, deed, to whom, outcome. Ids stand for people and workers; `team
    /// list` says which worker has which.
    Audit,
}

/// Workers and team leads.
#[derive(Debug, Subcommand)]
pub enum TeamCommand {
    /// Add a worker and print their one-time set-up link. Somebody who was added and has not set up gets a new link.
    Add {
        /// Their name, as people will read it; also the name to sign in with.
        name: String,
        /// What they are: key-worker, peer-worker, lead (looks after the team's accounts), or a name that `settings` lists.
        #[arg(long)]
        role: String,
        /// The team they work in.
        #[arg(long, default_value = "")]
        team: String,
    },
    /// List everybody: name, role, team, state (until when they are away), last look, id. Of somebody with a new start the state names the id of the
    /// account that took the place of theirs.
    List,
    /// List the sealed keyrings that are kept of a worker, the one in use first: number, day, size. Where the one in use
    /// does not open any more, an older one can be put back.
    Keyring {
        /// Their name, as `team list` prints it.
        name: String,
        /// Put this one back; what came after it is deleted.
        #[arg(long, value_name = "NUMBER")]
        put_back: Option<u64>,
    },
    /// A worker has moved on: they are signed out everywhere and cannot sign in, what is shared with them is deleted
    /// here, their open introductions close, and people are told. It says first whom that touches.
    End {
        /// Their name, as `team list` prints it.
        name: String,
        /// Do it; without this nothing is changed.
        #[arg(long)]
        yes: bool,
    },
    /// A worker has lost their keys, with their password: their account ends as by `end`, they get a new one of the same
    /// name, role and team, and its set-up link is printed. People are told of the new start; whoever wants to share again
    /// needs a new introduction. It says first whom that touches.
    Reset {
        /// Their name, as `team list` prints it.
        name: String,
        /// Do it; without this nothing is changed.
        #[arg(long)]
        yes: bool,
    },
    /// Give a worker another role, and another team where one is said. Whoever is introduced from then on reads it.
    Role {
        /// Their name, as `team list` prints it.
        name: String,
        /// What they are from now on: key-worker, peer-worker, lead, or a name that `settings` lists.
        #[arg(long)]
        role: String,
        /// The team they work in from now on [default: the one before].
        #[arg(long)]
        team: Option<String>,
    },
}

/// People, by the ids that stand for them.
#[derive(Debug, Subcommand)]
pub enum PersonCommand {
    /// Delete everything this server holds of a person.
    Erase {
        /// Their number: 32 letters and digits, in any grouping. It stands under About on their phone and on their page in
        /// the team's app.
        #[arg(value_parser = PersonId::parse_spelled)]
        id: PersonId,
    },
}

/// Instrument packs.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// Say whether a pack, or every pack of a folder, would load, or what is wrong.
    Check {
        /// The file, or the folder.
        file: PathBuf,
    },
    /// Record that you compared a pack's order and direction with your licensed sheet.
    Confirm {
        /// The pack's id, for instance reqol-10.
        pack: String,
        /// Who compared.
        #[arg(long)]
        by: String,
        /// A demonstration, not a real comparison.
        #[arg(long)]
        demo: bool,
    },
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::{Cli, SAFEGUARDING_LIMIT, TEXT_LIMIT};

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn what_no_introduction_could_carry_is_refused_at_the_start_with_its_length_and_flag() {
        for (flag, limit) in [("--safeguarding", SAFEGUARDING_LIMIT), ("--organisation", TEXT_LIMIT)] {
            // Two bytes a letter: bytes count, not letters.
            let fits = "é".repeat(limit / 2);
            assert!(Cli::try_parse_from(["server", flag, &fits]).is_ok(), "{flag}");
            let refused =
                Cli::try_parse_from(["server", flag, &format!("{fits}e")]).map(drop).map_err(|e| e.to_string());
            let said = refused.err().unwrap_or_default();
            let why = format!("it has {} bytes, and an introduction carries at most {limit}", limit + 1);
            assert!(said.contains(flag) && said.contains(&why), "{said}");
        }
    }
}
