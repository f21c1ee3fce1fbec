//! Faults that tests inject: which requests they hit, and for how long.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::instance::time::Timestamp;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FaultKind {
    /// The answer comes late.
    Latency,
    /// An error of the service.
    Status,
    /// A success whose body is no JSON.
    Malformed,
    /// A success whose body is longer than anybody has anything to say.
    Enormous,
    /// The real answer, broken off in the middle.
    Truncated,
    /// The connection is closed without an answer.
    Cut,
    /// No answer, and the connection stays open.
    Silence,
}

/// A fault as the control API takes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Fault {
    /// An operation of the CTI service, `*` for all of them, a target of another service, or a path.
    pub(crate) operation: String,
    pub(crate) kind: FaultKind,
    /// For latency: how late. For silence: after how long the connection is cut; for ever if absent.
    #[serde(default)]
    pub(crate) milliseconds: Option<u64>,
    #[serde(default)]
    pub(crate) status: Option<u16>,
    #[serde(default)]
    pub(crate) code: Option<String>,
    #[serde(default)]
    pub(crate) message: Option<String>,
    #[serde(default)]
    pub(crate) headers: BTreeMap<String, String>,
    /// How many requests it hits.
    #[serde(default)]
    pub(crate) count: Option<u64>,
    /// How long it lasts.
    #[serde(default)]
    pub(crate) seconds: Option<f64>,
    /// The request is carried out all the same; only its answer is lost. For latency: it is carried out at once; only
    /// its answer is late.
    #[serde(default)]
    pub(crate) performed: bool,
}

impl Fault {
    pub(crate) fn delay(&self) -> Option<Duration> {
        self.milliseconds.map(Duration::from_millis)
    }

    fn hits(&self, operation: Option<&str>, path: &str) -> bool {
        match operation {
            Some(operation) => {
                let any = self.operation == "*" && !operation.contains('.');
                any || self.operation == operation || self.operation == path
            }
            None => self.operation == path,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ActiveFault {
    pub(crate) fault_id: String,
    #[serde(flatten)]
    pub(crate) fault: Fault,
    /// How many requests it has hit.
    pub(crate) hits: u64,
    #[serde(skip)]
    until: Option<Timestamp>,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    active: Vec<ActiveFault>,
    added: u64,
}

impl Faults {
    pub(crate) fn add(&mut self, fault: Fault, now: Timestamp) -> String {
        self.added += 1;
        let fault_id = format!("fault-{}", self.added);
        let until = fault
            .seconds
            .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
            .map(|duration| now + duration);
        self.active.push(ActiveFault {
            fault_id: fault_id.clone(),
            fault,
            hits: 0,
            until,
        });
        fault_id
    }

    /// The first fault that hits this request, counted as a hit.
    pub(crate) fn hit(
        &mut self,
        operation: Option<&str>,
        path: &str,
        now: Timestamp,
    ) -> Option<(String, Fault)> {
        self.forget_finished(now);
        let active = self.active.iter_mut().find(|active| {
            active.fault.hits(operation, path) && active.fault.count.is_none_or(|count| active.hits < count)
        })?;
        active.hits += 1;
        Some((active.fault_id.clone(), active.fault.clone()))
    }

    /// Faults that lasted for a time are gone after it; counted ones stay to be looked at.
    fn forget_finished(&mut self, now: Timestamp) {
        self.active
            .retain(|active| active.until.is_none_or(|until| now < until));
    }

    pub(crate) fn list(&mut self, now: Timestamp) -> Vec<ActiveFault> {
        self.forget_finished(now);
        self.active.clone()
    }

    pub(crate) fn contains(&self, id: &str) -> bool {
        self.active.iter().any(|active| active.fault_id == id)
    }

    pub(crate) fn remove(&mut self, id: &str) -> bool {
        let before = self.active.len();
        self.active.retain(|active| active.fault_id != id);
        self.active.len() < before
    }

    pub(crate) fn clear(&mut self) {
        self.active.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(operation: &str) -> Fault {
        serde_json::from_value(serde_json::json!({ "operation": operation, "kind": "cut" })).unwrap()
    }

    const NOW: Timestamp = Timestamp::from_milliseconds(1_000_000);

    #[test]
    fn a_counted_fault_hits_that_often() {
        let mut faults = Faults::default();
        faults.add(
            Fault {
                count: Some(2),
                ..fault("PutAgentState")
            },
            NOW,
        );
        assert!(faults.hit(Some("GetAgentStates"), "/api", NOW).is_none());
        assert!(faults.hit(Some("PutAgentState"), "/api", NOW).is_some());
        assert!(faults.hit(Some("PutAgentState"), "/api", NOW).is_some());
        assert!(faults.hit(Some("PutAgentState"), "/api", NOW).is_none());
        assert_eq!(faults.list(NOW)[0].hits, 2);
    }

    #[test]
    fn a_timed_fault_ends() {
        let mut faults = Faults::default();
        faults.add(
            Fault {
                seconds: Some(1.5),
                ..fault("*")
            },
            NOW,
        );
        assert!(
            faults
                .hit(Some("GetAgentStates"), "/api", NOW + Duration::from_millis(1499))
                .is_some()
        );
        assert!(
            faults
                .hit(Some("GetAgentStates"), "/api", NOW + Duration::from_millis(1500))
                .is_none()
        );
        assert!(faults.list(NOW + Duration::from_secs(2)).is_empty());
    }

    #[test]
    fn the_star_is_for_operations_and_a_path_for_anything() {
        let mut faults = Faults::default();
        faults.add(fault("*"), NOW);
        assert!(faults.hit(None, "/auth/authorize", NOW).is_none());
        faults.add(fault("/auth/authorize"), NOW);
        assert!(faults.hit(None, "/auth/authorize", NOW).is_some());
    }

    #[test]
    fn removal_tells_whether_there_was_one() {
        let mut faults = Faults::default();
        let id = faults.add(fault("*"), NOW);
        assert!(faults.contains(&id));
        assert!(faults.remove(&id));
        assert!(!faults.remove(&id));
    }
}
