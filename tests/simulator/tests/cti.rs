//! The CTI service over HTTP: encodings, checks, pages, the long poll.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use std::thread;

use common::{JANE, Simulator};
use serde_json::{Value, json};

#[test]
fn snapshots_are_encoded_as_the_service_does() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let idle = session.snapshot();
    assert_eq!(idle["nextState"], Value::Null);
    assert!(
        idle.as_object().unwrap().contains_key("nextState"),
        "an explicit null"
    );
    assert!(idle["snapshotTimestamp"].is_f64(), "seconds with a fraction");
    assert!((1.7e9..1e10).contains(&idle["snapshotTimestamp"].as_f64().unwrap()));
    assert_eq!(idle["state"]["type"], "routable");
    assert!(
        idle["state"]["agentStateARN"]
            .as_str()
            .unwrap()
            .contains("/agent-state/")
    );

    let offered = simulator
        .control(
            "/contacts",
            json!({ "agent": JANE, "channel": "voice", "attributes": { "tier": "gold" } }),
        )
        .ok();
    let snapshot = session.snapshot();
    assert_eq!(
        snapshot["state"]["agentStateARN"],
        Value::Null,
        "states of the service have no ARN"
    );
    assert_eq!(
        (&snapshot["state"]["name"], &snapshot["state"]["type"]),
        (&json!("PendingBusy"), &json!("system"))
    );
    assert_eq!(snapshot["agentAvailabilityState"]["state"], "PendingBusy");
    let contact = &snapshot["contacts"][0];
    assert_eq!(contact["contactId"], offered["contactId"]);
    assert_eq!(contact["type"], "voice");
    assert!(contact["state"]["timestamp"].is_f64());
    assert_eq!(
        contact["attributes"],
        json!({ "tier": { "name": "tier", "value": "gold" } })
    );
    assert!(contact["contactDuration"].is_string());
    assert_eq!(
        contact["segmentAttributes"]["connect:Subtype"]["ValueString"],
        "connect:Telephony"
    );
    for member in [
        "initialContactId",
        "relatedContactId",
        "name",
        "description",
        "references",
        "channelContext",
        "emailRecipients",
    ] {
        assert_eq!(contact.get(member), Some(&Value::Null), "{member}");
    }
    let connection = &contact["connections"][0];
    assert_eq!(
        (&connection["type"], &connection["initial"]),
        (&json!("agent"), &json!(false))
    );
    assert_eq!(connection["softphoneMediaInfo"]["callType"], "audio_only");
    let config: Value = serde_json::from_str(
        connection["softphoneMediaInfo"]["callConfigJson"]
            .as_str()
            .unwrap(),
    )
    .unwrap();
    assert_eq!(config["useWebSocketProvider"], true);
    for member in [
        "chatMediaInfo",
        "monitoringInfo",
        "quickConnectName",
        "monitorCapabilities",
        "monitorStatus",
    ] {
        assert_eq!(connection.get(member), Some(&Value::Null), "{member}");
    }
    assert_eq!(contact["connections"][1]["endpoint"]["endpointARN"], Value::Null);
    assert_eq!(contact["connections"][1]["endpoint"]["type"], "phone_number");
}

/// Names of the members, sorted.
fn members(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn snapshots_have_exactly_the_members_of_the_model() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    simulator.offer("voice");
    let snapshot = session.snapshot();
    assert_eq!(
        members(&snapshot),
        [
            "agentAvailabilityState",
            "contacts",
            "nextState",
            "snapshotTimestamp",
            "state"
        ]
    );
    assert_eq!(
        members(&snapshot["state"]),
        ["agentStateARN", "name", "startTimestamp", "type"]
    );
    let contact = &snapshot["contacts"][0];
    assert_eq!(
        members(contact),
        [
            "attributes",
            "channelContext",
            "connectSystemEndpoint",
            "connections",
            "contactAssociationId",
            "contactDuration",
            "contactFeatures",
            "contactId",
            "customerEndpoint",
            "description",
            "emailRecipients",
            "initialContactId",
            "initiationMethod",
            "languageCode",
            "name",
            "queue",
            "queueTimestamp",
            "references",
            "relatedContactId",
            "segmentAttributes",
            "state",
            "type",
        ]
    );
    assert_eq!(
        members(&contact["connections"][0]),
        [
            "capabilities",
            "chatMediaInfo",
            "connectionId",
            "endpoint",
            "forcedMute",
            "initial",
            "monitorCapabilities",
            "monitorStatus",
            "monitoringInfo",
            "mute",
            "quickConnectName",
            "softphoneMediaInfo",
            "state",
            "type",
        ]
    );
}

