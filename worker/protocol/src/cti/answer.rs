//! Answers of operations that pages call by themselves.

use serde_json::Value;

use super::operation::Operation;

/// Takes out of an answer what the npm library takes out: structures that are `null` (PROTOCOL.md 1.2). Other
/// `null`s are values.
#[must_use]
pub fn answer_of(operation: &Operation, mut answer: Value) -> Value {
    match operation.name {
        "CreateTransport" => {
            if let Some(transports) = answer.as_object_mut() {
                transports.retain(|_, transport| !transport.is_null());
            }
        }
        "GetEndpoints" => {
            let endpoints = answer.get_mut("endpoints").and_then(Value::as_array_mut);
            for endpoint in endpoints.into_iter().flatten() {
                if let Some(members) = endpoint.as_object_mut()
                    && members.get("queue").is_some_and(Value::is_null)
                {
                    members.remove("queue");
                }
            }
        }
        _ => {}
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cti::operation_of_method;
    use serde_json::json;

    fn answer(method: &str, answer: Value) -> Value {
        answer_of(operation_of_method(method).unwrap(), answer)
    }

    #[test]
    fn leaves_out_structures_that_are_null() {
        assert_eq!(
            answer(
                "createTransport",
                json!({"chatTokenTransport": {"participantToken": "t", "expiry": null}, "softphoneTransport": null}),
            ),
            json!({"chatTokenTransport": {"participantToken": "t", "expiry": null}}),
        );
        assert_eq!(
            answer(
                "getEndpoints",
                json!({"endpoints": [{"queue": null, "name": null}, null, 7], "nextToken": null}),
            ),
            json!({"endpoints": [{"name": null}, null, 7], "nextToken": null}),
        );
    }

    #[test]
    fn takes_whatever_comes() {
        for odd in [json!(null), json!([]), json!("text"), json!({"endpoints": 5})] {
            assert_eq!(answer("createTransport", odd.clone()), odd);
            assert_eq!(answer("acceptContact", odd.clone()), odd);
        }
        assert_eq!(answer("getEndpoints", json!({})), json!({}));
    }
}
