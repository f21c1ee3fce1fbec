//! What one change costs the core, by the number of contacts: time (criterion), instructions (callgrind), allocations.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

use crate::process::{cargo, output, progress, run};
use crate::workspace::Workspace;

const PACKAGE: &str = "core-bench";
/// The function of the package whose instructions count.
const MEASURED: &str = "headwater_measured";
/// Ten times the contacts may take so many times the instructions.
const LINEAR: f64 = 13.0;
/// Microseconds that a change of an agent with 100 contacts may take; shown, and never a reason to fail.
const BUDGET: f64 = 200.0;
const BUDGET_FOR: (&str, usize) = ("parse-diff-patch", 100);

/// What is told of the core.
pub(super) struct Report {
    /// For people.
    pub(super) text: String,
    pub(super) grows_as_it_should: bool,
}

/// One step with so many contacts.
#[derive(Debug, Serialize, Deserialize)]
struct Cost {
    step: String,
    contacts: usize,
    allocations: u64,
    bytes: u64,
    /// Absent without valgrind.
    #[serde(default)]
    instructions: Option<u64>,
    #[serde(default)]
    nanoseconds: f64,
}

/// Measures, and writes core.json and core.md into a folder.
///
/// # Errors
/// When the core cannot be compiled, or a tool fails.
pub(super) fn measure(workspace: &Workspace, folder: &Path) -> Result<Report> {
    progress("core", "timing with criterion");
    run(cargo()
        .args(["bench", "--quiet", "--package", PACKAGE, "--bench", "core"])
        .current_dir(workspace.root()))?;
    progress("core", "counting allocations");
    // With the symbols, by which callgrind finds what is to be counted.
    run(cargo()
        .args(["build", "--release", "--quiet", "--package", PACKAGE])
        .current_dir(workspace.root()))?;
    let program = workspace.cargo_target().join("release").join(PACKAGE);
    let lines = output(&mut Command::new(&program))?;
    let mut costs = lines
        .lines()
        .map(|line| serde_json::from_str(line).context("a line of counts"))
        .collect::<Result<Vec<Cost>>>()?;
    let has_valgrind = which::which("valgrind").is_ok();
    if !has_valgrind {
        progress("core", "valgrind is not installed: instructions are left out");
    }
    for cost in &mut costs {
        cost.nanoseconds = time(workspace, cost)?;
        if has_valgrind {
            progress(
                "core",
                &format!("instructions of {} with {} contacts", cost.step, cost.contacts),
            );
            cost.instructions = Some(instructions(&program, cost)?);
        }
    }
    fs::write(folder.join("core.json"), serde_json::to_string_pretty(&costs)?)
        .context("core.json cannot be written")?;
    let report = report(&costs);
    fs::write(folder.join("core.md"), &report.text).context("core.md cannot be written")?;
    Ok(report)
}

/// The median that criterion found, in nanoseconds.
fn time(workspace: &Workspace, cost: &Cost) -> Result<f64> {
    #[derive(Deserialize)]
    struct Estimates {
        median: Estimate,
    }
    #[derive(Deserialize)]
    struct Estimate {
        point_estimate: f64,
    }
    let file = workspace
        .cargo_target()
        .join("criterion")
        .join(&cost.step)
        .join(cost.contacts.to_string())
        .join("new/estimates.json");
    let text = fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
    let estimates: Estimates = serde_json::from_str(&text).context("criterion's estimates")?;
    Ok(estimates.median.point_estimate)
}

fn instructions(program: &Path, cost: &Cost) -> Result<u64> {
    // Of what callgrind says, only the total on its error output is of interest.
    let told = Command::new("valgrind")
        .args([
            "--tool=callgrind",
            "--callgrind-out-file=/dev/null",
            "--collect-atstart=no",
        ])
        .arg(format!("--toggle-collect={MEASURED}"))
        .arg(program)
        .args([cost.step.clone(), cost.contacts.to_string()])
        .output()
        .context("valgrind could not be started")?;
    let told = String::from_utf8_lossy(&told.stderr);
    collected(&told).with_context(|| format!("callgrind says no number of instructions:\n{told}"))
}

fn collected(told: &str) -> Option<u64> {
    told.lines()
        .find_map(|line| line.split_once("Collected : "))?
        .1
        .trim()
        .parse()
        .ok()
}

fn report(costs: &[Cost]) -> Report {
    let mut text = String::from(
        "#### Core, natively\n\n\
         | step | contacts | time | instructions | allocations | bytes allocated |\n\
         |------|---------:|-----:|-------------:|------------:|----------------:|\n",
    );
    for cost in costs {
        let instructions = cost
            .instructions
            .map_or("–".to_owned(), |count| count.to_string());
        let _ = writeln!(
            text,
            "| {} | {} | {:.1} µs | {instructions} | {} | {} |",
            cost.step,
            cost.contacts,
            cost.nanoseconds / 1000.0,
            cost.allocations,
            cost.bytes
        );
    }
    let (step, contacts) = BUDGET_FOR;
    if let Some(cost) = costs
        .iter()
        .find(|cost| cost.step == step && cost.contacts == contacts)
    {
        let microseconds = cost.nanoseconds / 1000.0;
        let met = if microseconds <= BUDGET { "met" } else { "MISSED" };
        let _ = writeln!(
            text,
            "\n{contacts} contacts, parse, diff and patch: {microseconds:.1} µs (≤ {BUDGET} µs: {met})"
        );
    }
    let growth = growth(costs);
    for (step, factor) in &growth {
        let verdict = if *factor <= LINEAR {
            "linear"
        } else {
            "MORE THAN LINEAR"
        };
        let _ = writeln!(
            text,
            "\n{step}, from 100 to 1,000 contacts: {factor:.1} times the instructions ({verdict})"
        );
    }
    Report {
        text,
        grows_as_it_should: growth.values().all(|factor| *factor <= LINEAR),
    }
}

/// How many times the instructions ten times the contacts take, by step.
fn growth(costs: &[Cost]) -> BTreeMap<&str, f64> {
    let count = |step: &str, contacts: usize| {
        let cost = costs
            .iter()
            .find(|cost| cost.step == step && cost.contacts == contacts)?;
        cost.instructions
    };
    costs
        .iter()
        .filter_map(|cost| {
            let (few, many) = (count(&cost.step, 100)?, count(&cost.step, 1000)?);
            Some((cost.step.as_str(), many as f64 / few as f64))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cost(contacts: usize, instructions: u64) -> Cost {
        Cost {
            step: "parse".to_owned(),
            contacts,
            allocations: 1,
            bytes: 2,
            instructions: Some(instructions),
            nanoseconds: 3000.0,
        }
    }

    #[test]
    fn the_total_is_what_callgrind_collected() {
        let told = "==1== Events    : Ir\n==1== Collected : 12345\n==1==\n";
        assert_eq!(collected(told), Some(12345));
        assert_eq!(collected("==1== Aborted"), None);
    }

    #[test]
    fn what_grows_with_the_square_is_found() {
        assert!(report(&[cost(100, 1000), cost(1000, 11_000)]).grows_as_it_should);
        assert!(!report(&[cost(100, 1000), cost(1000, 100_000)]).grows_as_it_should);
    }
}
