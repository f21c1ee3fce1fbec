//! Chats through the participant service, as amazon-connect-chatjs asks it, and the customer's side of them.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use common::{Answer, JANE, Session, Simulator, Socket};
use serde_json::{Value, json};

const EVENT: &str = "application/vnd.amazonaws.connect.event.";

/// Jane in a chat, with a WebSocket and the token of the connection.
struct Chat<'a> {
    session: Session<'a>,
    socket: Socket,
    id: String,
    token: String,
}

fn chat(simulator: &Simulator) -> Chat<'_> {
    let session = simulator.sign_in(JANE);
    let socket = session.subscribe(&["aws/chat"]);
    let body = json!({ "agent": JANE, "channel": "chat", "customer": "Mary" });
    let offered = simulator.control("/contacts", body).ok();
    let transport = json!({
        "transportType": "chat_token",
        "contactId": offered["contactId"],
        "participantId": offered["agentConnectionId"],
    });
    let transport = session.call("CreateTransport", transport).ok();
    session.contact("AcceptContact", &offered).ok();
    let token = transport["chatTokenTransport"]["participantToken"].clone();
    let mut chat = Chat {
        session,
        socket,
        id: offered["contactId"].as_str().unwrap().to_owned(),
        token: token.as_str().unwrap().to_owned(),
    };
    let joined = chat.socket.next();
    assert_eq!(joined["ContentType"], format!("{EVENT}participant.joined"));
    assert_eq!(joined["ParticipantId"], offered["agentConnectionId"]);
    chat
}

impl Chat<'_> {
    fn ask(&self, operation: &str, body: Value) -> Answer {
        self.session.participate(&self.token, operation, body)
    }

    fn customer(&self, act: Value) -> Answer {
        let path = format!("/contacts/{}/chat", self.id);
        self.session.simulator.control(&path, act)
    }

    fn shown(&self) -> Value {
        let path = format!("/_sim/contacts/{}/chat", self.id);
        self.session.simulator.get(&path).ok()
    }
}

#[test]
fn the_agent_connects_with_either_token() {
    let simulator = Simulator::start();
    let chat = chat(&simulator);
    let contact = chat.session.snapshot()["contacts"][0].clone();
    let data = &contact["connections"][0]["chatMediaInfo"]["connectionData"];
    let data: Value = serde_json::from_str(data.as_str().unwrap()).unwrap();
    let participant_token = data["ConnectionAuthenticationToken"].as_str().unwrap();
    let connect = |body: Value| chat.session.participate(participant_token, "connection", body);

    assert_eq!(chat.shown()["participants"][1]["acknowledged"], false);
    assert_eq!(connect(json!({ "ConnectParticipant": true })).ok(), json!({}));
    assert_eq!(
        chat.shown()["participants"][1],
        json!({
            "participantId": contact["connections"][0]["connectionId"],
            "displayName": JANE,
            "role": "AGENT",
            "acknowledged": true,
        })
    );
    let connected = connect(json!({ "Type": ["WEBSOCKET", "CONNECTION_CREDENTIALS"] })).ok();
    assert!(
        connected["Websocket"]["Url"]
            .as_str()
            .unwrap()
            .starts_with("ws://")
    );
    let token = connected["ConnectionCredentials"]["ConnectionToken"]
        .as_str()
        .unwrap();
    chat.session.participate(token, "transcript", json!({})).ok();
    assert_eq!(connect(json!({})).status, 400);
    let refused = chat.session.participate("nonsense", "transcript", json!({}));
    assert_eq!(
        (refused.status, refused.header("x-amzn-errortype")),
        (403, "AccessDeniedException")
    );
}

