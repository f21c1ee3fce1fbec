//! Requests to the service (PROTOCOL.md 1.1) and their checks before sending (1.2).

use serde_json::{Map, Value, json};

use super::operation::{Kind, Member, Operation};
use crate::page::CallError;

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
    Value::Object(members).to_string()
}

/// Members that are `null` are not sent.
fn prune(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, member| !member.is_null());
            members.values_mut().for_each(prune);
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
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
    match parameters {
        Value::Object(members) => check_structure(operation.members, members, "params", &mut faults),
        Value::Null => check_structure(operation.members, &Map::new(), "params", &mut faults),
        _ => faults.push((
            "InvalidParameterType",
            "Expected params to be a structure".to_owned(),
        )),
    }
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
        status_code: Some(400),
    })
}

type Fault = (&'static str, String);

fn check_structure(expected: &[Member], given: &Map<String, Value>, path: &str, faults: &mut Vec<Fault>) {
    for member in expected.iter().filter(|member| member.required) {
        if given.get(member.name).is_none_or(Value::is_null) {
            let message = format!("Missing required key '{}' in {path}", member.name);
            faults.push(("MissingRequiredParameter", message));
        }
    }
    for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        match expected.iter().find(|member| member.name == name) {
            Some(member) => check_kind(member.kind, value, &format!("{path}.{name}"), faults),
            None => faults.push((
                "UnexpectedParameter",
                format!("Unexpected key '{name}' found in {path}"),
            )),
        }
    }
}

fn check_kind(kind: Kind, value: &Value, path: &str, faults: &mut Vec<Fault>) {
    let expected = match (kind, value) {
        (Kind::Text, Value::String(_))
        | (Kind::Number, Value::Number(_))
        | (Kind::Boolean, Value::Bool(_))
        | (Kind::Time, Value::Number(_) | Value::String(_)) => return,
        // A number in digits is a number: the npm library says so too.
        (Kind::Number, Value::String(text)) if text.parse::<f64>().is_ok() => return,
        (Kind::Structure(members), Value::Object(given)) => {
            return check_structure(members, given, path, faults);
        }
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
        (Kind::Structure(_), _) => "a structure",
        (Kind::List(_), _) => "an Array",
        (Kind::Map(_), _) => "a map",
    };
    faults.push((
        "InvalidParameterType",
        format!("Expected {path} to be {expected}"),
    ));
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
            checked("acceptContact", json!("c")),
            Err("InvalidParameterType".into())
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
