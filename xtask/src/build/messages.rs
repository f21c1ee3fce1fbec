//! The message types of the content script, generated from `headwater-protocol`.

use std::fs;

use anyhow::{Context, Result, bail};

use super::Package;
use crate::process::{cargo, output, progress};
use crate::workspace::Workspace;

const FOLDER: &str = "content-script/src/messages";

/// Writes the message types, and removes those that are no more.
///
/// # Errors
/// When `headwater-protocol` does not compile or a file cannot be written.
pub(crate) fn generate(workspace: &Workspace) -> Result<()> {
    progress(
        "messages",
        "generating the TypeScript types of headwater-protocol",
    );
    fresh(workspace)?.write(&workspace.path(FOLDER))
}

/// Holds the message types in the checkout against freshly generated ones.
///
/// # Errors
/// When they differ; the message names the files.
pub(crate) fn check(workspace: &Workspace) -> Result<()> {
    let fresh = fresh(workspace)?;
    let mut present = Package::default();
    present.add_folder(&workspace.path(FOLDER), "", &["ts"])?;
    let stale = differences(&present, &fresh);
    if !stale.is_empty() {
        bail!(
            "{FOLDER} is not what headwater-protocol says ({}); `cargo xtask build` writes it anew",
            stale.join(", ")
        );
    }
    Ok(())
}

fn fresh(workspace: &Workspace) -> Result<Package> {
    let folder = workspace.scratch("messages");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| format!("{} cannot be emptied", folder.display()))?;
    }
    // ts-rs writes a type in a test of its own, named so.
    output(
        cargo()
            .args([
                "test",
                "--quiet",
                "--package",
                "headwater-protocol",
                "--lib",
                "--features",
                "typescript",
            ])
            .arg("export_bindings")
            .current_dir(workspace.root())
            .env("TS_RS_EXPORT_DIR", &folder),
    )?;
    let mut fresh = Package::default();
    fresh.add_folder(&folder, "", &["ts"])?;
    Ok(fresh)
}

/// The paths that only one side has, or whose content differs.
fn differences(present: &Package, fresh: &Package) -> Vec<String> {
    let mut paths: Vec<&str> = present
        .files()
        .chain(fresh.files())
        .map(|(path, _)| path)
        .collect();
    paths.sort_unstable();
    paths.dedup();
    paths
        .into_iter()
        .filter(|path| present.content(path) != fresh.content(path))
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_new_and_a_forgotten_file_are_differences() {
        let (mut present, mut fresh) = (Package::default(), Package::default());
        for (path, old, new) in [
            ("Same.ts", Some("a"), Some("a")),
            ("Changed.ts", Some("a"), Some("b")),
            ("New.ts", None, Some("a")),
            ("Forgotten.ts", Some("a"), None),
        ] {
            old.into_iter().for_each(|content| present.add(path, content));
            new.into_iter().for_each(|content| fresh.add(path, content));
        }
        assert_eq!(
            differences(&present, &fresh),
            ["Changed.ts", "Forgotten.ts", "New.ts"]
        );
    }
}
