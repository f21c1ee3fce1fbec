//! Running other programs, and saying what is going on.

use std::env;
use std::ffi::OsStr;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// One line of progress: what is being worked on, and what is being done to it.
pub(crate) fn progress(subject: &str, activity: &str) {
    println!("{subject:>15}  {activity}");
}

/// The cargo that runs this xtask.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs a command whose output people should see.
///
/// # Errors
/// When it cannot be started or does not succeed; the message quotes the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    let status = command
        .status()
        .with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` failed ({status})");
    }
    Ok(())
}

/// Runs a command for its output, which people see only when it fails.
///
/// # Errors
/// When it cannot be started or does not succeed; the message quotes the command and all that it printed.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let line = describe(command);
    let output = command
        .output()
        .with_context(|| format!("`{line}` could not be started"))?;
    let printed = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        bail!("`{line}` failed ({})\n{printed}{complaint}", output.status);
    }
    Ok(printed.into_owned())
}

fn describe(command: &Command) -> String {
    let name = |text: &OsStr| text.to_string_lossy().into_owned();
    let program = command.get_program();
    let program = std::path::Path::new(program).file_name().unwrap_or(program);
    let mut line = name(program);
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&name(argument));
    }
    if let Some(folder) = command.get_current_dir() {
        line = format!("{line}` in `{}", folder.display());
    }
    line
}

/// Measures how long something takes, for people to read.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    #[expect(
        clippy::disallowed_methods,
        reason = "xtask runs natively and shows elapsed time"
    )]
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

impl std::fmt::Display for Stopwatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{:.1} s", self.elapsed().as_secs_f64())
    }
}
