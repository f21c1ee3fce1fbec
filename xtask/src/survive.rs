//! `cargo xtask survive`: a busy agent, and a worker that is stopped at random moments.

use std::process::{Command, ExitCode};

use anyhow::{Context, Result};
use clap::Args;

use crate::browser::Browser;
use crate::build::{self, Release};
use crate::prerequisites::{self, browsers};
use crate::process::progress;
use crate::simulator::{self, Profile};
use crate::workspace::Workspace;

const PROGRAM: &str = "tests/e2e/survive/main.mjs";

/// Stops the worker at random moments of a busy story (calls, chats, status changes, signing in) in a real browser, and
/// compares what every page is told with what happened at the simulated instance.
///
/// The service fails now and then, too. Prints a line on how far it is, then how many kills, events, losses and doubles there
/// were; fails on any loss, any double, and any call that never settles. The simulator runs on port 9443.
#[derive(Args)]
pub(crate) struct Arguments {
    /// How often the worker is stopped.
    #[arg(long, default_value_t = 200)]
    kills: u32,

    /// How many pages take part.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=50))]
    tabs: u32,

    /// Repeats the choices of an earlier run; the moments still depend on the machine.
    #[arg(long)]
    seed: Option<u32>,

    /// The service always answers.
    #[arg(long)]
    no_faults: bool,

    /// The browser to do it in.
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    browser: Browser,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let browser = arguments.browser;
    prerequisites::for_tests(&workspace)?;
    let (variable, program) = browsers::program(browser)?;
    build::build(&workspace, &[Release::Development])?;
    let simulator = simulator::build(&workspace, Profile::Debug)?;

    progress("survive", &format!("{PROGRAM} in {}", browser.name()));
    let mut command = Command::new("node");
    command
        .arg(workspace.path(PROGRAM))
        .args(["--browser", browser.name()])
        .arg("--extension")
        .arg(workspace.dist(Release::Development.folder(browser)))
        .args(["--kills", &arguments.kills.to_string()])
        .args(["--tabs", &arguments.tabs.to_string()])
        .args(arguments.no_faults.then_some("--no-faults"))
        .env("HEADWATER_SIMULATOR", simulator)
        .env(variable, program)
        .current_dir(workspace.root());
    if let Some(seed) = arguments.seed {
        command.args(["--seed", &seed.to_string()]);
    }
    let status = command.status().context("node could not be started")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
