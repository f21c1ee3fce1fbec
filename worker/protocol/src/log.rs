//! The levels of the worker's log, and what is kept out of it.

use serde::{Deserialize, Serialize};

use crate::{
    Millis,
    page::LogEntry,
    popup::{Health, IdentityProviderView, PolicyView, SignInStatus, SiteView},
};

/// How bad a log line is; as a setting, the least that is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LogLevel {
    /// For developers: also what pages write to their own logs.
    Debug,
    /// Worth knowing.
    #[default]
    Info,
    /// Something is wrong and mends itself.
    Warn,
    /// Something is wrong.
    Error,
}

impl LogLevel {
    /// As in `connect.LogLevel`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            LogLevel::Debug => "DEBUG",
            LogLevel::Info => "INFO",
            LogLevel::Warn => "WARN",
            LogLevel::Error => "ERROR",
        }
    }

    /// The level of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Debug, Self::Info, Self::Warn, Self::Error]
            .into_iter()
            .find(|level| level.name() == name)
    }
}

/// The log as a file, which helps somebody to help. Names no contact and no agent.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct LogFile {
    /// How things stand.
    pub diagnosis: Diagnosis,
    /// The lines of the worker's log, oldest first.
    pub log: Vec<LogEntry>,
}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Diagnosis {
    /// When this was written.
    pub time: Millis,
    /// Of the extension.
    pub version: String,
    /// The browser as it calls itself.
    pub browser: String,
    /// One for each instance.
    pub instances: Vec<InstanceDiagnosis>,
    /// Match patterns of the hosts that the browser lets the extension work with.
    pub permissions: Vec<String>,
    /// Sites whose pages have, or may be given, `window.connect`.
    pub sites: Vec<SiteView>,
    /// Where pages may have the agent sign in, beside the instances.
    pub identity_providers: Vec<IdentityProviderView>,
    /// What the organisation has decided.
    pub policy: PolicyView,
    /// How much is written to the log.
    pub log_level: LogLevel,
    /// The last lines that say that something was wrong.
    pub last_errors: Vec<LogEntry>,
}

/// How it stands with an instance.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct InstanceDiagnosis {
    /// Such as `https://acme.my.connect.aws`.
    pub origin: String,
    /// Who is signed in, if anybody.
    pub sign_in: SignInStatus,
    /// When the sign-in ends, unless it is renewed.
    pub token_expires: Option<Millis>,
    /// How the worker stands with the service.
    pub connection: Health,
    /// The service gave no WebSocket.
    pub web_socket_failed: bool,
    /// How many pages take part.
    pub pages: usize,
    /// How many contacts the agent has.
    pub contacts: usize,
}

/// The longest line of the log, in characters.
const LONGEST_LINE: usize = 500;
/// A word of so many letters and digits is a token or a key; the ids of contacts and the names of errors are shorter.
const SECRET: usize = 40;
/// So many digits, also with signs between them, are a telephone number.
const NUMBER: usize = 7;

/// The text without what does not belong in a log: tokens, keys and telephone numbers are replaced, and the end of a
/// long line is cut off. Ids of contacts stay: they tell nobody anything.
#[must_use]
pub fn redacted(text: &str) -> String {
    let mut line = String::new();
    let end = text.char_indices().nth(4 * LONGEST_LINE).map(|(end, _)| end);
    // The first part of a word would not be known for a secret.
    let mut rest = end.map_or(text, |end| text[..end].trim_end_matches(is_of_word));
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|sign| !is_of_word(sign)).unwrap_or(rest.len());
        let (length, replacement) = if is_id(&rest[..word]) {
            (word, None)
        } else if word >= SECRET {
            (word, Some("‹secret›"))
        } else if let Some(length) = number(rest) {
            (length, Some("‹number›"))
        } else {
            (first.len_utf8(), None)
        };
        line.push_str(replacement.unwrap_or(&rest[..length]));
        rest = &rest[length..];
    }
    match line.char_indices().nth(LONGEST_LINE) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

fn is_of_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '+' | '=' | '%')
}

/// Such as `01234567-89ab-cdef-0123-456789abcdef`.
fn is_id(word: &str) -> bool {
    word.len() == 36
        && word.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

/// The length of the telephone number that the text begins with.
fn number(text: &str) -> Option<usize> {
    if !text.starts_with(|first: char| first == '+' || first.is_ascii_digit()) {
        return None;
    }
    let (mut digits, mut length) = (0, 0);
    for (index, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => {
                digits += 1;
                length = index + 1;
            }
            b'+' | b' ' | b'-' | b'.' | b'(' | b')' => {}
            _ => break,
        }
    }
    (digits >= NUMBER).then_some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_replaced() {
        assert_eq!(
            redacted("call from +1 (206) 555-0142, then 02065550142."),
            "call from ‹number›, then ‹number›."
        );
        assert_eq!(redacted("tel:+12065550142"), "tel:‹number›");
    }

    #[test]
    fn tokens_are_replaced() {
        let token = "AgV4Zm9v".repeat(6);
        assert_eq!(
            redacted(&format!("bearer={token}; eyJ.{token}/{token}")),
            "‹secret›; eyJ.‹secret›/‹secret›"
        );
    }

    #[test]
    fn what_helps_stays() {
        for line in [
            "acceptContact of 12345678-1234-1234-1234-123456789012 failed: 429 after 2000 ms",
            "https://acme.my.connect.aws answers with 503",
            "contact::init::0a1b2c3d-0000-0000-0000-0123456789ab",
        ] {
            assert_eq!(redacted(line), line);
        }
    }

    #[test]
    fn a_long_line_is_cut_off() {
        let line = redacted(&"wörd ".repeat(1000));
        assert_eq!(line.chars().count(), LONGEST_LINE + 1);
        assert!(line.ends_with('…'));
        let token = "AgV4Zm9v".repeat(600);
        assert_eq!(
            redacted(&format!("{} {token}", "a ".repeat(240)))
                .matches("AgV4")
                .count(),
            0
        );
    }
}
