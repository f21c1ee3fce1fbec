//! What is said to a page, as text.

use headwater_protocol::{
    json,
    page::{SessionEvent, WorkerToPage},
};
use serde_json::Value;

use crate::{input::PortId, outbox::Context};

/// [`headwater_protocol::page::Update`] as text, around a patch that is text already.
pub(super) fn update_text(from: Option<u64>, to: u64, patch: &str, events: &[SessionEvent]) -> String {
    let from = from.map_or(String::new(), |from| format!(r#""from":{from},"#));
    let events = json::text(events);
    format!(r#"{{"kind":"update",{from}"to":{to},"patch":{patch},"events":{events}}}"#)
}

/// A message as text.
pub(crate) fn message_text(message: &WorkerToPage) -> String {
    json::text(message)
}

/// Sends an event without data to one page.
pub(crate) fn send_event(context: &mut Context<'_>, port: PortId, event: &str) {
    send(
        context,
        port,
        &WorkerToPage::Event {
            event: event.to_owned(),
            data: Value::Null,
        },
    );
}

/// Sends a message to one page.
pub(crate) fn send(context: &mut Context<'_>, port: PortId, message: &WorkerToPage) {
    context.send(port, message_text(message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_protocol::page::Update;
    use serde_json::json;

    #[test]
    fn an_update_by_hand_is_an_update() {
        let events = vec![SessionEvent::Agent {
            name: "agent::refresh".into(),
        }];
        let update = |from| Update {
            from,
            to: 8,
            patch: json!({"a": null}),
            events: events.clone(),
        };
        for from in [None, Some(7)] {
            let text = update_text(from, 8, r#"{"a":null}"#, &events);
            assert_eq!(
                serde_json::from_str::<WorkerToPage>(&text).unwrap(),
                WorkerToPage::Update(update(from))
            );
        }
    }
}
