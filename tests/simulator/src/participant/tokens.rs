//! Tokens with which participants come: who has which, and until when.

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::instance::Instance;
use crate::instance::contact::ContactKey;
use crate::instance::time::Timestamp;

/// A participant token in the connection data of a chat is this and the identifier of the connection.
const PARTICIPANT_PREFIX: &str = "chat-";

/// The participant token that a chat connection brings along (PROTOCOL.md 1.4, `connectionData`).
pub(crate) fn participant_token(connection: &str) -> String {
    format!("{PARTICIPANT_PREFIX}{connection}")
}

/// Connection tokens given out.
#[derive(Debug, Default)]
pub(crate) struct ConnectionTokens {
    tokens: BTreeMap<String, (ContactKey, Timestamp)>,
}

impl ConnectionTokens {
    pub(crate) fn issue(&mut self, participant: &ContactKey, expires: Timestamp) -> String {
        let token = format!("connection-{}", Uuid::new_v4().simple());
        self.tokens.insert(token.clone(), (participant.clone(), expires));
        token
    }

    /// Who comes with this token: with a connection token, or with a participant token.
    pub(super) fn find(&self, instance: &Instance, token: &str, now: Timestamp) -> Option<ContactKey> {
        match self.tokens.get(token) {
            Some((participant, expires)) => (*expires > now).then(|| participant.clone()),
            None => instance.find_participant(token.strip_prefix(PARTICIPANT_PREFIX)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_token_is_good_for_its_time() {
        let now = Timestamp::from_milliseconds(1_000);
        let participant = ContactKey {
            agent: "jane".to_owned(),
            contact: "chat".to_owned(),
        };
        let mut tokens = ConnectionTokens::default();
        let token = tokens.issue(&participant, now + Duration::from_secs(1));
        let instance = Instance::default();
        assert_eq!(tokens.find(&instance, &token, now), Some(participant));
        assert_eq!(tokens.find(&instance, &token, now + Duration::from_secs(1)), None);
        assert_eq!(tokens.find(&instance, "chat-nobody", now), None);
        assert_eq!(tokens.find(&instance, "nonsense", now), None);
    }
}
