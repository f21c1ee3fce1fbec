//! One WebSocket connection: how long it lives, and how it shows that it does.

use headwater_protocol::{
    Millis,
    socket::{heartbeat, subscribe},
};

use crate::{effect::Effect, input::EffectId, outbox::Context};

/// How often each connection is asked whether it is there, and how soon it must answer.
pub(super) const HEARTBEAT: Millis = Millis::seconds(10);
/// A connection that is not open by then never will be.
pub(super) const OPEN_TIMEOUT: Millis = Millis::seconds(10);
/// The next connection is opened this long before the life of the old one ends, or a tenth of its life if that is less.
const RENEW_BEFORE_END: Millis = Millis::seconds(60);
/// How soon a connection must answer whose network is in doubt.
pub(super) const DOUBT: Millis = Millis::seconds(4);

#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: EffectId,
    pub(super) life: Millis,
    pub(super) attempted: Millis,
    pub(super) opened: Option<Millis>,
    pub(super) heartbeat_answered: bool,
    /// When an answer must be there, to the heartbeat or to the attempt to open.
    pub(super) heartbeat_at: Millis,
    pub(super) confirmed: Vec<String>,
}

impl Connection {
    pub(super) fn is_open(&self) -> bool {
        self.opened.is_some()
    }

    /// When the next connection is to be opened.
    pub(super) fn renew_at(&self) -> Option<Millis> {
        let early = RENEW_BEFORE_END.min(Millis(self.life.0 / 10));
        self.opened.map(|opened| opened.after(self.life.since(early)))
    }

    /// Asks again for topics that the service has not confirmed.
    pub(super) fn subscribe_rest(&self, context: &mut Context<'_>, topics: &[String]) {
        let rest: Vec<&String> = topics
            .iter()
            .filter(|topic| !self.confirmed.contains(topic))
            .collect();
        if !rest.is_empty() {
            send(context, self.id, subscribe(rest));
        }
    }

    pub(super) fn send_heartbeat(&mut self, context: &mut Context<'_>, answer_within: Millis) {
        send(context, self.id, heartbeat());
        self.heartbeat_answered = false;
        self.heartbeat_at = context.now.after(answer_within);
    }
}

pub(super) fn send(context: &mut Context<'_>, id: EffectId, text: String) {
    context.outbox.push(Effect::SendSocket { id, text });
}
