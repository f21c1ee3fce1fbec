//! The answer of `GetAgentSnapshot` in the form of the agent document (see [`crate::document`]).

use serde_json::{Map, Value};

use super::timestamp;
use crate::document::{self, NULL};

/// One answer of the long poll.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentSnapshot {
    /// In the form of the document, without `localTimestamp` and `skew`.
    pub snapshot: Value,
    /// When the service made it, in milliseconds by its clock.
    pub timestamp: f64,
    /// To be sent with the next poll.
    pub next_token: Option<String>,
}

/// Reads the body of a successful answer. Members that the model does not know are passed through.
///
/// # Errors
/// In words, when a part that everything stands on (`state`, `contacts`) is missing or malformed.
pub fn read_snapshot(body: &str) -> Result<AgentSnapshot, String> {
    let answer: Value = serde_json::from_str(body).map_err(|error| format!("not JSON: {error}"))?;
    let Value::Object(mut answer) = answer else {
        return Err("not an object".to_owned());
    };
    let Some(Value::Object(mut snapshot)) = answer.remove("snapshot") else {
        return Err("no snapshot".to_owned());
    };
    for member in ["nextState", "agentAvailabilityState"] {
        drop_null(&mut snapshot, member);
    }
    match snapshot.get_mut("state") {
        Some(Value::Object(state)) if state.get("name").is_some_and(Value::is_string) => {
            convert_time(state, "startTimestamp");
        }
        _ => return Err("no agent state".to_owned()),
    }
    if let Some(Value::Object(state)) = snapshot.get_mut("nextState") {
        convert_time(state, "startTimestamp");
    }
    if let Some(Value::Object(state)) = snapshot.get_mut("agentAvailabilityState") {
        convert_time(state, "timeStamp");
    }
    let contacts = match snapshot.remove("contacts") {
        Some(Value::Array(contacts)) => contacts,
        None | Some(Value::Null) => Vec::new(),
        Some(_) => return Err("contacts are not a list".to_owned()),
    };
    let mut contacts: Vec<Map<String, Value>> = contacts.into_iter().filter_map(read_contact).collect();
    contacts.sort_by(|one, other| state_time(one).total_cmp(&state_time(other)));
    insert_by_id(&mut snapshot, contacts, "contactId", "contacts", "contactIds");

    convert_time(&mut snapshot, "snapshotTimestamp");
    let timestamp = snapshot
        .get("snapshotTimestamp")
        .and_then(Value::as_f64)
        .unwrap_or_default();
    Ok(AgentSnapshot {
        snapshot: document::without_nulls(Value::Object(snapshot)),
        timestamp,
        next_token: answer
            .remove("nextToken")
            .and_then(|token| token.as_str().map(str::to_owned)),
    })
}

/// A contact without an id or a state cannot be told apart or followed: it is left out.
fn read_contact(contact: Value) -> Option<Map<String, Value>> {
    let Value::Object(mut contact) = contact else {
        return None;
    };
    contact.get("contactId")?.as_str()?;
    match contact.get_mut("state") {
        Some(Value::Object(state)) if state.get("type").is_some_and(Value::is_string) => {
            convert_time(state, "timestamp");
        }
        _ => return None,
    }
    for member in CONTACT_STRUCTURES {
        drop_null(&mut contact, member);
    }
    for (outer, inner) in INNER_CONTACT_STRUCTURES {
        if let Some(Value::Object(members)) = contact.get_mut(*outer) {
            drop_null(members, inner);
        }
    }
    convert_time(&mut contact, "queueTimestamp");
    let connections = match contact.remove("connections") {
        Some(Value::Array(connections)) => connections.into_iter().filter_map(read_connection).collect(),
        _ => Vec::new(),
    };
    insert_by_id(
        &mut contact,
        connections,
        "connectionId",
        "connections",
        "connectionIds",
    );
    Some(contact)
}

