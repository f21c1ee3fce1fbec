//! `cargo xtask bench`: Headwater and the npm library, side by side; and the core by itself.

mod core;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::browser::Browser;
use crate::build::{self, Built, Release};
use crate::package;
use crate::prerequisites::{self, browsers};
use crate::process::progress;
use crate::simulator::{self, Profile};
use crate::workspace::Workspace;

const PROGRAM: &str = "tests/bench/main.mjs";
const OUTPUT: &str = "bench";
const RECORD: &str = "tests/bench/RESULTS.md";

/// Measures Headwater and the unmodified npm library on the same simulator and in the same browser, in turns.
///
/// Prints a table with the ratio of each row, and writes it to target/bench/report.md and all numbers to
/// target/bench/report.json. tests/bench/README.md says what each row means. What is measured is the development build,
/// which differs from what ships by the addresses of the simulator in its manifest and defaults; sizes are those of
/// what ships.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Measure less of everything: in under three minutes.
    #[arg(long)]
    quick: bool,

    /// Fail where a budget is missed that is a ratio or a size; see tests/bench/README.md.
    #[arg(long)]
    check: bool,

    /// Add the tables to tests/bench/RESULTS.md.
    #[arg(long)]
    record: bool,

    /// Measure the core natively instead: what one change costs it, by the number of contacts, in time, instructions and
    /// allocations. Instructions need valgrind.
    #[arg(long, conflicts_with_all = ["quick", "browser", "rows"])]
    core: bool,

    /// The browser to measure in.
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    browser: Browser,

    /// Measure these rows only: ready, change, command, cost, memory, worker, floor, sizes.
    #[arg(long, value_name = "ROW", value_delimiter = ',')]
    rows: Vec<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let output = workspace.scratch(OUTPUT);
    fs::create_dir_all(&output).with_context(|| format!("{} cannot be made", output.display()))?;
    if arguments.core {
        let report = core::measure(&workspace, &output)?;
        println!("\n{}", report.text);
        if arguments.record {
            append(&workspace.path(RECORD), &report.text)?;
        }
        let fails = arguments.check && !report.grows_as_it_should;
        return Ok(if fails {
            ExitCode::FAILURE
        } else {
            ExitCode::SUCCESS
        });
    }
    side_by_side(&workspace, &output, arguments)
}

fn append(file: &Path, text: &str) -> Result<()> {
    let mut file = fs::OpenOptions::new()
        .append(true)
        .create(true)
        .open(file)
        .with_context(|| format!("{} cannot be opened", file.display()))?;
    writeln!(file, "\n{text}").context("the report cannot be written")
}

/// Builds what is measured, and runs the program that measures it.
fn side_by_side(workspace: &Workspace, output: &Path, arguments: &Arguments) -> Result<ExitCode> {
    let browser = arguments.browser;
    prerequisites::for_tests(workspace)?;
    let (variable, program) = browsers::program(browser)?;
    let built = build::build(workspace, &[Release::Store, Release::Development])?;
    let simulator = simulator::build(workspace, Profile::Release)?;

    let sizes = output.join("sizes.json");
    write_sizes(&sizes, &built)?;

    let mut command = Command::new("node");
    command
        .arg(workspace.path(PROGRAM))
        .arg("--extension")
        .arg(workspace.dist(Release::Development.folder(browser)))
        .arg("--sizes")
        .arg(&sizes)
        .arg("--out")
        .arg(output)
        .args(["--browser", browser.name()])
        .args(arguments.quick.then_some("--quick"))
        .args(arguments.check.then_some("--check"))
        .env("HEADWATER_SIMULATOR", simulator)
        .env(variable, program)
        .current_dir(workspace.root());
    if arguments.record {
        command.arg("--append").arg(workspace.path(RECORD));
    }
    if !arguments.rows.is_empty() {
        command.args(["--rows", &arguments.rows.join(",")]);
    }
    progress("bench", &format!("{PROGRAM} in {}", browser.name()));
    wait(&mut command)
}

/// Runs it in the foreground: Ctrl-C ends it, and it ends its browser and its simulator.
fn wait(command: &mut Command) -> Result<ExitCode> {
    let status = command.status().context("node could not be started")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Names with sizes in bytes: the files of what ships, and its archives.
fn write_sizes(file: &Path, built: &[Built]) -> Result<()> {
    let ships = built
        .iter()
        .filter(|built| built.release == Release::Store)
        .collect::<Vec<_>>();
    ensure!(!ships.is_empty(), "nothing was built that ships");
    let mut sizes = serde_json::Map::new();
    for built in ships {
        for (name, size) in &built.sizes {
            sizes.insert(name.clone(), (*size).into());
        }
        let archive = package::archive(&built.package)?;
        let name = format!("headwater-{}.zip", built.browser.name());
        sizes.insert(name, archive.len().into());
    }
    fs::write(file, serde_json::Value::Object(sizes).to_string())
        .with_context(|| format!("{} cannot be written", file.display()))
}
