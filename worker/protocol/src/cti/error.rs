//! Errors of the service (PROTOCOL.md 1.5).

use serde_json::Value;

/// What an answer with a status of 300 or more says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServiceError {
    /// Such as `InvalidStateException`; `UnknownError` when the service does not say.
    pub code: String,
    /// In the service's words.
    pub message: Option<String>,
    /// The HTTP status.
    pub status: u16,
}

impl ServiceError {
    /// The service does not know who asks.
    #[must_use]
    pub fn is_unauthorized(&self) -> bool {
        self.status == 401 || self.code == "UnauthorizedException"
    }

    /// The service knows who asks and refuses.
    #[must_use]
    pub fn is_access_denied(&self) -> bool {
        self.status == 403 || self.code == "AccessDeniedException"
    }
}

/// Reads an answer's error: the code from the `x-amzn-errortype` header up to `:`, overridden by the body's `__type`
/// or `code` after its last `#`; the message from the body, or the status where the body is empty.
#[must_use]
pub fn read_error(status: u16, error_type: Option<&str>, body: &str) -> ServiceError {
    let from_header = error_type
        .and_then(|text| text.split(':').next())
        .filter(|text| !text.is_empty());
    let mut error = ServiceError {
        code: from_header.unwrap_or("UnknownError").to_owned(),
        message: None,
        status,
    };
    if body.is_empty() {
        error.message = Some(status.to_string());
        return error;
    }
    let Ok(body) = serde_json::from_str::<Value>(body) else {
        // As in the npm library, whose transport has no words for a status.
        error.message = Some(String::new());
        return error;
    };
    let first_text = |names: &[&str]| {
        names
            .iter()
            .find_map(|name| body.get(*name).and_then(Value::as_str))
            .map(str::to_owned)
    };
    if let Some(code) = first_text(&["__type", "code", "Code"]) {
        error.code = code.rsplit('#').next().unwrap_or_default().to_owned();
    }
    error.message = first_text(&["message", "Message"]);
    error
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_overrides_header() {
        let error = read_error(
            400,
            Some("FromHeader:http://internal"),
            r#"{"__type":"com.amazon#InvalidStateException","message":"no"}"#,
        );
        assert_eq!(error.code, "InvalidStateException");
        assert_eq!(error.message.as_deref(), Some("no"));
    }

    #[test]
    fn does_without_a_body() {
        let error = read_error(503, Some("Busy:1"), "");
        assert_eq!(
            (error.code.as_str(), error.message.as_deref()),
            ("Busy", Some("503"))
        );
        let no_json = read_error(500, None, "<html>");
        assert_eq!(
            (no_json.code.as_str(), no_json.message.as_deref()),
            ("UnknownError", Some(""))
        );
    }

    #[test]
    fn tells_401_and_403_by_status_or_code() {
        assert!(read_error(401, None, "").is_unauthorized());
        assert!(read_error(400, None, r#"{"__type":"UnauthorizedException"}"#).is_unauthorized());
        assert!(read_error(403, None, "").is_access_denied());
        assert!(read_error(400, Some("AccessDeniedException"), "").is_access_denied());
    }
}