fn read_connection(connection: Value) -> Option<Map<String, Value>> {
    let Value::Object(mut connection) = connection else {
        return None;
    };
    connection.get("connectionId")?.as_str()?;
    for member in CONNECTION_STRUCTURES {
        drop_null(&mut connection, member);
    }
    if let Some(Value::Object(state)) = connection.get_mut("state") {
        convert_time(state, "timestamp");
    }
    if let Some(Value::Object(endpoint)) = connection.get_mut("endpoint") {
        drop_null(endpoint, "queue");
    }
    if let Some(Value::Object(monitoring)) = connection.get_mut("monitoringInfo") {
        drop_null(monitoring, "agent");
        convert_time(monitoring, "joinTimeStamp");
    }
    Some(connection)
}

/// Structures, lists and maps of a contact: an explicit null of the service means that they are absent
/// (PROTOCOL.md 1.2). A null of anything else is a value.
const CONTACT_STRUCTURES: &[&str] = &[
    "queue",
    "connections",
    "attributes",
    "references",
    "contactFeatures",
    "channelContext",
    "segmentAttributes",
    "customerEndpoint",
    "connectSystemEndpoint",
    "emailRecipients",
];

/// Likewise, inside those.
const INNER_CONTACT_STRUCTURES: &[(&str, &str)] = &[
    ("contactFeatures", "screenRecordingConfig"),
    ("customerEndpoint", "queue"),
    ("connectSystemEndpoint", "queue"),
    ("emailRecipients", "toList"),
    ("emailRecipients", "ccList"),
    ("emailRecipients", "fromRecipient"),
];

const CONNECTION_STRUCTURES: &[&str] = &[
    "endpoint",
    "state",
    "softphoneMediaInfo",
    "chatMediaInfo",
    "monitoringInfo",
    "monitorCapabilities",
    "capabilities",
];

fn drop_null(members: &mut Map<String, Value>, name: &str) {
    if members.get(name).is_some_and(Value::is_null) {
        members.remove(name);
    }
}

fn convert_time(members: &mut Map<String, Value>, name: &str) {
    if let Some(value) = members.get_mut(name) {
        *value = timestamp::read(value).map_or(Value::String(NULL.to_owned()), milliseconds);
    }
}

fn milliseconds(time: f64) -> Value {
    // Whole numbers stay short on the way to the page.
    if time.abs() < 9e15 {
        Value::from(time as i64)
    } else {
        Value::from(time)
    }
}

fn state_time(contact: &Map<String, Value>) -> f64 {
    contact
        .get("state")
        .and_then(|state| state.get("timestamp"))
        .and_then(Value::as_f64)
        .unwrap_or_default()
}

