use super::super::Exception;
use super::super::directory::agent_state;
use super::*;

#[test]
fn agents_start_offline() {
    let mut stage = Stage::new();
    stage.instance.add_agent("john", stage.now);
    assert_eq!(stage.state("john"), "Offline/offline");
    stage.instance.add_agent(JANE, stage.now);
    assert_eq!(
        stage.state(JANE),
        "Available/routable",
        "who is known already stays as they are"
    );
}

#[test]
fn a_status_is_found_by_its_arn_first() {
    let mut stage = Stage::new();
    let lunch = agent_state("Lunch", stage.now).unwrap();
    stage
        .instance
        .put_agent_state(JANE, lunch.arn.as_deref(), "whatever", false, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Lunch/not_routable");
    for (arn, name) in [(None, "Busy"), (Some("arn:aws:unknown"), "Lunch")] {
        let refused = stage.instance.put_agent_state(JANE, arn, name, false, stage.now);
        assert_eq!(refused.unwrap_err().exception, Exception::InvalidState);
    }
}

#[test]
fn a_live_contact_of_any_channel_forbids_a_change() {
    for channel in [
        Channel::Voice,
        Channel::QueueCallback,
        Channel::Chat,
        Channel::Task,
    ] {
        let mut stage = Stage::new();
        stage.offer(channel);
        assert_eq!(
            stage.choose(JANE, "Lunch").unwrap_err().exception,
            Exception::InvalidState,
            "{channel:?}"
        );
    }
}

#[test]
fn the_next_status_waits_for_the_last_contact() {
    let mut stage = Stage::new();
    let chat = stage.talk(Channel::Chat);
    let call = stage.talk(Channel::Voice);
    stage.choose_next(JANE, "Break").unwrap();
    stage.choose_next(JANE, "Lunch").unwrap();
    let next = |stage: &Stage| {
        stage
            .instance
            .agent(JANE)
            .unwrap()
            .next_status
            .clone()
            .map(|state| state.name)
    };
    assert_eq!(next(&stage).as_deref(), Some("Lunch"));
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    assert_eq!(stage.state(JANE), "AfterCallWork/system");
    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
    assert!(
        stage
            .instance
            .agent(JANE)
            .unwrap()
            .routable(Channel::Chat)
            .is_err(),
        "a next status ends routing"
    );
    stage.customer(&chat.contact_id, CustomerAction::HangUp).unwrap();
    stage.wait(500);
    stage
        .instance
        .clear_contact(JANE, &chat.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Lunch/not_routable");
    assert_eq!(stage.instance.agent(JANE).unwrap().state().since, stage.now);
    assert_eq!(next(&stage), None);
}

#[test]
fn choosing_the_present_status_takes_the_next_one_back() {
    let mut stage = Stage::new();
    let call = stage.talk(Channel::Voice);
    stage.choose_next(JANE, "Lunch").unwrap();
    stage.choose_next(JANE, "Available").unwrap();
    assert_eq!(stage.instance.agent(JANE).unwrap().next_status, None);
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
}

#[test]
fn without_contacts_the_next_status_begins_at_once() {
    let mut stage = Stage::new();
    stage.choose_next(JANE, "Lunch").unwrap();
    assert_eq!(stage.state(JANE), "Lunch/not_routable");
}

#[test]
fn choosing_a_status_ends_after_contact_work_and_misses() {
    let mut stage = Stage::new();
    let call = stage.talk(Channel::Voice);
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    stage.choose(JANE, "Lunch").unwrap();
    assert_eq!(stage.state(JANE), "Lunch/not_routable");
    assert!(stage.has_no_contact(JANE));

    stage.offer(Channel::Voice);
    stage.wait(20_000);
    stage.choose(JANE, "Available").unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
}

#[test]
fn an_administrator_waits_for_live_contacts() {
    let mut stage = Stage::new();
    stage
        .instance
        .administrator_sets_state(JANE, "Training", stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Training/not_routable");
    let call = stage.talk(Channel::Voice);
    stage
        .instance
        .administrator_sets_state(JANE, "Offline", stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Busy/system");
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    stage
        .instance
        .clear_contact(JANE, &call.contact_id, stage.now)
        .unwrap();
    assert_eq!(stage.state(JANE), "Offline/offline");
    let unknown = stage
        .instance
        .administrator_sets_state(JANE, "Sleeping", stage.now)
        .unwrap_err();
    assert!(
        unknown.message.contains("Available, Lunch"),
        "{}",
        unknown.message
    );
}

#[test]
fn routing_follows_the_status_and_the_limits_of_the_channels() {
    let mut stage = Stage::new();
    let routable = |stage: &Stage, channel| stage.instance.agent(JANE).unwrap().routable(channel);
    for _ in 0..10 {
        assert_eq!(routable(&stage, Channel::Chat), Ok(()));
        stage.talk(Channel::Chat);
    }
    assert!(routable(&stage, Channel::Chat).is_err());
    assert_eq!(
        stage.state(JANE),
        "Available/routable",
        "a full channel does not change the status"
    );
    assert_eq!(routable(&stage, Channel::Voice), Ok(()));
    stage.offer(Channel::QueueCallback);
    assert!(routable(&stage, Channel::Voice).is_err());
    assert!(
        routable(&stage, Channel::Task)
            .unwrap_err()
            .contains("PendingBusy")
    );
}

#[test]
fn forced_states_take_the_connections_and_the_agent_along() {
    let mut stage = Stage::new();
    let call = stage.offer(Channel::Voice);
    let key = stage.key(&call.contact_id);
    let mut force = |state, expected: &str| {
        stage.instance.force_state(&key, state, stage.now).unwrap();
        assert_eq!(stage.state(JANE), expected, "{state:?}");
    };
    force(ContactState::Pending, "PendingBusy/system");
    force(ContactState::Connected, "Busy/system");
    force(ContactState::Error, "Error/error");
    force(ContactState::Ended, "AfterCallWork/system");
    assert!(
        stage
            .connections(&call.contact_id)
            .iter()
            .all(|(_, state)| *state == ConnectionState::Disconnected)
    );
    stage.instance.vanish(&key, stage.now).unwrap();
    assert_eq!(stage.state(JANE), "Available/routable");
}
