//! The sessions of a browser behind lines of JSON: what happens comes in on standard input, what the sessions want done
//! goes out on standard output. Time is what the other end says it is. The conformance suite plays the browser.
//!
//! Each line in is a [`lines::Line`]; each is answered by one line, a [`lines::Wanted`].

mod lines;

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result, bail};
use headwater_protocol::Millis;
use headwater_session::{Input, Sessions};

use lines::{Line, Wanted, effect};

fn main() -> Result<()> {
    if std::env::args().len() > 1 {
        bail!(
            "conformance-worker takes no arguments: it reads lines of JSON and answers each. See tests/conformance/README.md."
        );
    }
    let mut sessions = None;
    let mut output = io::BufWriter::new(io::stdout().lock());
    for line in io::stdin().lock().lines() {
        let line = line.context("standard input cannot be read")?;
        let line: Line = serde_json::from_str(&line).with_context(|| format!("a malformed line: {line}"))?;
        let wanted = match line {
            Line::Start { now, seed, defaults } => {
                let sessions = sessions.insert(Sessions::new(defaults, seed));
                sessions.handle(
                    now,
                    Input::Restored {
                        sessions: None,
                        settings: None,
                    },
                );
                drain(sessions)
            }
            Line::Happened { now, inputs } => {
                let sessions = sessions
                    .as_mut()
                    .context("the first line must start the sessions")?;
                handle(sessions, now, inputs);
                drain(sessions)
            }
        };
        serde_json::to_writer(&mut output, &wanted)?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(())
}

fn handle(sessions: &mut Sessions, now: Millis, inputs: Vec<lines::Happening>) {
    for input in inputs {
        sessions.handle(now, input.into());
    }
}

fn drain(sessions: &mut Sessions) -> Wanted {
    let mut effects = Vec::new();
    while let Some(next) = sessions.poll_effect() {
        effects.extend(effect(next));
    }
    Wanted {
        effects,
        timeout: sessions.poll_timeout(),
    }
}
