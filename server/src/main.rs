//! The `server` binary: `server --help`.

use std::{io::Write, process::ExitCode};

use clap::Parser;
use server::{commands, config::Cli, serve};
use tracing_subscriber::EnvFilter;

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match cli.command {
        Some(command) => commands::run(&cli.config, command).await.map(|said| {
            // Printed alone on its line, so that a script can take it.
            let _ = writeln!(std::io::stdout(), "{said}");
        }),
        None => {
            let filter = EnvFilter::try_from_env("WAYMARK_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
            tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).init();
            serve::run(&cli.config).await
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
