//! The log as a file: what somebody who is to help needs to know, then the lines.

use headwater_protocol::Millis;
use serde_json::{Value, json};

use super::Sessions;
use crate::{effect::Effect, input::PortId};

/// So many of the last errors and warnings stand on top.
const LAST_ERRORS: usize = 10;

impl Sessions {
    pub(super) fn send_log(&mut self, now: Millis, port: PortId) {
        let text = self.log_file(now).to_string().into();
        self.outbox.push(Effect::Send { port, text });
        self.outbox.push(Effect::Disconnect { port });
    }

    fn log_file(&self, now: Millis) -> Value {
        let log = &self.outbox.log;
        let is_bad = |level: &str| matches!(level, "WARN" | "ERROR");
        let mut errors: Vec<_> = log
            .entries()
            .rev()
            .filter(|entry| is_bad(&entry.level))
            .take(LAST_ERRORS)
            .collect();
        errors.reverse();
        let view = self.access_view();
        json!({
            "diagnosis": {
                "time": now,
                "version": self.defaults.version,
                "browser": self.defaults.browser,
                "instances": self.sessions.values().map(super::Session::diagnosis).collect::<Vec<_>>(),
                "permissions": self.access.granted(),
                "sites": view.sites,
                "identityProviders": view.identity_providers,
                "policy": view.policy,
                "logLevel": view.log_level,
                "lastErrors": errors,
            },
            "log": log.entries().collect::<Vec<_>>(),
        })
    }
}
