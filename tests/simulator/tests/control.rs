//! The control API: contacts, agents, requests, and the pages beside it.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use common::{JANE, Session, Simulator};
use serde_json::{Value, json};

fn state(simulator: &Simulator) -> String {
    simulator.agent(JANE)["state"]["name"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn contact_state(simulator: &Simulator) -> String {
    simulator.agent(JANE)["contacts"][0]["state"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn a_call_from_the_ring_to_the_end() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let call = simulator.offer("voice");
    let customer = json!({ "contactId": call["contactId"], "connectionId": call["customerConnectionId"] });
    session.contact("AcceptContact", &call).ok();
    session.call("HoldConnection", customer.clone()).ok();
    let shown = simulator.agent(JANE)["contacts"][0].clone();
    assert_eq!(
        shown,
        json!({
            "contactId": call["contactId"],
            "type": "voice",
            "state": "connected",
            "connections": [
                { "connectionId": call["agentConnectionId"], "type": "agent", "state": "connected", "initial": false },
                { "connectionId": call["customerConnectionId"], "type": "inbound", "state": "hold", "initial": true },
            ],
        })
    );
    session.call("ResumeConnection", customer).ok();
    let path = format!("/contacts/{}", call["contactId"].as_str().unwrap());
    simulator
        .control(&format!("{path}/customer"), json!({ "action": "hangUp" }))
        .ok();
    assert_eq!(state(&simulator), "AfterCallWork");
    session
        .call(
            "PutAgentState",
            json!({ "state": { "type": "x", "name": "Lunch" }, "enqueueNextState": true }),
        )
        .ok();
    assert_eq!(
        simulator.agent(JANE)["nextState"],
        json!({ "name": "Lunch", "type": "not_routable" })
    );
    session.contact("ClearContact", &call).ok();
    assert_eq!(state(&simulator), "Lunch");
}

#[test]
fn the_other_ways_a_contact_can_go() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let call = simulator.offer("voice");
    let path = format!("/contacts/{}", call["contactId"].as_str().unwrap());
    simulator
        .control(&format!("{path}/move"), json!({ "state": "pending" }))
        .ok();
    assert_eq!(contact_state(&simulator), "pending");
    simulator
        .control(&format!("{path}/attributes"), json!({ "a": "b" }))
        .ok();
    assert_eq!(session.snapshot()["contacts"][0]["attributes"]["a"]["value"], "b");
    let refused = simulator.control(&format!("{path}/customer"), json!({ "action": "answer" }));
    assert_eq!(refused.status, 409);
    assert_eq!(simulator.delete(&format!("/_sim{path}")).status, 200);
    assert_eq!(state(&simulator), "Available");
    assert_eq!(simulator.delete(&format!("/_sim{path}")).status, 404);

    let call = simulator.offer("queue_callback");
    session.contact("RejectContact", &call).ok();
    assert_eq!(
        (contact_state(&simulator).as_str(), state(&simulator).as_str()),
        ("rejected", "MissedCallAgent")
    );
    session.contact("ClearContact", &call).ok();

    simulator
        .control(
            "/agents/jane/settings",
            json!({ "outboundAnswer": "busy", "answerMilliseconds": 0 }),
        )
        .ok();
    session
        .call(
            "CreateOutboundContact",
            json!({ "endpoint": { "type": "phone_number", "phoneNumber": "+12065550100" } }),
        )
        .ok();
    assert_eq!(
        (contact_state(&simulator).as_str(), state(&simulator).as_str()),
        ("error", "LineEngagedCustomer")
    );
}

#[test]
fn settings_change_how_contacts_go() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    simulator
        .control("/agents/jane/settings", json!({ "ringSeconds": 0 }))
        .ok();
    simulator.offer("voice");
    assert_eq!(contact_state(&simulator), "missed");
    session
        .call(
            "PutAgentState",
            json!({ "state": { "type": "routable", "name": "Available" } }),
        )
        .ok();

    simulator
        .control(
            "/agents/jane/settings",
            json!({ "ringSeconds": 20, "afterContactWork": false }),
        )
        .ok();
    let call = simulator.offer("voice");
    session.contact("AcceptContact", &call).ok();
    let hang_up = json!({ "contactId": call["contactId"], "connectionId": call["agentConnectionId"] });
    session.call("DestroyConnection", hang_up).ok();
    assert_eq!(simulator.agent(JANE)["contacts"], json!([]));

    let settings = json!({ "answerMilliseconds": 0, "autoAccept": true, "permissions": [] });
    simulator.control("/agents/jane/settings", settings).ok();
    simulator.offer("voice");
    assert_eq!(contact_state(&simulator), "connected");
    assert_eq!(
        session.call("GetAgentPermissions", json!({})).ok()["permissions"],
        json!([])
    );
}

#[test]
fn contacts_are_refused_with_a_sentence() {
    let simulator = Simulator::start();
    let nobody = simulator.control("/contacts", json!({ "agent": JANE, "channel": "voice" }));
    assert_eq!(
        (nobody.status, &nobody.json()["error"]),
        (404, &json!("No agent named jane has signed in yet."))
    );
    simulator.sign_in(JANE);
    simulator
        .control("/agents/jane/state", json!({ "name": "Lunch" }))
        .ok();
    let away = simulator.control("/contacts", json!({ "agent": JANE, "channel": "voice" }));
    assert_eq!(away.status, 409);
    assert!(
        away.json()["error"]
            .as_str()
            .unwrap()
            .starts_with("jane is Lunch, which is not routable.")
    );
    simulator
        .control(
            "/contacts",
            json!({ "agent": JANE, "channel": "voice", "force": true }),
        )
        .ok();
    assert_eq!(state(&simulator), "PendingBusy");

    let error = |path: &str, body: Value| {
        let answer = simulator.control(path, body);
        assert_eq!(answer.status, 400, "{}", answer.text);
        answer.json()["error"].as_str().unwrap().to_owned()
    };
    let with = |member: &str, value: Value| {
        let mut body = json!({ "agent": JANE, "channel": "chat", "force": true });
        body[member] = value;
        body
    };
    assert!(error("/contacts", with("colour", json!("red"))).contains("colour"));
    assert!(
        error("/contacts", with("ringSeconds", json!("soon")))
            .starts_with("The member ringSeconds is not right")
    );
    assert!(error("/contacts", with("queue", json!("Nowhere"))).contains("no queue Nowhere"));
    assert!(error("/contacts", with("channel", json!("fax"))).contains("fax"));
    assert!(error("/contacts", with("direction", json!("outbound"))).contains("direction"));
    assert!(error("/contacts", json!({ "agent": JANE })).contains("channel"));
    assert!(error("/agents/jane/state", json!({ "name": "Asleep" })).contains("Available, Lunch"));
    assert!(error("/agents/jane/settings", json!({ "outboundAnswer": "maybe" })).contains("outboundAnswer"));
    assert!(error("/faults", json!({ "operation": "*", "kind": "flood" })).contains("kind"));
    assert!(error("/faults", json!({ "operation": "*", "kind": "latency" })).contains("milliseconds"));
    assert_eq!(simulator.control("/nowhere", json!({})).status, 404);
    assert_eq!(simulator.get("/_sim/contacts").status, 405);
}

#[test]
fn outbound_and_chosen_identifiers() {
    let simulator = Simulator::start();
    simulator.sign_in(JANE);
    let body = json!({
        "agent": JANE, "channel": "voice", "direction": "outbound", "contactId": "chosen",
        "customer": "+12065550123", "attributes": { "a": "b" },
    });
    assert_eq!(simulator.control("/contacts", body).ok()["contactId"], "chosen");
    assert_eq!(
        simulator.agent(JANE)["contacts"][0]["connections"][1]["type"],
        "outbound"
    );
    let twice = json!({ "agent": JANE, "channel": "chat", "contactId": "chosen", "force": true });
    assert_eq!(simulator.control("/contacts", twice).status, 409);
}

#[test]
fn several_agents_are_apart_until_one_monitors_another() {
    let simulator = Simulator::start();
    let jane = simulator.sign_in(JANE);
    let sue = simulator.sign_in("sue");
    let call = simulator.offer("voice");
    jane.contact("AcceptContact", &call).ok();
    assert_eq!(sue.snapshot()["contacts"], json!([]));
    assert_eq!(
        sue.contact("ClearContact", &call).status,
        400,
        "another agent's contact"
    );
    let monitoring = simulator
        .control(
            "/contacts",
            json!({ "agent": "sue", "channel": "voice", "monitors": call["contactId"] }),
        )
        .ok();
    let own = |session: &Session<'_>| session.snapshot()["contacts"][0]["connections"][0].clone();
    assert_eq!(own(&sue)["monitorStatus"], "SILENT_MONITOR");
    assert_eq!(own(&sue)["monitoringInfo"]["agent"]["agentName"], JANE);
    let barge = json!({ "contactId": monitoring["contactId"], "targetMonitorMode": "BARGE" });
    sue.call("UpdateMonitorParticipantState", barge).ok();
    assert_eq!(
        (&own(&sue)["state"]["type"], &own(&sue)["monitorStatus"]),
        (&json!("barge"), &json!("BARGE"))
    );
    assert_eq!(
        jane.snapshot()["contacts"][0]["connections"][2]["type"],
        "monitoring"
    );
}

#[test]
fn requests_are_recorded() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let last = simulator.get("/_sim/requests").ok()["last"].as_u64().unwrap();
    session.contact("AcceptContact", &json!({ "contactId": "none" }));
    simulator.get_with("/crm", &[("origin", "http://elsewhere.example")]);
    let seen = simulator.get(&format!("/_sim/requests?after={last}")).ok();
    let [accept, page] = seen["requests"].as_array().unwrap().as_slice() else {
        panic!("{seen}")
    };
    assert_eq!(
        (&accept["operation"], &accept["path"], &accept["method"]),
        (&json!("AcceptContact"), &json!("/api"), &json!("POST"))
    );
    assert_eq!((&accept["agent"], &accept["status"]), (&json!(JANE), &json!(400)));
    assert_eq!(accept["parameters"]["contactId"], "none");
    assert_eq!(
        (&page["operation"], &page["origin"]),
        (&Value::Null, &json!("http://elsewhere.example"))
    );
    assert_eq!(page["number"], seen["last"]);
    let some = simulator.get("/_sim/requests?operation=PutAgentState").ok();
    assert_eq!(some["requests"].as_array().unwrap().len(), 1);
    let all = simulator.get("/_sim/requests").ok().to_string();
    assert!(!all.contains("demo"), "no password is recorded");
    assert_eq!(simulator.get("/_sim/requests?before=3").status, 400);
    assert_eq!(simulator.delete("/_sim/requests").status, 200);
    assert_eq!(
        simulator.get("/_sim/requests").ok(),
        json!({ "requests": [], "last": seen["last"] })
    );
}

