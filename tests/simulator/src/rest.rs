//! JSON over HTTP, as the services beside the CTI service write it.

use axum::body::Bytes;
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::instance::{Exception, Refusal};

const ERROR_TYPE: HeaderName = HeaderName::from_static("x-amzn-errortype");
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The answer, or the exception as header and as `{__type, message}`.
pub(crate) fn respond(answer: Result<Value, Refusal>) -> Response {
    let common = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CACHE_CONTROL, "no-store".to_owned()),
        (REQUEST_ID, uuid::Uuid::new_v4().to_string()),
    ];
    match answer {
        Ok(value) => (common, value.to_string()).into_response(),
        Err(refusal) => {
            let name = refusal.exception.name();
            let status =
                StatusCode::from_u16(refusal.exception.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let body = serde_json::json!({ "__type": name, "message": refusal.message });
            (status, common, [(ERROR_TYPE, name)], body.to_string()).into_response()
        }
    }
}

/// The body, or a sentence that names the member that is not right.
pub(crate) fn parse<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    serde_path_to_error::deserialize(&mut deserializer).map_err(|error| {
        let path = error.path().to_string();
        let reason = error.into_inner();
        Refusal::new(Exception::Validation, format!("{path} is not right: {reason}."))
    })
}
