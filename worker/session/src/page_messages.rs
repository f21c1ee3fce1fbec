//! What a page's messages do to a session. Nothing that a page sends can stall or stop the worker: what is too
//! large, too frequent or malformed is dropped with a log line.

use headwater_protocol::{
    Millis,
    page::{LONGEST_PAGE_MESSAGE, PageToWorker, WorkerToPage},
    socket::RESERVED,
};
use serde_json::Value;

use crate::{calls::Caller, effect::LogLevel, input::PortId, outbox::Context, pages, session::Session};

/// Messages that a page may send at once, and how many are granted each second after that.
const BURST: u64 = 1000;
const PER_SECOND: u64 = 200;

/// Events that pages may send to each other through the worker (PROTOCOL.md 6.3); others would let one page speak in
/// the worker's name.
const BROADCASTS: [&str; 23] = [
    "mute",
    "agent::local_media_stream_created",
    "agent::mute_toggle",
    "agent::softphone_error",
    "api_metric",
    "client_metric",
    "click_stream_data",
    "configuration::camera_device_changed",
    "configuration::background_blur_changed",
    "configuration::microphone_device_changed",
    "configuration::ringer_device_changed",
    "configuration::set_microphone_device",
    "configuration::set_ringer_device",
    "configuration::set_speaker_device",
    "configuration::speaker_device_changed",
    "connection::ready_to_start_session",
    "connection::session_init",
    "contact::accepted",
    "contact::view",
    "email::created",
    "softphone_report",
    "softphone_stats",
    "task::created",
];

fn may_broadcast(event: &str) -> bool {
    BROADCASTS.contains(&event)
        || event.starts_with("contact::accepted::")
        || event.starts_with("contact::screen_sharing_")
        || event.starts_with("taskList::")
        || event.starts_with("voiceId::")
}

/// How many messages a page may still send.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowance {
    left: u64,
    since: Millis,
    exhausted: bool,
}

impl Allowance {
    pub(crate) fn new(now: Millis) -> Self {
        Self {
            left: BURST,
            since: now,
            exhausted: false,
        }
    }

    /// Whether one more message is taken. `Err` the first time it is not.
    fn take(&mut self, now: Millis) -> Result<bool, ()> {
        let granted = now.since(self.since).0 * PER_SECOND / 1000;
        if granted > 0 {
            self.left = self.left.saturating_add(granted).min(BURST);
            self.since = now;
        }
        if self.left > 0 {
            self.left -= 1;
            self.exhausted = false;
            return Ok(true);
        }
        if std::mem::replace(&mut self.exhausted, true) {
            Ok(false)
        } else {
            Err(())
        }
    }
}

/// Reads a page's message, if it may send one.
pub(crate) fn read(context: &mut Context<'_>, allowance: &mut Allowance, text: &str) -> Option<PageToWorker> {
    match allowance.take(context.now) {
        Ok(true) => {}
        Ok(false) => return None,
        Err(()) => {
            context.log(LogLevel::Warn, "a page sends too many messages; some are dropped");
            return None;
        }
    }
    if text.len() > LONGEST_PAGE_MESSAGE {
        context.log(
            LogLevel::Warn,
            format!("a page sent a message of {} bytes; dropped", text.len()),
        );
        return None;
    }
    match serde_json::from_str(text) {
        Ok(message) => Some(message),
        Err(error) => {
            // The reason may quote the message; its kind of fault is enough.
            context.log(
                LogLevel::Warn,
                format!(
                    "a page sent a malformed message ({:?}); dropped",
                    error.classify()
                ),
            );
            None
        }
    }
}

/// Handles a message of a page that takes part in this session.
pub(crate) fn handle(session: &mut Session, context: &mut Context<'_>, port: PortId, message: PageToWorker) {
    match message {
        // Attaching and detaching are not a session's to decide: see `Sessions`.
        PageToWorker::Attach(_) | PageToWorker::Detach => {}
        PageToWorker::Call { id, method, params } => {
            session.call(context, Caller::Page { port, id }, &method, params);
        }
        PageToWorker::Broadcast { event, data } if may_broadcast(&event) => {
            if event == "agent::softphone_error" {
                let member = |name| data.get(name).and_then(Value::as_str).unwrap_or_default();
                let (kind, words) = (member("errorType"), member("errorMessage"));
                context.log(LogLevel::Error, format!("softphone error {kind}: {words}"));
            }
            session.pages.broadcast(context, &event, data);
        }
        PageToWorker::Broadcast { .. } => {
            context.log(
                LogLevel::Warn,
                "a page broadcasts an event that is not a page’s; dropped",
            );
        }
        PageToWorker::Master {
            id,
            method,
            topic,
            should_not_become_master_if_none,
        } => {
            let Some(asker) = session.pages.id_of(port).cloned() else {
                return;
            };
            let answer = session.masters.ask(
                context.now,
                method,
                &topic,
                &asker,
                should_not_become_master_if_none,
                |id| session.pages.is_attached(id),
            );
            session.stale = true;
            pages::send(context, port, &answer.message(Some(id), &topic, Some(&asker)));
            if answer.take_over {
                let others: Vec<PortId> = session.pages.ports().filter(|other| *other != port).collect();
                for other in others {
                    let message = answer.message(None, &topic, session.pages.id_of(other));
                    pages::send(context, other, &message);
                }
            }
        }
        PageToWorker::SubscribeTopics { topics } => {
            session.socket.subscribe(context, topics);
            session.stale = true;
        }
        PageToWorker::SendFrame { frame } => {
            let topic = frame.get("topic").and_then(Value::as_str);
            if topic.is_none_or(|topic| RESERVED.contains(&topic)) {
                context.log(
                    LogLevel::Warn,
                    "a page sends a frame without a topic of its own; dropped",
                );
            } else if !session.socket.send(context, &frame) {
                context.log(
                    LogLevel::Warn,
                    "a page sends a frame, but there is no connection; dropped",
                );
            }
        }
        PageToWorker::ReloadConfiguration => session.reload_configuration(context),
        PageToWorker::Synchronize => {
            let acknowledge = WorkerToPage::Acknowledge {
                page_id: None,
                panel: None,
            };
            pages::send(context, port, &acknowledge);
        }
        PageToWorker::Resynchronize => session.resend(context, port),
        PageToWorker::Log { entries } => {
            for entry in entries {
                context.log(
                    LogLevel::Debug,
                    format!("page, {}: {}", entry.component, entry.text),
                );
            }
        }
        PageToWorker::Terminate => session.signed_out_by_user(context),
        PageToWorker::ControlPanelLoaded => session.control_panel_loaded(context),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_floods_is_cut_off_and_recovers() {
        let mut allowance = Allowance::new(Millis(0));
        let taken = (0..5000)
            .filter(|_| allowance.take(Millis(0)) == Ok(true))
            .count();
        assert_eq!(taken as u64, BURST);
        assert_eq!(allowance.take(Millis(0)), Ok(false));
        assert_eq!(allowance.take(Millis(1000)), Ok(true));
    }

    #[test]
    fn pages_do_not_speak_for_the_worker() {
        for event in [
            "agent::update",
            "auth_fail",
            "terminated",
            "acknowledge",
            "contact::connected",
            "log",
        ] {
            assert!(!may_broadcast(event), "{event}");
        }
        assert!(may_broadcast("contact::accepted::abc"));
    }
}