#[test]
fn a_chat_brings_its_connection_data_as_text() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let chat = simulator.offer("chat");
    let contact = session.snapshot()["contacts"][0].clone();
    let media = &contact["connections"][0]["chatMediaInfo"];
    let data: Value = serde_json::from_str(media["connectionData"].as_str().unwrap()).unwrap();
    assert!(data["ConnectionAuthenticationToken"].is_string());
    let participant = json!({
        "transportType": "chat_token",
        "contactId": chat["contactId"],
        "participantId": chat["agentConnectionId"],
    });
    let transport = session.call("CreateTransport", participant).ok();
    assert!(transport["chatTokenTransport"]["participantToken"].is_string());
    assert_eq!(transport["webSocketTransport"], Value::Null);
    let stranger =
        json!({ "transportType": "chat_token", "contactId": chat["contactId"], "participantId": "somebody" });
    assert_eq!(session.call("CreateTransport", stranger).status, 403);
}

#[test]
fn transports() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let call = simulator.offer("voice");
    let create = |body: Value| session.call("CreateTransport", body);
    let socket = create(json!({ "transportType": "web_socket" })).ok();
    assert_eq!(socket["webSocketTransport"]["transportLifeTimeInSeconds"], 3742);
    assert!(
        socket["webSocketTransport"]["expiry"]
            .as_str()
            .unwrap()
            .ends_with('Z')
    );
    let host = simulator.base.strip_prefix("http").unwrap();
    assert!(
        socket["webSocketTransport"]["url"]
            .as_str()
            .unwrap()
            .starts_with(&format!("ws{host}/socket?token="))
    );
    simulator
        .control("/transport", json!({ "transportLifeTimeInSeconds": 300 }))
        .ok();
    let shorter = create(json!({ "transportType": "web_socket" })).ok();
    assert_eq!(shorter["webSocketTransport"]["transportLifeTimeInSeconds"], 300);

    let softphone = create(json!({ "transportType": "softphone", "softphoneClientId": "client" })).ok();
    assert!(softphone["softphoneTransport"]["softphoneMediaConnections"][0]["urls"][0].is_string());
    let discovery = create(json!({ "transportType": "agent_discovery" })).ok();
    let discovered = simulator
        .get(
            discovery["agentDiscoveryTransport"]["presignedUrl"]
                .as_str()
                .unwrap(),
        )
        .ok();
    assert_eq!(discovered["TerminateActiveContacts"], false);
    let meeting = create(json!({ "transportType": "web_rtc", "contactId": call["contactId"] })).ok();
    assert!(meeting["webRTCTransport"]["attendee"]["joinToken"].is_string());
    let unknown = create(json!({ "transportType": "carrier_pigeon" }));
    assert_eq!(
        (unknown.status, unknown.json()["__type"].as_str()),
        (400, Some("ValidationException"))
    );
}

