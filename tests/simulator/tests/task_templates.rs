//! Task templates, as amazon-connect-taskjs asks for them through Streams, and what agents are told of tasks.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use common::{Answer, JANE, Session, Simulator};
use serde_json::{Value, json};

const BASE: &str = "/task-templates/api/ccp";
const INSTANCE: &str = "5ca1ab1e-0000-4000-8000-0000000c0de5";
const BASIC_QUEUE: &str = "arn:aws:connect:us-west-2:123456789012:instance/5ca1ab1e-0000-4000-8000-0000000c0de5/queue/5ca1ab1e-0002-4000-8000-000000000000";
const CALL_BACK: &str = "5ca1ab1e-0005-4000-8000-000000000000";
const CLAIM: &str = "5ca1ab1e-0005-4000-8000-000000000001";
const PAPER_FORM: &str = "5ca1ab1e-0005-4000-8000-000000000003";

fn headers<'a>(session: &'a Session<'_>) -> [(&'a str, &'a str); 3] {
    [
        ("cookie", session.cookies.as_str()),
        ("content-type", "application/json"),
        ("x-csrf-token", "csrf"),
    ]
}

fn get(session: &Session<'_>, path: &str) -> Answer {
    let path = format!("{BASE}/proxy/instance/{INSTANCE}/task/template{path}");
    session.simulator.get_with(&path, &headers(session))
}

fn create(session: &Session<'_>, task: &Value) -> Answer {
    let path = format!("{BASE}/createTemplatedTask");
    session
        .simulator
        .put_with(&path, &headers(session), &task.to_string())
}

fn update(session: &Session<'_>, update: &Value) -> Answer {
    let path = format!("{BASE}/updateContact");
    session
        .simulator
        .try_post(&path, &headers(session), &update.to_string())
        .unwrap()
}

/// The identifier of a quick connect, which is what TaskJS makes of an endpoint.
fn quick_connect(session: &Session<'_>, name: &str) -> String {
    let endpoints = session
        .call("GetEndpoints", json!({ "queueARNs": [BASIC_QUEUE] }))
        .ok();
    let endpoint = endpoints["endpoints"]
        .as_array()
        .unwrap()
        .iter()
        .find(|endpoint| endpoint["name"] == name)
        .unwrap()
        .clone();
    let arn = endpoint["endpointARN"].as_str().unwrap();
    arn.rsplit('/').next().unwrap().to_owned()
}

/// The first contact of the agent, which is on its way.
fn first_contact(session: &Session<'_>) -> Value {
    let mut token = Value::Null;
    loop {
        let poll = json!({ "timeout": 10_000, "nextToken": token });
        let answer = session.call("GetAgentSnapshot", poll).ok();
        let contact = &answer["snapshot"]["contacts"][0];
        if contact.is_object() {
            return contact.clone();
        }
        token = answer["nextToken"].clone();
    }
}

