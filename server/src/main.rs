//! The `server` binary: `server --help`.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use server::{commands, config::Cli, log, serve};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Some(command) => commands::run(&cli.config, command).await.map(|said| {
            if let Some(used) = said.used {
                let _ = writeln!(std::io::stderr(), "server: {used}");
            }
            // Printed alone on its line, so that a script can take it.
            let _ = writeln!(std::io::stdout(), "{}", said.line);
        }),
        None => {
            let log = log::start();
            let served = serve::run(&cli.config).await;
            log.finish();
            served
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            let _ = writeln!(std::io::stderr(), "server: {sentence}");
            ExitCode::FAILURE
        }
    }
}
