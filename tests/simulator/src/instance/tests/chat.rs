use serde_json::{Value, json};

use super::super::Exception;
use super::super::chat::{ChatEvent, ChatMessage, Participant, Said};
use super::super::directory::quick_connects;
use super::*;

const EVENT: &str = "application/vnd.amazonaws.connect.event.";

impl Stage {
    fn customer_of(offered: &Offered) -> Participant {
        Participant::Customer(offered.contact_id.clone())
    }

    fn agent_in(&self, contact: &str) -> Participant {
        Participant::Agent(self.key(contact))
    }

    fn write(&mut self, who: &Participant, text: &str) -> Result<Said, Refusal> {
        let message = ChatMessage {
            content_type: "text/plain".to_owned(),
            content: text.to_owned(),
            client_token: None,
        };
        self.instance.send_chat_message(who, &message, self.now)
    }

    fn event(&mut self, who: &Participant, name: &str, content: Option<Value>) -> Result<Said, Refusal> {
        let event = ChatEvent {
            content_type: format!("{EVENT}{name}"),
            content: content.map(|content| content.to_string()),
            client_token: None,
        };
        self.instance.send_chat_event(who, &event, self.now)
    }

    /// What was said since the last time, as `agent: ROLE event-or-text`.
    fn heard(&mut self) -> Vec<String> {
        let messages = self.instance.take_messages();
        messages
            .iter()
            .map(|message| format!("{}: {}", message.agent, told(&message.content)))
            .collect()
    }

    fn told(&self, chat: &str) -> Vec<String> {
        let shown = self.instance.show_chat(chat).unwrap();
        shown["transcript"].as_array().unwrap().iter().map(told).collect()
    }
}

fn told(item: &Value) -> String {
    let role = item["ParticipantRole"].as_str().unwrap_or("-");
    let kind = item["ContentType"].as_str().unwrap();
    let what = item["Content"]
        .as_str()
        .unwrap_or_else(|| kind.strip_prefix(EVENT).unwrap());
    format!("{role} {what}")
}

#[test]
fn a_chat_is_told_to_who_takes_part() {
    let mut stage = Stage::new();
    let chat = stage.offer(Channel::Chat);
    let (customer, id) = (Stage::customer_of(&chat), chat.contact_id.as_str());
    stage.write(&customer, "Hello?").unwrap();
    assert_eq!(stage.heard(), [""; 0], "nobody has accepted");
    stage.instance.accept_contact(JANE, id, stage.now).unwrap();
    let agent = stage.agent_in(id);
    stage.write(&agent, "Hi!").unwrap();
    stage.event(&customer, "typing", None).unwrap();
    assert_eq!(
        stage.heard(),
        [
            "jane: AGENT participant.joined",
            "jane: AGENT Hi!",
            "jane: CUSTOMER typing"
        ]
    );
    stage.customer(id, CustomerAction::HangUp).unwrap();
    assert_eq!(
        stage.heard(),
        ["jane: CUSTOMER participant.left", "jane: - chat.ended"]
    );
    assert_eq!(
        stage.told(id),
        [
            "CUSTOMER participant.joined",
            "CUSTOMER Hello?",
            "AGENT participant.joined",
            "AGENT Hi!",
            "CUSTOMER participant.left",
            "- chat.ended",
        ],
        "typing leaves no trace"
    );
    for who in [agent, customer] {
        let refused = stage.write(&who, "Are you there?").unwrap_err();
        assert_eq!(refused.exception, Exception::AccessDenied);
    }
}

#[test]
fn the_agent_ends_the_chat_once() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    stage.heard();
    let key = stage.key(&chat.contact_id);
    stage.instance.leave_chat(&key, stage.now).unwrap();
    assert_eq!(
        stage.heard(),
        ["jane: AGENT participant.left", "jane: - chat.ended"]
    );
    assert_eq!(stage.contact_state(&chat.contact_id), ContactState::Ended);
    assert!(stage.instance.leave_chat(&key, stage.now).is_err());
    assert!(stage.heard().is_empty());
}

#[test]
fn an_agent_who_has_not_accepted_may_not_speak() {
    let mut stage = Stage::new();
    let chat = stage.offer(Channel::Chat);
    let agent = stage.agent_in(&chat.contact_id);
    assert!(stage.write(&agent, "Hi!").is_err());
    assert!(stage.instance.transcript(&agent, &Default::default()).is_ok());
    stage.wait(20_000);
    assert!(stage.write(&agent, "Hi!").is_err());
    assert_eq!(
        stage.told(&chat.contact_id),
        ["CUSTOMER participant.joined"],
        "the chat waits on"
    );
}

