//! `cargo xtask fuzz`: looks for bytes that the sessions stumble over.

use std::fs;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::prerequisites::cargo_fuzz;
use crate::process::{self, progress};
use crate::workspace::Workspace;

const FOLDER: &str = "tests/fuzz";

/// Feeds what strangers send to the sessions, millions of times and ever more oddly: page messages, bodies of the service,
/// WebSocket frames, stored state, addresses.
///
/// What is new goes to a corpus below target/; bytes that the sessions stumble over are kept there as well, and the command that
/// feeds them again is printed. Keep such bytes in tests/fuzz/corpus: the tests feed that to every target.
#[derive(Args)]
pub(crate) struct Arguments {
    /// How long, over all targets.
    #[arg(long, value_name = "N", default_value_t = 5)]
    minutes: u64,

    /// This target only; the names are those of the folders of tests/fuzz/corpus.
    #[arg(long, value_name = "NAME")]
    target: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let all = targets(&workspace)?;
    let chosen: Vec<&String> = all
        .iter()
        .filter(|target| arguments.target.as_ref().is_none_or(|wanted| wanted == *target))
        .collect();
    ensure!(
        !chosen.is_empty(),
        "there is no such target; there are {}",
        all.join(", ")
    );
    let program = cargo_fuzz::ensure(&workspace)?;
    let seconds = (arguments.minutes * 60 / chosen.len() as u64).max(1);
    for target in chosen {
        progress("fuzz", &format!("{target}, for {seconds} s"));
        let learned = workspace.scratch(format!("fuzz/{target}"));
        fs::create_dir_all(&learned).with_context(|| format!("{} cannot be made", learned.display()))?;
        process::run(
            Command::new(&program)
                // The flags that instrument are stable; cargo-fuzz asks for a nightly toolchain only for sanitizers.
                .args(["fuzz", "run", "--sanitizer", "none", "--fuzz-dir"])
                .arg(workspace.path(FOLDER).join("fuzz"))
                .arg(target)
                .arg(&learned)
                .arg(workspace.path(FOLDER).join("corpus").join(target))
                .arg("--")
                .args([
                    &format!("-max_total_time={seconds}"),
                    "-timeout=10",
                    "-max_len=8192",
                    "-print_final_stats=1",
                ])
                .arg(format!(
                    "-artifact_prefix={}/",
                    workspace.scratch("fuzz").display()
                ))
                .current_dir(workspace.root()),
        )?;
    }
    Ok(ExitCode::SUCCESS)
}

fn targets(workspace: &Workspace) -> Result<Vec<String>> {
    let folder = workspace.path(FOLDER).join("corpus");
    let mut targets = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        targets.push(entry?.file_name().to_string_lossy().into_owned());
    }
    targets.sort();
    Ok(targets)
}
