//! The worker fails, and its script starts it again (`recovery.js`).

use super::*;

/// Who fails in less after a start has failed in a row, and rests as long if two starts did not help.
const MINUTE: Millis = Millis::seconds(60);
const AT_ONCE: u32 = 2;

impl World {
    /// The wasm instance fails: what it had begun is ended by the script, which goes on.
    pub(crate) fn fail(&mut self) {
        let Some(worker) = self.worker.take() else { return };
        self.note(|| format!("worker {} fails", worker.life));
        let soon = self.now.since(self.began) < MINUTE;
        self.failures = if soon { self.failures + 1 } else { 1 };
        // The browser has what was to be written, and goes on with it.
        if let Some(writing) = worker.writing.as_ref().filter(|_| !self.weather.storage_rejects) {
            self.stored = Some(serde_json::to_string(writing).expect("stored state is plain data"));
        }
        self.storage_failed |= !self.sessions_are_believed();
        self.is_gone(&worker, true);
        if self.failures > AT_ONCE {
            let end = self.now.after(MINUTE);
            self.rests_until = Some(end);
            self.at(end, Event::Rested);
        } else {
            self.start_worker();
        }
    }

    /// Nobody listens while the worker rests: the script closes the port, so that its other end tries again.
    pub(super) fn refuse_port(&mut self, port: PortId) {
        match self.ports.remove(&port) {
            Some(Some(tab)) => self.at(self.now, Event::TabLost(tab, port)),
            Some(None) => self.later(Millis::seconds(1), Event::PopupReconnects),
            None => {}
        }
    }

    pub(super) fn rested(&mut self) {
        if self.rests_until.take_if(|end| *end <= self.now).is_some() {
            self.start_worker();
        }
    }

    /// Whether a worker that begins takes up what was stored of the sessions.
    pub(super) fn sessions_are_believed(&self) -> bool {
        self.failures <= 1
    }

    /// What a worker that begins is told of its former life.
    pub(super) fn last_failure(&self) -> Option<Failure> {
        (self.failures > 0).then(|| Failure {
            in_a_row: self.failures,
            why: "unreachable".to_owned(),
        })
    }
}
