//! What is said to the agent: the name of a text in `_locales`, so that it is said in the agent's language.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A text of `_locales/LANGUAGE/messages.json` and what stands at its placeholders.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The name of the text.
    pub name: String,
    /// For `$1`, `$2`…, as they are: numbers, names, addresses, words of the service.
    pub with: Vec<String>,
}

impl Message {
    /// The text of this name, which has no placeholders.
    #[must_use]
    pub fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            with: Vec::new(),
        }
    }

    /// The text of this name, with one thing in it.
    #[must_use]
    pub fn with(name: &str, substitution: impl Into<String>) -> Self {
        Self {
            name: name.to_owned(),
            with: vec![substitution.into()],
        }
    }
}

/// For logs, which are not translated.
impl fmt::Display for Message {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.name)?;
        for substitution in &self.with {
            write!(formatter, " “{substitution}”")?;
        }
        Ok(())
    }
}
