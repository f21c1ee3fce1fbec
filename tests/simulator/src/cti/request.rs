//! One request to the CTI service.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::instance::{Exception, Refusal};

pub(super) struct Request {
    /// Who sent it, by the token.
    pub(super) agent: String,
    /// `localhost:9443`, as the client calls the service.
    pub(super) host: String,
    body: Value,
}

impl Request {
    pub(super) fn parse(agent: String, host: &str, body: &[u8]) -> Result<Self, Refusal> {
        let body: Value = if body.is_empty() {
            Value::Object(Map::new())
        } else {
            serde_json::from_slice(body).map_err(|error| {
                Refusal::new(Exception::Serialization, format!("The body is no JSON: {error}."))
            })?
        };
        if !body.is_object() {
            return Err(Refusal::new(
                Exception::Serialization,
                "The body must be a JSON object.",
            ));
        }
        Ok(Self {
            agent,
            host: host.to_owned(),
            body,
        })
    }

    pub(super) fn body(&self) -> &Map<String, Value> {
        self.body.as_object().expect("parse() lets objects alone through")
    }

    pub(super) fn text(&self, member: &str) -> Option<&str> {
        self.body.get(member)?.as_str()
    }

    pub(super) fn text_at(&self, pointer: &str) -> Option<&str> {
        self.body.pointer(pointer)?.as_str()
    }

    pub(super) fn owned(&self, member: &str) -> Option<String> {
        self.text(member).map(str::to_owned)
    }

    pub(super) fn integer(&self, member: &str) -> Option<i64> {
        self.body.get(member)?.as_i64()
    }

    pub(super) fn flag(&self, member: &str) -> bool {
        self.body.get(member).and_then(Value::as_bool).unwrap_or(false)
    }

    pub(super) fn value(&self, member: &str) -> Option<Value> {
        self.body.get(member).filter(|value| !value.is_null()).cloned()
    }

    /// A member in a type of its own.
    pub(super) fn parsed<T: DeserializeOwned>(&self, member: &str) -> Result<T, Refusal> {
        serde_json::from_value(self.value(member).unwrap_or_default())
            .map_err(|error| Refusal::new(Exception::Validation, format!("{member} is not valid: {error}.")))
    }
}
