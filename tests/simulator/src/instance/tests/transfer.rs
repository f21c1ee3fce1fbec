use super::super::Exception;
use super::super::contact::ConnectionState as On;
use super::super::directory::quick_connects;
use super::*;

fn quick_connect(name: &str) -> Endpoint {
    quick_connects()
        .into_iter()
        .find(|endpoint| endpoint.name.as_deref() == Some(name))
        .unwrap()
}

/// States of the agent's, the customer's and the third party's connection.
fn states(stage: &Stage, id: &str) -> Vec<On> {
    stage
        .contact(id)
        .connections
        .iter()
        .map(|connection| connection.state)
        .collect()
}

/// Jane talks to a customer, who is on hold, and to a third party.
fn three_parties(to: Endpoint) -> (Stage, Offered, String) {
    let mut stage = Stage::new();
    stage.add("alice");
    let call = stage.talk(Channel::Voice);
    stage
        .instance
        .create_additional_connection(JANE, &call.contact_id, to, stage.now)
        .unwrap();
    assert_eq!(
        states(&stage, &call.contact_id),
        [On::Connected, On::Hold, On::Connecting]
    );
    stage.wait(300);
    assert_eq!(
        states(&stage, &call.contact_id),
        [On::Connected, On::Hold, On::Connected]
    );
    let third = stage
        .contact(&call.contact_id)
        .active_third_party()
        .unwrap()
        .id
        .clone();
    (stage, call, third)
}

#[test]
fn toggle_and_conference() {
    let (mut stage, call, third) = three_parties(Endpoint::phone("+12065550188"));
    let id = call.contact_id.as_str();
    stage
        .instance
        .toggle_active_connections(JANE, id, &third, stage.now)
        .unwrap();
    assert_eq!(states(&stage, id), [On::Connected, On::Connected, On::Hold]);
    stage
        .instance
        .toggle_active_connections(JANE, id, &third, stage.now)
        .unwrap();
    assert_eq!(states(&stage, id), [On::Connected, On::Hold, On::Connected]);
    stage
        .instance
        .conference_connections(JANE, id, stage.now)
        .unwrap();
    assert_eq!(states(&stage, id), [On::Connected, On::Connected, On::Connected]);
    let second =
        stage
            .instance
            .create_additional_connection(JANE, id, Endpoint::phone("+12065550189"), stage.now);
    assert_eq!(second.unwrap_err().exception, Exception::InvalidState);
}

#[test]
fn the_contact_lasts_until_the_last_party_has_left() {
    let (mut stage, call, third) = three_parties(Endpoint::phone("+12065550188"));
    let id = call.contact_id.as_str();
    stage.customer(id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Connected);
    assert_eq!(
        states(&stage, id),
        [On::Connected, On::Disconnected, On::Connected]
    );
    assert!(
        stage
            .instance
            .conference_connections(JANE, id, stage.now)
            .is_err()
    );
    stage
        .instance
        .destroy_connection(JANE, id, &third, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Ended);
}

#[test]
fn a_third_party_who_is_busy_leaves_the_customer_on_hold() {
    let mut stage = Stage::new();
    stage.instance.change_agent(JANE, |agent| {
        agent.settings.outbound_answer = super::super::agent::OutboundAnswer::Busy;
    });
    let call = stage.talk(Channel::Voice);
    stage
        .instance
        .create_additional_connection(JANE, &call.contact_id, Endpoint::phone("+12065550188"), stage.now)
        .unwrap();
    stage.wait(300);
    assert_eq!(
        states(&stage, &call.contact_id),
        [On::Connected, On::Hold, On::Disconnected]
    );
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connected);
}

