//! One call: its session, the evaluation of the voice in it, the enrolment of its speaker.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Call, SpeakerStatus, VoiceId, generated_identifier, missing};
use crate::instance::time::Timestamp;
use crate::instance::{Exception, Refusal};

/// What the control API makes of the session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum SessionMode {
    Streaming,
    /// Streaming has not begun.
    Pending,
    Ended,
    /// The contact flow has started none.
    Missing,
}

/// How an enrolment turns out when it has had its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum EnrollmentOutcome {
    Completed,
    Failed,
    NotEnoughSpeech,
}

#[derive(Debug)]
pub(super) struct CallRecord {
    pub(super) session: String,
    pub(super) mode: SessionMode,
    started: Timestamp,
    pub(super) speaker: Option<String>,
    /// The decision that was asked for, if one was; none inside says that it is switched off.
    pub(super) authentication: Option<Option<String>>,
    pub(super) fraud: Option<Option<String>>,
    pub(super) evaluation: Option<Duration>,
    pub(super) enrollment: Option<Duration>,
    pub(super) outcome: EnrollmentOutcome,
    pub(super) message: Option<String>,
    enrolling: Option<Enrolling>,
}

#[derive(Debug)]
struct Enrolling {
    speaker: String,
    since: Timestamp,
    /// The speaker is known to have been enrolled.
    complete: bool,
}

impl CallRecord {
    pub(super) fn new(call: &Call) -> Self {
        Self {
            session: generated_identifier(),
            mode: SessionMode::Streaming,
            started: call.begun,
            speaker: call.number.clone(),
            authentication: None,
            fraud: None,
            evaluation: None,
            enrollment: None,
            outcome: EnrollmentOutcome::Completed,
            message: None,
            enrolling: None,
        }
    }

    fn streaming_status(&self, call: &Call) -> &'static str {
        match self.mode {
            SessionMode::Pending => "PENDING_CONFIGURATION",
            SessionMode::Ended => "ENDED",
            _ if call.over => "ENDED",
            _ => "ONGOING",
        }
    }

    fn enrollment_status(&self, usual: Duration, now: Timestamp) -> Option<&'static str> {
        let enrolling = self.enrolling.as_ref()?;
        let whole = self.enrollment.unwrap_or(usual);
        let passed = now.since(enrolling.since);
        Some(if passed >= whole || enrolling.complete {
            match self.outcome {
                EnrollmentOutcome::Completed => "COMPLETED",
                EnrollmentOutcome::Failed => "FAILED",
                EnrollmentOutcome::NotEnoughSpeech => "NOT_ENOUGH_SPEECH",
            }
        } else if passed >= whole / 2 && self.outcome != EnrollmentOutcome::NotEnoughSpeech {
            // The speech is collected; now the voiceprint is made.
            "IN_PROGRESS"
        } else {
            "NOT_ENOUGH_SPEECH"
        })
    }

    /// The speaker of an enrolment that has become complete, and since when it is.
    pub(super) fn complete_enrollment(
        &mut self,
        usual: Duration,
        now: Timestamp,
    ) -> Option<(String, Timestamp)> {
        let complete = self.enrollment_status(usual, now) == Some("COMPLETED");
        let whole = self.enrollment.unwrap_or(usual);
        let enrolling = self.enrolling.as_mut().filter(|it| complete && !it.complete)?;
        enrolling.complete = true;
        Some((enrolling.speaker.clone(), enrolling.since + whole))
    }
}

impl VoiceId {
    /// A session in the place of the one that there was, or was not.
    pub(crate) fn start_session(&mut self, call: &Call, now: Timestamp) -> Value {
        let record = self.record(call);
        record.session = generated_identifier();
        record.started = now;
        if record.mode != SessionMode::Pending {
            record.mode = SessionMode::Streaming;
        }
        json!({ "sessionId": record.session })
    }

    fn session(&mut self, call: &Call, now: Timestamp) -> Result<&mut CallRecord, Refusal> {
        self.settle(now);
        let record = self.record(call);
        if record.mode == SessionMode::Missing {
            return Err(missing(&format!("session {}", call.id)));
        }
        Ok(record)
    }

