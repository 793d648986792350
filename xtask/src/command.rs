//! Running other programs, and saying in one sentence what is missing or failed.

use crate::{Done, say};
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

/// Whether `program` can be found on the path.
pub fn exists(program: &str) -> bool {
    find(program).is_some()
}

/// The first file of that name on the path.
pub fn find(program: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|dir| dir.join(program)).find(|file| file.is_file())
}

/// The cargo that started us.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The command as one would type it.
pub fn words(command: &Command) -> String {
    let program = command.get_program().to_string_lossy().into_owned();
    let name = program.rsplit('/').next().unwrap_or(&program).to_owned();
    command.get_args().fold(name, |line, arg| format!("{line} {}", arg.to_string_lossy()))
}

/// Runs a command with its output on the terminal.
pub fn run(command: &mut Command) -> Done {
    let line = words(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => Err(format!("`{line}` failed; its message is above")),
        Err(e) => Err(format!("`{line}` could not start: {e}")),
    }
}

/// Runs a command quietly and gives back what it printed, or `None` when it failed.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a command quietly and shows everything it printed only when it failed.
pub fn run_quietly(command: &mut Command) -> Done {
    let line = words(command);
    let output = command.output().map_err(|e| format!("`{line}` could not start: {e}"))?;
    if output.status.success() {
        return Ok(());
    }
    say(&String::from_utf8_lossy(&output.stdout));
    say(&String::from_utf8_lossy(&output.stderr));
    Err(format!("`{line}` failed; its message is above"))
}

/// Runs a command, showing each line of its output as it comes and keeping them all.
pub fn run_listening(command: &mut Command) -> (Done, String) {
    let line = words(command);
    let mut child = match command.stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(e) => return (Err(format!("`{line}` could not start: {e}")), String::new()),
    };
    let mut heard = String::new();
    if let Some(stdout) = child.stdout.take() {
        for text in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = writeln!(std::io::stderr(), "{text}");
            heard.push_str(&text);
            heard.push('\n');
        }
    }
    match child.wait() {
        Ok(status) if status.success() => (Ok(()), heard),
        _ => (Err(format!("`{line}` failed; its message is above")), heard),
    }
}

/// Runs a command quietly, then shows everything it printed in one piece and keeps it.
pub fn run_aside(command: &mut Command) -> (Done, String) {
    let line = words(command);
    let output = match command.stdin(Stdio::null()).output() {
        Ok(output) => output,
        Err(e) => return (Err(format!("`{line}` could not start: {e}")), String::new()),
    };
    let heard = String::from_utf8_lossy(&output.stdout).into_owned();
    say(&format!("{}{heard}", String::from_utf8_lossy(&output.stderr)));
    let outcome = if output.status.success() { Ok(()) } else { Err(format!("`{line}` failed; its message is above")) };
    (outcome, heard)
}
