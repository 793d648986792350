//! The `server` binary: `server --help`.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use server::{commands, config::Cli, log, serve, spelling::misspelt};

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let misspelt = misspelt(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()));
    let done = match cli.command {
        Some(command) => {
            for sentence in misspelt {
                let _ = writeln!(std::io::stderr(), "server: {sentence}");
            }
            commands::run(&cli.config, command).await.map(|said| {
                if let Some(used) = said.used {
                    let _ = writeln!(std::io::stderr(), "server: {used}");
                }
                // Printed alone on its line, so that a script can take it.
                let _ = writeln!(std::io::stdout(), "{}", said.line);
            })
        }
        None => {
            let log = log::start();
            misspelt.iter().for_each(|sentence| tracing::warn!("{sentence}"));
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
