//! What the popup says, read by hand.
//!
//! The derived reader of so many variants, each with members of its own, takes 20 kB of the worker's wasm; this one takes
//! a sixth of that.

use serde_json::Value;

use crate::{
    log::LogLevel,
    popup::{ContactAction, PopupToWorker},
};

impl PopupToWorker {
    /// Reads a message.
    ///
    /// # Errors
    /// What is wrong with it: it is no JSON, of a kind that is not known, or lacks a member or has one of another kind.
    pub fn read(text: &str) -> Result<Self, String> {
        let message: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let said = match &message {
            Value::String(kind) if kind == "open" => Some(Self::Open),
            Value::String(kind) if kind == "openPanel" => Some(Self::OpenPanel),
            Value::Object(members) if members.len() == 1 => members
                .iter()
                .next()
                .and_then(|(kind, members)| wish(kind, Members(members))),
            _ => None,
        };
        said.ok_or_else(|| {
            let kind = message.as_object().and_then(|members| members.keys().next());
            format!("not a message: {}", kind.map_or("?", String::as_str))
        })
    }
}

fn wish(kind: &str, members: Members<'_>) -> Option<PopupToWorker> {
    Some(match kind {
        "setState" => PopupToWorker::SetState {
            instance: members.text("instance")?,
            ask: members.ask()?,
            state: members.text_or_none("state")?,
        },
        "act" => PopupToWorker::Act {
            instance: members.text("instance")?,
            ask: members.ask()?,
            contact_id: members.text("contactId")?,
            connection_id: members.text_or_none("connectionId")?,
            action: ContactAction::named(&members.text("action")?)?,
            digits: members.text_or_none("digits")?,
        },
        "connect" => PopupToWorker::Connect {
            instance: members.text("instance")?,
            ask: members.ask()?,
            contact_id: members.text_or_none("contactId")?,
            endpoint: members.text("endpoint")?,
        },
        "findEndpoints" => PopupToWorker::FindEndpoints {
            instance: members.text("instance")?,
            ask: members.ask()?,
            next_token: members.text_or_none("nextToken")?,
        },
        "signIn" => PopupToWorker::SignIn {
            instance: members.text("instance")?,
        },
        "signOut" => PopupToWorker::SignOut {
            instance: members.text("instance")?,
        },
        "addInstance" => PopupToWorker::AddInstance {
            address: members.text("address")?,
        },
        "removeInstance" => PopupToWorker::RemoveInstance {
            instance: members.text("instance")?,
        },
        "removeSite" => PopupToWorker::RemoveSite {
            pattern: members.text("pattern")?,
        },
        "allowIdentityProvider" => PopupToWorker::AllowIdentityProvider {
            address: members.text("address")?,
        },
        "removeIdentityProvider" => PopupToWorker::RemoveIdentityProvider {
            origin: members.text("origin")?,
        },
        "dismissSignInRequest" => PopupToWorker::DismissSignInRequest {
            identity_provider: members.text("identityProvider")?,
        },
        "setLogLevel" => PopupToWorker::SetLogLevel {
            level: match members.text("level")?.as_str() {
                "debug" => LogLevel::Debug,
                "info" => LogLevel::Info,
                "warn" => LogLevel::Warn,
                "error" => LogLevel::Error,
                _ => return None,
            },
        },
        "setDefaultInstance" => PopupToWorker::SetDefaultInstance {
            instance: members.text_or_none("instance")?,
        },
        "setNotifications" => PopupToWorker::SetNotifications {
            on: members.0.get("on")?.as_bool()?,
        },
        "setSound" => PopupToWorker::SetSound {
            on: members.0.get("on")?.as_bool()?,
        },
        "setPanelInPages" => PopupToWorker::SetPanelInPages {
            on: members.0.get("on")?.as_bool()?,
        },
        "setLanguage" => PopupToWorker::SetLanguage {
            language: members.text_or_none("language")?,
        },
        "dismissNotice" => PopupToWorker::DismissNotice {
            instance: members.text_or_none("instance")?,
        },
        _ => return None,
    })
}

/// Those of a message.
#[derive(Clone, Copy)]
struct Members<'a>(&'a Value);

