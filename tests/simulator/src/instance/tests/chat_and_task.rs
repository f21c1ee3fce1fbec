use super::super::contact::{ConnectionKind::*, ConnectionState as On, Media};
use super::super::directory::{EndpointKind, quick_connects};
use super::super::{Exception, TaskRequest};
use super::*;

#[test]
fn a_chat_leaves_the_agents_state_alone() {
    let mut stage = Stage::new();
    let offer = Offer {
        customer: Some("Mary".to_owned()),
        ..Offer::new(Channel::Chat)
    };
    let chat = stage.instance.offer(JANE, offer, stage.now).unwrap();
    let id = chat.contact_id.as_str();
    assert_eq!(stage.contact_state(id), ContactState::Connecting);
    assert_eq!(stage.state(JANE), "Available/routable");
    assert_eq!(
        stage.connections(id),
        [(Agent, On::Connecting), (Inbound, On::Connected)]
    );
    let media = Media::Chat {
        auto_accept: false,
        customer_name: "Mary".to_owned(),
    };
    assert_eq!(stage.contact(id).agent_connection().unwrap().media, media);

    stage.instance.accept_contact(JANE, id, stage.now).unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Connected);
    stage.customer(id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Ended);
    assert_eq!(stage.state(JANE), "Available/routable");
    stage.instance.clear_contact(JANE, id, stage.now).unwrap();
    assert!(stage.has_no_contact(JANE));
}

#[test]
fn a_chat_beside_a_call_does_not_keep_the_agent_busy() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let call = stage.talk(Channel::Voice);
    assert_eq!(stage.state(JANE), "Busy/system");
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
    assert_eq!(stage.contact_state(&chat.contact_id), ContactState::Connected);
}

#[test]
fn a_missed_chat_is_no_error_of_the_agent() {
    let mut stage = Stage::new();
    let chat = stage.offer(Channel::Chat);
    stage.wait(20_000);
    assert_eq!(stage.contact_state(&chat.contact_id), ContactState::Missed);
    assert_eq!(stage.state(JANE), "Available/routable");
}

#[test]
fn destroying_the_connection_of_an_ended_chat_clears_it() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let destroy = |stage: &mut Stage| {
        stage
            .instance
            .destroy_connection(JANE, &chat.contact_id, &chat.agent_connection_id, stage.now)
    };
    destroy(&mut stage).unwrap();
    assert_eq!(stage.contact_state(&chat.contact_id), ContactState::Ended);
    destroy(&mut stage).unwrap();
    assert!(stage.has_no_contact(JANE));
}

#[test]
fn what_is_for_calls_is_refused_for_a_chat() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let held =
        stage
            .instance
            .hold_connection(JANE, &chat.contact_id, &chat.customer_connection_id, stage.now);
    assert_eq!(held.unwrap_err().exception, Exception::InvalidContactType);
}

#[test]
fn a_task_is_paused_resumed_and_ended() {
    let mut stage = Stage::new();
    let task = stage.talk(Channel::Task);
    let id = task.contact_id.as_str();
    assert!(stage.instance.resume_contact(JANE, id, stage.now).is_err());
    stage.instance.pause_contact(JANE, id, stage.now).unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Paused);
    assert!(stage.instance.pause_contact(JANE, id, stage.now).is_err());
    stage.instance.resume_contact(JANE, id, stage.now).unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Connected);
    stage
        .instance
        .destroy_connection(JANE, id, &task.agent_connection_id, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Ended);
    stage.instance.complete_contact(JANE, id, stage.now).unwrap();
    assert!(stage.has_no_contact(JANE));
}

fn task_for(name: &str) -> TaskRequest {
    let endpoint = quick_connects()
        .into_iter()
        .find(|endpoint| endpoint.name.as_deref() == Some(name))
        .unwrap();
    TaskRequest {
        endpoint,
        name: "Call back".to_owned(),
        description: Some("About the parcel".to_owned()),
        references: Some(
            serde_json::json!({ "Order": { "type": "URL", "value": "https://shop.example/1" } }),
        ),
        idempotency_token: None,
        scheduled_time: None,
        previous_contact_id: None,
        related_contact_id: None,
        template: None,
    }
}

#[test]
fn a_task_made_for_an_agent_reaches_that_agent() {
    let mut stage = Stage::new();
    stage.add("alice");
    stage.add("bob");
    let id = stage
        .instance
        .create_task(JANE, task_for("bob"), stage.now)
        .unwrap();
    assert!(stage.has_no_contact("bob"));
    stage.wait(50);
    let contact = stage.only_contact("bob");
    assert_eq!(
        (contact.id.as_str(), contact.state),
        (id.as_str(), ContactState::Connecting)
    );
    assert_eq!(contact.name.as_deref(), Some("Call back"));
    assert_eq!(contact.references.as_ref().unwrap()["Order"]["type"], "URL");
    assert!(stage.has_no_contact("alice") && stage.has_no_contact(JANE));
}

#[test]
fn a_task_for_a_queue_reaches_its_creator_if_nobody_else_is_there() {
    let mut stage = Stage::new();
    let id = stage
        .instance
        .create_task(JANE, task_for("Support"), stage.now)
        .unwrap();
    stage.wait(50);
    assert_eq!(stage.only_contact(JANE).id, id);
    assert_eq!(
        stage.only_contact(JANE).queue.as_ref().unwrap().name.as_deref(),
        Some("Support")
    );
}

#[test]
fn a_scheduled_task_waits_for_its_time() {
    let mut stage = Stage::new();
    let scheduled_time = Some(START.milliseconds / 1000 + 60);
    stage
        .instance
        .create_task(
            JANE,
            TaskRequest {
                scheduled_time,
                ..task_for("Support")
            },
            stage.now,
        )
        .unwrap();
    stage.wait(59_999);
    assert!(stage.has_no_contact(JANE));
    stage.wait(1);
    assert!(!stage.has_no_contact(JANE));
}

#[test]
fn the_same_idempotency_token_makes_one_task() {
    let mut stage = Stage::new();
    let request = TaskRequest {
        idempotency_token: Some("token".to_owned()),
        ..task_for("Support")
    };
    let first = stage
        .instance
        .create_task(JANE, request.clone(), stage.now)
        .unwrap();
    assert_eq!(
        stage.instance.create_task(JANE, request, stage.now).unwrap(),
        first
    );
    stage.wait(1_000);
    assert_eq!(stage.only_contact(JANE).id, first);
}

#[test]
fn a_task_cannot_go_to_a_telephone_number() {
    let mut stage = Stage::new();
    let number = quick_connects()
        .into_iter()
        .find(|endpoint| endpoint.kind == EndpointKind::PhoneNumber)
        .unwrap();
    for endpoint in [number, Endpoint::phone("+12065550100")] {
        let refused = stage.instance.create_task(
            JANE,
            TaskRequest {
                endpoint,
                ..task_for("Support")
            },
            stage.now,
        );
        assert_eq!(refused.unwrap_err().exception, Exception::BadEndpoint);
    }
}
