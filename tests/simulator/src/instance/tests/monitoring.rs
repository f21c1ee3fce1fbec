use super::super::Exception;
use super::super::contact::{ConnectionKind::*, ConnectionState as On};
use super::*;

const SUPERVISOR: &str = "sue";

fn listening() -> (Stage, Offered, Offered) {
    let mut stage = Stage::new();
    stage.add(SUPERVISOR);
    let call = stage.talk(Channel::Voice);
    let key = stage.key(&call.contact_id);
    let monitoring = stage.instance.monitor(SUPERVISOR, &key, stage.now).unwrap();
    (stage, call, monitoring)
}

#[test]
fn a_supervisor_listens_unseen() {
    let (stage, call, monitoring) = listening();
    assert_eq!(
        stage.connections(&monitoring.contact_id),
        [
            (Monitoring, On::SilentMonitor),
            (Agent, On::Connected),
            (Inbound, On::Connected)
        ]
    );
    assert_eq!(stage.connections(&call.contact_id).len(), 2);
    assert_eq!(stage.state(SUPERVISOR), "Busy/system");
}

#[test]
fn a_supervisor_barges_in_and_goes_back() {
    let (mut stage, call, monitoring) = listening();
    let id = monitoring.contact_id.as_str();
    stage
        .instance
        .set_monitor_mode(SUPERVISOR, id, "BARGE", stage.now)
        .unwrap();
    assert_eq!(stage.connections(id)[0], (Monitoring, On::Barge));
    assert_eq!(stage.connections(&call.contact_id)[2], (Monitoring, On::Barge));
    stage
        .instance
        .set_monitor_mode(SUPERVISOR, id, "SILENT_MONITOR", stage.now)
        .unwrap();
    assert_eq!(stage.connections(&call.contact_id).len(), 2);
    let unknown = stage
        .instance
        .set_monitor_mode(SUPERVISOR, id, "WHISPER", stage.now);
    assert_eq!(unknown.unwrap_err().exception, Exception::Validation);
    assert!(
        stage
            .instance
            .set_monitor_mode(JANE, &call.contact_id, "BARGE", stage.now)
            .is_err()
    );
}

#[test]
fn a_supervisor_who_leaves_has_no_after_contact_work() {
    let (mut stage, call, monitoring) = listening();
    stage
        .instance
        .set_monitor_mode(SUPERVISOR, &monitoring.contact_id, "BARGE", stage.now)
        .unwrap();
    let refused = stage
        .instance
        .complete_contact(SUPERVISOR, &monitoring.contact_id, stage.now);
    assert_eq!(refused.unwrap_err().exception, Exception::InvalidContactType);
    stage
        .instance
        .destroy_connection(
            SUPERVISOR,
            &monitoring.contact_id,
            &monitoring.agent_connection_id,
            stage.now,
        )
        .unwrap();
    assert!(stage.has_no_contact(SUPERVISOR));
    assert_eq!(stage.state(SUPERVISOR), "Available/routable");
    assert_eq!(stage.connections(&call.contact_id).len(), 2);
}

#[test]
fn listening_ends_with_the_contact() {
    let (mut stage, call, _) = listening();
    stage.customer(&call.contact_id, CustomerAction::HangUp).unwrap();
    assert!(stage.has_no_contact(SUPERVISOR));
}

#[test]
fn listening_ends_when_the_contact_vanishes() {
    let (mut stage, call, _) = listening();
    let key = stage.key(&call.contact_id);
    stage.instance.vanish(&key, stage.now).unwrap();
    assert!(stage.has_no_contact(SUPERVISOR));
}
