//! What the control API can say about Voice ID: what speakers are, how evaluation and enrolment turn out.

use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::call::{EnrollmentOutcome, SessionMode};
use super::{Call, SpeakerStatus, VoiceId};
use crate::instance::Refusal;
use crate::instance::time::Timestamp;

/// Of the instance. What is absent stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct DomainSettings {
    /// Null takes the domain away.
    #[serde(default, deserialize_with = "present")]
    domain: Option<Option<String>>,
    evaluation_milliseconds: Option<u64>,
    enrollment_milliseconds: Option<u64>,
}

/// Of one call. What is absent stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CallSettings {
    /// Null: the contact flow has not said who calls.
    #[serde(default, deserialize_with = "present")]
    speaker_id: Option<Option<String>>,
    speaker: Option<SpeakerSetting>,
    session: Option<SessionMode>,
    /// The decision once enough speech is there; null: the contact flow has switched authentication off.
    #[serde(default, deserialize_with = "present")]
    authentication: Option<Option<String>>,
    #[serde(default, deserialize_with = "present")]
    fraud: Option<Option<String>>,
    enrollment: Option<EnrollmentOutcome>,
    enrollment_message: Option<String>,
    evaluation_milliseconds: Option<u64>,
    enrollment_milliseconds: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SpeakerSetting {
    NotEnrolled,
    Enrolled,
    OptedOut,
    Pending,
}

/// A member that is there, null or not.
fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl VoiceId {
    pub(crate) fn change_domain(&mut self, new: DomainSettings) {
        if let Some(domain) = new.domain {
            self.domain = domain;
        }
        let milliseconds = Duration::from_millis;
        self.evaluation = new.evaluation_milliseconds.map_or(self.evaluation, milliseconds);
        self.enrollment = new.enrollment_milliseconds.map_or(self.enrollment, milliseconds);
    }

    /// Refuses a status for a speaker of whom nobody has said who it is.
    pub(crate) fn change_call(
        &mut self,
        call: &Call,
        new: CallSettings,
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let record = self.record(call);
        if let Some(speaker) = new.speaker_id {
            record.speaker = speaker;
        }
        if let Some(session) = new.session {
            record.mode = session;
        }
        if let Some(decision) = new.authentication {
            record.authentication = Some(decision);
        }
        if let Some(decision) = new.fraud {
            record.fraud = Some(decision);
        }
        if let Some(outcome) = new.enrollment {
            record.outcome = outcome;
        }
        record.message = new.enrollment_message.or(record.message.take());
        let milliseconds = Duration::from_millis;
        record.evaluation = new
            .evaluation_milliseconds
            .map(milliseconds)
            .or(record.evaluation);
        record.enrollment = new
            .enrollment_milliseconds
            .map(milliseconds)
            .or(record.enrollment);
        let Some(setting) = new.speaker else {
            return Ok(());
        };
        let speaker = record
            .speaker
            .clone()
            .ok_or_else(|| Refusal::invalid_state("The call has no speaker: give it a speakerId."))?;
        match setting {
            SpeakerSetting::NotEnrolled => {
                self.speakers.remove(&speaker);
            }
            SpeakerSetting::Enrolled => self.set_status(&speaker, SpeakerStatus::Enrolled, now),
            SpeakerSetting::OptedOut => self.set_status(&speaker, SpeakerStatus::OptedOut, now),
            SpeakerSetting::Pending => self.set_status(&speaker, SpeakerStatus::Pending, now),
        }
        Ok(())
    }
}