#[test]
fn messages_go_both_ways_and_into_the_transcript() {
    let simulator = Simulator::start();
    let mut chat = chat(&simulator);
    let from_customer = chat
        .customer(json!({ "action": "message", "content": "Where is my parcel?" }))
        .ok();
    let heard = chat.socket.next();
    assert_eq!(heard["Id"], from_customer["id"]);
    assert_eq!(
        (&heard["Type"], &heard["ParticipantRole"], &heard["DisplayName"]),
        (&json!("MESSAGE"), &json!("CUSTOMER"), &json!("Mary"))
    );
    assert_eq!(
        (&heard["ContactId"], &heard["InitialContactId"]),
        (&json!(chat.id), &json!(chat.id))
    );

    let answer = json!({ "ContentType": "text/plain", "Content": "On its way.", "ClientToken": "t" });
    let said = chat.ask("message", answer.clone()).ok();
    assert!(said["AbsoluteTime"].as_str().unwrap().ends_with('Z'));
    assert_eq!(
        chat.ask("message", answer).ok(),
        said,
        "a repetition says it once"
    );
    let heard = chat.socket.next();
    assert_eq!(
        (&heard["Id"], &heard["Content"]),
        (&said["Id"], &json!("On its way."))
    );

    let transcript = chat
        .ask("transcript", json!({ "MaxResults": 1, "StartPosition": {} }))
        .ok();
    assert_eq!(transcript["Transcript"], json!([heard]));
    let older = json!({ "MaxResults": 100, "NextToken": transcript["NextToken"] });
    let older = chat.ask("transcript", older).ok();
    let kinds: Vec<_> = older["Transcript"].as_array().unwrap().iter().collect();
    assert_eq!((kinds.len(), older.get("NextToken")), (3, None));
    assert_eq!(kinds[2]["Content"], "Where is my parcel?");
    let bad = chat.ask("message", json!({ "ContentType": "text/plain" }));
    assert_eq!(bad.status, 400);
    assert!(bad.json()["message"].as_str().unwrap().contains("Content"));
}

#[test]
fn typing_and_receipts() {
    let simulator = Simulator::start();
    let mut chat = chat(&simulator);
    chat.customer(json!({ "action": "typing" })).ok();
    let heard = chat.socket.next();
    assert_eq!(
        (&heard["ContentType"], &heard["ParticipantRole"]),
        (&json!(format!("{EVENT}typing")), &json!("CUSTOMER"))
    );
    chat.ask("event", json!({ "ContentType": format!("{EVENT}typing") }))
        .ok();
    assert_eq!(chat.socket.next()["ParticipantRole"], "AGENT");

    let message = json!({ "ContentType": "text/plain", "Content": "Hi" });
    let said = chat.ask("message", message).ok();
    chat.socket.next();
    for action in ["delivered", "read"] {
        chat.customer(json!({ "action": action, "messageId": said["Id"] }))
            .ok();
        let heard = chat.socket.next();
        assert_eq!(heard["Type"], "MESSAGEMETADATA");
        assert_eq!(heard["MessageMetadata"]["MessageId"], said["Id"]);
    }
    let unknown = json!({ "action": "read", "messageId": "x" });
    assert_eq!(chat.customer(unknown).status, 409);
    let content = json!({ "messageId": said["Id"] }).to_string();
    let receipt = json!({ "ContentType": format!("{EVENT}message.read"), "Content": content });
    assert!(chat.ask("event", receipt).ok()["Id"].is_string());
    chat.socket.next();
    chat.customer(json!({ "action": "event", "name": "participant.idle" }))
        .ok();
    assert_eq!(
        chat.socket.next()["ContentType"],
        format!("{EVENT}participant.idle")
    );
}

#[test]
fn files_are_announced_sent_and_fetched() {
    let simulator = Simulator::start();
    let mut chat = chat(&simulator);
    let new = json!({
        "AttachmentName": "note.txt", "AttachmentSizeInBytes": 5, "ContentType": "text/plain",
    });
    let started = chat.ask("start-attachment-upload", new).ok();
    let ids = json!({ "AttachmentIds": [started["AttachmentId"]] });
    assert_eq!(chat.ask("complete-attachment-upload", ids.clone()).status, 400);
    let url = started["UploadMetadata"]["Url"].as_str().unwrap();
    assert_eq!(
        started["UploadMetadata"]["HeadersToInclude"]["Content-Type"],
        "text/plain"
    );
    assert_eq!(simulator.put(url, "far too long").status, 400);
    simulator.put(url, "hello").ok();
    let wanted = json!({ "AttachmentId": started["AttachmentId"] });
    assert_eq!(chat.ask("attachment", wanted.clone()).status, 404);
    chat.ask("complete-attachment-upload", ids).ok();
    let heard = chat.socket.next();
    assert_eq!(
        (&heard["Type"], &heard["Attachments"][0]["Status"]),
        (&json!("ATTACHMENT"), &json!("APPROVED"))
    );
    let address = chat.ask("attachment", wanted).ok();
    assert_eq!(address["AttachmentSizeInBytes"], 5);
    let file = simulator.get(address["Url"].as_str().unwrap());
    assert_eq!(
        (file.text.as_str(), file.header("content-type")),
        ("hello", "text/plain")
    );

    let attach =
        json!({ "action": "attach", "name": "photo.png", "content": "…", "contentType": "image/png" });
    let attached = chat.customer(attach).ok();
    let heard = chat.socket.next();
    assert_eq!(heard["Attachments"][0]["AttachmentId"], attached["id"]);
    assert_eq!(heard["ParticipantRole"], "CUSTOMER");
}

