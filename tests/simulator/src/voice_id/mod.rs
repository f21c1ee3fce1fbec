//! Voice ID: the domain, its speakers, and what is known of the voice in each call (PROTOCOL.md 3.3).
//!
//! Nothing is heard here: the time that a session has lasted stands for the speech collected in it. Like
//! the instance, this knows no clock; the time is an argument.

mod call;
mod settings;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::instance::time::Timestamp;
use crate::instance::{Exception, Refusal};
use call::CallRecord;
pub(crate) use settings::{CallSettings, DomainSettings};

pub(crate) const DEFAULT_DOMAIN: &str = "simulatedVoiceIdDomai1";

/// Speech that the service wants, as the documentation says it ("Voice ID APIs").
const EVALUATION: Duration = Duration::from_secs(10);
const ENROLLMENT: Duration = Duration::from_secs(30);

/// A conversation by voice, as far as Voice ID cares.
#[derive(Debug, Clone)]
pub(crate) struct Call {
    /// Identifier of the first contact of the conversation, which is also the name of its session.
    pub(crate) id: String,
    pub(crate) begun: Timestamp,
    pub(crate) over: bool,
    pub(crate) number: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SpeakerStatus {
    Enrolled,
    OptedOut,
    Pending,
}

impl SpeakerStatus {
    const fn name(self) -> &'static str {
        match self {
            Self::Enrolled => "ENROLLED",
            Self::OptedOut => "OPTED_OUT",
            Self::Pending => "PENDING",
        }
    }
}

#[derive(Debug)]
struct Speaker {
    generated: String,
    status: SpeakerStatus,
    created: Timestamp,
    updated: Timestamp,
}

#[derive(Debug)]
pub(crate) struct VoiceId {
    /// None when the instance has none.
    domain: Option<String>,
    evaluation: Duration,
    enrollment: Duration,
    speakers: BTreeMap<String, Speaker>,
    /// By the identifier of the first contact.
    calls: BTreeMap<String, CallRecord>,
}

impl Default for VoiceId {
    fn default() -> Self {
        Self {
            domain: Some(DEFAULT_DOMAIN.to_owned()),
            evaluation: EVALUATION,
            enrollment: ENROLLMENT,
            speakers: BTreeMap::new(),
            calls: BTreeMap::new(),
        }
    }
}

fn missing(what: &str) -> Refusal {
    Refusal::new(Exception::ResourceNotFound, format!("There is no {what}."))
}

impl VoiceId {
    pub(crate) fn domain(&self) -> Option<&str> {
        self.domain.as_deref()
    }

    pub(crate) fn require_domain(&self, id: &str) -> Result<(), Refusal> {
        if self.domain() == Some(id) {
            Ok(())
        } else {
            Err(missing(&format!("domain {id}")))
        }
    }

    /// The call whose session has this identifier, if it is one.
    pub(crate) fn call_of_session(&self, session: &str) -> Option<&str> {
        self.calls
            .iter()
            .find(|(_, record)| record.session == session)
            .map(|(call, _)| call.as_str())
    }

    /// Who calls, by the contact flow or by an agent who said so.
    pub(crate) fn speaker_of(&mut self, call: &Call) -> Option<String> {
        self.record(call).speaker.clone()
    }

    pub(crate) fn set_speaker_of(&mut self, call: &Call, speaker: &str) {
        self.record(call).speaker = Some(speaker.to_owned());
    }

    pub(crate) fn describe_speaker(&mut self, id: &str, now: Timestamp) -> Result<Value, Refusal> {
        self.settle(now);
        let speaker = self
            .speakers
            .get(id)
            .ok_or_else(|| missing(&format!("speaker {id}")))?;
        Ok(json!({ "Speaker": self.shown_speaker(id, speaker) }))
    }

    /// Somebody who is not known can opt out, too.
    pub(crate) fn opt_out(&mut self, id: &str, now: Timestamp) -> Value {
        self.settle(now);
        self.set_status(id, SpeakerStatus::OptedOut, now);
        let speaker = &self.speakers[id];
        json!({ "Speaker": self.shown_speaker(id, speaker), "generatedSpeakerId": speaker.generated })
    }

    pub(crate) fn delete_speaker(&mut self, id: &str, now: Timestamp) -> Result<Value, Refusal> {
        self.settle(now);
        self.speakers
            .remove(id)
            .map(|_| json!({}))
            .ok_or_else(|| missing(&format!("speaker {id}")))
    }

    fn shown_speaker(&self, id: &str, speaker: &Speaker) -> Value {
        json!({
            "CustomerSpeakerId": id,
            "GeneratedSpeakerId": speaker.generated,
            "DomainId": self.domain,
            "Status": speaker.status.name(),
            "CreatedAt": speaker.created,
            "UpdatedAt": speaker.updated,
        })
    }

    fn set_status(&mut self, id: &str, status: SpeakerStatus, now: Timestamp) {
        let speaker = self.speakers.entry(id.to_owned()).or_insert_with(|| Speaker {
            generated: generated_identifier(),
            status,
            created: now,
            updated: now,
        });
        speaker.status = status;
        speaker.updated = now;
    }

    fn record(&mut self, call: &Call) -> &mut CallRecord {
        self.calls
            .entry(call.id.clone())
            .or_insert_with(|| CallRecord::new(call))
    }

    /// Enrolments that are complete by now make their speakers known.
    fn settle(&mut self, now: Timestamp) {
        let usual = self.enrollment;
        let enrolled: Vec<_> = self
            .calls
            .values_mut()
            .filter_map(|record| record.complete_enrollment(usual, now))
            .collect();
        for (speaker, at) in enrolled {
            self.set_status(&speaker, SpeakerStatus::Enrolled, at);
        }
    }
}

/// Identifiers of the service have 22 characters.
fn generated_identifier() -> String {
    let mut identifier = Uuid::new_v4().simple().to_string();
    identifier.truncate(22);
    identifier
}