#[test]
fn templates_are_listed_and_shown() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let names = |query: &str| -> Vec<String> {
        let list = get(&session, query).ok();
        let templates = list["TaskTemplates"].as_array().unwrap().iter();
        templates
            .map(|it| it["Name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names("").len(), 4);
    assert_eq!(
        names("?status=active&maxResults=50"),
        ["Call back", "Claim", "Answer an e-mail"]
    );
    assert_eq!(names("?status=inactive"), ["Paper form"]);
    let first = get(&session, "?maxResults=3").ok();
    let rest = format!("?maxResults=3&nextToken={}", first["NextToken"].as_str().unwrap());
    assert_eq!(names(&rest), ["Paper form"]);
    for wrong in [
        "?status=sleeping",
        "?maxResults=101",
        "?maxResults=0",
        "?maxResults=x",
    ] {
        assert_eq!(get(&session, wrong).status, 400, "{wrong}");
    }

    let claim = get(&session, &format!("/{CLAIM}?snapshotVersion=1")).ok();
    assert_eq!((&claim["Id"], &claim["Name"]), (&json!(CLAIM), &json!("Claim")));
    assert_eq!(
        claim["Constraints"]["ReadOnlyFields"],
        json!([{ "Id": { "Name": "Priority" } }])
    );
    assert_eq!(get(&session, &format!("/{CLAIM}?snapshotVersion=2")).status, 404);
    assert_eq!(get(&session, "/none").status, 404);
}

#[test]
fn a_templated_task_rings_completed_and_changes() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let task = json!({
        "TaskTemplateId": CLAIM,
        "Description": "A dent",
        "QuickConnectId": quick_connect(&session, "Billing"),
        "References": { "Amount": { "Type": "NUMBER", "Value": 1000 } },
    });
    let id = create(&session, &task).ok()["contactId"].clone();
    let contact = first_contact(&session);
    assert_eq!(contact["contactId"], id);
    assert_eq!(
        (&contact["type"], &contact["name"]),
        (&json!("task"), &json!("Claim"))
    );
    assert_eq!(contact["queue"]["name"], "Billing");
    assert_eq!(
        contact["channelContext"],
        json!({ "scheduledTime": null, "taskTemplateId": CLAIM, "taskTemplateVersion": 1 })
    );
    assert_eq!(
        contact["references"],
        json!({
            "Amount": { "type": "NUMBER", "value": "1000" },
            "Kind": { "type": "STRING", "value": "Parcel" },
            "Priority": { "type": "STRING", "value": "normal" },
            "Reviewed": { "type": "STRING", "value": "false" },
        })
    );
    session.contact("AcceptContact", &contact).ok();
    let change = json!({
        "ContactId": id, "Name": "Claim 7",
        "References": { "Amount": { "Type": "NUMBER", "Value": 1001 } },
    });
    update(&session, &change).ok();
    let changed = first_contact(&session);
    assert_eq!(
        (&changed["name"], &changed["description"]),
        (&json!("Claim 7"), &json!("A dent"))
    );
    assert_eq!(changed["references"]["Amount"]["value"], "1001");
    assert_eq!(changed["references"]["Kind"]["value"], "Parcel");
    let priority =
        json!({ "ContactId": id, "References": { "Priority": { "Type": "STRING", "Value": "high" } } });
    assert_eq!(update(&session, &priority).status, 400);
    assert_eq!(
        update(&session, &json!({ "ContactId": id, "Name": " " })).status,
        400
    );
    assert_eq!(update(&session, &json!({ "ContactId": "none" })).status, 404);
}

#[test]
fn a_quick_connect_of_an_agent_and_a_default_one() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let alice = simulator.sign_in("alice");
    let phone = json!({ "Telephone": { "Type": "STRING", "Value": "+12065550100" } });
    let by_default = json!({ "TaskTemplateId": CALL_BACK, "Name": "Call Mary", "References": phone });
    create(&session, &by_default).ok();
    let contact = first_contact(&alice);
    assert_eq!(contact["queue"]["name"], "Support");
    alice.contact("RejectContact", &contact).ok();
    alice.contact("ClearContact", &contact).ok();
    let mut to_alice = by_default;
    to_alice["QuickConnectId"] = json!(quick_connect(&session, "alice"));
    // A time that has come already.
    to_alice["ScheduledTime"] = json!(1_700_000_000);
    let id = create(&session, &to_alice).ok()["contactId"].clone();
    let contact = first_contact(&alice);
    assert_eq!(contact["contactId"], id);
    assert_eq!(contact["channelContext"]["scheduledTime"], 1_700_000_000);
}