fn insert_by_id(
    parent: &mut Map<String, Value>,
    items: Vec<Map<String, Value>>,
    id: &str,
    items_name: &str,
    order_name: &str,
) {
    let mut order = Vec::with_capacity(items.len());
    let mut by_id = Map::new();
    for item in items {
        let Some(key) = item.get(id).and_then(Value::as_str).map(str::to_owned) else {
            continue;
        };
        if by_id.insert(key.clone(), Value::Object(item)).is_none() {
            order.push(Value::String(key));
        }
    }
    parent.insert(items_name.to_owned(), Value::Object(by_id));
    parent.insert(order_name.to_owned(), Value::Array(order));
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(snapshot: Value) -> AgentSnapshot {
        read_snapshot(&json!({"snapshot": snapshot, "nextToken": "n"}).to_string()).unwrap()
    }

    fn agent_state() -> Value {
        json!({"agentStateARN": null, "type": "system", "name": "PendingBusy", "startTimestamp": 1.5})
    }

    #[test]
    fn keeps_nulls_of_scalars_and_drops_those_of_structures() {
        let answer = read(json!({
            "state": agent_state(),
            "nextState": null,
            "snapshotTimestamp": 2.25,
            "contacts": [{
                "contactId": "c", "state": {"type": "connected", "timestamp": 1}, "name": null,
                "references": null, "queueTimestamp": null,
                "connections": [{"connectionId": "x", "chatMediaInfo": null, "quickConnectName": null}],
            }],
        }));
        assert_eq!(answer.next_token.as_deref(), Some("n"));
        assert_eq!(answer.timestamp, 2250.0);
        assert_eq!(
            answer.snapshot,
            json!({
                "state": {"agentStateARN": NULL, "type": "system", "name": "PendingBusy", "startTimestamp": 1500},
                "snapshotTimestamp": 2250,
                "contactIds": ["c"],
                "contacts": {"c": {
                    "contactId": "c", "state": {"type": "connected", "timestamp": 1000}, "name": NULL,
                    "queueTimestamp": NULL, "connectionIds": ["x"],
                    "connections": {"x": {"connectionId": "x", "quickConnectName": NULL}},
                }},
            })
        );
    }

    #[test]
    fn drops_nulls_of_structures_inside_structures() {
        let answer = read(json!({
            "state": agent_state(),
            "contacts": [{
                "contactId": "c", "state": {"type": "connected", "timestamp": 1}, "connections": [],
                "contactFeatures": {"screenRecordingConfig": null, "screenRecordingState": null},
                "customerEndpoint": {"queue": null, "name": null},
                "connectSystemEndpoint": {"queue": null},
                "emailRecipients": {"toList": null, "ccList": [null], "fromRecipient": null},
            }],
        }));
        let contact = &answer.snapshot["contacts"]["c"];
        assert_eq!(contact["contactFeatures"], json!({"screenRecordingState": NULL}));
        assert_eq!(contact["customerEndpoint"], json!({"name": NULL}));
        assert_eq!(contact["connectSystemEndpoint"], json!({}));
        assert_eq!(contact["emailRecipients"], json!({"ccList": [NULL]}));
    }

    #[test]
    fn orders_contacts_by_time_of_state_and_connections_as_sent() {
        let contact = |id: &str, time: u32| {
            json!({
                "contactId": id, "state": {"type": "connected", "timestamp": time},
                "connections": [{"connectionId": "z"}, {"connectionId": "a"}],
            })
        };
        let answer = read(json!({
            "state": agent_state(), "contacts": [contact("c", 3), contact("a", 1), contact("b", 1)],
        }));
        assert_eq!(answer.snapshot["contactIds"], json!(["a", "b", "c"]));
        assert_eq!(
            answer.snapshot["contacts"]["a"]["connectionIds"],
            json!(["z", "a"])
        );
    }

    #[test]
    fn passes_unknown_members_through() {
        let answer = read(json!({
            "state": agent_state(), "brandNew": {"deep": [1, null]},
            "contacts": [{"contactId": "c", "state": {"type": "init", "timestamp": 1}, "contactMetadata": {"a": 1}}],
        }));
        assert_eq!(answer.snapshot["brandNew"], json!({"deep": [1, NULL]}));
        assert_eq!(
            answer.snapshot["contacts"]["c"]["contactMetadata"],
            json!({"a": 1})
        );
    }

    #[test]
    fn says_what_is_missing() {
        for (body, reason) in [
            ("<html>", "not JSON"),
            ("[]", "not an object"),
            ("{}", "no snapshot"),
            (r#"{"snapshot":{}}"#, "no agent state"),
            (
                r#"{"snapshot":{"state":{"name":"a"},"contacts":7}}"#,
                "contacts are not a list",
            ),
        ] {
            assert!(read_snapshot(body).unwrap_err().starts_with(reason), "{body}");
        }
    }

    #[test]
    fn leaves_out_what_cannot_be_followed() {
        let answer = read(json!({
            "state": agent_state(),
            "contacts": [null, 7, {}, {"contactId": "c"}, {"contactId": "d", "state": {"type": "connected"}}],
        }));
        assert_eq!(answer.snapshot["contactIds"], json!(["d"]));
    }
}
