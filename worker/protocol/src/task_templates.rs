//! The task-template service (PROTOCOL.md 3.4).

use form_urlencoded::Serializer;
use serde_json::Value;

use crate::{
    instance::Instance,
    json,
    outgoing::{Outgoing, json_headers},
    page::CallError,
};

/// Whether a page's method is one of this service (`connect.TaskTemplatesClientMethods`).
#[must_use]
pub fn is_method(method: &str) -> bool {
    matches!(
        method,
        "listTaskTemplates" | "getTaskTemplate" | "createTemplatedTask" | "updateContact"
    )
}

/// The request of a call.
///
/// # Errors
/// `MissingRequiredParameter` without an instance id or a template id where the address needs one.
pub fn request(instance: &Instance, method: &str, parameters: &Value) -> Result<Outgoing, CallError> {
    let base = instance.task_templates();
    let templates = || {
        let id = identifier(parameters, "instanceId")?;
        Ok::<String, CallError>(format!("{base}/proxy/instance/{id}/task/template"))
    };
    let (verb, url, body) = match method {
        "listTaskTemplates" => (
            "GET",
            with_query(templates()?, parameters.get("queryParams")),
            None,
        ),
        "getTaskTemplate" => {
            let template = &parameters["templateParams"];
            let mut url = format!("{}/{}", templates()?, identifier(template, "id")?);
            if let Some(version) = template["version"].as_str().filter(|version| !version.is_empty()) {
                let query = Serializer::new(String::new())
                    .append_pair("snapshotVersion", version)
                    .finish();
                url = format!("{url}?{query}");
            }
            ("GET", url, None)
        }
        "createTemplatedTask" => ("PUT", format!("{base}/{method}"), Some(parameters)),
        _ => ("POST", format!("{base}/{method}"), Some(parameters)),
    };
    Ok(Outgoing {
        method: verb,
        url,
        headers: json_headers(&[("x-csrf-token", "csrf")]),
        body: body.map(json::text),
    })
}

/// An id that goes into an address: nothing that could lead elsewhere.
fn identifier(parameters: &Value, name: &str) -> Result<String, CallError> {
    let id = parameters[name].as_str().unwrap_or_default();
    if !id.is_empty()
        && id
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        return Ok(id.to_owned());
    }
    Err(CallError {
        code: "MissingRequiredParameter".to_owned(),
        message: Some(format!("Missing required key '{name}' in params")),
        status_code: Some(400),
        said: None,
    })
}

fn with_query(url: String, parameters: Option<&Value>) -> String {
    let Some(parameters) = parameters.and_then(Value::as_object) else {
        return url;
    };
    let mut query = Serializer::new(String::new());
    for (name, value) in parameters {
        match value {
            Value::String(text) => query.append_pair(name, text),
            other => query.append_pair(name, &json::text(other)),
        };
    }
    let query = query.finish();
    if query.is_empty() {
        url
    } else {
        format!("{url}?{query}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn asked(method: &str, parameters: Value) -> Result<(&'static str, String), String> {
        let instance = Instance::of_address("https://a.example").unwrap();
        let request = request(&instance, method, &parameters).map_err(|error| error.code)?;
        Ok((request.method, request.url))
    }

    #[test]
    fn follows_the_documented_addresses() {
        let base = "https://a.example/task-templates/api/ccp";
        assert_eq!(
            asked(
                "listTaskTemplates",
                json!({"instanceId": "i-1", "queryParams": {"status": "ACTIVE", "maxResults": 5}})
            ),
            Ok((
                "GET",
                format!("{base}/proxy/instance/i-1/task/template?maxResults=5&status=ACTIVE")
            ))
        );
        assert_eq!(
            asked(
                "getTaskTemplate",
                json!({"instanceId": "i", "templateParams": {"id": "t", "version": "2"}})
            ),
            Ok((
                "GET",
                format!("{base}/proxy/instance/i/task/template/t?snapshotVersion=2")
            ))
        );
        assert_eq!(
            asked("createTemplatedTask", json!({"Name": "x"})),
            Ok(("PUT", format!("{base}/createTemplatedTask")))
        );
        assert_eq!(
            asked("updateContact", json!({})),
            Ok(("POST", format!("{base}/updateContact")))
        );
    }

    #[test]
    fn an_id_cannot_lead_elsewhere() {
        for id in ["", "../../logout", "a?b", "a/b"] {
            assert_eq!(
                asked("listTaskTemplates", json!({"instanceId": id})),
                Err("MissingRequiredParameter".to_owned()),
                "{id}"
            );
        }
    }
}
