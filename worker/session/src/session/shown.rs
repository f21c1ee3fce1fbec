//! What is shown of a session.

use headwater_protocol::{
    log::InstanceDiagnosis,
    popup::{Health, InstanceView, Notice, SignInStatus},
};

use super::Session;
use crate::view;

/// See [`Session::face`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Face {
    document: Option<u64>,
    sign_in: SignInStatus,
    sign_in_dismissed: bool,
    health: Health,
    notice: Option<Notice>,
}

impl Session {
    /// All that the view is made of, in little: when it is the same, so is the view.
    pub(crate) fn face(&self) -> Face {
        Face {
            document: self.document.version(),
            sign_in: self.sign_in_status(),
            sign_in_dismissed: self.window.is_dismissed(),
            health: self.health.clone(),
            notice: self.notice.clone(),
        }
    }

    /// What somebody who is to help needs to know; nothing about contacts, and not who the agent is.
    pub(crate) fn diagnosis(&self) -> InstanceDiagnosis {
        let contacts = self
            .document
            .snapshot()
            .and_then(|snapshot| snapshot["contacts"].as_object());
        InstanceDiagnosis {
            origin: self.instance.origin().to_owned(),
            sign_in: self.sign_in.status(),
            token_expires: self.sign_in.token().map(|token| token.expires),
            connection: self.health.clone(),
            web_socket_failed: self.socket.init_failed(),
            pages: self.pages.ports().count(),
            contacts: contacts.map_or(0, serde_json::Map::len),
        }
    }

    pub(crate) fn view(&self) -> InstanceView {
        InstanceView {
            origin: self.instance.origin().to_owned(),
            removable: self.removable,
            sign_in: self.sign_in_status(),
            sign_in_dismissed: self.window.is_dismissed(),
            health: self.health.clone(),
            agent: view::agent_view(&self.document),
            notice: self.notice.clone(),
        }
    }
}
