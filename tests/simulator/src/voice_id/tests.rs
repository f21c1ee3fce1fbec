use std::time::Duration;

use serde_json::{Value, json};

use super::*;

const START: Timestamp = Timestamp::from_milliseconds(1_700_000_000_000);

fn call() -> Call {
    Call {
        id: "call".to_owned(),
        begun: START,
        over: false,
        number: Some("mary".to_owned()),
    }
}

fn after(seconds: u64) -> Timestamp {
    START + Duration::from_secs(seconds)
}

fn set(voice_id: &mut VoiceId, settings: Value) {
    let settings = serde_json::from_value(settings).unwrap();
    voice_id.change_call(&call(), settings, START).unwrap();
}

fn decisions(voice_id: &mut VoiceId, at: Timestamp) -> (Value, Value) {
    let answer = voice_id.evaluate_session(&call(), at).unwrap();
    let decision = |member: &str| answer[member]["Decision"].clone();
    (decision("AuthenticationResult"), decision("FraudDetectionResult"))
}

#[test]
fn an_evaluation_takes_its_speech() {
    let mut voice_id = VoiceId::default();
    set(&mut voice_id, json!({ "speaker": "enrolled" }));
    let early = decisions(&mut voice_id, after(9));
    assert_eq!(early, (json!("NOT_ENOUGH_SPEECH"), json!("NOT_ENOUGH_SPEECH")));
    assert_eq!(
        decisions(&mut voice_id, after(10)),
        (json!("ACCEPT"), json!("LOW_RISK"))
    );
    set(&mut voice_id, json!({ "evaluationMilliseconds": 20_000 }));
    assert_eq!(decisions(&mut voice_id, after(10)), early);
}

#[test]
fn the_speaker_decides_unless_a_decision_is_asked_for() {
    let mut voice_id = VoiceId::default();
    for (settings, decision) in [
        (json!({}), json!("SPEAKER_NOT_ENROLLED")),
        (json!({ "speaker": "pending" }), json!("SPEAKER_NOT_ENROLLED")),
        (json!({ "speaker": "optedOut" }), json!("SPEAKER_OPTED_OUT")),
        (json!({ "speakerId": null }), json!("SPEAKER_ID_NOT_PROVIDED")),
        (
            json!({ "speakerId": "mary", "authentication": "REJECT" }),
            json!("REJECT"),
        ),
        (json!({ "authentication": null }), Value::Null),
    ] {
        set(&mut voice_id, settings.clone());
        assert_eq!(decisions(&mut voice_id, after(10)).0, decision, "{settings}");
    }
    set(&mut voice_id, json!({ "fraud": "HIGH_RISK" }));
    assert_eq!(decisions(&mut voice_id, after(10)).1, "HIGH_RISK");
    set(&mut voice_id, json!({ "fraud": null }));
    assert_eq!(decisions(&mut voice_id, after(10)).1, Value::Null);
}

#[test]
fn a_session_can_be_missing_pending_or_over() {
    let mut voice_id = VoiceId::default();
    let status = |voice_id: &mut VoiceId, call: &Call| {
        voice_id
            .describe_session(call, START)
            .map(|it| it["Session"]["StreamingStatus"].clone())
    };
    assert_eq!(status(&mut voice_id, &call()), Ok(json!("ONGOING")));
    let over = Call { over: true, ..call() };
    assert_eq!(status(&mut voice_id, &over), Ok(json!("ENDED")));
    set(&mut voice_id, json!({ "session": "pending" }));
    assert_eq!(status(&mut voice_id, &call()), Ok(json!("PENDING_CONFIGURATION")));
    set(&mut voice_id, json!({ "session": "missing" }));
    let refused = status(&mut voice_id, &call()).unwrap_err();
    assert_eq!(refused.exception, Exception::ResourceNotFound);
    let started = voice_id.start_session(&call(), after(60));
    assert_eq!(status(&mut voice_id, &call()), Ok(json!("ONGOING")));
    assert_eq!(
        voice_id.call_of_session(started["sessionId"].as_str().unwrap()),
        Some("call")
    );
    assert_eq!(
        decisions(&mut voice_id, after(69)).1,
        "NOT_ENOUGH_SPEECH",
        "a new session"
    );
}

fn enrollment(voice_id: &mut VoiceId, at: Timestamp) -> Value {
    let session = voice_id.describe_session(&call(), at).unwrap();
    session["Session"]["EnrollmentRequestDetails"].clone()
}

#[test]
fn an_enrolment_collects_speech_works_and_completes() {
    let mut voice_id = VoiceId::default();
    assert_eq!(enrollment(&mut voice_id, START), Value::Null);
    let begun = voice_id.enroll_by_session(&call(), START).unwrap();
    assert_eq!(begun["Status"], "NOT_ENOUGH_SPEECH");
    assert_eq!(
        enrollment(&mut voice_id, after(14))["Status"],
        "NOT_ENOUGH_SPEECH"
    );
    assert_eq!(enrollment(&mut voice_id, after(15))["Status"], "IN_PROGRESS");
    assert!(voice_id.describe_speaker("mary", after(29)).is_err());
    assert_eq!(enrollment(&mut voice_id, after(30))["Status"], "COMPLETED");
    let speaker = voice_id.describe_speaker("mary", after(31)).unwrap();
    assert_eq!(speaker["Speaker"]["Status"], "ENROLLED");
    let again = voice_id.enroll_by_session(&call(), after(40)).unwrap();
    assert_eq!(again["Status"], "NOT_ENOUGH_SPEECH", "anew");
}

#[test]
fn an_enrolment_can_fail_or_never_hear_enough() {
    let mut voice_id = VoiceId::default();
    set(
        &mut voice_id,
        json!({ "enrollment": "failed", "enrollmentMessage": "Too noisy.", "enrollmentMilliseconds": 0 }),
    );
    assert_eq!(
        voice_id.enroll_by_session(&call(), START).unwrap()["Status"],
        "FAILED"
    );
    assert_eq!(enrollment(&mut voice_id, START)["Message"], "Too noisy.");
    assert!(voice_id.describe_speaker("mary", START).is_err());
    set(&mut voice_id, json!({ "enrollment": "notEnoughSpeech" }));
    assert_eq!(
        enrollment(&mut voice_id, after(1_000))["Status"],
        "NOT_ENOUGH_SPEECH"
    );
}

#[test]
fn who_has_opted_out_is_enrolled_only_after_being_deleted() {
    let mut voice_id = VoiceId::default();
    let out = voice_id.opt_out("mary", START);
    assert_eq!(out["Speaker"]["Status"], "OPTED_OUT");
    assert_eq!(out["generatedSpeakerId"].as_str().unwrap().len(), 22);
    let refused = voice_id.enroll_by_session(&call(), START).unwrap_err();
    assert_eq!(refused.exception, Exception::Conflict);
    voice_id.delete_speaker("mary", START).unwrap();
    assert!(voice_id.delete_speaker("mary", START).is_err());
    assert!(voice_id.enroll_by_session(&call(), START).is_ok());
}

#[test]
fn a_speaker_status_needs_a_speaker() {
    let mut voice_id = VoiceId::default();
    let settings = serde_json::from_value(json!({ "speakerId": null, "speaker": "enrolled" })).unwrap();
    assert!(voice_id.change_call(&call(), settings, START).is_err());
}
