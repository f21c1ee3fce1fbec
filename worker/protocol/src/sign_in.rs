//! The answer of an instance's authorize endpoint (PROTOCOL.md 2.7, 3.5).

use serde::Deserialize;
use serde_json::Value;

use crate::{Millis, cti::timestamp};

/// A token that opens the CTI service. Its text never leaves the worker: [`std::fmt::Debug`] hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token {
    /// What `X-Amz-Bearer` carries.
    pub text: String,
    /// When it ends.
    pub expires: Millis,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Token")
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

#[derive(Deserialize)]
struct Authorize {
    #[serde(rename = "accessToken")]
    access_token: String,
    expiration: Value,
}

/// Reads the body of a successful authorize request: `{accessToken, expiration}`, where `expiration` is
/// what `new Date()` takes, a number of milliseconds or a date in words.
///
/// # Errors
/// In words when the body is not of that shape: then the address is not an Amazon Connect instance.
pub fn read_authorize(body: &str) -> Result<Token, String> {
    let answer: Authorize = serde_json::from_str(body)
        .map_err(|_| "the sign-in endpoint did not answer with a token".to_owned())?;
    if answer.access_token.is_empty() {
        return Err("the sign-in endpoint answered with an empty token".to_owned());
    }
    let expires = match &answer.expiration {
        Value::Number(milliseconds) => milliseconds.as_f64().filter(|number| *number >= 0.0),
        Value::String(text) => timestamp::read_number(text)
            .filter(|number| *number >= 0.0)
            .or_else(|| timestamp::read_text(text)),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let expires = expires.ok_or_else(|| "the sign-in endpoint answered without an expiration".to_owned())?;
    Ok(Token {
        text: answer.access_token,
        expires: Millis(expires as u64),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_both_forms_of_expiration() {
        let token = read_authorize(r#"{"accessToken":"t","expiration":1696701812617,"more":1}"#).unwrap();
        assert_eq!(token.expires, Millis(1_696_701_812_617));
        let token = read_authorize(r#"{"accessToken":"t","expiration":"2018-04-19T23:30:07Z"}"#).unwrap();
        assert_eq!(token.expires, Millis(1_524_180_607_000));
    }

    #[test]
    fn says_no_to_everything_else() {
        for body in [
            "",
            "<html>",
            "{}",
            r#"{"accessToken":"","expiration":1}"#,
            r#"{"accessToken":"t"}"#,
        ] {
            assert!(read_authorize(body).is_err(), "{body}");
        }
    }

    #[test]
    fn does_not_show_the_token() {
        let token = Token {
            text: "secret".into(),
            expires: Millis(1),
        };
        assert!(!format!("{token:?}").contains("secret"));
    }
}
