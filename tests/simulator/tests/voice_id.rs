//! Voice ID through the AgentApp service, as the npm library asks it.

#![allow(clippy::unwrap_used, reason = "a helper that fails fails its test")]

mod common;

use common::{Answer, JANE, Session, Simulator};
use serde_json::{Value, json};

/// Jane in a call of which Voice ID needs no time.
fn in_a_call(simulator: &Simulator) -> (Session<'_>, String) {
    let session = simulator.sign_in(JANE);
    let call = simulator.offer("voice");
    session.contact("AcceptContact", &call).ok();
    let id = call["contactId"].as_str().unwrap().to_owned();
    set(
        simulator,
        &id,
        json!({ "evaluationMilliseconds": 0, "enrollmentMilliseconds": 0 }),
    );
    (session, id)
}

fn set(simulator: &Simulator, contact: &str, settings: Value) {
    simulator
        .control(&format!("/contacts/{contact}/voice-id"), settings)
        .ok();
}

fn domain(session: &Session<'_>) -> String {
    let body = json!({ "InstanceId": "5ca1ab1e", "IntegrationType": "VOICE_ID" });
    let associations = session.agent_app("Acs.listIntegrationAssociations", body).ok();
    let arn = associations["IntegrationAssociationSummaryList"][0]["IntegrationArn"].clone();
    arn.as_str().unwrap().rsplit_once("domain/").unwrap().1.to_owned()
}

fn speaker(session: &Session<'_>, operation: &str, speaker: &str) -> Answer {
    let body = json!({ "SpeakerId": speaker, "DomainId": domain(session) });
    session.agent_app(&format!("VoiceId.{operation}"), body)
}

fn of_session(session: &Session<'_>, operation: &str, contact: &str) -> Answer {
    let body = json!({ "SessionNameOrId": contact, "DomainId": domain(session), "SpeakerId": "mary" });
    session.agent_app(&format!("VoiceId.{operation}"), body)
}

#[test]
fn the_contact_says_who_calls() {
    let simulator = Simulator::start();
    let (session, call) = in_a_call(&simulator);
    let who = || {
        let body = json!({ "contactId": call, "instanceId": "i", "awsAccountId": "a" });
        session.agent_app("Lcms.getContact", body).ok()["contactData"]["customerId"].clone()
    };
    assert_eq!(
        who(),
        "+12065550100",
        "the number, unless somebody says otherwise"
    );
    set(&simulator, &call, json!({ "speakerId": null }));
    assert_eq!(who(), Value::Null);
    let update = json!({
        "ContactId": call, "InstanceId": "i", "AWSAccountId": "a", "CustomerId": "mary",
        "VoiceIdResult": { "generatedSpeakerId": "g" },
    });
    session.agent_app("Lcms.updateVoiceIdData", update).ok();
    assert_eq!(who(), "mary");
    let unknown = session.agent_app("Lcms.getContact", json!({ "contactId": "nobody" }));
    assert_eq!(
        (unknown.status, unknown.json()["__type"].clone()),
        (404, json!("ResourceNotFoundException"))
    );
}

#[test]
fn speakers_come_opt_out_and_go() {
    let simulator = Simulator::start();
    let (session, call) = in_a_call(&simulator);
    assert_eq!(speaker(&session, "describeSpeaker", "mary").status, 404);
    assert_eq!(speaker(&session, "deleteSpeaker", "mary").status, 404);
    set(
        &simulator,
        &call,
        json!({ "speakerId": "mary", "speaker": "enrolled" }),
    );
    let described = speaker(&session, "describeSpeaker", "mary").ok();
    assert_eq!(described["Speaker"]["Status"], "ENROLLED");
    let out = speaker(&session, "optOutSpeaker", "mary").ok();
    assert!(out["generatedSpeakerId"].is_string());
    let described = speaker(&session, "describeSpeaker", "mary").ok();
    assert_eq!(described["Speaker"]["Status"], "OPTED_OUT");
    speaker(&session, "deleteSpeaker", "mary").ok();
    assert_eq!(speaker(&session, "describeSpeaker", "mary").status, 404);
}

#[test]
fn a_speaker_is_enrolled_and_then_recognised() {
    let simulator = Simulator::start();
    let (session, call) = in_a_call(&simulator);
    let updated = of_session(&session, "updateSession", &call).ok();
    assert!(updated["Session"]["GeneratedSpeakerId"].is_string());
    let decision = || {
        let evaluated = of_session(&session, "evaluateSession", &call).ok();
        assert_eq!(evaluated["StreamingStatus"], "ONGOING");
        assert_eq!(evaluated["FraudDetectionResult"]["Decision"], "LOW_RISK");
        evaluated["AuthenticationResult"]["Decision"].clone()
    };
    assert_eq!(decision(), "SPEAKER_NOT_ENROLLED");
    assert_eq!(
        of_session(&session, "enrollBySession", &call).ok()["Status"],
        "COMPLETED"
    );
    let described = of_session(&session, "describeSession", &call).ok();
    assert_eq!(
        described["Session"]["EnrollmentRequestDetails"]["Status"],
        "COMPLETED"
    );
    assert_eq!(decision(), "ACCEPT");
    let customer = json!({ "action": "hangUp" });
    simulator
        .control(&format!("/contacts/{call}/customer"), customer)
        .ok();
    let ended = of_session(&session, "evaluateSession", &call).ok();
    assert_eq!(ended["StreamingStatus"], "ENDED");
}

