//! Whether the worker registers its listeners while the browser still takes them: in the first turn of its script.

use std::process::Command;

use anyhow::{Context, Result};

use crate::browser::Browser;
use crate::build::Release;
use crate::process::run;
use crate::workspace::Workspace;

/// Runs the worker of the store build in Node.js with a browser API that takes notes.
///
/// # Errors
/// When the build is missing, or a listener is registered late or not at all.
pub(super) fn check(workspace: &Workspace) -> Result<()> {
    let worker = workspace
        .dist(Release::Store.folder(Browser::Chromium))
        .join("worker.js");
    run(Command::new("node")
        .arg(workspace.path("xtask/src/test/first_turn.mjs"))
        .arg(worker))
    .context("`cargo xtask build` makes the worker that this looks at")
}
