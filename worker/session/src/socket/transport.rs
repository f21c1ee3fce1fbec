//! Where a connection is opened: the address is asked for each time, and is good for one connection (PROTOCOL.md 4.1).

use headwater_protocol::{Millis, cti::operation_of_method};
use serde_json::{Value, json};

use super::{
    Socket, SocketEvent,
    connection::{Connection, OPEN_TIMEOUT},
    event,
};
use crate::{
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::Context,
    service::{self, Failure, Service},
};

const TRANSPORT_TIMEOUT: Millis = Millis::seconds(20);
/// The least life that the npm library accepts.
const LEAST_LIFE: Millis = Millis::seconds(300);
/// So many failures in a row to get a connection are not a hiccup.
const FAILURES_BEFORE_EVENT: u32 = 3;

impl Socket {
    pub(super) fn ask_for_transport(&mut self, context: &mut Context<'_>, service: Service<'_>) {
        if let (None, Some(operation)) = (self.transport, operation_of_method("createTransport")) {
            let parameters = json!({ "transportType": "web_socket" });
            self.transport = Some(service.request(context, operation, &parameters, TRANSPORT_TIMEOUT));
        }
    }

    pub(crate) fn is_transport(&self, id: EffectId) -> bool {
        self.transport == Some(id)
    }

    pub(crate) fn transport_answered(
        &mut self,
        context: &mut Context<'_>,
        answer: Result<HttpAnswer, HttpFailure>,
    ) -> (Vec<SocketEvent>, Option<Failure>) {
        self.transport = None;
        let transport =
            service::read(answer).and_then(|body| read_transport(&body).map_err(Failure::Malformed));
        match transport {
            Ok((url, life)) => {
                let connection = Connection {
                    id: context.open_socket(url),
                    life,
                    attempted: context.now,
                    opened: None,
                    heartbeat_answered: false,
                    heartbeat_at: context.now.after(OPEN_TIMEOUT),
                    confirmed: Vec::new(),
                };
                self.transport_failures = 0;
                if self.primary.is_some() {
                    self.next = Some(connection);
                } else {
                    self.primary = Some(connection);
                }
                (Vec::new(), None)
            }
            Err(failure) => {
                self.try_later(context, failure.retry_after());
                self.transport_failures += 1;
                // A broken network mends itself, and so does most that is the service's own; anything else is a failure
                // that pages are told of, once.
                let lasts = match &failure {
                    Failure::NoAnswer(_) => false,
                    Failure::Refused { error, .. } if error.status < 500 && error.status != 429 => true,
                    Failure::Unauthorized(_) | Failure::Refused { .. } => {
                        self.transport_failures >= FAILURES_BEFORE_EVENT
                    }
                    Failure::Denied(_) | Failure::Malformed(_) => true,
                };
                let tell = lasts && !std::mem::replace(&mut self.init_failed, true);
                let events = if tell {
                    vec![event("webSocket::init_failure", Value::Null)]
                } else {
                    Vec::new()
                };
                (events, Some(failure))
            }
        }
    }
}

fn read_transport(body: &str) -> Result<(String, Millis), String> {
    let answer: Value = serde_json::from_str(body).map_err(|error| format!("not JSON: {error}"))?;
    let transport = &answer["webSocketTransport"];
    let url = transport["url"].as_str().unwrap_or_default();
    let life = Millis::seconds(
        transport["transportLifeTimeInSeconds"]
            .as_f64()
            .unwrap_or_default() as u64,
    );
    if !(url.starts_with("wss://") || url.starts_with("ws://localhost")) || life < LEAST_LIFE {
        return Err("no usable WebSocket transport".to_owned());
    }
    Ok((url.to_owned(), life))
}