#[test]
fn requests_are_checked() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let other = simulator.sign_in("john");
    let error = |operation: &str, token: &str, body: String| {
        let answer = session.send(operation, token, &body).unwrap();
        let json = answer.json();
        assert!(
            json["message"]
                .as_str()
                .is_some_and(|message| message.ends_with('.')),
            "{json}"
        );
        (answer.status, json["__type"].as_str().unwrap().to_owned())
    };
    let token = session.token.as_str();
    let authentication = json!({ "authentication": { "authToken": token } }).to_string();
    let expected = |status: u16, name: &str| (status, name.to_owned());
    assert_eq!(
        error("TransferContact", token, authentication.clone()),
        expected(400, "UnknownOperationException")
    );
    assert_eq!(
        error("GetAgentStates", "nonsense", authentication.clone()),
        expected(401, "UnauthorizedException")
    );
    assert_eq!(
        error("GetAgentStates", token, "{}".to_owned()),
        expected(400, "ValidationException")
    );
    assert_eq!(
        error("GetAgentStates", token, "{".to_owned()),
        expected(400, "SerializationException")
    );
    assert_eq!(
        error("GetAgentStates", token, "[]".to_owned()),
        expected(400, "SerializationException")
    );
    assert_eq!(
        error("AcceptContact", token, authentication.clone()),
        expected(400, "ValidationException")
    );
    let anothers = json!({ "authentication": { "authToken": other.token } }).to_string();
    assert_eq!(
        error("GetAgentStates", token, anothers),
        expected(401, "UnauthorizedException")
    );
    let none = json!({ "authentication": {} }).to_string();
    assert_eq!(
        error("GetAgentStates", token, none),
        expected(401, "UnauthorizedException")
    );
    let arn = json!({ "authentication": { "authToken": token, "agentARN": "arn:somebody" } }).to_string();
    assert_eq!(
        error("GetAgentStates", token, arn),
        expected(403, "AccessDeniedException")
    );
    assert_eq!(
        error("ClearContact", token, json!({ "contactId": "x" }).to_string()),
        expected(400, "InvalidStateException")
    );

    let headers = [
        ("content-type", "text/plain"),
        ("x-amz-target", "AmazonConnectCTIService.GetAgentStates"),
    ];
    assert_eq!(
        simulator.try_post("/api", &headers, "{}").unwrap().json()["__type"],
        "SerializationException"
    );
    let headers = [("content-type", "application/x-amz-json-1.0")];
    assert_eq!(
        simulator.try_post("/connect/api", &headers, "{}").unwrap().json()["__type"],
        "UnknownOperationException"
    );
}

/// All items of a list, in pages of a size.
fn all(
    session: &common::Session<'_>,
    operation: &str,
    member: &str,
    size: u64,
    mut body: Value,
) -> (Vec<Value>, usize) {
    let mut items = Vec::new();
    body["maxResults"] = json!(size);
    for pages in 1.. {
        let answer = session.call(operation, body.clone()).ok();
        let page = answer[member].as_array().unwrap();
        assert!(page.len() <= usize::try_from(size).unwrap());
        items.extend(page.iter().cloned());
        if answer["nextToken"].is_null() {
            return (items, pages);
        }
        body["nextToken"] = answer["nextToken"].clone();
    }
    unreachable!("the loop ends with the last page")
}

#[test]
fn lists_come_in_pages() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let configuration = session.call("GetAgentConfiguration", json!({})).ok()["configuration"].clone();
    let profile = json!({ "routingProfileARN": configuration["routingProfile"]["routingProfileARN"] });
    let queues = session.call("GetRoutingProfileQueues", profile.clone()).ok();
    let queues: Vec<_> = queues["queues"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["queueARN"])
        .collect();
    let all_queues = json!({ "queueARNs": queues });
    assert_eq!(configuration["username"], JANE);
    assert_eq!(
        configuration["routingProfile"]["channelConcurrencyMap"],
        json!({ "VOICE": 1, "CHAT": 10, "TASK": 10 })
    );
    for (operation, member, count, body) in [
        ("GetAgentStates", "states", 8, json!({})),
        ("GetDialableCountryCodes", "countryCodes", 60, json!({})),
        ("GetRoutingProfileQueues", "queues", 12, profile),
        ("GetEndpoints", "endpoints", 30, all_queues),
        ("GetAgentPermissions", "permissions", 3, json!({})),
    ] {
        let (whole, pages) = all(&session, operation, member, 500, body.clone());
        assert_eq!((whole.len(), pages), (count, 1), "{operation}");
        let (items, pages) = all(&session, operation, member, 7, body.clone());
        assert_eq!((items, pages), (whole, count.div_ceil(7)), "{operation}");
        let mut wrong = body;
        wrong["nextToken"] = json!("nonsense");
        assert_eq!(
            session.call(operation, wrong).json()["__type"],
            "PaginationException"
        );
    }
}

