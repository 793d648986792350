//! `server init` at a terminal: where no flag says anything of what it needs, it asks, and refuses what flags would be
//! refused for.

use std::{
    io::{BufRead, IsTerminal, Write, stderr, stdin},
    path::PathBuf,
};

use crate::{
    config::{Config, named},
    origin::Origin,
    packs, settings, workers,
};

/// What the flags say or, where they say nothing and somebody sits at a terminal, what is answered there; and the name
/// of the first team lead.
///
/// # Errors
/// There is a database already, or the answers ended too early: nothing was made.
pub fn ask_if_needed(config: &Config, lead: Option<String>) -> Result<(Config, Option<String>), String> {
    let flags = [&config.organisation, &config.complaints_name, &config.complaints_reach].map(Option::is_some);
    let told = flags.contains(&true) || config.packs.is_some();
    let told = told || config.person_url.is_some() || config.team_url.is_some() || lead.is_some();
    if told || !stdin().is_terminal() || !stderr().is_terminal() {
        return Ok((config.clone(), lead));
    }
    settings::must_be_new(config)?;
    ask(config, &mut stdin().lock(), &mut stderr()).map(|(told, lead)| (told, Some(lead)))
}

/// Asks for everything that `init` keeps and for the first team lead, each until it is answered soundly.
///
/// # Errors
/// The answers ended too early, or nothing can be read or written.
pub fn ask(config: &Config, hear: &mut impl BufRead, say: &mut impl Write) -> Result<(Config, String), String> {
    let mut told = config.clone();
    let mut desk = Desk { hear, say };
    desk.tell("Nothing is made before the last answer. An empty one takes what stands in brackets.")?;
    told.organisation = Some(desk.until("The organisation's name, as people will read it", needed)?);
    loop {
        let listens = Origin::of_listener(told.person_listen);
        told.person_url = desk.until(&format!("Where people will open it [{listens}]"), origin)?;
        let listens = Origin::of_listener(told.team_listen);
        told.team_url = desk.until(&format!("Where the team will open it [{listens}]"), origin)?;
        match settings::addresses(&told, None) {
            Ok(_) => break,
            Err(why) => desk.tell(&why)?,
        }
    }
    told.packs = desk.until("A folder of questionnaires that you have a licence for [none]", folder)?;
    told.complaints_name = Some(desk.until("Who takes complaints, as people will read it", needed)?);
    told.complaints_reach = Some(desk.until("A phone number, address or page to reach them", needed)?);
    let lead = desk.until("Who looks after the team's accounts: the name of the first team lead", workers::name)?;
    Ok((told, lead))
}

fn needed(answer: &str) -> Result<String, String> {
    if answer.is_empty() { Err("this needs an answer".to_owned()) } else { named(answer) }
}

fn origin(answer: &str) -> Result<Option<Origin>, String> {
    (!answer.is_empty()).then(|| answer.parse()).transpose()
}

fn folder(answer: &str) -> Result<Option<PathBuf>, String> {
    let folder = (!answer.is_empty()).then(|| PathBuf::from(answer));
    packs::read(folder.as_deref()).map(|_| folder)
}

/// Whoever answers.
struct Desk<'a, H, S> {
    hear: &'a mut H,
    say: &'a mut S,
}

impl<H: BufRead, S: Write> Desk<'_, H, S> {
    fn tell(&mut self, words: &str) -> Result<(), String> {
        writeln!(self.say, "{words}").map_err(|error| error.to_string())
    }

    fn until<T>(&mut self, question: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<T, String> {
        loop {
            let asked = write!(self.say, "{question}: ").and_then(|()| self.say.flush());
            asked.map_err(|error| error.to_string())?;
            let mut line = String::new();
            if self.hear.read_line(&mut line).map_err(|error| error.to_string())? == 0 {
                return Err("the last question was not answered: nothing was made".to_owned());
            }
            match read(line.trim()) {
                Ok(answer) => return Ok(answer),
                Err(why) => self.tell(&why)?,
            }
        }
    }
}
