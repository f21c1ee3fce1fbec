//! `cargo xtask soak`: the random stories of the sessions, as many as one likes.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::process::{self, cargo};
use crate::workspace::Workspace;

/// Tells random stories of the sessions in a simulated browser, machine and network in which anything may fail; then one
/// story with a death of the worker at every single step; then a month of work.
///
/// Stops at the first story that ends badly, shows its end, and prints the command that tells that story again.
#[derive(Args)]
pub(crate) struct Arguments {
    /// How many stories.
    #[arg(long, value_name = "N", default_value_t = 50_000)]
    seeds: u64,

    /// The seed of the first one; each next one has the next number.
    #[arg(long, value_name = "SEED", default_value_t = 1)]
    from: u64,

    /// Only the story of seed FROM in which the worker dies at this step.
    #[arg(long, value_name = "N")]
    step: Option<u64>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let mut command = simulation(&workspace);
    command.args(["--loud", "--from", &arguments.from.to_string()]);
    match arguments.step {
        Some(step) => command.args(["--step", &step.to_string()]),
        // One seed is a story that is looked at.
        None if arguments.seeds == 1 => command.args(["--seeds", "1", "--every", "0", "--days", "0"]),
        None => command
            .args(["--seeds", &arguments.seeds.to_string()])
            .args(["--every", "1000000", "--days", "30"]),
    };
    process::run(&mut command)?;
    Ok(ExitCode::SUCCESS)
}

/// The simulation, optimised; its arguments are to be added.
pub(crate) fn simulation(workspace: &Workspace) -> Command {
    let mut command = cargo();
    command
        .args(["test", "--quiet", "--profile", "simulation"])
        .args(["--package", "headwater-session", "--test", "simulation", "--"])
        .current_dir(workspace.root());
    command
}
