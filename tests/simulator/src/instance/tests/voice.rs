use super::super::Exception;
use super::super::contact::{ConnectionKind::*, ConnectionState as On, Media};
use super::*;

#[test]
fn a_call_rings_is_taken_ends_and_is_cleared() {
    let mut stage = Stage::new();
    let call = stage.offer(Channel::Voice);
    assert_eq!(stage.state(JANE), "PendingBusy/system");
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connecting);
    assert_eq!(
        stage.connections(&call.contact_id),
        [(Agent, On::Connecting), (Inbound, On::Connected)]
    );
    assert!(
        stage
            .contact(&call.contact_id)
            .initial_connection()
            .is_some_and(|it| it.id == call.customer_connection_id)
    );

    stage.wait(1_000);
    stage
        .instance
        .accept_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Busy/system");
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connected);
    assert_eq!(
        stage.contact(&call.contact_id).since,
        START + Duration::from_secs(1)
    );
    assert_eq!(
        stage.contact(&call.contact_id).agent_connection().unwrap().id,
        call.agent_connection_id
    );

    stage.wait(60_000);
    assert_eq!(
        stage.contact_state(&call.contact_id),
        ContactState::Connected,
        "the ring time is over for good"
    );
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.state(JANE), "AfterCallWork/system");
    assert_eq!(
        stage.connections(&call.contact_id),
        [(Agent, On::Disconnected), (Inbound, On::Disconnected)]
    );

    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
    assert_eq!(stage.instance.agent(JANE).unwrap().state().since, stage.now);
    assert!(stage.has_no_contact(JANE));
}

#[test]
fn a_call_that_nobody_takes_is_missed() {
    let mut stage = Stage::new();
    let call = stage.offer(Channel::Voice);
    stage.wait(19_999);
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connecting);
    stage.wait(1);
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Missed);
    assert_eq!(stage.state(JANE), "MissedCallAgent/error");
    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
}

#[test]
fn rejecting_and_the_older_way_of_refusing() {
    let mut stage = Stage::new();
    let call = stage.offer(Channel::Voice);
    stage
        .instance
        .reject_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Rejected);
    assert_eq!(stage.state(JANE), "MissedCallAgent/error");
    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();

    let call = stage.offer(Channel::Voice);
    stage
        .instance
        .destroy_connection(JANE, &call.contact_id, &call.agent_connection_id, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Missed);
}

#[test]
fn a_customer_who_hangs_up_before_the_answer_is_missed() {
    let mut stage = Stage::new();
    let call = stage.offer(Channel::Voice);
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Missed);
    assert!(stage.customer(&call.contact_id, CustomerAction::HangUp).is_err());
}

#[test]
fn the_agent_hangs_up() {
    let mut stage = Stage::new();
    let call = stage.talk(Channel::Voice);
    stage
        .instance
        .destroy_connection(JANE, &call.contact_id, &call.agent_connection_id, stage.now)
        .unwrap();
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Ended);
    assert_eq!(stage.state(JANE), "AfterCallWork/system");
}

#[test]
fn without_after_contact_work_the_contact_is_gone_at_once() {
    let mut stage = Stage::new();
    stage
        .instance
        .change_agent(JANE, |agent| agent.settings.after_contact_work = false);
    let call = stage.talk(Channel::Voice);
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    assert!(stage.has_no_contact(JANE));
    assert_eq!(stage.state(JANE), "Available/routable");
}

#[test]
fn hold_and_resume() {
    let mut stage = Stage::new();
    let call = stage.talk(Channel::Voice);
    let (id, customer) = (call.contact_id.as_str(), call.customer_connection_id.as_str());
    stage
        .instance
        .hold_connection(JANE, id, customer, stage.now)
        .unwrap();
    assert_eq!(
        stage.connections(id),
        [(Agent, On::Connected), (Inbound, On::Hold)]
    );
    let again = stage
        .instance
        .hold_connection(JANE, id, customer, stage.now)
        .unwrap_err();
    assert_eq!(again.exception, Exception::InvalidState);
    stage
        .instance
        .resume_connection(JANE, id, customer, stage.now)
        .unwrap();
    assert_eq!(
        stage.connections(id),
        [(Agent, On::Connected), (Inbound, On::Connected)]
    );
    assert_eq!(stage.state(JANE), "Busy/system");
}

#[test]
fn mute_and_digits() {
    let mut stage = Stage::new();
    let call = stage.talk(Channel::Voice);
    let (id, customer) = (call.contact_id.as_str(), call.customer_connection_id.as_str());
    stage
        .instance
        .mute_participant(JANE, id, customer, true, stage.now)
        .unwrap();
    assert!(stage.contact(id).initial_connection().unwrap().mute);
    stage
        .instance
        .mute_participant(JANE, id, customer, false, stage.now)
        .unwrap();
    assert!(!stage.contact(id).initial_connection().unwrap().mute);
    assert_eq!(stage.instance.send_digits(JANE, id, customer, "1*#"), Ok(()));
    assert!(stage.instance.send_digits(JANE, id, customer, "one").is_err());
}

