//! Tabs with their pages, and the popup.

use super::*;

impl World {
    pub(super) fn open_port(&mut self, tab: Option<usize>) -> PortId {
        self.start_worker();
        self.next_port += 1;
        let port = PortId(self.next_port);
        self.ports.insert(port, tab);
        let peer = match tab {
            Some(_) => Peer::Page {
                origin: CRM.to_owned(),
            },
            None => Peer::Popup {
                framed_by: Vec::new(),
            },
        };
        self.tell(Input::PortOpened {
            port,
            peer,
            tab: None,
        });
        if self.rests_until.is_some() {
            self.refuse_port(port);
        }
        port
    }

    pub(super) fn connect(&mut self, index: usize) {
        // Who was refused does not come back by itself.
        if !matches!(self.tabs.get(index), Some(Some(tab)) if tab.port.is_none() && tab.page.refused.is_none())
        {
            return;
        }
        let port = self.open_port(Some(index));
        let attach = self.tabs[index].as_mut().map(|tab| {
            tab.port = Some(port);
            tab.attach_message()
        });
        // The worker may have died at the very step that told it of the port.
        if let Some(attach) = attach.filter(|_| self.ports.contains_key(&port)) {
            self.say(port, &attach);
        }
    }

    pub(crate) fn say(&mut self, port: PortId, message: &Value) {
        if self.ports.contains_key(&port) {
            let delay = self.delay();
            let arrival = &mut self.arrivals.entry(port).or_default().1;
            *arrival = self.now.after(delay).max(*arrival);
            let at = *arrival;
            self.at(at, Event::FromPort(port, message.to_string()));
        }
    }

    pub(crate) fn open_tab(&mut self) -> usize {
        self.open_tab_of(Tab::default())
    }

    pub(crate) fn open_tab_of(&mut self, tab: Tab) -> usize {
        self.tabs.push(Some(tab));
        let index = self.tabs.len() - 1;
        self.connect(index);
        index
    }

    /// The tabs that are open.
    pub(crate) fn open_tabs(&self) -> Vec<usize> {
        (0..self.tabs.len())
            .filter(|index| self.tabs[*index].is_some())
            .collect()
    }

    pub(crate) fn close_tab(&mut self, index: usize) -> Option<Tab> {
        let tab = self.tabs.get_mut(index)?.take()?;
        if let Some(port) = tab.port {
            self.drop_port(port);
        }
        Some(tab)
    }

    /// The page's port breaks: it is frozen, or was in the back/forward cache.
    pub(crate) fn break_port(&mut self, index: usize) {
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        if let Some(port) = tab.port {
            tab.lost();
            self.drop_port(port);
            let away = Millis(self.random.below(60_000));
            self.later(away, Event::Reconnect(index));
        }
    }

    pub(super) fn drop_port(&mut self, port: PortId) {
        if self.ports.remove(&port).is_some() {
            let (_, arrival) = self.arrivals.remove(&port).unwrap_or_default();
            let at = self.now.max(arrival);
            self.at(at, Event::PortGone(port));
        }
    }

    pub(crate) fn call(&mut self, index: usize, name: &str) {
        self.next_call += 1;
        let id = self.next_call;
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        let digits = format!("{name}-{id}");
        let port = tab.port;
        if let (Some(message), Some(port)) = (tab.call(id, &digits), port) {
            self.say(port, &message);
        }
    }

    /// The tab accepts a contact that nobody has accepted yet.
    pub(crate) fn accept(&mut self, index: usize, contact_id: &str) {
        self.next_call += 1;
        let id = self.next_call;
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        let port = tab.port;
        if let (Some(message), Some(port)) = (tab.accept(id, contact_id), port) {
            self.say(port, &message);
        }
    }

    pub(crate) fn tab_says(&mut self, index: usize, message: Value) {
        let Some(Some(tab)) = self.tabs.get_mut(index) else {
            return;
        };
        let port = tab.port;
        if let (Some(message), Some(port)) = (tab.say_or_wait(message), port) {
            self.say(port, &message);
        }
    }

    pub(crate) fn open_popup(&mut self) {
        self.popup_is_open = true;
        if self.popup.is_none() {
            let port = self.open_port(None);
            self.popup = Some((port, None));
        }
    }

    pub(crate) fn close_popup(&mut self) {
        self.popup_is_open = false;
        if let Some((port, _)) = self.popup.take() {
            self.drop_port(port);
        }
    }

    pub(crate) fn popup_says(&mut self, message: &Value) {
        self.open_popup();
        if let Some((port, _)) = self.popup {
            self.say(port, message);
        }
    }
}
