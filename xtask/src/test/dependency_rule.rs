//! Which crate may know which. State flows one way because the code that carries it can only look one way.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, bail};
use cargo_metadata::{DependencyKind, Metadata};

use crate::workspace::Workspace;

/// Every crate of the workspace and the others of it that it may depend on. Shells are in nobody's list.
const MAY_DEPEND_ON: &[(&str, &[&str])] = &[
    ("headwater-protocol", &[]),
    ("headwater-session", &["headwater-protocol"]),
    ("headwater-browser", &[]),
    (
        "headwater-worker",
        &["headwater-protocol", "headwater-session", "headwater-browser"],
    ),
    ("headwater-popup", &["headwater-protocol", "headwater-browser"]),
    ("headwater-options", &["headwater-popup"]),
    ("connect-simulator", &[]),
    ("conformance-worker", &["headwater-protocol", "headwater-session"]),
    ("core-bench", &["headwater-protocol", "headwater-session"]),
    ("headwater-fuzz", &["headwater-protocol", "headwater-session"]),
    ("xtask", &[]),
];

/// Crates without I/O and clock, and what they may not see, directly or through others: the browser.
const PURE: &[&str] = &["headwater-protocol", "headwater-session"];
const BROWSER: &[&str] = &["wasm-bindgen", "js-sys", "web-sys"];

/// # Errors
/// When a crate knows one that it must not; the message names all such pairs.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let violations = violations(&Graph::read(workspace.metadata())?);
    if !violations.is_empty() {
        bail!("{}", violations.join("\n"));
    }
    Ok(())
}

/// Crate names with the names of their dependencies.
#[derive(Default)]
struct Graph {
    /// Between members of the workspace, of all kinds.
    members: BTreeMap<String, BTreeSet<String>>,
    /// Between all crates, without those for tests.
    compiled: BTreeMap<String, BTreeSet<String>>,
}

impl Graph {
    fn read(metadata: &Metadata) -> Result<Self> {
        let resolve = metadata
            .resolve
            .as_ref()
            .context("cargo resolved no dependencies")?;
        let mut graph = Self::default();
        for node in &resolve.nodes {
            let name = metadata[&node.id].name.to_string();
            let is_member = metadata.workspace_members.contains(&node.id);
            if is_member {
                graph.members.entry(name.clone()).or_default();
            }
            for dependency in &node.deps {
                let dependency_name = metadata[&dependency.pkg].name.to_string();
                if is_member && metadata.workspace_members.contains(&dependency.pkg) {
                    graph
                        .members
                        .entry(name.clone())
                        .or_default()
                        .insert(dependency_name.clone());
                }
                if dependency
                    .dep_kinds
                    .iter()
                    .any(|kind| kind.kind != DependencyKind::Development)
                {
                    graph
                        .compiled
                        .entry(name.clone())
                        .or_default()
                        .insert(dependency_name);
                }
            }
        }
        Ok(graph)
    }

    /// The way from a crate to one of `targets` over what it is compiled with, if there is any.
    fn path(&self, from: &str, targets: &[&str]) -> Option<Vec<String>> {
        let mut seen = BTreeSet::from([from.to_owned()]);
        let mut open = vec![vec![from.to_owned()]];
        while let Some(path) = open.pop() {
            for next in path
                .last()
                .and_then(|last| self.compiled.get(last))
                .into_iter()
                .flatten()
            {
                let mut longer = path.clone();
                longer.push(next.clone());
                if targets.contains(&next.as_str()) {
                    return Some(longer);
                }
                if seen.insert(next.clone()) {
                    open.push(longer);
                }
            }
        }
        None
    }
}

fn violations(graph: &Graph) -> Vec<String> {
    let mut violations = Vec::new();
    for (name, dependencies) in &graph.members {
        let Some((_, allowed)) = MAY_DEPEND_ON.iter().find(|(member, _)| member == name) else {
            violations.push(format!("{name} has no place in the dependency rule"));
            continue;
        };
        for dependency in dependencies.iter().filter(|it| !allowed.contains(&it.as_str())) {
            violations.push(format!("{name} must not depend on {dependency}"));
        }
    }
    for name in PURE {
        if let Some(path) = graph.path(name, BROWSER) {
            violations.push(format!("{name} must not see the browser: {}", path.join(" -> ")));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(members: &[(&str, &[&str])], compiled: &[(&str, &[&str])]) -> Graph {
        let map = |edges: &[(&str, &[&str])]| {
            edges
                .iter()
                .map(|(from, to)| ((*from).to_owned(), to.iter().map(|&it| it.to_owned()).collect()))
                .collect()
        };
        Graph {
            members: map(members),
            compiled: map(compiled),
        }
    }

    #[test]
    fn the_arrows_of_the_rule_itself_are_allowed() {
        assert!(violations(&graph(MAY_DEPEND_ON, &[])).is_empty());
    }

    #[test]
    fn an_arrow_back_up_is_not() {
        assert_eq!(
            violations(&graph(&[("headwater-protocol", &["headwater-session"])], &[])),
            ["headwater-protocol must not depend on headwater-session"]
        );
        assert_eq!(
            violations(&graph(&[("xtask", &["headwater-popup"])], &[])),
            ["xtask must not depend on headwater-popup"]
        );
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(
            violations(&graph(&[("softphone", &[])], &[])),
            ["softphone has no place in the dependency rule"]
        );
    }

    #[test]
    fn the_browser_is_found_behind_other_crates_and_circles() {
        let compiled: &[(&str, &[&str])] = &[
            ("headwater-session", &["clock", "serde"]),
            ("clock", &["time", "headwater-session"]),
            ("time", &["clock", "js-sys"]),
            ("headwater-worker", &["wasm-bindgen"]),
        ];
        assert_eq!(
            violations(&graph(&[], compiled)),
            ["headwater-session must not see the browser: headwater-session -> clock -> time -> js-sys"]
        );
    }
}
