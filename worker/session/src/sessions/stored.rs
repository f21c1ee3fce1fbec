//! What survives the worker.

use headwater_protocol::{
    Millis,
    stored::{STORED_VERSION, StoredSessions, StoredSettings},
};

use super::Sessions;
use crate::{effect::Effect, session::Session};

impl Sessions {
    pub(super) fn restored(
        &mut self,
        now: Millis,
        sessions: Option<StoredSessions>,
        settings: Option<StoredSettings>,
    ) {
        self.settings = settings
            .filter(|settings| settings.version == STORED_VERSION)
            .unwrap_or_default();
        let stored = sessions
            .filter(|sessions| sessions.version == STORED_VERSION)
            .unwrap_or_default();
        let stored = self.believed(stored);
        self.outbox.skip_numbers(stored.next_id);
        self.notifications.restore(stored.notified);
        self.outbox.log.restore(&stored.log, self.settings.log_level);
        self.log_failure();
        self.sign_in_requests = stored.sign_in_requests;
        if self.settings.language.is_some() {
            self.speak();
        }
        self.set_up_instances(now, stored.sessions);
        self.register_scripts();
    }

    /// What is said from now on is said in the agent's language.
    pub(super) fn speak(&mut self) {
        let language = self.settings.language.clone();
        self.outbox.push(Effect::Speak { language });
    }

    pub(super) fn stored(&self) -> StoredSessions {
        StoredSessions {
            version: STORED_VERSION,
            sessions: self.sessions.values().map(Session::stored).collect(),
            next_id: self.outbox.numbers_used(),
            sign_in_requests: self.sign_in_requests.clone(),
            log: self.outbox.log.stored(),
            notified: self.notifications.stored(),
        }
    }

    /// Stores the sessions if one of them changed, or if `stale`.
    pub(super) fn store_what_changed(&mut self, mut stale: bool) {
        stale |= self.early.is_none() && self.outbox.log.take_stale();
        for (_, session) in self.sessions.iter_mut() {
            stale |= std::mem::take(&mut session.stale);
        }
        if stale {
            let stored = self.stored();
            self.outbox.push(Effect::StoreSessions(Box::new(stored)));
        }
    }
}
