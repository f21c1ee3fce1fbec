//! `cargo xtask test`: everything that is checked, in stages.

mod addons_linter;
mod dependency_rule;
mod first_turn;
mod manifest_rules;
mod security_tests;
mod stages;
mod suites;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use crate::process::Stopwatch;
use crate::workspace::Workspace;
use stages::{STAGES, Stage};

/// Runs all checks and tests: the one command for people and for continuous integration.
///
/// Every stage runs, also after one that failed; what failed is listed at the end.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Run this stage only; may be given several times.
    #[arg(long, value_name = "STAGE", value_parser = stages::find)]
    only: Vec<&'static Stage>,

    /// Leave out the stages that start a browser.
    #[arg(long)]
    skip_browsers: bool,

    /// List the stages and do nothing.
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    if arguments.list {
        for stage in STAGES {
            println!("{:14} {}", stage.name, stage.purpose);
        }
        return Ok(ExitCode::SUCCESS);
    }

    let workspace = Workspace::locate()?;
    let chosen: Vec<&Stage> = STAGES
        .iter()
        .filter(|stage| {
            arguments.only.is_empty() || arguments.only.iter().any(|only| only.name == stage.name)
        })
        .filter(|stage| !(arguments.skip_browsers && stage.starts_a_browser))
        .collect();
    let failures: Vec<(&Stage, anyhow::Error)> = chosen
        .iter()
        .enumerate()
        .filter_map(|(index, stage)| {
            println!(
                "\n== {}/{} {}: {}",
                index + 1,
                chosen.len(),
                stage.name,
                stage.purpose
            );
            let stopwatch = Stopwatch::start();
            let result = (stage.run)(&workspace).context(stage.purpose);
            match &result {
                Ok(()) => println!("-- {} passed ({stopwatch})", stage.name),
                Err(error) => println!("{error:#}\n-- {} FAILED ({stopwatch})", stage.name),
            }
            result.err().map(|error| (*stage, error))
        })
        .collect();

    println!();
    for (stage, error) in &failures {
        let reason = error.root_cause().to_string();
        println!(
            "FAILED {}: {}",
            stage.name,
            reason.lines().next().unwrap_or_default()
        );
    }
    println!(
        "{} passed, {} failed",
        chosen.len() - failures.len(),
        failures.len()
    );
    Ok(if failures.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
