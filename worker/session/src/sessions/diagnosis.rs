//! The log as a file: what somebody who is to help needs to know, then the lines.

use headwater_protocol::{
    Millis, json,
    log::{Diagnosis, LogFile},
};

use super::Sessions;
use crate::{
    effect::{Effect, LogLevel},
    input::PortId,
    log::Line,
    session::Session,
};

/// So many of the last errors and warnings stand on top.
const LAST_ERRORS: usize = 10;

impl Sessions {
    pub(super) fn send_log(&mut self, now: Millis, port: PortId) {
        let text = json::text(&self.log_file(now));
        self.outbox.push(Effect::Send {
            port,
            text: text.into(),
        });
        self.outbox.push(Effect::Disconnect { port });
    }

    fn log_file(&self, now: Millis) -> LogFile {
        let log = &self.outbox.log;
        let bad = log.lines().rev().filter(|line| line.level >= LogLevel::Warn);
        let mut last_errors: Vec<_> = bad.take(LAST_ERRORS).map(Line::entry).collect();
        last_errors.reverse();
        LogFile {
            diagnosis: Diagnosis {
                time: now,
                version: self.defaults.version.clone(),
                browser: self.defaults.browser.clone(),
                instances: self.sessions.values().map(Session::diagnosis).collect(),
                permissions: self.access.granted().to_vec(),
                sites: self.site_views(),
                identity_providers: self.identity_provider_views(),
                policy: self.policy_view(),
                log_level: log.level(),
                last_errors,
            },
            log: log.lines().map(Line::entry).collect(),
        }
    }
}
