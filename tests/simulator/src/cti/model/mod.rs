//! What requests to the CTI service must contain.

mod operations;

use serde_json::{Map, Value};

use crate::instance::{Exception, Refusal};
use operations::{AUTHENTICATION, OPERATIONS, required};

pub(in crate::cti) struct Operation {
    pub(in crate::cti) name: &'static str,
    /// The body carries `authentication:{authToken}`.
    pub(in crate::cti) authentication: bool,
    members: &'static [Member],
}

struct Member {
    name: &'static str,
    kind: Kind,
    required: bool,
}

enum Kind {
    Text,
    Integer,
    Number,
    Boolean,
    /// Seconds since 1970 as a number, or a text that the service parses.
    Timestamp,
    Structure(&'static [Member]),
    List(&'static Kind),
    Map(&'static Kind),
}

use Kind::{Boolean, Integer, List, Map as MapOf, Number, Structure, Text, Timestamp};

/// The operation of this name, if the service has it.
pub(in crate::cti) fn find(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

impl Operation {
    /// Checks that required members are there and that all known members are of their kind. Members that
    /// are not known are let through, as AWS services do.
    pub(in crate::cti) fn check(&self, body: &Map<String, Value>) -> Result<(), Refusal> {
        if self.authentication {
            check_member(
                &required("authentication", Structure(AUTHENTICATION)),
                body,
                self.name,
            )?;
        }
        check_structure(self.members, body, self.name)
    }
}

fn check_structure(members: &[Member], value: &Map<String, Value>, path: &str) -> Result<(), Refusal> {
    members
        .iter()
        .try_for_each(|member| check_member(member, value, path))
}

fn check_member(member: &Member, within: &Map<String, Value>, path: &str) -> Result<(), Refusal> {
    match within.get(member.name) {
        None | Some(Value::Null) if member.required => Err(Refusal::new(
            Exception::Validation,
            format!("{path} lacks the required member {}.", member.name),
        )),
        None | Some(Value::Null) => Ok(()),
        Some(value) => check_value(&member.kind, value, &format!("{path}.{}", member.name)),
    }
}

fn check_value(kind: &Kind, value: &Value, path: &str) -> Result<(), Refusal> {
    let fits = match (kind, value) {
        (Text, Value::String(_)) | (Boolean, Value::Bool(_)) | (Timestamp, Value::String(_)) => true,
        (Number | Timestamp, Value::Number(_)) => true,
        (Integer, Value::Number(number)) => number.is_i64() || number.is_u64(),
        (Structure(members), Value::Object(value)) => return check_structure(members, value, path),
        (List(kind), Value::Array(items)) => {
            return items
                .iter()
                .enumerate()
                .try_for_each(|(index, item)| check_value(kind, item, &format!("{path}[{index}]")));
        }
        (MapOf(kind), Value::Object(entries)) => {
            return entries
                .iter()
                .filter(|(_, entry)| !entry.is_null())
                .try_for_each(|(key, entry)| check_value(kind, entry, &format!("{path}.{key}")));
        }
        _ => false,
    };
    if fits {
        Ok(())
    } else {
        Err(Refusal::new(
            Exception::Serialization,
            format!("{path} must be {}.", kind_name(kind)),
        ))
    }
}

const fn kind_name(kind: &Kind) -> &'static str {
    match kind {
        Text => "a text",
        Integer => "a whole number",
        Number => "a number",
        Boolean => "true or false",
        Timestamp => "a time in seconds",
        Structure(_) => "a structure",
        List(_) => "a list",
        MapOf(_) => "a map",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(name: &str, body: Value) -> Result<(), Refusal> {
        find(name).unwrap().check(body.as_object().unwrap())
    }

    #[test]
    fn every_operation_of_the_public_model_is_known_once() {
        let mut names: Vec<_> = OPERATIONS.iter().map(|operation| operation.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), OPERATIONS.len());
        assert_eq!(names.len(), 33);
        for absent in [
            "DestroyContact",
            "UpdateContactAttributes",
            "AddNewConnection",
            "TransferContact",
        ] {
            assert!(find(absent).is_none(), "{absent} has no model");
        }
    }

    #[test]
    fn seven_operations_carry_no_authentication_member() {
        let without: Vec<_> = OPERATIONS
            .iter()
            .filter(|operation| !operation.authentication)
            .map(|operation| operation.name)
            .collect();
        assert_eq!(
            without,
            [
                "CreateTaskContact",
                "ClearContact",
                "CompleteContact",
                "RejectContact",
                "UpdateMonitorParticipantState",
                "PauseContact",
                "ResumeContact"
            ]
        );
    }

    #[test]
    fn a_missing_member_is_named() {
        let refusal = check(
            "PutAgentState",
            json!({ "authentication": {}, "state": { "type": "routable" } }),
        )
        .unwrap_err();
        assert_eq!(refusal.exception, Exception::Validation);
        assert_eq!(
            refusal.message,
            "PutAgentState.state lacks the required member name."
        );
        let refusal = check("AcceptContact", json!({ "contactId": "1" })).unwrap_err();
        assert_eq!(
            refusal.message,
            "AcceptContact lacks the required member authentication."
        );
        assert!(check("ClearContact", json!({ "contactId": null })).is_err());
    }

    #[test]
    fn a_member_of_another_kind_is_named() {
        let refusal = check(
            "GetEndpoints",
            json!({ "authentication": {}, "queueARNs": ["a", 1] }),
        )
        .unwrap_err();
        assert_eq!(refusal.exception, Exception::Serialization);
        assert_eq!(refusal.message, "GetEndpoints.queueARNs[1] must be a text.");
        assert!(
            check(
                "GetAgentSnapshot",
                json!({ "authentication": {}, "timeout": 1.5 })
            )
            .is_err()
        );
    }

    #[test]
    fn explicit_nulls_and_unknown_members_pass() {
        let body = json!({ "authentication": { "authToken": "t", "x": 1 }, "nextToken": null, "timeout": 30000, "new": {} });
        assert_eq!(check("GetAgentSnapshot", body), Ok(()));
    }
}