#[test]
fn a_warm_transfer_to_an_agent_survives_the_first_one() {
    let (mut stage, call, _) = three_parties(quick_connect("alice"));
    let offered = stage.only_contact("alice").clone();
    assert_eq!(
        offered.initial_contact_id.as_deref(),
        Some(call.contact_id.as_str())
    );
    assert_eq!(offered.state, ContactState::Connecting);
    stage
        .instance
        .accept_contact("alice", &offered.id, stage.now)
        .unwrap();
    stage
        .instance
        .conference_connections(JANE, &call.contact_id, stage.now)
        .unwrap();
    stage
        .instance
        .destroy_connection(JANE, &call.contact_id, &call.agent_connection_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "AfterCallWork/system");
    assert_eq!(stage.state("alice"), "Busy/system");
    stage.customer(&offered.id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.state("alice"), "AfterCallWork/system");
}

#[test]
fn an_agent_who_leaves_or_refuses_leaves_the_first_contact() {
    let (mut stage, call, _) = three_parties(quick_connect("alice"));
    let offered = stage.only_contact("alice").clone();
    stage
        .instance
        .reject_contact("alice", &offered.id, stage.now)
        .unwrap();
    assert_eq!(
        states(&stage, &call.contact_id),
        [On::Connected, On::Hold, On::Disconnected]
    );
    assert_eq!(stage.state(JANE), "Busy/system");
}

#[test]
fn hanging_up_on_the_other_agent_ends_their_contact() {
    let (mut stage, call, third) = three_parties(quick_connect("alice"));
    let offered = stage.only_contact("alice").clone();
    stage
        .instance
        .accept_contact("alice", &offered.id, stage.now)
        .unwrap();
    stage
        .instance
        .destroy_connection(JANE, &call.contact_id, &third, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&offered.id), ContactState::Ended);
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connected);
}

#[test]
fn a_queue_reaches_whoever_is_routable() {
    let (stage, call, _) = three_parties(quick_connect("Billing"));
    let offered = stage.only_contact("alice");
    assert_eq!(offered.queue.as_ref().unwrap().name.as_deref(), Some("Billing"));
    assert_eq!(
        offered.initial_contact_id.as_deref(),
        Some(call.contact_id.as_str())
    );
}

#[test]
fn a_chat_is_passed_on_and_over() {
    let mut stage = Stage::new();
    stage.add("alice");
    let chat = stage.talk(Channel::Chat);
    let to_number = stage.instance.create_additional_connection(
        JANE,
        &chat.contact_id,
        Endpoint::phone("+12065550188"),
        stage.now,
    );
    assert_eq!(to_number.unwrap_err().exception, Exception::BadEndpoint);
    stage
        .instance
        .create_additional_connection(JANE, &chat.contact_id, quick_connect("alice"), stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&chat.contact_id), ContactState::Ended);
    assert_eq!(stage.only_contact("alice").channel, Channel::Chat);
}

#[test]
fn unknown_quick_connects_are_bad_endpoints() {
    let mut stage = Stage::new();
    let call = stage.talk(Channel::Voice);
    let unknown = Endpoint {
        arn: Some("arn:aws:unknown".to_owned()),
        ..quick_connect("alice")
    };
    let nameless = Endpoint {
        arn: None,
        ..quick_connect("alice")
    };
    for endpoint in [unknown, nameless, Endpoint::phone("x")] {
        let refused =
            stage
                .instance
                .create_additional_connection(JANE, &call.contact_id, endpoint, stage.now);
        assert_eq!(refused.unwrap_err().exception, Exception::BadEndpoint);
    }
    assert_eq!(
        states(&stage, &call.contact_id),
        [On::Connected, On::Connected],
        "nobody is put on hold in vain"
    );
}

#[test]
fn a_cold_transfer_does_not_wait_for_an_answer() {
    let mut stage = Stage::new();
    stage.add("alice");
    let call = stage.talk(Channel::Voice);
    stage
        .instance
        .create_additional_connection(JANE, &call.contact_id, quick_connect("alice"), stage.now)
        .unwrap();
    stage
        .instance
        .destroy_connection(JANE, &call.contact_id, &call.agent_connection_id, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Ended);
    let offered = stage.only_contact("alice").id.clone();
    stage
        .instance
        .accept_contact("alice", &offered, stage.now)
        .unwrap();
    stage.wait(60_000);
    assert_eq!(stage.contact_state(&offered), ContactState::Connected);
}
