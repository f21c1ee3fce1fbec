//! What the service says in the form of the agent document: times in milliseconds, connections as a map by id, and no
//! `null` but that of a value.

use serde_json::{Map, Value};

use crate::{
    cti::timestamp,
    document::{self, NULL},
};

/// The members of a snapshot beside its contacts.
pub(super) fn read_rest(rest: &mut Map<String, Value>) -> Result<(), String> {
    for member in ["nextState", "agentAvailabilityState"] {
        drop_null(rest, member);
    }
    match rest.get_mut("state") {
        Some(Value::Object(state)) if state.get("name").is_some_and(Value::is_string) => {
            convert_time(state, "startTimestamp");
        }
        _ => return Err("no agent state".to_owned()),
    }
    if let Some(Value::Object(state)) = rest.get_mut("nextState") {
        convert_time(state, "startTimestamp");
    }
    if let Some(Value::Object(state)) = rest.get_mut("agentAvailabilityState") {
        convert_time(state, "timeStamp");
    }
    convert_time(rest, "snapshotTimestamp");
    for value in rest.values_mut() {
        document::replace_nulls(value);
    }
    Ok(())
}

/// A contact without an id or a state cannot be told apart or followed: it is left out.
pub(super) fn read_contact(contact: Value) -> Option<(String, Map<String, Value>)> {
    let Value::Object(mut contact) = contact else {
        return None;
    };
    let id = contact.get("contactId")?.as_str()?.to_owned();
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
        Some(Value::Array(connections)) => connections,
        _ => Vec::new(),
    };
    let mut order = Vec::with_capacity(connections.len());
    let mut by_id = Map::new();
    for (id, connection) in connections.into_iter().filter_map(read_connection) {
        if by_id.insert(id.clone(), Value::Object(connection)).is_none() {
            order.push(Value::String(id));
        }
    }
    contact.insert("connections".to_owned(), Value::Object(by_id));
    contact.insert("connectionIds".to_owned(), Value::Array(order));
    Some((id, contact))
}

fn read_connection(connection: Value) -> Option<(String, Map<String, Value>)> {
    let Value::Object(mut connection) = connection else {
        return None;
    };
    let id = connection.get("connectionId")?.as_str()?.to_owned();
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
    Some((id, connection))
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

pub(super) fn state_time(contact: &Map<String, Value>) -> i64 {
    contact
        .get("state")
        .and_then(|state| state.get("timestamp"))
        .and_then(Value::as_f64)
        .unwrap_or_default() as i64
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::{
        cti::snapshot::tests::{agent_state, contact, ids, read},
        document::NULL,
    };

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
            Value::Object(answer.rest.clone()),
            json!({
                "state": {"agentStateARN": NULL, "type": "system", "name": "PendingBusy", "startTimestamp": 1500},
                "snapshotTimestamp": 2250,
            })
        );
        assert_eq!(
            contact(&answer, "c"),
            &json!({
                "contactId": "c", "state": {"type": "connected", "timestamp": 1000}, "name": NULL,
                "queueTimestamp": NULL, "connectionIds": ["x"],
                "connections": {"x": {"connectionId": "x", "quickConnectName": NULL}},
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
        let contact = contact(&answer, "c");
        assert_eq!(contact["contactFeatures"], json!({"screenRecordingState": NULL}));
        assert_eq!(contact["customerEndpoint"], json!({"name": NULL}));
        assert_eq!(contact["connectSystemEndpoint"], json!({}));
        assert_eq!(contact["emailRecipients"], json!({"ccList": [NULL]}));
    }

    #[test]
    fn passes_unknown_members_through() {
        let answer = read(json!({
            "state": agent_state(), "brandNew": {"deep": [1, null]},
            "contacts": [{"contactId": "c", "state": {"type": "init", "timestamp": 1}, "contactMetadata": {"a": 1}}],
        }));
        assert_eq!(answer.rest["brandNew"], json!({"deep": [1, NULL]}));
        assert_eq!(contact(&answer, "c")["contactMetadata"], json!({"a": 1}));
    }

    #[test]
    fn leaves_out_what_cannot_be_followed() {
        let answer = read(json!({
            "state": agent_state(),
            "contacts": [null, 7, {}, {"contactId": "c"}, {"contactId": "d", "state": {"type": "connected"}}],
        }));
        assert_eq!(ids(&answer), ["d"]);
    }
}
