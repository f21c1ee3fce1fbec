//! What ships may not grow unnoticed: `size-budget.toml` names what each file may take.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::workspace::Workspace;

const FILE: &str = "size-budget.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    /// Bytes by the name of a file.
    bytes: BTreeMap<String, u64>,
}

/// Prints the sizes, given in bytes, beside their budgets.
///
/// # Errors
/// When one exceeds its budget, or a budget is for a file that does not exist.
pub(super) fn check(workspace: &Workspace, sizes: &[(String, u64)]) -> Result<()> {
    let text = fs::read_to_string(workspace.path(FILE)).with_context(|| format!("{FILE} cannot be read"))?;
    let budgets: Budgets = toml::from_str(&text).with_context(|| format!("{FILE} cannot be understood"))?;
    println!("\n{}", table(sizes, &budgets.bytes));
    let excesses = excesses(sizes, &budgets.bytes);
    if !excesses.is_empty() {
        bail!("{}", excesses.join("; "));
    }
    Ok(())
}

fn table(sizes: &[(String, u64)], budgets: &BTreeMap<String, u64>) -> String {
    let width = sizes.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut table = format!(
        "{:width$} {:>10} {:>10} {:>5}\n",
        "file", "bytes", "budget", "used"
    );
    for (name, size) in sizes {
        let line = match budgets.get(name) {
            Some(&budget) => {
                format!(
                    "{name:width$} {size:>10} {budget:>10} {:>4}%",
                    size.saturating_mul(100) / budget.max(1)
                )
            }
            None => format!("{name:width$} {size:>10}"),
        };
        table.push_str(&line);
        table.push('\n');
    }
    table
}

fn excesses(sizes: &[(String, u64)], budgets: &BTreeMap<String, u64>) -> Vec<String> {
    budgets
        .iter()
        .filter_map(
            |(name, &budget)| match sizes.iter().find(|(sized, _)| sized == name) {
                Some(&(_, size)) if size > budget => Some(format!(
                    "{name} is {size} bytes, {} more than its budget of {budget}",
                    size - budget
                )),
                Some(_) => None,
                None => Some(format!(
                    "{FILE} has a budget for {name}, which the build does not make"
                )),
            },
        )
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(sizes: &[(&str, u64)]) -> Vec<(String, u64)> {
        sizes
            .iter()
            .map(|&(name, size)| (name.to_owned(), size))
            .collect()
    }

    fn budgets(budgets: &[(&str, u64)]) -> BTreeMap<String, u64> {
        sizes(budgets).into_iter().collect()
    }

    #[test]
    fn a_size_may_reach_its_budget_and_not_exceed_it() {
        let budgets = budgets(&[("a.js", 100)]);
        assert!(excesses(&sizes(&[("a.js", 100), ("b.js", 9000)]), &budgets).is_empty());
        assert_eq!(
            excesses(&sizes(&[("a.js", 101)]), &budgets),
            ["a.js is 101 bytes, 1 more than its budget of 100"]
        );
    }

    #[test]
    fn a_budget_for_nothing_is_an_error() {
        assert_eq!(
            excesses(&[], &budgets(&[("a.js", 100)])),
            ["size-budget.toml has a budget for a.js, which the build does not make"]
        );
    }

    #[test]
    fn the_table_shows_the_share_of_the_budget_that_is_used() {
        assert_eq!(
            table(
                &sizes(&[("page.js", 1500), ("b.js", 7)]),
                &budgets(&[("page.js", 6000)])
            ),
            "file         bytes     budget  used\n\
             page.js       1500       6000   25%\n\
             b.js             7\n"
        );
    }
}