#[test]
fn a_reset_forgets_everything() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    simulator.offer("voice");
    simulator
        .control("/faults", json!({ "operation": "*", "kind": "cut" }))
        .ok();
    simulator.control("/reset", json!({})).ok();
    assert_eq!(simulator.get("/_sim/agents").ok(), json!({ "agents": [] }));
    assert_eq!(simulator.get("/_sim/faults").ok(), json!({ "faults": [] }));
    assert_eq!(session.call("GetAgentStates", json!({})).status, 401);
}

#[test]
fn pages_are_served_at_every_origin() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    for origin in simulator.pages.iter().chain([&simulator.base]) {
        for (path, heading) in [
            ("/", "Amazon Connect simulator"),
            ("/crm", "CRM"),
            ("/wiki", "Wiki"),
        ] {
            let page = simulator.get(&format!("{origin}{path}"));
            assert!(
                page.text.contains(&format!("<h1>{heading}</h1>")),
                "{origin}{path}"
            );
            assert!(
                page.text.contains(&simulator.base),
                "{origin}{path} knows the instance"
            );
        }
        assert_eq!(
            simulator.get(&format!("{origin}/crm.js")).header("content-type"),
            "text/javascript; charset=utf-8"
        );
    }
    let wiki = simulator.get("/wiki");
    assert!(
        wiki.header("content-security-policy")
            .starts_with("default-src 'none'; script-src 'self'; style-src 'self';")
    );
    let page_origin = &simulator.pages[0];
    for path in ["/api", "/_sim/info", "/login", "/ccp-v2/"] {
        assert_eq!(
            simulator.get(&format!("{page_origin}{path}")).status,
            404,
            "pages have no service"
        );
    }
    drop(session);
}

