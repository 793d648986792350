//! The demo team, made through the public API as two workers' browsers would make it: the server has no demo code.

mod account;
mod http;

use crate::{Done, print, root, say};
use account::DemoAccount;
use domain::introduction::Code;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// What is remembered between two runs of `serve`, in `target/demo/team.json`.
#[derive(Default, Serialize, Deserialize)]
struct Team {
    workers: Vec<DemoWorker>,
}

#[derive(Serialize, Deserialize)]
struct DemoWorker {
    name: String,
    role: String,
    password: String,
}

/// Sets up the workers whose links are given, makes one introduction and prints where to go.
///
/// `links` are set-up links in the order they were added; empty when the team was made before.
pub fn make(person_url: &str, team_url: &str, links: &[(String, String)]) -> Done {
    let file = root::target(&root::root()?).join("demo/team.json");
    let mut team = remembered(&file);
    for (role, link) in links {
        say(&format!("Making the keys of the demo's {}", role.replace('-', " ")));
        // Chosen here, said on the terminal, worth nothing elsewhere.
        let password = format!("a quiet path {}", account::random_number()?);
        let name = DemoAccount::set_up(team_url, link, &password)?;
        team.workers.push(DemoWorker { name, role: role.clone(), password });
    }
    let json = serde_json::to_vec_pretty(&team).map_err(|e| e.to_string())?;
    root::write(&file, &json)?;
    let first = team.workers.first().ok_or("the demo has no worker: remove target/demo and try again")?;
    let code = DemoAccount::sign_in(team_url, &first.name, &first.password)?.introduce()?;
    show(person_url, team_url, &team, &code);
    Ok(())
}

/// Gives a worker who was set up a keyring with so many people; for the long test of how fast it opens.
pub fn fill(team_url: &str, name: &str, password: &str, people: &str) -> Done {
    let people: u32 = people.parse().map_err(|_| format!("{people} is no number of people"))?;
    DemoAccount::sign_in(team_url, name, password)?.fill(people)
}

fn remembered(file: &Path) -> Team {
    std::fs::read(file).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

fn show(person_url: &str, team_url: &str, team: &Team, code: &Code) {
    print(&format!("\nThe person's app       {person_url}/"));
    print(&format!("An introduction        {person_url}/i#{}", code.to_fragment()));
    print(&format!("  or type the code     {}", code.to_letters()));
    print(&format!("\nThe team's app         {team_url}/"));
    for worker in &team.workers {
        print(&format!("  {:20} {}   password: {}", worker.role.replace('-', " "), worker.name, worker.password));
    }
    print("\nStop with Ctrl-C. Without its folder under target/, the demo begins again.");
}
