//! `cargo xtask demo`: the extension at work, in a real browser, against the simulator.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, ExitStatus};
use std::sync::mpsc;

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::background::Background;
use crate::browser::Browser;
use crate::build::{self, DEVELOPMENT_INSTANCE, Release};
use crate::prerequisites::{self, browsers};
use crate::process::progress;
use crate::simulator::{self, Profile};
use crate::workspace::Workspace;

const STORY: &str = "tests/e2e/demo.mjs";
const OUTPUT: &str = "demo";

/// Shows Headwater at work: a browser with the development build, against the simulator on https://localhost:9443.
///
/// Opens two CRM pages on two origins, a page with a strict content security policy and the popup, and leaves them to
/// you until Ctrl-C. With --headless it plays a day of an agent instead and checks after every step that all pages and
/// the popup agree; the report goes to target/demo/report.json, with a picture a step.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Play the story without a window; exit with 0 only if every step agrees.
    #[arg(long)]
    headless: bool,

    /// The browser to show it in.
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    browser: Browser,
}

/// What ends a demo.
enum Event {
    Interrupted,
    Ended(io::Result<ExitStatus>),
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let story = workspace.path(STORY);
    ensure!(
        story.exists(),
        "{STORY} is missing, which plays the story in the browser"
    );

    let browser = arguments.browser;
    prerequisites::for_tests(&workspace)?;
    let (variable, program) = browsers::program(browser)?;
    build::build(&workspace, &[Release::Development])?;
    let simulator = simulator::build(&workspace, Profile::Debug)?;
    let output = empty_output(&workspace)?;

    // From here on, Ctrl-C ends what was started instead of leaving it behind.
    let (events, received) = mpsc::channel();
    let interruptions = events.clone();
    ctrlc::set_handler(move || {
        // Fails only when the demo is over already.
        let _ = interruptions.send(Event::Interrupted);
    })
    .context("Ctrl-C could not be taken over")?;

    let (_simulator, line) = start_simulator(&workspace, &simulator)?;
    progress("simulator", &line);

    progress("demo", &format!("{STORY} in {}", program.display()));
    let mut command = Command::new("node");
    command
        .arg(&story)
        .args(["--browser", browser.name()])
        .args(arguments.headless.then_some("--headless"))
        .arg("--extension")
        .arg(workspace.dist(Release::Development.folder(browser)))
        .args(["--simulator", DEVELOPMENT_INSTANCE])
        .arg("--out")
        .arg(&output)
        .env(variable, program)
        .current_dir(workspace.root());
    let demo = Background::start("demo", &mut command)?;
    demo.on_end(move |status| {
        // Fails only when nobody waits any more.
        let _ = events.send(Event::Ended(status));
    });
    wait(&demo, &received)
}

fn start_simulator(workspace: &Workspace, program: &Path) -> Result<(Background, String)> {
    let port = DEVELOPMENT_INSTANCE
        .rsplit(':')
        .next()
        .context("the instance has a port")?;
    Background::start_until_ready(
        "simulator",
        Command::new(program)
            .args(["--port", port])
            .current_dir(workspace.root()),
    )
}

/// The folder of the report, without the report of an earlier run.
fn empty_output(workspace: &Workspace) -> Result<std::path::PathBuf> {
    let output = workspace.scratch(OUTPUT);
    if output.exists() {
        fs::remove_dir_all(&output).with_context(|| format!("{} cannot be emptied", output.display()))?;
    }
    fs::create_dir_all(&output).with_context(|| format!("{} cannot be made", output.display()))?;
    Ok(output)
}

fn wait(demo: &Background, events: &mpsc::Receiver<Event>) -> Result<ExitCode> {
    loop {
        match events.recv().context("nobody reports any more")? {
            Event::Interrupted => {
                progress("demo", "ending");
                demo.interrupt();
            }
            Event::Ended(status) => return Ok(exit_code(status.context("waiting for the demo")?)),
        }
    }
}

/// The exit code of the demo as our own; a demo that a signal ended has failed.
fn exit_code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}