#[test]
fn the_long_poll_waits_for_a_change_of_this_agent() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let other = simulator.sign_in("john");
    let first = session.call("GetAgentSnapshot", json!({ "timeout": 30000 })).ok();
    let poll = json!({ "timeout": 30000, "nextToken": first["nextToken"] });
    let second = thread::scope(|scope| {
        let waiting = scope.spawn(|| session.call("GetAgentSnapshot", poll).ok());
        other
            .call(
                "PutAgentState",
                json!({ "state": { "type": "x", "name": "Lunch" } }),
            )
            .ok();
        simulator.offer("voice");
        waiting.join().unwrap()
    });
    assert_eq!(second["snapshot"]["state"]["name"], "PendingBusy");
    assert_ne!(second["nextToken"], first["nextToken"]);
    let unchanged = session
        .call(
            "GetAgentSnapshot",
            json!({ "timeout": 20, "nextToken": second["nextToken"] }),
        )
        .ok();
    assert_eq!(unchanged["nextToken"], second["nextToken"]);
    let stale = session
        .call(
            "GetAgentSnapshot",
            json!({ "timeout": 30000, "nextToken": first["nextToken"] }),
        )
        .ok();
    assert_eq!(
        stale["nextToken"], second["nextToken"],
        "an old token is answered at once"
    );
}

#[test]
fn the_end_of_the_session_ends_the_long_poll() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let first = session.call("GetAgentSnapshot", json!({})).ok();
    let poll = json!({ "timeout": 30000, "nextToken": first["nextToken"] });
    let answer = thread::scope(|scope| {
        let waiting = scope.spawn(|| session.call("GetAgentSnapshot", poll));
        simulator.control("/agents/jane/expire", json!({})).ok();
        waiting.join().unwrap()
    });
    assert_eq!(answer.status, 401);
}

#[test]
fn the_configuration_can_be_changed() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let mut configuration = session.call("GetAgentConfiguration", json!({})).ok()["configuration"].clone();
    configuration["softphoneEnabled"] = json!(false);
    let refused = session.call(
        "UpdateAgentConfiguration",
        json!({ "configuration": configuration }),
    );
    assert_eq!(refused.json()["__type"], "InvalidConfigurationException");
    configuration["extension"] = json!("+12065550111");
    configuration["agentPreferences"] = json!({ "locale": "de_DE" });
    session
        .call(
            "UpdateAgentConfiguration",
            json!({ "configuration": configuration }),
        )
        .ok();
    let changed = session.call("GetAgentConfiguration", json!({})).ok()["configuration"].clone();
    assert_eq!(
        (&changed["softphoneEnabled"], &changed["extension"]),
        (&json!(false), &json!("+12065550111"))
    );
    assert_eq!(changed["agentPreferences"]["LANGUAGE"], "de_DE");
}

#[test]
fn what_is_only_noted_is_taken() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let call = simulator.offer("voice");
    let id = &call["contactId"];
    let logs =
        json!({ "logEvents": [{ "timestamp": 1_646_369_082.783, "component": "ccp", "message": "m" }] });
    session.call("SendClientLogs", logs).ok();
    session
        .call(
            "SendSoftphoneCallReport",
            json!({ "contactId": id, "report": { "gumTimeMillis": 3 } }),
        )
        .ok();
    let statistics = json!([{ "timestamp": 1, "softphoneStreamType": "audio_input", "audioLevel": 0.5 }]);
    session
        .call(
            "SendSoftphoneCallMetrics",
            json!({ "contactId": id, "softphoneStreamStatistics": statistics }),
        )
        .ok();
    session
        .call("NotifyContactIssue", json!({ "contactId": id, "issueCode": "i" }))
        .ok();
    assert_eq!(
        session
            .call("NotifyContactIssue", json!({ "contactId": "x" }))
            .status,
        400
    );
}