#[test]
fn either_side_ends_the_chat() {
    let simulator = Simulator::start();
    let mut chat = chat(&simulator);
    chat.customer(json!({ "action": "leave" })).ok();
    assert_eq!(
        chat.socket.next()["ContentType"],
        format!("{EVENT}participant.left")
    );
    assert_eq!(chat.socket.next()["ContentType"], format!("{EVENT}chat.ended"));
    assert_eq!(simulator.agent(JANE)["contacts"][0]["state"], "ended");
    let late = json!({ "ContentType": "text/plain", "Content": "Hello?" });
    assert_eq!(chat.ask("message", late).status, 403);
    chat.ask("transcript", json!({})).ok();
    assert_eq!(chat.customer(json!({ "action": "typing" })).status, 409);
    assert_eq!(chat.shown()["over"], true);
    assert_eq!(
        simulator
            .control("/contacts/nobody/chat", json!({ "action": "leave" }))
            .status,
        404
    );
}

#[test]
fn the_agent_leaves_with_disconnect() {
    let simulator = Simulator::start();
    let chat = chat(&simulator);
    chat.ask("disconnect", json!({ "ClientToken": "t" })).ok();
    assert_eq!(simulator.agent(JANE)["contacts"][0]["state"], "ended");
    assert_eq!(chat.ask("disconnect", json!({})).status, 403);
}

#[test]
fn the_rest_of_the_service() {
    let simulator = Simulator::start();
    let mut chat = chat(&simulator);
    let url = json!({ "SessionId": "s", "RedirectUri": "https://example.com" });
    assert!(chat.ask("authentication-url", url).ok()["AuthenticationUrl"].is_string());
    chat.ask("cancel-authentication", json!({ "SessionId": "s" }))
        .ok();
    assert_eq!(
        chat.socket.next()["ContentType"],
        format!("{EVENT}authentication.cancelled")
    );
    let view = |token: &str| {
        simulator.get_with(
            &format!("/participant/views/{token}"),
            &[("x-amz-bearer", &chat.token)],
        )
    };
    assert_eq!(view("simulated-view").ok()["View"]["Name"], "Confirmation");
    assert_eq!(view("other").status, 404);
}

#[test]
fn pages_of_other_origins_may_ask() {
    let simulator = Simulator::start();
    let chat = chat(&simulator);
    let page = simulator.pages[0].clone();
    let headers = [("x-amz-bearer", chat.token.as_str()), ("origin", page.as_str())];
    let answer = simulator
        .try_post("/participant/transcript", &headers, "{}")
        .unwrap();
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    let asked = [
        ("origin", page.as_str()),
        ("access-control-request-method", "POST"),
        ("access-control-request-headers", "content-type,x-amz-bearer"),
    ];
    let allowed = simulator.options("/participant/message", &asked);
    assert_eq!(
        (allowed.status, allowed.header("access-control-allow-headers")),
        (200, "*")
    );
    let api = simulator.options("/api", &asked);
    assert_eq!(
        api.header("access-control-allow-origin"),
        "",
        "nor does the real one"
    );
    let seen = simulator.get("/_sim/requests").ok();
    let methods: Vec<_> = seen["requests"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| &it["method"])
        .collect();
    assert!(
        !methods.contains(&&json!("OPTIONS")),
        "preflights are not recorded"
    );
}
