//! What the worker wants done, done at once.

use headwater_protocol::popup::WorkerToPopup;
use headwater_session::{Effect, Input, PortId, Tab, TabId, WindowId};

use super::Browser;

impl Browser {
    pub(crate) fn perform(&mut self) {
        loop {
            while let Some(effect) = self.sessions.poll_effect() {
                self.perform_one(effect);
            }
            let due = self.service.due(self.now);
            if due.is_empty() {
                return;
            }
            for (id, answer) in due {
                self.in_flight.remove(&id);
                self.sessions
                    .handle(self.wall(), Input::HttpAnswered { id, answer });
            }
        }
    }

    fn perform_one(&mut self, effect: Effect) {
        assert_without_token(&effect);
        match effect {
            Effect::Send { port, text } => {
                if let Some(page) = self.pages.get_mut(&port) {
                    page.take(&text);
                } else if let Some((_, view)) = self.popup.as_mut().filter(|(popup, _)| *popup == port) {
                    match serde_json::from_str(&text).expect("a message to the popup") {
                        WorkerToPopup::View(new) => *view = Some(new),
                        WorkerToPopup::Answer(answer) => self.answers.push(answer),
                        WorkerToPopup::Refused => {
                            *view = None;
                            self.popup_refused = true;
                        }
                    }
                } else if text.starts_with(r#"{"diagnosis""#) {
                    self.log_file = Some(serde_json::from_str(&text).expect("JSON"));
                }
            }
            Effect::Disconnect { port } => {
                self.pages.remove(&port);
            }
            Effect::Http { id, request } => {
                self.in_flight.insert(id);
                if let Some(answer) = self.service.request(self.now, id, &request) {
                    self.in_flight.remove(&id);
                    self.sessions
                        .handle(self.wall(), Input::HttpAnswered { id, answer });
                }
            }
            Effect::AbortHttp { id } => {
                self.in_flight.remove(&id);
                self.service.aborted(id);
            }
            Effect::OpenSocket { id, .. } => {
                self.sockets.insert(id, Vec::new());
                if !self.sockets_hang {
                    self.sessions.handle(self.wall(), Input::SocketOpened { id });
                }
            }
            Effect::SendSocket { id, text } => {
                let beat = text.contains("aws/heartbeat");
                self.sockets.get_mut(&id).expect("an open socket").push(text);
                if beat && !self.sockets_are_mute {
                    let text = r#"{"topic":"aws/heartbeat"}"#.to_owned();
                    self.sessions
                        .handle(self.wall(), Input::SocketMessage { id, text });
                }
            }
            Effect::CloseSocket { id } => {
                self.sockets.remove(&id);
            }
            Effect::StoreSessions(stored) => self.stored = Some(*stored),
            Effect::StoreSettings(settings) => self.settings = Some(settings),
            Effect::StoreView(text) => self.stored_view = Some(text.to_string()),
            Effect::SetBadge(badge) => self.badge = badge,
            Effect::Notify(notification) => {
                self.notified += 1;
                self.notifications.insert(notification.id.clone(), notification);
            }
            Effect::ClearNotification { id } => {
                self.notifications.remove(&id);
            }
            Effect::ListTabs => {
                let tab = |port: &PortId| Tab {
                    id: TabId(port.0 as i64),
                    window: WindowId(100),
                    last_used: self.looked_at.get(port).copied().unwrap_or_default(),
                };
                let tabs = self.pages.keys().map(tab).collect();
                self.sessions.handle(self.now, Input::TabsListed { tabs });
            }
            Effect::ShowTab { tab, .. } => self.tab_in_front = Some(tab),
            Effect::OpenWelcome => self.welcomed = true,
            Effect::OpenPanel => self.panels_opened += 1,
            Effect::Ring => self.rings += 1,
            Effect::Speak { language } => self.language = language,
            Effect::OpenWindow { id, bounds, .. } if bounds.top.is_some_and(|top| top < 0) => {
                let window = Err("Bounds must be at least 50% within visible screen space".to_owned());
                self.sessions
                    .handle(self.wall(), Input::WindowOpened { id, window });
            }
            Effect::OpenWindow { id, url, .. } => {
                self.windows_opened += 1;
                let window = WindowId(self.windows_opened as i64);
                self.windows.insert(window, url);
                assert!(self.windows.len() <= 1, "never two sign-in windows");
                self.sessions.handle(
                    self.wall(),
                    Input::WindowOpened {
                        id,
                        window: Ok(window),
                    },
                );
            }
            Effect::FocusWindow { .. } => {}
            Effect::CloseWindow { window } => {
                self.windows.remove(&window);
                self.sessions.handle(self.wall(), Input::WindowClosed { window });
            }
            Effect::Log { text, .. } => self.logs.push(text),
            Effect::RegisterScripts { patterns, .. } => self.registered = patterns,
            Effect::RemovePermission { pattern } => self.granted.retain(|granted| *granted != pattern),
        }
    }
}

/// Whatever happens in whichever test: what leaves the worker, other than for the instance, is without its token.
fn assert_without_token(effect: &Effect) {
    let text = match effect {
        Effect::Send { text, .. } => text.to_string(),
        Effect::Log { text, .. } => text.clone(),
        Effect::StoreSettings(settings) => format!("{settings:?}"),
        Effect::OpenWindow { url, .. } => url.clone(),
        Effect::SetBadge(badge) => format!("{badge:?}"),
        _ => return,
    };
    // The services beside CTI say back what they were asked with, here and nowhere else.
    let said_back = text.contains(r#""asked":"AgentAppService"#);
    assert!(!text.contains("token-") || said_back, "the token is in {text}");
}
