//! Pages, the popup and the reader of the log: what they say to the worker, and what they were told.

use std::collections::BTreeMap;

use headwater_protocol::{message::Message, popup::PopupView};
use headwater_session::{Input, Peer, PortId, TabId};
use serde_json::{Value, json};

use super::Browser;
use crate::page::{CRM, Page};

impl Browser {
    pub(super) fn open_port(&mut self) -> PortId {
        self.open_port_of(CRM)
    }

    fn open_port_of(&mut self, origin: &str) -> PortId {
        self.next_port += 1;
        let port = PortId(self.next_port);
        self.handle(Input::PortOpened {
            port,
            peer: Peer::Page {
                origin: origin.to_owned(),
            },
            tab: Some(TabId(port.0 as i64)),
        });
        port
    }

    /// A page of another site.
    pub(crate) fn open_page_of(&mut self, origin: &str) -> PortId {
        let port = self.open_port_of(origin);
        self.pages.insert(port, Page::default());
        self.say(port, &Page::default().attach());
        port
    }

    /// A tab that loads a page which calls `initCCP`.
    pub(crate) fn open_page(&mut self) -> PortId {
        self.open_page_with(&Page::default().attach())
    }

    /// A tab that loads a page which wants the agent to sign in there.
    pub(crate) fn open_page_with_login(&mut self, login_url: &str) -> PortId {
        self.reconnect(Page {
            login_url: Some(login_url.to_owned()),
            ..Page::default()
        })
    }

    pub(crate) fn open_page_with(&mut self, attach: &Value) -> PortId {
        let port = self.open_port();
        self.pages.insert(port, Page::default());
        self.say(port, attach);
        port
    }

    pub(crate) fn close_page(&mut self, port: PortId) -> Page {
        let page = self.pages.remove(&port).expect("an open page");
        self.handle(Input::PortClosed { port });
        page
    }

    /// The page's port broke and it comes back on another.
    pub(crate) fn reconnect(&mut self, page: Page) -> PortId {
        let port = self.open_port();
        let attach = page.attach();
        self.pages.insert(port, page);
        self.say(port, &attach);
        port
    }

    pub(crate) fn say(&mut self, port: PortId, message: &Value) {
        self.say_text(port, &message.to_string());
    }

    pub(crate) fn say_text(&mut self, port: PortId, text: &str) {
        self.handle(Input::PortMessage {
            port,
            text: text.to_owned(),
        });
    }

    pub(crate) fn call(&mut self, port: PortId, id: u32, method: &str, params: &Value) {
        self.say(
            port,
            &json!({"call": {"id": id, "method": method, "params": params}}),
        );
    }

    pub(crate) fn open_popup(&mut self) {
        self.open_panel_in(&[]);
    }

    /// The panel, in the frame of a page of the first of these origins, in one of the next.
    pub(crate) fn open_panel_in(&mut self, framed_by: &[&str]) {
        self.popup_refused = false;
        self.next_port += 1;
        let port = PortId(self.next_port);
        self.popup = Some((port, None));
        self.handle(Input::PortOpened {
            port,
            peer: Peer::Popup {
                framed_by: framed_by.iter().map(|&origin| origin.to_owned()).collect(),
            },
            tab: None,
        });
    }

    pub(crate) fn close_popup(&mut self) {
        let (port, _) = self.popup.take().expect("an open popup");
        self.handle(Input::PortClosed { port });
    }

    /// What the worker answered last.
    pub(crate) fn problem(&self) -> Option<&Message> {
        self.answers.last().expect("an answer").problem.as_ref()
    }

    pub(crate) fn popup_says(&mut self, message: &Value) {
        let port = self.popup.as_ref().expect("an open popup").0;
        self.say(port, message);
    }

    pub(crate) fn view(&self) -> &PopupView {
        self.popup
            .as_ref()
            .and_then(|(_, view)| view.as_ref())
            .expect("a popup that was shown something")
    }

    pub(crate) fn read_log(&mut self) -> Value {
        self.next_port += 1;
        let port = PortId(self.next_port);
        self.log_file = None;
        self.handle(Input::PortOpened {
            port,
            peer: Peer::LogReader,
            tab: None,
        });
        self.log_file.clone().expect("the log")
    }

    /// All pages hold the same document as the popup and as the service.
    pub(crate) fn assert_in_step(&self) {
        let expected = self.service.state["name"].as_str();
        let contacts: BTreeMap<&str, &str> = self
            .service
            .contacts
            .iter()
            .map(|(id, state)| (id.as_str(), state.as_str()))
            .collect();
        for page in self.pages.values() {
            assert_eq!(page.agent_state(), expected);
            let of_page: BTreeMap<&str, &str> = page.replica["snapshot"]["contacts"]
                .as_object()
                .expect("contacts")
                .iter()
                .map(|(id, contact)| (id.as_str(), contact["state"]["type"].as_str().unwrap_or_default()))
                .collect();
            assert_eq!(of_page, contacts);
        }
        if let Some((_, Some(view))) = &self.popup {
            let agent = view.instances[0].agent.as_ref().expect("an agent");
            assert_eq!(Some(agent.state.name.as_str()), expected);
            let of_popup: BTreeMap<&str, &str> = agent
                .contacts
                .iter()
                .map(|contact| (contact.contact_id.as_str(), contact.state.as_str()))
                .collect();
            assert_eq!(of_popup, contacts);
        }
    }
}