impl Members<'_> {
    fn text(self, name: &str) -> Option<String> {
        self.0.get(name)?.as_str().map(str::to_owned)
    }

    /// A text that may be missing. None for what is no text.
    #[allow(clippy::option_option)]
    fn text_or_none(self, name: &str) -> Option<Option<String>> {
        match self.0.get(name) {
            None | Some(Value::Null) => Some(None),
            Some(_) => self.text(name).map(Some),
        }
    }

    fn ask(self) -> Option<u32> {
        self.0.get("ask")?.as_u64()?.try_into().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind; the compiler sees to it that none is forgotten.
    fn one_of_each() -> Vec<PopupToWorker> {
        let some = || Some("some".to_owned());
        let instance = || "https://acme.my.connect.aws".to_owned();
        let all = vec![
            PopupToWorker::Open,
            PopupToWorker::SetState {
                instance: instance(),
                ask: u32::MAX,
                state: some(),
            },
            PopupToWorker::SetState {
                instance: instance(),
                ask: 1,
                state: None,
            },
            PopupToWorker::Act {
                instance: instance(),
                ask: 2,
                contact_id: "c".to_owned(),
                connection_id: some(),
                action: ContactAction::SendDigits,
                digits: some(),
            },
            PopupToWorker::Connect {
                instance: instance(),
                ask: 3,
                contact_id: some(),
                endpoint: "{}".to_owned(),
            },
            PopupToWorker::FindEndpoints {
                instance: instance(),
                ask: 4,
                next_token: some(),
            },
            PopupToWorker::SignIn { instance: instance() },
            PopupToWorker::SignOut { instance: instance() },
            PopupToWorker::AddInstance {
                address: "acme".to_owned(),
            },
            PopupToWorker::RemoveInstance { instance: instance() },
            PopupToWorker::RemoveSite {
                pattern: "https://a.example/*".to_owned(),
            },
            PopupToWorker::AllowIdentityProvider {
                address: "https://a.example".to_owned(),
            },
            PopupToWorker::RemoveIdentityProvider {
                origin: "https://a.example".to_owned(),
            },
            PopupToWorker::DismissSignInRequest {
                identity_provider: "https://a.example".to_owned(),
            },
            PopupToWorker::SetLogLevel {
                level: LogLevel::Warn,
            },
            PopupToWorker::SetDefaultInstance { instance: some() },
            PopupToWorker::SetNotifications { on: true },
            PopupToWorker::SetSound { on: true },
            PopupToWorker::SetLanguage { language: some() },
            PopupToWorker::SetPanelInPages { on: false },
            PopupToWorker::OpenPanel,
            PopupToWorker::DismissNotice { instance: some() },
            PopupToWorker::DismissNotice { instance: None },
        ];
        for message in &all {
            match message {
                PopupToWorker::Open
                | PopupToWorker::SetState { .. }
                | PopupToWorker::Act { .. }
                | PopupToWorker::Connect { .. }
                | PopupToWorker::FindEndpoints { .. }
                | PopupToWorker::SignIn { .. }
                | PopupToWorker::SignOut { .. }
                | PopupToWorker::AddInstance { .. }
                | PopupToWorker::RemoveInstance { .. }
                | PopupToWorker::RemoveSite { .. }
                | PopupToWorker::AllowIdentityProvider { .. }
                | PopupToWorker::RemoveIdentityProvider { .. }
                | PopupToWorker::DismissSignInRequest { .. }
                | PopupToWorker::SetLogLevel { .. }
                | PopupToWorker::SetDefaultInstance { .. }
                | PopupToWorker::SetNotifications { .. }
                | PopupToWorker::SetSound { .. }
                | PopupToWorker::SetLanguage { .. }
                | PopupToWorker::SetPanelInPages { .. }
                | PopupToWorker::OpenPanel
                | PopupToWorker::DismissNotice { .. } => {}
            }
        }
        all
    }

    #[test]
    fn every_message_is_read_as_it_was_written() {
        for message in one_of_each() {
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(PopupToWorker::read(&text), Ok(message), "{text}");
        }
    }

    #[test]
    fn every_level_and_action_is_read() {
        for level in [LogLevel::Debug, LogLevel::Info, LogLevel::Warn, LogLevel::Error] {
            let message = PopupToWorker::SetLogLevel { level };
            let text = serde_json::to_string(&message).unwrap();
            assert_eq!(PopupToWorker::read(&text), Ok(message));
        }
        for action in ContactAction::ALL {
            assert_eq!(serde_json::to_value(action).unwrap(), action.name());
            assert_eq!(ContactAction::named(action.name()), Some(action));
        }
        assert_eq!(ContactAction::named("dance"), None);
    }

    #[test]
    fn nonsense_is_an_error() {
        for text in [
            "",
            "{",
            "null",
            "\"close\"",
            "{}",
            r#"{"dance":{}}"#,
            r#"{"signIn":{}}"#,
            r#"{"signIn":{"instance":7}}"#,
            r#"{"signIn":{"instance":"a"},"signOut":{"instance":"a"}}"#,
            r#"{"act":{"instance":"a","ask":1,"contactId":"c","action":"dance"}}"#,
            r#"{"setState":{"instance":"a","ask":-1,"state":"Lunch"}}"#,
            r#"{"setState":{"instance":"a","ask":1,"state":7}}"#,
            r#"{"setLogLevel":{"level":"loud"}}"#,
            r#"{"setNotifications":{"on":"yes"}}"#,
        ] {
            assert!(PopupToWorker::read(text).is_err(), "{text}");
        }
    }
}