#[test]
fn without_the_npm_library_a_page_says_how_to_get_it() {
    let simulator = Simulator::start_with(&["--npm", "/no/such/folder"]);
    let session = simulator.sign_in(JANE);
    for path in ["/crm-npm", "/ccp-v2/"] {
        let page = simulator.get_with(path, &[("cookie", &session.cookies)]);
        assert_eq!(page.status, 503);
        assert!(page.text.contains("npm ci"), "{path}");
    }
    assert_eq!(simulator.get("/npm/amazon-connect-streams.js").status, 404);
    assert_eq!(simulator.get("/npm/left-pad.js").status, 404);
}

#[test]
fn pages_load_the_clients_that_they_are_asked_for() {
    let simulator = Simulator::start();
    let scripts = |path: &str| -> Vec<String> {
        let page = simulator.get(path).text;
        let parts = page.split("<script src=\"").skip(1);
        parts
            .map(|part| part.split('"').next().unwrap().to_owned())
            .collect()
    };
    let chat = "/npm/amazon-connect-chatjs.js";
    let task = "/npm/amazon-connect-taskjs.js";
    assert_eq!(scripts("/crm"), ["/crm.js"]);
    assert_eq!(scripts("/crm?clients=task"), [task, "/clients.js", "/crm.js"]);
    for origin in [&simulator.base, &simulator.pages[0]] {
        assert_eq!(
            scripts(&format!("{origin}/crm?clients=chat,task")),
            [chat, task, "/clients.js", "/crm.js"]
        );
        assert_eq!(simulator.get(&format!("{origin}/clients.js")).status, 200);
    }
    let unknown = simulator.get("/crm?clients=chat,%3Cb%3E");
    assert_eq!(unknown.status, 400);
    assert!(unknown.text.contains("not &lt;b&gt;"), "{}", unknown.text);
}

