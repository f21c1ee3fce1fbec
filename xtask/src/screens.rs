//! `cargo xtask screens`: a picture of everything that the agent sees.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::browser::Browser;
use crate::build::{self, Release};
use crate::prerequisites::{self, browsers};
use crate::process;
use crate::workspace::Workspace;

const SCREENS: &str = "tests/e2e/screens.mjs";

/// Pictures every view and state that the agent sees, in both themes and all languages, into target/screens.
///
/// Opens the pages of the development build in Chromium, with a stand-in for the worker, and writes an index.html beside the
/// pictures. Fails when a page throws or lacks a text.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Only the states with this in their name.
    #[arg(long)]
    only: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let browser = Browser::Chromium;
    prerequisites::for_tests(&workspace)?;
    let (variable, program) = browsers::program(browser)?;
    build::build(&workspace, &[Release::Development])?;
    let mut command = Command::new("node");
    command
        .arg(workspace.path(SCREENS))
        .arg("--extension")
        .arg(workspace.dist(Release::Development.folder(browser)))
        .arg("--out")
        .arg(workspace.scratch("screens"))
        .env(variable, program)
        .current_dir(workspace.root());
    if let Some(only) = &arguments.only {
        command.args(["--only", only]);
    }
    process::run(&mut command)?;
    Ok(ExitCode::SUCCESS)
}
