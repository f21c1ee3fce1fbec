use super::super::Exception;
use super::super::agent::OutboundAnswer;
use super::super::contact::{ConnectionKind::*, ConnectionState as On};
use super::*;

fn answering(outcome: OutboundAnswer) -> Stage {
    let mut stage = Stage::new();
    stage
        .instance
        .change_agent(JANE, |agent| agent.settings.outbound_answer = outcome);
    stage
}

#[test]
fn the_customer_answers() {
    let mut stage = Stage::new();
    let call = stage.dial("+12065550177").unwrap();
    let id = call.contact_id.as_str();
    assert_eq!(stage.state(JANE), "CallingCustomer/system");
    assert_eq!(stage.contact_state(id), ContactState::Connecting);
    assert_eq!(
        stage.connections(id),
        [(Agent, On::Connected), (Outbound, On::Connecting)]
    );
    assert!(
        stage.instance.accept_contact(JANE, id, stage.now).is_err(),
        "there is nothing to accept"
    );
    stage.wait(299);
    assert_eq!(stage.contact_state(id), ContactState::Connecting);
    stage.wait(1);
    assert_eq!(stage.contact_state(id), ContactState::Connected);
    assert_eq!(stage.state(JANE), "Busy/system");
}

#[test]
fn the_customer_is_busy_or_cannot_be_reached() {
    for (outcome, state) in [
        (OutboundAnswer::Busy, "LineEngagedCustomer/error"),
        (OutboundAnswer::Fail, "FailedConnectCustomer/error"),
    ] {
        let mut stage = answering(outcome);
        let call = stage.dial("+12065550177").unwrap();
        stage.wait(300);
        assert_eq!(stage.contact_state(&call.contact_id), ContactState::Error);
        assert_eq!(stage.state(JANE), state);
        stage
            .instance
            .clear_contact(JANE, &call.contact_id, stage.now)
            .unwrap();
        assert_eq!(stage.state(JANE), "Available/routable");
    }
}

#[test]
fn the_customer_never_answers_until_told_to() {
    let mut stage = answering(OutboundAnswer::Never);
    let call = stage.dial("+12065550177").unwrap();
    stage.wait(3_600_000);
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connecting);
    stage.customer(&call.contact_id, CustomerAction::Answer).unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connected);
    assert!(stage.customer(&call.contact_id, CustomerAction::Busy).is_err());
}

#[test]
fn the_agent_gives_up_before_the_answer() {
    let mut stage = answering(OutboundAnswer::Never);
    let call = stage.dial("+12065550177").unwrap();
    stage
        .instance
        .destroy_connection(JANE, &call.contact_id, &call.agent_connection_id, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Ended);
    assert_eq!(stage.state(JANE), "AfterCallWork/system");
}

#[test]
fn wrong_numbers_are_bad_endpoints() {
    let mut stage = Stage::new();
    for number in ["", "12", "call me", "+1 206 555"] {
        assert_eq!(
            stage.dial(number).unwrap_err().exception,
            Exception::BadEndpoint,
            "{number:?}"
        );
    }
    assert!(stage.has_no_contact(JANE));
    stage.dial("sip:desk@example.com").unwrap();
}

#[test]
fn an_agent_with_a_call_offline_or_without_permission_cannot_dial() {
    let mut stage = Stage::new();
    stage.choose(JANE, "Offline").unwrap();
    assert_eq!(
        stage.dial("+12065550177").unwrap_err().exception,
        Exception::InvalidState
    );
    stage.choose(JANE, "Lunch").unwrap();
    stage.dial("+12065550177").unwrap();
    assert_eq!(
        stage.dial("+12065550177").unwrap_err().exception,
        Exception::InvalidState
    );
    stage
        .instance
        .change_agent(JANE, |agent| agent.settings.permissions.clear());
    assert_eq!(
        stage.dial("+12065550177").unwrap_err().exception,
        Exception::AccessDenied
    );
}
