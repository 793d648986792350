//! The demo team, made through the public API as two workers' browsers would make it: the server has no demo code.

mod account;
mod codes;
mod http;
#[allow(dead_code, reason = "so many records are asked for by the example only")]
#[path = "../../domain/notebook/examples/years/life.rs"]
mod life;

use crate::{Done, print, root, say};
use account::{DemoAccount, Kept};
use codes::Codes;
use domain::introduction::Code;
use domain::time::{Moment, Stamp};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

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
    /// What their app for codes knows, as letters.
    codes: String,
    /// Their recovery code.
    recovery: String,
}

/// Sets up the workers whose links are given, makes one introduction and prints where to go.
///
/// `links` are set-up links in the order they were added; empty when the team was made before.
pub fn make(person_url: &str, team_url: &str, links: &[(String, String)]) -> Done {
    let dir = folder()?;
    let file = dir.join("team.json");
    let mut team = remembered(&file);
    for (role, link) in links {
        say(&format!("Making the keys of the demo's {}", role.replace('-', " ")));
        // Chosen here, said on the terminal, worth nothing elsewhere.
        let password = format!("a quiet path {}", account::random_number()?);
        let Kept { name, codes, recovery } = DemoAccount::set_up(team_url, link, &password)?;
        team.workers.push(DemoWorker { name, role: role.clone(), password, codes, recovery });
    }
    let json = serde_json::to_vec_pretty(&team).map_err(|e| e.to_string())?;
    root::write(&file, &json)?;
    let first = team.workers.first().ok_or("the demo has no worker: remove target/demo and try again")?;
    let code = DemoAccount::sign_in(team_url, &first.name, &first.password, &first.codes)?.introduce()?;
    show(person_url, team_url, &team, &code)?;
    let copy = dir.join("three-years.waymark");
    root::write(&copy, &three_years()?)?;
    print(&format!("\nThree made-up years    {}", copy.display()));
    print(&format!("  its recovery words   {}", life::words()));
    print("  In the person's app: Begin, then on Today, Bring a safe copy back; choose that file, type those words.");
    print("\nStop with Ctrl-C. Without its folder under target/, the demo begins again.");
    Ok(())
}

/// Prints the codes that the workers' apps would show now.
pub fn print_codes() -> Done {
    for worker in remembered(&folder()?.join("team.json")).workers {
        let (code, seconds) = Codes::read(&worker.codes)?.now()?;
        print(&format!(
            "  {:20} {}   one-time code: {code}, for {seconds} s more",
            worker.role.replace('-', " "),
            worker.name
        ));
    }
    Ok(())
}

fn folder() -> Done<PathBuf> {
    Ok(root::target(&root::root()?).join("demo"))
}

/// A safe copy of a life that ends today, so that the app can be seen full.
fn three_years() -> Done<Vec<u8>> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let now = i64::try_from(since.as_millis()).map_err(|e| e.to_string())?;
    let today = Stamp { at: Moment(now), offset_min: 0 }.day();
    life::write(today, None).map_err(|e| format!("cannot make the three years: {e}"))
}

/// Gives a worker who was set up a keyring with so many people; for the long test of how fast it opens.
pub fn fill(team_url: &str, [name, password, codes]: [&str; 3], people: &str) -> Done {
    let people: u32 = people.parse().map_err(|_| format!("{people} is no number of people"))?;
    DemoAccount::sign_in(team_url, name, password, codes)?.fill(people)
}

fn remembered(file: &Path) -> Team {
    std::fs::read(file).ok().and_then(|json| serde_json::from_slice(&json).ok()).unwrap_or_default()
}

fn show(person_url: &str, team_url: &str, team: &Team, code: &Code) -> Done {
    print(&format!("\nThe person's app       {person_url}/"));
    print(&format!("An introduction        {person_url}/i#{}", code.to_fragment()));
    print(&format!("  or type the code     {}", code.to_letters()));
    print(&format!("\nThe team's app         {team_url}/"));
    for worker in &team.workers {
        print(&format!("  {:20} {}   password: {}", worker.role.replace('-', " "), worker.name, worker.password));
        print(&format!("  {:20} recovery code: {}", "", worker.recovery));
        print(&format!("  {:20} for an app of one-time codes: {}", "", worker.codes));
    }
    print("");
    print_codes()?;
    print("  A code works once. Press Enter for the codes of now.");
    Ok(())
}