#[test]
fn what_a_template_refuses() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let queue = quick_connect(&session, "Billing");
    let amount = json!({ "Amount": { "Type": "NUMBER", "Value": 1 } });
    for (task, status) in [
        (json!({ "TaskTemplateId": "none", "Name": "x" }), 404),
        (
            json!({ "TaskTemplateId": PAPER_FORM, "Name": "x", "QuickConnectId": queue }),
            400,
        ),
        (json!({ "TaskTemplateId": CLAIM, "QuickConnectId": queue }), 400),
        (json!({ "TaskTemplateId": CLAIM, "References": amount }), 400),
        (
            json!({ "TaskTemplateId": CLAIM, "References": amount, "QuickConnectId": "none" }),
            400,
        ),
        (
            json!({ "TaskTemplateId": CALL_BACK, "References": { "Telephone": { "Type": "STRING", "Value": "1" } } }),
            400,
        ),
        (
            json!({ "TaskTemplateId": CLAIM, "References": { "Amount": 1 }, "QuickConnectId": queue }),
            400,
        ),
        (json!({ "Name": "x" }), 400),
    ] {
        assert_eq!(create(&session, &task).status, status, "{task}");
    }
    let plain = simulator.offer("task");
    let other = json!({ "ContactId": plain["contactId"], "Name": "x" });
    assert_eq!(
        update(&session, &other).json()["__type"],
        "InvalidContactTypeException"
    );
}

#[test]
fn it_takes_cookies_the_header_and_the_right_instance() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let path = format!("{BASE}/proxy/instance/{INSTANCE}/task/template");
    let at = |path: &str, headers: &[(&str, &str)]| simulator.get_with(path, headers).status;
    let (cookie, csrf) = (("cookie", session.cookies.as_str()), ("x-csrf-token", "csrf"));
    assert_eq!(at(&path, &[cookie, csrf]), 200);
    assert_eq!(at(&format!("/connect{path}"), &[cookie, csrf]), 200);
    assert_eq!(at(&path, &[cookie]), 403);
    assert_eq!(at(&path, &[csrf]), 401);
    assert_eq!(at(&path.replace(INSTANCE, "other"), &[cookie, csrf]), 403);
}

#[test]
fn agents_are_told_of_their_tasks() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let mut socket = session.subscribe(&["aws/task"]);
    let task = simulator.offer("task");
    session.contact("AcceptContact", &task).ok();
    let pass = |name: &str| {
        let endpoints = session
            .call("GetEndpoints", json!({ "queueARNs": [BASIC_QUEUE] }))
            .ok();
        let endpoints = endpoints["endpoints"].as_array().unwrap();
        let endpoint = endpoints.iter().find(|it| it["name"] == name).unwrap();
        let body = json!({ "contactId": task["contactId"], "endpoint": endpoint });
        session.call("CreateAdditionalConnection", body).ok();
    };
    let mut next = || {
        let content = socket.next();
        assert_eq!(
            (&content["Id"], &content["InitialContactId"]),
            (&task["contactId"], &task["contactId"])
        );
        let kind = content["ContentType"].as_str().unwrap();
        kind.strip_prefix("application/vnd.amazonaws.connect.event.")
            .unwrap()
            .to_owned()
    };
    pass("alice");
    assert_eq!(
        (next(), next()),
        ("transfer.initiated".to_owned(), "transfer.failed".to_owned())
    );
    let path = format!("/contacts/{}/task", task["contactId"].as_str().unwrap());
    simulator
        .control(&path, json!({ "event": "expire.warning" }))
        .ok();
    assert_eq!(next(), "expire.warning");
    let alice = simulator.sign_in("alice");
    pass("alice");
    assert_eq!(
        (next(), next()),
        ("transfer.initiated".to_owned(), "transfer.succeeded".to_owned())
    );

    let passed = first_contact(&alice);
    alice.contact("AcceptContact", &passed).ok();
    let path = format!("/contacts/{}/task", passed["contactId"].as_str().unwrap());
    simulator
        .control(&path, json!({ "event": "expire.complete" }))
        .ok();
    assert_eq!(simulator.agent("alice")["contacts"][0]["state"], "ended");
    assert_eq!(simulator.control(&path, json!({ "event": "sing" })).status, 400);
    let call = simulator
        .control(
            "/contacts",
            json!({ "agent": JANE, "channel": "voice", "force": true }),
        )
        .ok();
    let path = format!("/contacts/{}/task", call["contactId"].as_str().unwrap());
    assert_eq!(
        simulator
            .control(&path, json!({ "event": "expire.warning" }))
            .status,
        409
    );
}
