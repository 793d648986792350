//! `serve`: the release server on this machine, its SQLite file under `target/demo/`, and a demo team.

use crate::command::{ask, run_quietly, words};
use crate::{Done, build, root, say, server};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Who the demo's team is: role and name.
const WORKERS: [(&str, &str); 3] = [("key-worker", "Sam Okafor"), ("peer-worker", "Jo Bennett"), ("lead", "Alex Reed")];
/// A server that is not ready by then has a reason, which is in its log.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server's program, the site it serves and where its demo lives.
pub(crate) struct Demo {
    program: PathBuf,
    root: PathBuf,
    site: PathBuf,
    dir: PathBuf,
    person: String,
    team: String,
}

/// Builds what is stale, starts the server, makes the demo and runs until it is stopped.
pub fn serve() -> Done {
    let root = root::root()?;
    build::build(false)?;
    build::compile_tool(&root, "demo")?;
    let program = server::build(&root, true)?;
    let demo = Demo::new(&root, program, root::site(&root), "demo");
    let mut running = demo.begin()?;
    demo.print_codes_at_enter();
    match running.wait() {
        Ok(status) if status.success() => Ok(()),
        _ => Err(format!("the server ended; its log is {}", demo.log().display())),
    }
}

impl Demo {
    /// `name` is that of the folder under `target/` in which this demo's data stays.
    pub(crate) fn new(root: &Path, program: PathBuf, site: PathBuf, name: &str) -> Self {
        let at = |name: &str, port: &str| std::env::var(name).unwrap_or_else(|_| format!("127.0.0.1:{port}"));
        let (person, team) = (at("WAYMARK_PERSON_LISTEN", "8701"), at("WAYMARK_TEAM_LISTEN", "8702"));
        let dir = root::target(root).join(name);
        // Passkeys belong to a host with a name.
        let team = team.replacen("127.0.0.1", "localhost", 1);
        let (person, team) = (format!("http://{person}"), format!("http://{team}"));
        Self { program, root: root.to_owned(), site, dir, person, team }
    }

    /// Makes the demo, if it is not there yet, starts its server and prints the links.
    pub(crate) fn begin(&self) -> Done<Child> {
        let first = !self.dir.join("team.json").exists();
        if first {
            // Left by a first run that was interrupted: its workers have no password.
            let _ = std::fs::remove_dir_all(&self.dir);
        }
        std::fs::create_dir_all(&self.dir).map_err(|e| format!("cannot make {}: {e}", self.dir.display()))?;
        let mut links = Vec::new();
        if first {
            run_quietly(self.server().arg("init"))?;
            say("Adding the demo's workers, and confirming the answer sheet's order as a demo");
            for (role, name) in WORKERS {
                let mut add = self.server();
                add.args(["team", "add", name, "--role", role, "--team", "Hillside"]);
                let link = ask(&mut add).ok_or_else(|| format!("`{}` failed", words(&add)))?;
                links.push((role, link.trim().to_owned()));
            }
            run_quietly(self.server().args(["pack", "confirm", "reqol-10", "--by", "the demo", "--demo"]))?;
        }
        let mut running = self.start()?;
        match self.make(&links) {
            Ok(()) => Ok(running),
            Err(trouble) => {
                let _ = running.kill();
                Err(trouble)
            }
        }
    }

    /// Prints the workers' one-time codes at each Enter, for as long as somebody is at the keyboard.
    fn print_codes_at_enter(&self) {
        let root = self.root.clone();
        std::thread::spawn(move || {
            let mut line = String::new();
            while std::io::stdin().read_line(&mut line).is_ok_and(|read| read > 0) {
                line.clear();
                if let Err(trouble) = build::run_tool(&root, "demo", &["codes"]) {
                    say(&trouble);
                }
            }
        });
    }

    /// The server's program with the demo's settings.
    fn server(&self) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&self.root)
            .env("WAYMARK_DATABASE", self.dir.join("waymark.db"))
            .env("WAYMARK_SITE", &self.site)
            .env("WAYMARK_PERSON_URL", &self.person)
            .env("WAYMARK_TEAM_URL", &self.team)
            .env("WAYMARK_ORGANISATION", "Waymark demo")
            .env("WAYMARK_COMPLAINTS_NAME", "Robin Shaw, Hillside")
            .env("WAYMARK_COMPLAINTS_REACH", "01632 960 001");
        command
    }

    pub(crate) fn log(&self) -> PathBuf {
        self.dir.join("server.log")
    }

    /// Starts the server and waits until it can do its work.
    pub(crate) fn start(&self) -> Done<Child> {
        let log = std::fs::File::create(self.log()).map_err(|e| format!("cannot write the log: {e}"))?;
        say(&format!("Starting the server; its log is {}", self.log().display()));
        let mut child = self
            .server()
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .map_err(|e| format!("{} could not start: {e}", self.program.display()))?;
        let began = Instant::now();
        while !is_ready(&self.person) {
            if child.try_wait().ok().flatten().is_some() || began.elapsed() > PATIENCE {
                let _ = child.kill();
                let said = root::read(&self.log()).unwrap_or_default();
                return Err(format!("the server did not start:\n{}", said.lines().last().unwrap_or_default()));
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        Ok(child)
    }

    fn make(&self, links: &[(&str, String)]) -> Done {
        let mut args = vec![self.person.as_str(), self.team.as_str()];
        args.extend(links.iter().flat_map(|(role, link)| [*role, link.as_str()]));
        build::run_tool(&self.root, "demo", &args)
    }
}

/// Asks `/readyz` by hand, so that this program needs no HTTP client.
fn is_ready(origin: &str) -> bool {
    use std::io::{Read, Write};
    let Some(address) = origin.strip_prefix("http://") else { return false };
    let Ok(mut stream) = std::net::TcpStream::connect(address) else { return false };
    let asked = write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    let mut reply = String::new();
    asked.is_ok() && stream.read_to_string(&mut reply).is_ok() && reply.starts_with("HTTP/1.1 2")
}
