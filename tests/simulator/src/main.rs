//! A local Amazon Connect instance for development and tests. README.md says how to use it.

mod agent_app;
mod arguments;
mod client_logs;
mod clock;
mod control;
mod cti;
mod faults;
mod instance;
mod npm;
mod other_services;
mod pages;
mod participant;
mod requests;
mod rest;
mod server;
mod sign_in;
mod simulator;
mod socket;
mod task_templates;
mod voice_id;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};

use arguments::Arguments;

#[tokio::main]
async fn main() -> ExitCode {
    match run(&Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // One line, whatever the environment says about backtraces.
            let causes: Vec<_> = error.chain().map(ToString::to_string).collect();
            let _ = writeln!(std::io::stderr(), "error: {}", causes.join(": "));
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: &Arguments) -> Result<()> {
    let level = if arguments.verbose {
        tracing::Level::INFO
    } else {
        tracing::Level::WARN
    };
    tracing_subscriber::fmt()
        .with_max_level(level)
        .with_target(false)
        .with_writer(std::io::stderr)
        .init();

    // Before the line is printed: whoever reads it may send the signal at once.
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let line = server::start(arguments, npm::find(arguments.npm.as_deref())).await?;
    writeln!(std::io::stdout(), "{line}")?;

    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    Ok(())
}