#[test]
fn the_refresh_token_gives_a_new_token() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let refresh = session
        .cookies
        .split("; ")
        .find_map(|cookie| cookie.strip_prefix("lily-auth-refresh-prod-sim="))
        .unwrap();
    let renewed = session
        .call("GetNewAuthToken", json!({ "refreshToken": refresh }))
        .ok();
    assert!(renewed["newAuthToken"].is_string() && renewed["expirationDateTime"].is_f64());
    let refused = session.call("GetNewAuthToken", json!({ "refreshToken": "NA" }));
    assert_eq!(refused.json()["__type"], "RefreshTokenExpiredException");
}

#[test]
fn quick_connects_are_those_of_the_queues() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let instance = "arn:aws:connect:us-west-2:123456789012:instance/5ca1ab1e-0000-4000-8000-0000000c0de5";
    let queue = |number: usize| format!("{instance}/queue/5ca1ab1e-0002-4000-8000-{number:012}");
    let names = |queues: &[String], size: u64| -> Vec<String> {
        let (items, _) = all(
            &session,
            "GetEndpoints",
            "endpoints",
            size,
            json!({ "queueARNs": queues }),
        );
        items
            .iter()
            .map(|it| it["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let agents = ["alice", "bob", "carol", "dave", "erin", "frank"];
    let two = names(&[queue(1), queue(2), queue(1)], 100);
    assert_eq!(two[..6], agents);
    assert_eq!(two[6..], ["Support", "Billing", "Fraud desk", "Legal"]);
    assert_eq!(names(&[queue(1), queue(2)], 3), two, "in pages, too");
    assert_eq!(names(&[queue(1), queue(0)], 100).len(), 30);
    assert_eq!(names(&[format!("{instance}/queue/agent/x")], 100), agents);
    assert!(names(&[], 100).is_empty() && names(&["other".to_owned()], 100).is_empty());
}

#[test]
fn what_clients_report_is_kept() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let call = simulator.offer("voice");
    let id = call["contactId"].clone();
    let lines = json!({ "logEvents": [
        { "timestamp": 1_700_000_000, "component": "ccp", "message": "one" },
        { "timestamp": 1_700_000_001, "component": "ccp", "message": "two" },
    ] });
    session.call("SendClientLogs", lines).ok();
    let issue = json!({ "contactId": id, "issueCode": "BAD_AUDIO", "description": "Echo" });
    session.call("NotifyContactIssue", issue).ok();
    let unknown = json!({ "contactId": "none", "issueCode": "BAD_AUDIO" });
    assert_eq!(session.call("NotifyContactIssue", unknown).status, 400);
    let report = json!({ "contactId": id, "ccpVersion": "x", "report": { "gumTimeMillis": 12 } });
    session.call("SendSoftphoneCallReport", report).ok();
    let metrics = json!({ "contactId": id, "softphoneStreamStatistics": [
        { "softphoneStreamType": "audio_input", "packetCount": 5 },
    ] });
    session.call("SendSoftphoneCallMetrics", metrics).ok();

    let logs = |query: &str| simulator.get(&format!("/_sim/logs{query}")).ok();
    let all = logs("");
    let kinds: Vec<_> = all["logs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["kind"])
        .collect();
    assert_eq!(kinds, ["log", "log", "issue", "callReport", "callMetrics"]);
    let issues = logs("?kind=issue&agent=jane");
    assert_eq!(
        (&issues["logs"][0]["contactId"], &issues["logs"][0]["agent"]),
        (&id, &json!(JANE))
    );
    assert_eq!(
        issues["logs"][0]["content"],
        json!({ "issueCode": "BAD_AUDIO", "description": "Echo", "clientLogs": null })
    );
    assert_eq!(logs("?after=4")["logs"][0]["content"]["packetCount"], 5);
    assert_eq!(logs("?kind=log")["logs"][1]["content"]["message"], "two");
    assert_eq!(simulator.get("/_sim/logs?kind=song").status, 400);
    simulator.delete("/_sim/logs").ok();
    assert_eq!(logs(""), json!({ "logs": [], "last": 5 }));
}
