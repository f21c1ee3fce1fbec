//! How a call of a page went.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a call went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(tag = "kind", rename_all = "camelCase")]
pub enum Outcome {
    /// The service did it.
    Success {
        /// Its answer.
        #[cfg_attr(feature = "typescript", ts(type = "unknown"))]
        data: Value,
    },
    /// It did not, or nobody knows.
    Failure {
        /// Why.
        error: CallError,
    },
}

/// Why a call failed, in the shape that the npm library gives (PROTOCOL.md 1.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct CallError {
    /// The service's error code, or one of ours: `signedOut`, `offline`, `accessDenied`, `interrupted`,
    /// `timeout`, or a validation code such as `MissingRequiredParameter`.
    #[serde(rename = "type")]
    pub code: String,
    /// In words.
    pub message: Option<String>,
    /// The HTTP status, where there was one or the npm library would say so.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional))]
    pub status_code: Option<u16>,
    /// What a service beside CTI said, with its `status`: users get this alone, as from the npm library.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "typescript", ts(optional, type = "unknown"))]
    pub said: Option<Value>,
}