#[test]
fn a_chat_goes_on_with_the_next_agent() {
    let mut stage = Stage::new();
    stage.add("alice");
    let chat = stage.talk(Channel::Chat);
    let customer = Stage::customer_of(&chat);
    stage.write(&customer, "Help!").unwrap();
    stage.heard();
    let quick_connect = |name: &str| {
        quick_connects()
            .into_iter()
            .find(|it| it.name.as_deref() == Some(name))
            .unwrap()
    };
    let pass = |stage: &mut Stage, name: &str| {
        let endpoint = quick_connect(name);
        stage
            .instance
            .create_additional_connection(JANE, &chat.contact_id, endpoint, stage.now)
            .unwrap();
    };
    pass(&mut stage, "bob");
    assert_eq!(stage.heard(), ["jane: - transfer.failed"]);
    assert_eq!(
        stage.contact_state(&chat.contact_id),
        ContactState::Connected,
        "bob is not there"
    );
    pass(&mut stage, "alice");
    assert_eq!(
        stage.heard(),
        ["jane: AGENT participant.left", "jane: - transfer.succeeded"]
    );
    let second = stage.only_contact("alice").id.clone();
    stage
        .instance
        .accept_contact("alice", &second, stage.now)
        .unwrap();
    stage.write(&customer, "Hello again").unwrap();
    assert_eq!(
        stage.heard(),
        ["alice: AGENT participant.joined", "alice: CUSTOMER Hello again"]
    );
    let agent = stage.agent_in(&second);
    let transcript = stage.instance.transcript(&agent, &Default::default()).unwrap();
    assert_eq!(transcript["InitialContactId"], chat.contact_id);
    assert_eq!(transcript["Transcript"][2]["Content"], "Help!");
    let query = serde_json::from_value(json!({ "ContactId": second })).unwrap();
    let own = stage.instance.transcript(&agent, &query).unwrap();
    assert_eq!(
        own["Transcript"].as_array().unwrap().len(),
        2,
        "of this contact alone"
    );
}

#[test]
fn a_supervisor_reads_and_may_write_after_barging_in() {
    let mut stage = Stage::new();
    stage.add("sue");
    let chat = stage.talk(Channel::Chat);
    let key = stage.key(&chat.contact_id);
    let listening = stage.instance.monitor("sue", &key, stage.now).unwrap();
    let supervisor = stage.agent_in(&listening.contact_id);
    stage.heard();
    let customer = Stage::customer_of(&chat);
    stage.write(&customer, "Hello").unwrap();
    assert_eq!(stage.heard(), ["jane: CUSTOMER Hello", "sue: CUSTOMER Hello"]);
    assert!(stage.write(&supervisor, "May I?").is_err());
    stage
        .instance
        .set_monitor_mode("sue", &listening.contact_id, "BARGE", stage.now)
        .unwrap();
    stage.write(&supervisor, "May I?").unwrap();
    assert_eq!(
        stage.heard(),
        ["jane: SUPERVISOR May I?", "sue: SUPERVISOR May I?"]
    );
}

#[test]
fn receipts_are_about_a_message_of_the_chat() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let agent = stage.agent_in(&chat.contact_id);
    let customer = Stage::customer_of(&chat);
    let said = stage.write(&agent, "Hi!").unwrap();
    stage.instance.take_messages();
    stage
        .event(&customer, "message.read", Some(json!({ "messageId": said.id })))
        .unwrap();
    let told = stage.instance.take_messages();
    let metadata = &told[0].content;
    assert_eq!(metadata["Type"], "MESSAGEMETADATA");
    assert_eq!(metadata["MessageMetadata"]["MessageId"], said.id);
    let receipt = &metadata["MessageMetadata"]["Receipts"][0];
    assert_eq!(receipt["RecipientParticipantId"], chat.customer_connection_id);
    assert!(receipt["ReadTimestamp"].is_string() && receipt["DeliveredTimestamp"].is_null());
    for content in [None, Some(json!({})), Some(json!({ "messageId": "x" }))] {
        let refused = stage.event(&agent, "message.delivered", content).unwrap_err();
        assert_eq!(refused.exception, Exception::Validation);
    }
    assert!(
        stage.event(&agent, "chat.ended", None).is_err(),
        "not theirs to say"
    );
}

#[test]
fn a_client_token_says_a_thing_once() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let agent = stage.agent_in(&chat.contact_id);
    let message = ChatMessage {
        content_type: "text/markdown".to_owned(),
        content: "**Hi**".to_owned(),
        client_token: Some("token".to_owned()),
    };
    let first = stage.instance.send_chat_message(&agent, &message, stage.now);
    let second = stage.instance.send_chat_message(&agent, &message, stage.now);
    assert_eq!(first, second);
    assert_eq!(stage.told(&chat.contact_id).len(), 3);
}

#[test]
fn messages_have_a_type_and_a_length() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let agent = stage.agent_in(&chat.contact_id);
    assert!(stage.write(&agent, "").is_err());
    assert!(stage.write(&agent, &"é".repeat(1024)).is_ok());
    assert!(stage.write(&agent, &"é".repeat(1025)).is_err());
    let video = ChatMessage {
        content_type: "video/mp4".to_owned(),
        content: "x".to_owned(),
        client_token: None,
    };
    assert!(
        stage
            .instance
            .send_chat_message(&agent, &video, stage.now)
            .is_err()
    );
}
