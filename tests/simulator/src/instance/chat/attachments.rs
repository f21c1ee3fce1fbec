//! Files in a chat: announced, uploaded, completed, downloaded.

use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;

use super::{Participant, invalid};
use crate::instance::time::Timestamp;
use crate::instance::{Exception, Instance, Refusal};

/// What the simulator's own HTTP server takes.
const LARGEST: usize = 4 * 1024 * 1024;

/// `StartAttachmentUpload`.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewAttachment {
    pub(crate) attachment_name: String,
    pub(crate) attachment_size_in_bytes: usize,
    pub(crate) content_type: String,
}

#[derive(Debug, Clone)]
pub(crate) struct Attachment {
    announced: NewAttachment,
    /// The secret in the address of the file.
    signature: String,
    content: Option<Vec<u8>>,
    complete: bool,
}

fn missing(id: &str) -> Refusal {
    Refusal::new(
        Exception::ResourceNotFound,
        format!("There is no attachment {id}."),
    )
}

impl Instance {
    /// Identifier of the attachment, and the secret with which its content can be sent.
    pub(crate) fn start_upload(
        &mut self,
        participant: &Participant,
        new: NewAttachment,
    ) -> Result<(String, String), Refusal> {
        let place = self.speaking_place(participant)?;
        let size = new.attachment_size_in_bytes;
        if !(1..=LARGEST).contains(&size) {
            return Err(invalid(format!(
                "AttachmentSizeInBytes is {size}; it must be from 1 to {LARGEST}."
            )));
        }
        if new.attachment_name.is_empty() || new.content_type.is_empty() {
            return Err(invalid("An attachment needs AttachmentName and ContentType."));
        }
        let (id, signature) = (Uuid::new_v4().to_string(), Uuid::new_v4().simple().to_string());
        let attachment = Attachment {
            announced: new,
            signature: signature.clone(),
            content: None,
            complete: false,
        };
        if let Some(chat) = self.chats.get_mut(&place.chat) {
            chat.attachments.insert(id.clone(), attachment);
        }
        Ok((id, signature))
    }

    fn signed_attachment(&mut self, id: &str, signature: &str) -> Result<&mut Attachment, Refusal> {
        self.chats
            .values_mut()
            .find_map(|chat| chat.attachments.get_mut(id))
            .filter(|attachment| attachment.signature == signature)
            .ok_or_else(|| missing(id))
    }

    pub(crate) fn upload(&mut self, id: &str, signature: &str, content: &[u8]) -> Result<(), Refusal> {
        let attachment = self.signed_attachment(id, signature)?;
        let announced = attachment.announced.attachment_size_in_bytes;
        if content.len() != announced {
            return Err(invalid(format!(
                "The content has {} bytes; {announced} were announced.",
                content.len()
            )));
        }
        attachment.content = Some(content.to_vec());
        Ok(())
    }

    /// Content type and content of a file that is complete.
    pub(crate) fn download(&mut self, id: &str, signature: &str) -> Result<(String, Vec<u8>), Refusal> {
        let attachment = self.signed_attachment(id, signature)?;
        let content = attachment.content.clone().filter(|_| attachment.complete);
        let kind = attachment.announced.content_type.clone();
        content.map(|content| (kind, content)).ok_or_else(|| missing(id))
    }

    /// The files are there: everybody sees them.
    pub(crate) fn complete_uploads(
        &mut self,
        participant: &Participant,
        ids: &[String],
        now: Timestamp,
    ) -> Result<(), Refusal> {
        let place = self.speaking_place(participant)?;
        let attachments = self.chats.get(&place.chat).map(|chat| &chat.attachments);
        for id in ids {
            let attachment = attachments
                .and_then(|all| all.get(id))
                .ok_or_else(|| missing(id))?;
            if attachment.content.is_none() {
                return Err(invalid(format!("Attachment {id} has not been uploaded.")));
            }
        }
        for id in ids {
            let Some(attachment) = self
                .chats
                .get_mut(&place.chat)
                .and_then(|chat| chat.attachments.get_mut(id))
            else {
                continue;
            };
            if std::mem::replace(&mut attachment.complete, true) {
                continue;
            }
            let announced = attachment.announced.clone();
            let mut members = place.by_author("ATTACHMENT", &announced.content_type, None);
            members["Attachments"] = json!([{
                "AttachmentId": id,
                "AttachmentName": announced.attachment_name,
                "ContentType": announced.content_type,
                "Status": "APPROVED",
            }]);
            self.enter_item(&place, members, now);
        }
        Ok(())
    }

    /// Size and secret of a file of the chat, for its address.
    pub(crate) fn attachment(&self, participant: &Participant, id: &str) -> Result<(usize, String), Refusal> {
        let place = self.place(participant)?;
        self.chats
            .get(&place.chat)
            .and_then(|chat| chat.attachments.get(id))
            .filter(|attachment| attachment.complete)
            .map(|attachment| {
                (
                    attachment.announced.attachment_size_in_bytes,
                    attachment.signature.clone(),
                )
            })
            .ok_or_else(|| missing(id))
    }
}