#[test]
fn a_session_that_is_missing_is_started() {
    let simulator = Simulator::start();
    let (session, call) = in_a_call(&simulator);
    set(&simulator, &call, json!({ "session": "missing" }));
    let operations = [
        "evaluateSession",
        "describeSession",
        "enrollBySession",
        "updateSession",
    ];
    for operation in operations {
        assert_eq!(of_session(&session, operation, &call).status, 404, "{operation}");
    }
    let body = json!({
        "contactId": call, "instanceId": "i", "customerAccountId": "a", "clientToken": "t",
        "domainId": domain(&session),
    });
    let started = session.agent_app("Nasa.startVoiceIdSession", body).ok();
    let id = started["sessionId"].as_str().unwrap();
    for operation in operations {
        of_session(&session, operation, id).ok();
    }
}

#[test]
fn a_transferred_call_goes_on_with_its_session() {
    let simulator = Simulator::start();
    let session = simulator.sign_in(JANE);
    let body = json!({ "agent": JANE, "channel": "voice", "initialContactId": "first" });
    let call = simulator.control("/contacts", body).ok();
    let snapshot = session.snapshot();
    assert_eq!(snapshot["contacts"][0]["initialContactId"], "first");
    let by_name = of_session(&session, "describeSession", "first").ok();
    let contact = call["contactId"].as_str().unwrap();
    let by_contact = of_session(&session, "describeSession", contact).ok();
    assert_eq!(
        by_name["Session"]["SessionId"],
        by_contact["Session"]["SessionId"]
    );
    assert_eq!(by_name["Session"]["SessionName"], "first");
}

#[test]
fn what_is_refused() {
    let simulator = Simulator::start();
    let (session, call) = in_a_call(&simulator);
    let at = |path: &str, bearer: &str| {
        let headers = [
            ("content-type", "application/json"),
            ("x-amz-target", "AgentAppService.Acs.listIntegrationAssociations"),
            ("x-amz-bearer", bearer),
        ];
        let body = json!({ "InstanceId": "i", "IntegrationType": "VOICE_ID" });
        simulator
            .try_post(path, &headers, &body.to_string())
            .unwrap()
            .status
    };
    let bearer = json!({ "lily-auth-prod-sim": session.token }).to_string();
    for path in ["/agent-app/api", "/agent-app", "/connect/agent-app/api"] {
        assert_eq!(at(path, &bearer), 200, "{path}");
    }
    assert_eq!(at("/agent-app/api", &session.token), 401, "not as JSON");
    assert_eq!(at("/agent-app/api", r#"{"lily-auth-prod-sim":"x"}"#), 401);

    let other_domain = json!({ "SpeakerId": "mary", "DomainId": "other" });
    assert_eq!(
        session.agent_app("VoiceId.describeSpeaker", other_domain).status,
        404
    );
    let nameless = session.agent_app("VoiceId.evaluateSession", json!({ "DomainId": domain(&session) }));
    assert_eq!(
        (nameless.status, nameless.json()["__type"].clone()),
        (400, json!("ValidationException"))
    );
    assert_eq!(
        session
            .agent_app("VoiceId.sing", json!({ "DomainId": "d" }))
            .status,
        404
    );
    assert_eq!(session.agent_app("Sing.aSong", json!({})).status, 400);
    let permissions = json!({ "permissions": ["outboundCall"] });
    simulator
        .control(&format!("/agents/{JANE}/settings"), permissions)
        .ok();
    assert_eq!(of_session(&session, "evaluateSession", &call).status, 403);

    let chat = json!({ "agent": JANE, "channel": "chat", "force": true });
    let chat = simulator.control("/contacts", chat).ok();
    let path = format!("/contacts/{}/voice-id", chat["contactId"].as_str().unwrap());
    assert_eq!(simulator.control(&path, json!({})).status, 409);
    simulator.control("/voice-id", json!({ "domain": null })).ok();
    let body = json!({ "InstanceId": "i", "IntegrationType": "VOICE_ID" });
    let none = session.agent_app("Acs.listIntegrationAssociations", body).ok();
    assert_eq!(none["IntegrationAssociationSummaryList"], json!([]));
}

#[test]
fn requests_are_recorded_and_hit_by_faults_under_their_target() {
    let simulator = Simulator::start();
    let (session, call) = in_a_call(&simulator);
    let target = "AgentAppService.Lcms.getContact";
    let fault = json!({ "operation": target, "kind": "status", "status": 500, "count": 1 });
    simulator.control("/faults", fault).ok();
    simulator
        .control("/faults", json!({ "operation": "*", "kind": "status" }))
        .ok();
    let get = || {
        session
            .agent_app("Lcms.getContact", json!({ "contactId": call }))
            .status
    };
    assert_eq!((get(), get()), (500, 200), "the star is for the CTI service");
    let seen = simulator.get(&format!("/_sim/requests?operation={target}")).ok();
    let first = &seen["requests"][0];
    assert_eq!(
        (&first["agent"], &first["parameters"]["contactId"]),
        (&json!(JANE), &json!(call))
    );
}
