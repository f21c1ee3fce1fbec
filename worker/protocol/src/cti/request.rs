//! Requests to the service (PROTOCOL.md 1.1) and their checks before sending (1.2).

use serde_json::{Map, Value, json};

use super::operation::{Kind, Member, Operation};
use super::timestamp::read_number;
use crate::{json, page::CallError};

/// Names and values of HTTP headers.
pub type Headers = Vec<(String, String)>;

/// The headers of a request. `X-Amz-User-Agent` is left out: the service does not need to be told about an SDK
/// that is not there.
#[must_use]
pub fn headers(operation: &Operation, token: &str) -> Headers {
    [
        ("Content-Type", "application/x-amz-json-1.0"),
        (
            "X-Amz-Target",
            &format!("AmazonConnectCTIService.{}", operation.name),
        ),
        ("X-Amz-Bearer", token),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

/// The body of a request: the parameters less those that are `null`, and the token where the operation has it.
///
/// `parameters` must have passed [`check`].
#[must_use]
pub fn body(operation: &Operation, parameters: &Value, token: &str) -> String {
    let mut parameters = parameters.clone();
    prune(&mut parameters);
    let mut members = match parameters {
        Value::Object(members) => members,
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    };
    if operation.authentication {
        members.insert("authentication".to_owned(), json!({ "authToken": token }));
    }
    json::text(&members)
}

/// Members and items that are `null` are not sent.
fn prune(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(prune);
        }
        Value::Array(items) => {
            items.retain(|item| !item.is_null());
            items.iter_mut().for_each(prune);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Checks parameters against the operation, as the npm library does before it sends anything: required members
/// are there, no member is unknown, every member is of its kind.
///
/// # Errors
/// `MissingRequiredParameter`, `UnexpectedParameter`, `InvalidParameterType`, or `MultipleValidationErrors`.
pub fn check(operation: &Operation, parameters: &Value) -> Result<(), CallError> {
    let mut faults = Vec::new();
    check_structure(operation.members, parameters, "params", &mut faults);
    let (code, message) = match faults.as_slice() {
        [] => return Ok(()),
        [(code, message)] => (*code, message.clone()),
        several => (
            "MultipleValidationErrors",
            format!(
                "There were {} validation errors:\n{}",
                several.len(),
                several
                    .iter()
                    .map(|(code, message)| format!("* {code}: {message}"))
                    .collect::<Vec<_>>()
                    .join("\n")
            ),
        ),
    };
    Err(CallError {
        code: code.to_owned(),
        message: Some(message),
        status_code: None,
        said: None,
    })
}

type Fault = (&'static str, String);

/// As in JavaScript, everything may have members: what is no object may lack some all the same.
fn check_structure(expected: &[Member], given: &Value, path: &str, faults: &mut Vec<Fault>) {
    if !matches!(given, Value::Object(_) | Value::Array(_) | Value::Null) {
        faults.push(not(path, "a structure"));
    }
    for member in expected.iter().filter(|member| member.required) {
        if given.get(member.name).is_none_or(Value::is_null) {
            let message = format!("Missing required key '{}' in {path}", member.name);
            faults.push(("MissingRequiredParameter", message));
        }
    }
    let unexpected = |name: &dyn std::fmt::Display| {
        let message = format!("Unexpected key '{name}' found in {path}");
        ("UnexpectedParameter", message)
    };
    match given {
        Value::Object(given) => {
            for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
                match expected.iter().find(|member| member.name == name) {
                    Some(member) => check_kind(member.kind, value, &format!("{path}.{name}"), faults),
                    None => faults.push(unexpected(name)),
                }
            }
        }
        Value::Array(items) => {
            let given = items.iter().enumerate().filter(|(_, item)| !item.is_null());
            faults.extend(given.map(|(index, _)| unexpected(&index)));
        }
        Value::String(text) => {
            faults.extend((0..text.encode_utf16().count()).map(|index| unexpected(&index)));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn check_kind(kind: Kind, value: &Value, path: &str, faults: &mut Vec<Fault>) {
    let expected = match (kind, value) {
        (Kind::Text, Value::String(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Time, Value::Number(_) | Value::String(_))
        // An item of a list: it is left out.
        | (_, Value::Null) => return,
        // A number in digits is a number: the npm library says so too.
        (Kind::Number, Value::String(text)) if read_number(text).is_some() => return,
        (Kind::Structure(members), _) => return check_structure(members, value, path, faults),
        (Kind::List(item), Value::Array(items)) => {
            for (index, value) in items.iter().enumerate() {
                check_kind(*item, value, &format!("{path}[{index}]"), faults);
            }
            return;
        }
        (Kind::Map(item), Value::Object(members)) => {
            for (name, value) in members {
                check_kind(*item, value, &format!("{path}['{name}']"), faults);
            }
            return;
        }
        (Kind::Text, _) => "a string",
        (Kind::Number, _) => "a number",
        (Kind::Boolean, _) => "a boolean",
        (Kind::Time, _) => "a Date object, ISO-8601 string, or a UNIX timestamp",
        (Kind::List(_), _) => "an Array",
        (Kind::Map(_), _) => "a map",
    };
    faults.push(not(path, expected));
}

fn not(path: &str, expected: &str) -> Fault {
    (
        "InvalidParameterType",
        format!("Expected {path} to be {expected}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cti::operation_of_method;

    fn checked(method: &str, parameters: Value) -> Result<(), String> {
        check(operation_of_method(method).unwrap(), &parameters).map_err(|error| error.code)
    }

    #[test]
    fn lets_good_parameters_pass() {
        assert_eq!(checked("acceptContact", json!({"contactId": "c"})), Ok(()));
        assert_eq!(checked("getAgentConfiguration", json!({})), Ok(()));
        assert_eq!(checked("getAgentConfiguration", Value::Null), Ok(()));
        assert_eq!(
            checked(
                "putAgentState",
                json!({"state": {"type": "routable", "name": "A", "agentStateARN": null}})
            ),
            Ok(())
        );
        assert_eq!(
            checked("getEndpoints", json!({"queueARNs": ["q"], "maxResults": 500})),
            Ok(())
        );
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(
            checked("acceptContact", json!({})),
            Err("MissingRequiredParameter".into())
        );
        assert_eq!(
            checked("acceptContact", json!({"contactId": 1})),
            Err("InvalidParameterType".into())
        );
        assert_eq!(
            checked("acceptContact", json!({"contactId": "c", "more": 1})),
            Err("UnexpectedParameter".into())
        );
        assert_eq!(
            checked("acceptContact", json!(["c"])),
            Err("MultipleValidationErrors".into())
        );
        assert_eq!(
            checked("putAgentState", json!({"state": {}})),
            Err("MultipleValidationErrors".into())
        );
        assert_eq!(
            checked("getEndpoints", json!({"queueARNs": "q"})),
            Err("InvalidParameterType".into())
        );
    }

    #[test]
    fn says_all_that_is_wrong_with_what_is_no_structure() {
        let put = operation_of_method("putAgentState").unwrap();
        let error = check(put, &json!({"state": "ab"})).unwrap_err();
        assert_eq!(
            error.message.unwrap(),
            "There were 5 validation errors:\n\
             * InvalidParameterType: Expected params.state to be a structure\n\
             * MissingRequiredParameter: Missing required key 'type' in params.state\n\
             * MissingRequiredParameter: Missing required key 'name' in params.state\n\
             * UnexpectedParameter: Unexpected key '0' found in params.state\n\
             * UnexpectedParameter: Unexpected key '1' found in params.state"
        );
        assert_eq!(error.status_code, None);
    }

    #[test]
    fn leaves_out_nulls_of_lists() {
        let endpoints = operation_of_method("getEndpoints").unwrap();
        let parameters = json!({"queueARNs": [null, "q"]});
        assert!(check(endpoints, &parameters).is_ok());
        assert!(body(endpoints, &parameters, "t").contains(r#""queueARNs":["q"]"#));
    }

    #[test]
    fn puts_the_token_where_the_operation_has_it() {
        let accept = operation_of_method("acceptContact").unwrap();
        assert_eq!(
            body(accept, &json!({"contactId": "c", "none": null}), "t"),
            r#"{"authentication":{"authToken":"t"},"contactId":"c"}"#
        );
        let clear = operation_of_method("clearContact").unwrap();
        assert_eq!(
            body(clear, &json!({"contactId": "c"}), "t"),
            r#"{"contactId":"c"}"#
        );
        assert!(headers(clear, "t").contains(&("X-Amz-Bearer".to_owned(), "t".to_owned())));
    }
}
