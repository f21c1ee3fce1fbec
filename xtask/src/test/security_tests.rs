//! SECURITY.md names the tests that show what it says: they have to exist.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::workspace::Workspace;

const MODEL: &str = "SECURITY.md";

/// The kinds of tests by the letters that stand before their names, and where they are.
const KINDS: [(&str, &[&str]); 4] = [
    ("S", &["worker/session/tests/session"]),
    ("U", &["worker"]),
    ("E", &["tests/e2e"]),
    ("C", &["content-script/tests"]),
];

/// # Errors
/// When a test that is named does not exist.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let model =
        fs::read_to_string(workspace.path(MODEL)).with_context(|| format!("{MODEL} cannot be read"))?;
    let mut missing = Vec::new();
    let mut found = 0;
    for (letter, folders) in KINDS {
        let mut sources = String::new();
        for folder in folders {
            read_all(&workspace.path(folder), &mut sources)?;
        }
        for name in named(&model, letter) {
            found += 1;
            if !is_test(&sources, name) {
                missing.push(format!("{MODEL} names {letter} `{name}`, which is no test"));
            }
        }
    }
    ensure!(found > 0, "{MODEL} names no test");
    ensure!(missing.is_empty(), "{}", missing.join("\n"));
    Ok(())
}

/// The names after a letter: S `one`, `other`; up to the next letter or the end of the cell.
fn named<'model>(model: &'model str, letter: &str) -> Vec<&'model str> {
    let mut names = Vec::new();
    for (start, mark) in model.match_indices(&format!("{letter} `")) {
        let before = model[..start].chars().next_back();
        if !before.is_none_or(|before| before.is_whitespace()) {
            continue;
        }
        let mut rest = &model[start + mark.len() - 1..];
        while let Some((name, after)) = rest.strip_prefix('`').and_then(|rest| rest.split_once('`')) {
            names.push(name);
            rest = after.strip_prefix(',').unwrap_or_default().trim_start();
        }
    }
    names
}

fn is_test(sources: &str, name: &str) -> bool {
    sources.contains(&format!("fn {name}(")) || sources.contains(&format!("\"{name}\""))
}

fn read_all(folder: &std::path::Path, sources: &mut String) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("node_modules") {
            read_all(&path, sources)?;
        } else if matches!(
            path.extension().and_then(std::ffi::OsStr::to_str),
            Some("rs" | "mjs")
        ) {
            sources.push_str(&fs::read_to_string(&path)?);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_their_letter() {
        let model = "| x | S `a_b`, `c`; E `d e` | CSS `no` |\nS\n";
        assert_eq!(named(model, "S"), ["a_b", "c"]);
        assert_eq!(named(model, "E"), ["d e"]);
        assert!(named(model, "C").is_empty());
    }

    #[test]
    fn a_name_that_is_longer_is_another_test() {
        assert!(is_test("fn a_b() {", "a_b"));
        assert!(is_test("test(\n  \"d e\",", "d e"));
        assert!(!is_test("fn a_b_c() {", "a_b"));
    }
}
