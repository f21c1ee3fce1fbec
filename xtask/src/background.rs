//! Programs that run beside this one, and that end with it.

use std::io::{self, BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use shared_child::{SharedChild, unix::SharedChildExt};

/// The number of SIGINT, the same on every Unix.
const INTERRUPT: i32 = 2;

/// How long a program may take to end after it was asked to.
const PATIENCE: Duration = Duration::from_secs(10);

/// A running program. It is stopped when this is dropped.
pub(crate) struct Background {
    name: String,
    child: Arc<SharedChild>,
}

impl Background {
    /// Starts a program in a process group of its own: a Ctrl-C in the terminal then reaches xtask alone, which passes
    /// it on once.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn start(name: &str, command: &mut Command) -> Result<Self> {
        command.process_group(0).stdin(Stdio::null());
        let child =
            SharedChild::spawn(command).with_context(|| format!("the {name} could not be started"))?;
        Ok(Self {
            name: name.to_owned(),
            child: Arc::new(child),
        })
    }

    /// Starts a program that says in its first line of output that it is ready; returns it and that line. What it
    /// prints afterwards is passed on.
    ///
    /// # Errors
    /// When it cannot be started, or ends before it is ready.
    pub(crate) fn start_until_ready(name: &str, command: &mut Command) -> Result<(Self, String)> {
        let started = Self::start(name, command.stdout(Stdio::piped()))?;
        let mut output = BufReader::new(started.child.take_stdout().context("the output is piped")?);
        let mut line = String::new();
        output
            .read_line(&mut line)
            .with_context(|| format!("the output of the {name}"))?;
        if line.is_empty() {
            bail!("the {name} ended before it was ready ({})", started.child.wait()?);
        }
        thread::spawn(move || io::copy(&mut output, &mut io::stdout()));
        Ok((started, line.trim_end().to_owned()))
    }

    /// Calls `ended` from another thread once the program has ended.
    pub(crate) fn on_end(&self, ended: impl FnOnce(io::Result<ExitStatus>) + Send + 'static) {
        let child = Arc::clone(&self.child);
        thread::spawn(move || ended(child.wait()));
    }

    /// Asks the program to end, as Ctrl-C does.
    pub(crate) fn interrupt(&self) {
        if let Err(error) = self.child.send_signal(INTERRUPT) {
            eprintln!("the {} could not be interrupted: {error}", self.name);
        }
    }
}

impl Drop for Background {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(Some(_))) {
            return;
        }
        self.interrupt();
        if matches!(self.child.wait_timeout(PATIENCE), Ok(Some(_))) {
            return;
        }
        eprintln!("the {} does not end by itself and is killed", self.name);
        if let Err(error) = self.child.kill().and_then(|()| self.child.wait()) {
            eprintln!("the {} could not be killed: {error}", self.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn a_program_is_ready_with_its_first_line_and_ends_with_its_owner() {
        let (program, line) =
            Background::start_until_ready("cat", &mut shell("echo ready; exec cat <&1")).unwrap();
        assert_eq!(line, "ready");
        let (sender, receiver) = mpsc::channel();
        program.on_end(move |status| sender.send(status.unwrap()).unwrap());
        drop(program);
        assert!(!receiver.recv().unwrap().success());
    }

    #[test]
    fn a_program_that_ends_before_it_is_ready_is_an_error() {
        let error = Background::start_until_ready("shell", &mut shell("exit 3"))
            .map(|_| ())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the shell ended before it was ready (exit status: 3)"
        );
    }
}