#[test]
fn attributes_and_references_come_and_go() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let task = simulator.offer("task");
    let path = format!("/contacts/{}", task["contactId"].as_str().unwrap());
    let set = |what: &str, value: Value| simulator.control(&format!("{path}/{what}"), value);
    set("attributes", json!({ "tier": "gold", "language": "de" })).ok();
    set("attributes", json!({ "tier": "silver", "language": null })).ok();
    let url = |value: &str| json!({ "type": "URL", "value": value });
    set(
        "references",
        json!({ "Order": url("https://a"), "Invoice": url("https://b") }),
    )
    .ok();
    set(
        "references",
        json!({ "Order": url("https://c"), "Invoice": null }),
    )
    .ok();
    let contact = session.snapshot()["contacts"][0].clone();
    assert_eq!(
        contact["attributes"],
        json!({ "tier": { "name": "tier", "value": "silver" } })
    );
    assert_eq!(contact["references"], json!({ "Order": url("https://c") }));
    let wrong = set("references", json!({ "Order": "https://a" }));
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("Order"), "{}", wrong.text);
    set("references", json!({ "Order": null })).ok();
    assert_eq!(session.snapshot()["contacts"][0]["references"], Value::Null);
}

#[test]
fn a_supervisor_reads_a_chat_and_barges_in() {
    let simulator = Simulator::start();
    let agent = simulator.sign_in(JANE);
    let supervisor = simulator.sign_in("sue");
    let chat = simulator.offer("chat");
    agent.contact("AcceptContact", &chat).ok();
    let body = json!({ "agent": "sue", "channel": "chat", "monitors": chat["contactId"] });
    let listening = simulator.control("/contacts", body).ok();
    let own = supervisor.snapshot()["contacts"][0]["connections"][0].clone();
    assert_eq!(
        (&own["type"], &own["state"]["type"], &own["monitorStatus"]),
        (
            &json!("monitoring"),
            &json!("silent_monitor"),
            &json!("SILENT_MONITOR")
        )
    );
    assert_eq!(own["monitorCapabilities"], json!(["SILENT_MONITOR", "BARGE"]));
    let data: Value = serde_json::from_str(own["chatMediaInfo"]["connectionData"].as_str().unwrap()).unwrap();
    let token = data["ConnectionAuthenticationToken"].as_str().unwrap();
    let write = || {
        let message = json!({ "ContentType": "text/plain", "Content": "May I?" });
        supervisor.participate(token, "message", message).status
    };
    supervisor.participate(token, "transcript", json!({})).ok();
    assert_eq!(write(), 403);
    let barge = json!({ "contactId": listening["contactId"], "targetMonitorMode": "BARGE" });
    supervisor.call("UpdateMonitorParticipantState", barge).ok();
    assert_eq!(write(), 200);
    let seen = agent.snapshot()["contacts"][0]["connections"].clone();
    assert_eq!(seen[2]["state"]["type"], "barge");
}
