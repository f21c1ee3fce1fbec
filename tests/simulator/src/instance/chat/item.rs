//! What a transcript consists of, as the service writes it.

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{Author, Said};
use crate::instance::messages::EVENT_PREFIX;
use crate::instance::time::Timestamp;

#[derive(Debug)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) at: Timestamp,
    pub(super) content: Value,
}

/// Where in a chat somebody speaks.
pub(super) struct Place {
    pub(super) chat: String,
    pub(super) contact: String,
    pub(super) author: Author,
}

/// An item as the service writes it: `members` and what all items have.
pub(super) fn item(place: &Place, members: Value, now: Timestamp) -> (Said, Value) {
    let said = Said {
        id: Uuid::new_v4().to_string(),
        at: now,
    };
    let mut content = Map::new();
    content.insert("Id".to_owned(), json!(said.id));
    content.insert("AbsoluteTime".to_owned(), json!(now.to_iso()));
    content.insert("ContactId".to_owned(), json!(place.contact));
    content.insert("InitialContactId".to_owned(), json!(place.chat));
    if let Value::Object(members) = members {
        content.extend(members);
    }
    (said, Value::Object(content))
}

impl Place {
    /// Members of something that the author does or says.
    pub(super) fn by_author(&self, kind: &str, content_type: &str, content: Option<&str>) -> Value {
        let mut members = json!({
            "Type": kind,
            "ContentType": content_type,
            "ParticipantId": self.author.id,
            "ParticipantRole": self.author.role,
            "DisplayName": self.author.name,
        });
        if let Some(content) = content {
            members["Content"] = json!(content);
        }
        members
    }

    pub(super) fn event_by_author(&self, event: &str) -> Value {
        self.by_author("EVENT", &format!("{EVENT_PREFIX}{event}"), None)
    }
}

/// Members of an event of the chat itself.
pub(super) fn event(event: &str) -> Value {
    json!({ "Type": "EVENT", "ContentType": format!("{EVENT_PREFIX}{event}") })
}
