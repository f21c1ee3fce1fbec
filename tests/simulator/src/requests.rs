//! The record of the requests seen, for tests to look at.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;

use crate::instance::time::Timestamp;

/// Older requests are forgotten beyond this number.
const KEPT: usize = 10_000;

#[derive(Debug, Clone, Serialize)]
pub(crate) struct RecordedRequest {
    pub(crate) number: u64,
    /// Milliseconds since 1970.
    pub(crate) at: i64,
    /// Operation of the CTI service, or `socket` for a frame that came in over a WebSocket.
    pub(crate) operation: Option<String>,
    pub(crate) path: String,
    pub(crate) method: String,
    /// The JSON body, the form or the query.
    pub(crate) parameters: Value,
    /// Who is signed in with the token or the cookies of the request.
    pub(crate) agent: Option<String>,
    pub(crate) origin: Option<String>,
    /// None while no answer has been given, and when none will be.
    pub(crate) status: Option<u16>,
}

#[derive(Debug, Default)]
pub(crate) struct RequestLog {
    requests: VecDeque<RecordedRequest>,
    last: u64,
}

impl RequestLog {
    /// Adds a request and gives it the next number.
    pub(crate) fn add(&mut self, request: RecordedRequest) -> u64 {
        self.last += 1;
        self.requests.push_back(RecordedRequest {
            number: self.last,
            ..request
        });
        if self.requests.len() > KEPT {
            self.requests.pop_front();
        }
        self.last
    }

    pub(crate) fn answered(&mut self, number: u64, status: u16) {
        if let Some(request) = self
            .requests
            .iter_mut()
            .rev()
            .find(|request| request.number == number)
        {
            request.status = Some(status);
        }
    }

    pub(crate) fn last(&self) -> u64 {
        self.last
    }

    pub(crate) fn after(&self, number: u64, operation: Option<&str>) -> Vec<RecordedRequest> {
        self.requests
            .iter()
            .filter(|request| request.number > number)
            .filter(|request| operation.is_none_or(|name| request.operation.as_deref() == Some(name)))
            .cloned()
            .collect()
    }

    /// Forgets the requests; their numbers go on.
    pub(crate) fn clear(&mut self) {
        self.requests.clear();
    }
}

/// A new record, before it has its number.
pub(crate) fn record(at: Timestamp, method: &str, path: &str) -> RecordedRequest {
    RecordedRequest {
        number: 0,
        at: at.milliseconds,
        operation: None,
        path: path.to_owned(),
        method: method.to_owned(),
        parameters: Value::Null,
        agent: None,
        origin: None,
        status: None,
    }
}
