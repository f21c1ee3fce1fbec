//! The answers that make up the agent's configuration (PROTOCOL.md 2.4).

use serde_json::Value;

use super::timestamp;
use crate::document;

/// One page of a paged list.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its items, in order, in the form of the document.
    pub items: Vec<Value>,
    /// To be sent for the next page; absent on the last.
    pub next_token: Option<String>,
}

/// The member that an operation's list is in; nothing for operations that answer no list.
#[must_use]
pub fn list_of(operation: &str) -> Option<&'static str> {
    match operation {
        "GetAgentStates" => Some("states"),
        "GetDialableCountryCodes" => Some("countryCodes"),
        "GetRoutingProfileQueues" => Some("queues"),
        "GetAgentPermissions" => Some("permissions"),
        "GetEndpoints" => Some("endpoints"),
        _ => None,
    }
}

/// Reads one page of the list in `member`.
///
/// # Errors
/// In words, when the body is not JSON or has no such list.
pub fn page(body: &str, member: &str) -> Result<Page, String> {
    let mut answer: Value = serde_json::from_str(body).map_err(|error| format!("not JSON: {error}"))?;
    let Some(Value::Array(items)) = answer.get_mut(member).map(Value::take) else {
        return Err(format!("no list of {member}"));
    };
    let items = items.into_iter().map(read_item).collect();
    let next_token = answer["nextToken"]
        .as_str()
        .filter(|token| !token.is_empty())
        .map(str::to_owned);
    Ok(Page { items, next_token })
}

/// Agent states carry a time; other items do not.
fn read_item(mut item: Value) -> Value {
    if let Some(time) = item.get_mut("startTimestamp") {
        *time = timestamp::read(time).map_or(Value::Null, Value::from);
    }
    document::without_nulls(item)
}

/// Reads the answer of `GetAgentConfiguration` in the form of the document.
///
/// # Errors
/// In words, when the body is not JSON or has no configuration with a routing profile.
pub fn read_configuration(body: &str) -> Result<Value, String> {
    let mut answer: Value = serde_json::from_str(body).map_err(|error| format!("not JSON: {error}"))?;
    let mut configuration = answer
        .get_mut("configuration")
        .map(Value::take)
        .unwrap_or_default();
    let Some(profile) = configuration
        .get_mut("routingProfile")
        .and_then(Value::as_object_mut)
    else {
        return Err("no configuration with a routing profile".to_owned());
    };
    for member in ["defaultOutboundQueue", "channelConcurrencyMap"] {
        if profile.get(member).is_some_and(Value::is_null) {
            profile.remove(member);
        }
    }
    if let Some(members) = configuration.as_object_mut()
        && members.get("agentPreferences").is_some_and(Value::is_null)
    {
        members.remove("agentPreferences");
    }
    Ok(document::without_nulls(configuration))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::NULL;
    use serde_json::json;

    #[test]
    fn reads_pages() {
        let body = json!({"states": [{"name": "A", "startTimestamp": null}], "nextToken": "2"}).to_string();
        assert_eq!(
            page(&body, "states"),
            Ok(Page {
                items: vec![json!({"name": "A", "startTimestamp": NULL})],
                next_token: Some("2".to_owned())
            })
        );
        assert_eq!(
            page(r#"{"states":[],"nextToken":null}"#, "states")
                .unwrap()
                .next_token,
            None
        );
        assert!(page("{}", "states").is_err());
        assert!(page("oops", "states").is_err());
    }

    #[test]
    fn reads_configurations() {
        let body = json!({"configuration": {
            "name": "Ann", "username": null, "agentPreferences": null,
            "routingProfile": {"routingProfileARN": "p", "channelConcurrencyMap": null},
        }});
        assert_eq!(
            read_configuration(&body.to_string()),
            Ok(json!({"name": "Ann", "username": NULL, "routingProfile": {"routingProfileARN": "p"}}))
        );
        assert!(read_configuration("{}").is_err());
    }
}