    pub(crate) fn evaluate_session(&mut self, call: &Call, now: Timestamp) -> Result<Value, Refusal> {
        let usual = self.evaluation;
        let record = self.session(call, now)?;
        let heard = now.since(record.started) >= record.evaluation.unwrap_or(usual);
        let (started, speaker) = (record.started, record.speaker.clone());
        let (session, status) = (record.session.clone(), record.streaming_status(call));
        let (authentication, fraud) = (record.authentication.clone(), record.fraud.clone());
        let known = speaker.as_ref().and_then(|id| self.speakers.get(id));
        let generated = known.map(|known| known.generated.clone());
        let own = match (&speaker, known.map(|known| known.status)) {
            (None, _) => "SPEAKER_ID_NOT_PROVIDED",
            (_, None | Some(SpeakerStatus::Pending)) => "SPEAKER_NOT_ENROLLED",
            (_, Some(SpeakerStatus::OptedOut)) => "SPEAKER_OPTED_OUT",
            (_, Some(SpeakerStatus::Enrolled)) if heard => "ACCEPT",
            (_, Some(SpeakerStatus::Enrolled)) => "NOT_ENOUGH_SPEECH",
        };
        let authentication = asked_or(authentication, own, heard).map(|decision| {
            json!({
                "AuthenticationResultId": session,
                "Decision": decision,
                "Score": if decision == "ACCEPT" { Some(95) } else { None },
                "Configuration": { "AcceptanceThreshold": 90 },
                "CustomerSpeakerId": speaker,
                "GeneratedSpeakerId": generated,
                "AudioAggregationStartedAt": started,
                "AudioAggregationEndedAt": now,
            })
        });
        let own = if heard { "LOW_RISK" } else { "NOT_ENOUGH_SPEECH" };
        let fraud = asked_or(fraud, own, heard).map(|decision| {
            let risk = decision == "HIGH_RISK";
            json!({
                "FraudDetectionResultId": session,
                "Decision": decision,
                "Reasons": if risk { vec!["KNOWN_FRAUDSTER"] } else { Vec::new() },
                "Configuration": { "RiskThreshold": 50 },
                "AudioAggregationStartedAt": started,
                "AudioAggregationEndedAt": now,
            })
        });
        Ok(json!({
            "DomainId": self.domain,
            "SessionId": session,
            "SessionName": call.id,
            "StreamingStatus": status,
            "AuthenticationResult": authentication,
            "FraudDetectionResult": fraud,
        }))
    }

    pub(crate) fn describe_session(&mut self, call: &Call, now: Timestamp) -> Result<Value, Refusal> {
        self.session(call, now)?;
        Ok(json!({ "Session": self.shown_session(call, now) }))
    }

    /// The session is about this speaker from now on.
    pub(crate) fn update_session(
        &mut self,
        call: &Call,
        speaker: &str,
        now: Timestamp,
    ) -> Result<Value, Refusal> {
        self.session(call, now)?.speaker = Some(speaker.to_owned());
        Ok(json!({ "Session": self.shown_session(call, now) }))
    }

    /// Begins to enrol the speaker of the session, or tells how far it is.
    pub(crate) fn enroll_by_session(&mut self, call: &Call, now: Timestamp) -> Result<Value, Refusal> {
        let speaker = self
            .session(call, now)?
            .speaker
            .clone()
            .ok_or_else(|| Refusal::new(Exception::Validation, "The session has no speaker to enrol."))?;
        if self
            .speakers
            .get(&speaker)
            .is_some_and(|it| it.status == SpeakerStatus::OptedOut)
        {
            return Err(Refusal::new(
                Exception::Conflict,
                format!("The speaker {speaker} has opted out."),
            ));
        }
        let record = self.record(call);
        if record.enrolling.as_ref().is_none_or(|it| it.complete) {
            record.enrolling = Some(Enrolling {
                speaker,
                since: now,
                complete: false,
            });
        }
        self.settle(now);
        let usual = self.enrollment;
        let record = self.record(call);
        Ok(json!({
            "SessionId": record.session,
            "SessionName": call.id,
            "Status": record.enrollment_status(usual, now),
        }))
    }

    fn shown_session(&mut self, call: &Call, now: Timestamp) -> Value {
        let (usual, domain) = (self.enrollment, self.domain.clone());
        let speaker = self.speaker_of(call);
        let generated = speaker
            .as_ref()
            .and_then(|id| self.speakers.get(id))
            .map_or_else(generated_identifier, |known| known.generated.clone());
        let record = self.record(call);
        let enrollment = record.enrollment_status(usual, now).map(|status| {
            json!({
                "Status": status,
                "Message": record.message.as_ref().filter(|_| status == "FAILED"),
            })
        });
        json!({
            "DomainId": domain,
            "SessionId": record.session,
            "SessionName": call.id,
            "StreamingStatus": record.streaming_status(call),
            "CustomerSpeakerId": speaker,
            "GeneratedSpeakerId": generated,
            "EnrollmentRequestDetails": enrollment,
        })
    }
}

/// The decision that was asked for, once enough speech is there; the service's own unless one was.
fn asked_or(asked: Option<Option<String>>, own: &str, heard: bool) -> Option<String> {
    match asked {
        None => Some(own.to_owned()),
        Some(None) => None,
        Some(Some(_)) if !heard => Some("NOT_ENOUGH_SPEECH".to_owned()),
        Some(decision) => decision,
    }
}
