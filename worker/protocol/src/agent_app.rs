//! The agent-app service: Voice ID and what belongs to it (PROTOCOL.md 3.3).

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{
    instance::Instance,
    json,
    outgoing::{Outgoing, json_headers},
};

/// What the methods of this service begin with (`connect.AgentAppClientMethods`).
const PREFIX: &str = "AgentAppService.";

/// Where an instance has the service. No public source says it for hosted instances, so it is a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AgentApp {
    /// The path at the instance, such as `/agent-app/api`.
    pub path: String,
    /// The name under which the service takes the token (`authCookieName`), such as `lily-auth-prod-iad`.
    pub cookie_name: String,
}

/// Whether a page's method is one of this service.
#[must_use]
pub fn is_method(method: &str) -> bool {
    method.starts_with(PREFIX)
}

/// The request of a call. The token is in `X-Amz-Bearer`, as JSON under the cookie's name.
#[must_use]
pub fn request(
    instance: &Instance,
    service: &AgentApp,
    method: &str,
    parameters: &Value,
    token: &str,
) -> Outgoing {
    let bearer = json::text(&json!({ service.cookie_name.as_str(): token }));
    let body = if parameters.is_null() {
        "{}".to_owned()
    } else {
        json::text(parameters)
    };
    Outgoing {
        method: "POST",
        url: format!("{}{}", instance.origin(), service.path),
        headers: json_headers(&[("X-Amz-target", method), ("X-Amz-Bearer", &bearer)]),
        body: Some(body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carries_the_token_under_the_cookies_name() {
        let instance = Instance::of_address("https://a.example").unwrap();
        let service = AgentApp {
            path: "/agent-app/api".into(),
            cookie_name: "lily".into(),
        };
        let method = "AgentAppService.Lcms.getContact";
        let request = request(&instance, &service, method, &json!({"contactId": "c"}), "t");
        assert_eq!(request.url, "https://a.example/agent-app/api");
        assert_eq!(request.body.as_deref(), Some(r#"{"contactId":"c"}"#));
        assert!(
            request
                .headers
                .contains(&("X-Amz-target".to_owned(), method.to_owned()))
        );
        assert!(
            request
                .headers
                .contains(&("X-Amz-Bearer".to_owned(), r#"{"lily":"t"}"#.to_owned()))
        );
    }

    #[test]
    fn knows_its_methods() {
        assert!(is_method("AgentAppService.VoiceId.describeSpeaker"));
        assert!(!is_method("acceptContact"));
    }
}
