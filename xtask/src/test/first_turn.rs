//! Whether the worker registers its listeners while the browser still takes them: in the first turn of its script.

use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::build::{self, Release};
use crate::process::run;
use crate::workspace::Workspace;

/// Runs the worker of the store build in Node.js with a browser API that takes notes.
///
/// # Errors
/// When a listener is registered late or not at all.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    build::build(workspace, &[Release::Store])?;
    let worker = workspace
        .dist(Release::Store.folder(Browser::Chromium))
        .join("worker.js");
    run(Command::new("node")
        .arg(workspace.path("xtask/src/test/first_turn.mjs"))
        .arg(worker))
}
