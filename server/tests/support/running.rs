//! The built server as a process of its own, and requests to it over the network.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStderr, Command, Stdio},
    time::Duration,
};

use axum::http::Method;
use domain::api::AUTH_HEADER;

use super::people::AUTHORITY;

/// A running server; killed with the test.
pub struct Running {
    pub child: Child,
    pub address: SocketAddr,
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port nobody has now.
pub fn free_port() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

/// Starts the binary and reads its log on.
pub fn start(dir: &Path) -> Running {
    let (running, mut log) = listening(dir, "info");
    // Somebody has to read the rest, or lines would be lost.
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    running
}

/// Starts the binary and waits until it listens; the rest of its log, which says as much as `level`. What is too large for a file is an error, as on a
/// full disk, and not the end of the process.
pub fn listening(dir: &Path, level: &str) -> (Running, BufReader<ChildStderr>) {
    if !dir.join("waymark.db").exists() {
        let mut init = Command::new(env!("CARGO_BIN_EXE_server"));
        init.arg("init").args(["--database", dir.join("waymark.db").to_str().unwrap(), "--organisation", "Our team"]);
        assert!(init.args(super::COMPLAINTS).output().unwrap().status.success());
    }
    let mut command = Command::new("sh");
    command.args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    spawn(&mut command, &dir.join("waymark.db"), dir, level)
}

/// The binary on a disk of its own of so many MiB: a file system in memory that only this server sees, with what lies in
/// `dir` now. The test reaches it through the process.
pub fn on_small_disk(dir: &Path, mib: u32) -> (Running, PathBuf) {
    let small = dir.join("small");
    std::fs::create_dir(&small).unwrap();
    let script = format!(
        "mount -t tmpfs -o size={mib}m waymark {small} && cp {dir}/waymark.db* {small} && exec \"$0\" \"$@\"",
        small = small.display(),
        dir = dir.display()
    );
    let mut command = Command::new("unshare");
    command.args(["--user", "--map-root-user", "--mount", "sh", "-c", &script]);
    let (running, mut log) = spawn(&mut command, &small.join("waymark.db"), dir, "warn,server::serve=info");
    std::thread::spawn(move || std::io::copy(&mut log, &mut std::io::sink()));
    let seen = format!("/proc/{}/root{}", running.child.id(), small.display());
    (running, seen.into())
}

fn spawn(command: &mut Command, database: &Path, dir: &Path, level: &str) -> (Running, BufReader<ChildStderr>) {
    let (person, team) = (free_port(), free_port());
    let mut child = command
        .arg(env!("CARGO_BIN_EXE_server"))
        .args(["--database", database.to_str().unwrap()])
        .args(["--site", super::stub_site(dir).to_str().unwrap()])
        .args(["--person-listen", &person.to_string(), "--team-listen", &team.to_string()])
        // Signatures cover the origin, whatever the port.
        .args(["--person-url", &format!("http://{AUTHORITY}"), "--team-url", "http://127.0.0.1:8702"])
        .args(["--request-record", dir.join("requests").to_str().unwrap()])
        .env("WAYMARK_LOG", level)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(child.stderr.take().unwrap());
    let mut line = String::new();
    while !line.contains("listening") {
        line.clear();
        assert_ne!(log.read_line(&mut line).unwrap(), 0, "the server did not start");
    }
    (Running { child, address: person }, log)
}

/// One request over a connection of its own; the status, or none if the server went away first or says nothing.
pub fn send(address: SocketAddr, method: &Method, path: &str, auth: &str, body: &[u8]) -> Option<u16> {
    ask(address, method, path, auth, body).map(|(status, _)| status)
}

/// The same, with the body of the answer.
pub fn ask(address: SocketAddr, method: &Method, path: &str, auth: &str, body: &[u8]) -> Option<(u16, String)> {
    let mut stream = TcpStream::connect(address).ok()?;
    // A server that stands still fails a test and does not keep it waiting.
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: {AUTHORITY}\r\n{AUTH_HEADER}: {auth}\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()?;
    let mut reply = String::new();
    stream.read_to_string(&mut reply).ok()?;
    let status = reply.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
    Some((status, reply.split_once("\r\n\r\n")?.1.to_owned()))
}