#[test]
fn a_call_can_be_taken_by_itself() {
    let mut stage = Stage::new();
    let offer = Offer {
        auto_accept: Some(true),
        ..Offer::new(Channel::Voice)
    };
    let call = stage.instance.offer(JANE, offer, stage.now).unwrap();
    assert_eq!(
        stage.contact(&call.contact_id).agent_connection().unwrap().media,
        Media::Softphone { auto_accept: true }
    );
    stage.wait(300);
    assert_eq!(stage.contact_state(&call.contact_id), ContactState::Connected);
}

#[test]
fn commands_out_of_turn_are_refused_and_change_nothing() {
    let mut stage = Stage::new();
    let call = stage.offer(Channel::Voice);
    let id = call.contact_id.as_str();
    let version = stage.version(JANE);
    let now = stage.now;
    let refusals: Vec<Refusal> = [
        stage.instance.clear_contact(JANE, id, now),
        stage
            .instance
            .hold_connection(JANE, id, &call.customer_connection_id, now),
        stage
            .instance
            .resume_connection(JANE, id, &call.customer_connection_id, now),
        stage.instance.conference_connections(JANE, id, now),
        stage
            .instance
            .toggle_active_connections(JANE, id, &call.customer_connection_id, now),
        stage
            .instance
            .destroy_connection(JANE, id, "no such connection", now),
        stage.instance.accept_contact(JANE, "no such contact", now),
        stage.instance.accept_contact("nobody", id, now),
    ]
    .into_iter()
    .filter_map(Result::err)
    .collect();
    assert_eq!(refusals.len(), 8);
    assert!(
        refusals
            .iter()
            .all(|refusal| refusal.exception == Exception::InvalidState)
    );
    assert_eq!(stage.version(JANE), version);

    stage.instance.accept_contact(JANE, id, now).unwrap();
    assert!(stage.instance.accept_contact(JANE, id, now).is_err());
    assert!(stage.instance.reject_contact(JANE, id, now).is_err());
    assert!(
        stage
            .instance
            .pause_contact(JANE, id, now)
            .is_err_and(|it| it.exception == Exception::InvalidContactType)
    );
}

#[test]
fn a_callback_is_accepted_before_the_customer_is_dialled() {
    let mut stage = Stage::new();
    let callback = stage.offer(Channel::QueueCallback);
    let id = callback.contact_id.as_str();
    assert_eq!(stage.contact_state(id), ContactState::Incoming);
    assert_eq!(stage.state(JANE), "PendingBusy/system");
    assert!(callback.agent_connection_id.ends_with(&format!("_{id}")));
    assert_eq!(stage.contact(id).agent_connection().unwrap().media, Media::None);

    stage.instance.accept_contact(JANE, id, stage.now).unwrap();
    assert_eq!(stage.contact_state(id), ContactState::Connecting);
    assert_eq!(stage.state(JANE), "CallingCustomer/system");
    let own = stage.contact(id).agent_connection().unwrap();
    assert_ne!(own.id, callback.agent_connection_id);
    assert_eq!(own.media, Media::Softphone { auto_accept: false });
    assert_eq!(
        stage.connections(id),
        [(Agent, On::Connected), (Outbound, On::Connecting)]
    );

    stage.wait(300);
    assert_eq!(stage.contact_state(id), ContactState::Connected);
    assert_eq!(stage.state(JANE), "Busy/system");
    stage.customer(id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.state(JANE), "AfterCallWork/system");
}

#[test]
fn a_callback_that_nobody_takes_is_missed() {
    let mut stage = Stage::new();
    let callback = stage.offer(Channel::QueueCallback);
    stage.wait(20_000);
    assert_eq!(stage.contact_state(&callback.contact_id), ContactState::Missed);
    assert_eq!(stage.state(JANE), "MissedCallAgent/error");
}

#[test]
fn every_change_gives_a_new_version_and_none_gives_none() {
    let mut stage = Stage::new();
    let before = stage.version(JANE);
    stage.add("john");
    assert_eq!(
        stage.version(JANE),
        before,
        "another agent's change is not jane's"
    );
    stage.talk(Channel::Voice);
    assert!(stage.version(JANE) > before);
    let talking = stage.version(JANE);
    stage.wait(60_000);
    assert_eq!(
        stage.version(JANE),
        talking,
        "timers that came to nothing change nothing"
    );
    stage.instance.reset();
    stage.add(JANE);
    assert!(stage.version(JANE) > talking, "versions never go back");
}
