//! Times as the service writes them (PROTOCOL.md 1.2).

use serde_json::Value;
use time::{
    OffsetDateTime,
    format_description::well_known::{Rfc2822, Rfc3339},
};

/// A time of a response in milliseconds: the service sends seconds as a number or as digits, or a date as
/// ISO 8601 or RFC 822 text. Nothing for anything else.
///
/// Fractions of a millisecond are dropped, as a JavaScript `Date` does.
#[must_use]
pub fn read(value: &Value) -> Option<f64> {
    match value {
        Value::Number(seconds) => seconds.as_f64().map(|seconds| (seconds * 1000.0).trunc()),
        Value::String(text) if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) => {
            read_number(text).map(|seconds| seconds * 1000.0)
        }
        Value::String(text) => read_text(text),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A number in the digits of JSON. The parser of the standard library reads more forms, and brings ten kilobytes of
/// tables into the wasm.
#[must_use]
pub fn read_number(text: &str) -> Option<f64> {
    serde_json::from_str(text).ok()
}

/// A date in ISO 8601 or RFC 822 form, in milliseconds.
#[must_use]
pub fn read_text(text: &str) -> Option<f64> {
    let time = OffsetDateTime::parse(text, &Rfc3339)
        .or_else(|_| OffsetDateTime::parse(text, &Rfc2822))
        .ok()?;
    Some((time.unix_timestamp_nanos() / 1_000_000) as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_all_four_forms() {
        assert_eq!(read(&json!(1_646_369_082.783)), Some(1_646_369_082_783.0));
        assert_eq!(read(&json!("1646369082")), Some(1_646_369_082_000.0));
        assert_eq!(
            read(&json!("2023-11-20T22:04:25.416Z")),
            Some(1_700_517_865_416.0)
        );
        assert_eq!(
            read(&json!("Mon, 20 Nov 2023 22:04:25 GMT")),
            Some(1_700_517_865_000.0)
        );
    }

    #[test]
    fn reads_nothing_else() {
        for odd in [
            json!(null),
            json!(true),
            json!(""),
            json!("soon"),
            json!([1]),
            json!({}),
        ] {
            assert_eq!(read(&odd), None, "{odd}");
        }
    }
}
