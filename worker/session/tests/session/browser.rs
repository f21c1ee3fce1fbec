//! The browser around the sessions: ports, storage, windows, sockets, and time that stands still until told.

use std::collections::{BTreeMap, BTreeSet};

use headwater_protocol::{
    Millis,
    agent_app::AgentApp,
    message::Message,
    popup::{Answer, PopupView, WorkerToPopup},
    stored::{Defaults, StoredSessions, StoredSettings},
};
use headwater_session::{
    Badge, Effect, EffectId, Failure, HttpAnswer, HttpFailure, Input, Notification, Peer, PortId, Sessions,
    Tab, TabId, WindowId,
};
use serde_json::{Value, json};

use crate::{
    page::{CRM, Page},
    service::{INSTANCE, Service},
};

pub(crate) struct Browser {
    pub(crate) now: Millis,
    pub(crate) service: Service,
    pub(crate) pages: BTreeMap<PortId, Page>,
    pub(crate) popup: Option<(PortId, Option<PopupView>)>,
    /// What the popup was answered.
    pub(crate) answers: Vec<Answer>,
    pub(crate) stored_view: Option<String>,
    pub(crate) windows: BTreeMap<WindowId, String>,
    pub(crate) windows_opened: usize,
    pub(crate) badge: Badge,
    pub(crate) notifications: BTreeMap<String, Notification>,
    /// How often a notification was shown, the same again too.
    pub(crate) notified: usize,
    /// When the agent last looked at the tab of a page.
    pub(crate) looked_at: BTreeMap<PortId, Millis>,
    pub(crate) tab_in_front: Option<TabId>,
    pub(crate) panels_opened: usize,
    /// What the browser is told to speak; nothing for its own language.
    pub(crate) language: Option<String>,
    pub(crate) rings: usize,
    pub(crate) welcomed: bool,
    pub(crate) sockets: BTreeMap<EffectId, Vec<String>>,
    /// New connections hang: neither opened nor refused.
    pub(crate) sockets_hang: bool,
    /// Connections are half-open: nothing comes back.
    pub(crate) sockets_are_mute: bool,
    /// Milliseconds that this machine's clock is ahead of the true time.
    pub(crate) clock_is_ahead: i64,
    pub(crate) stored: Option<StoredSessions>,
    pub(crate) settings: Option<StoredSettings>,
    pub(crate) logs: Vec<String>,
    /// Host permissions beside those of the manifest.
    pub(crate) granted: Vec<String>,
    pub(crate) registered: Vec<String>,
    pub(crate) policy: Value,
    /// What the last reader of the log got.
    pub(crate) log_file: Option<Value>,
    /// How the worker's last life ended, if it failed.
    failure: Option<Failure>,
    sessions: Sessions,
    in_flight: BTreeSet<EffectId>,
    next_port: u64,
}

impl Browser {
    /// A browser whose worker was just started for the first time.
    pub(crate) fn new() -> Self {
        Self::with(Service::new())
    }

    pub(crate) fn with(service: Service) -> Self {
        let mut browser = Self {
            now: Millis(1_700_000_000_000),
            service,
            pages: BTreeMap::new(),
            popup: None,
            answers: Vec::new(),
            stored_view: None,
            windows: BTreeMap::new(),
            windows_opened: 0,
            badge: Badge::default(),
            notifications: BTreeMap::new(),
            notified: 0,
            looked_at: BTreeMap::new(),
            tab_in_front: None,
            panels_opened: 0,
            language: None,
            rings: 0,
            welcomed: false,
            sockets: BTreeMap::new(),
            sockets_hang: false,
            sockets_are_mute: false,
            clock_is_ahead: 0,
            stored: None,
            settings: None,
            logs: Vec::new(),
            granted: Vec::new(),
            registered: Vec::new(),
            policy: json!({}),
            log_file: None,
            failure: None,
            sessions: new_sessions(),
            in_flight: BTreeSet::new(),
            next_port: 0,
        };
        browser.start_worker();
        browser
    }

    fn start_worker(&mut self) {
        self.sessions = new_sessions();
        if let Some(failure) = self.failure.take() {
            self.sessions.after_failure(failure);
        }
        // As a browser does it: stored as text, read as text.
        let sessions = self.stored.as_ref().map(|stored| {
            serde_json::from_str(&serde_json::to_string(stored).expect("stored state is plain data"))
                .expect("what was stored can be read")
        });
        self.tell_access();
        self.handle(Input::Restored {
            sessions,
            settings: self.settings.clone(),
        });
    }

    /// As the browser does when its permissions or the policy have changed.
    pub(crate) fn tell_access(&mut self) {
        self.handle(Input::AccessChanged {
            granted: self.granted.clone(),
            registered: self.registered.clone(),
            policy: self.policy.as_object().expect("a policy").clone(),
        });
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

    /// The browser stops the worker and starts it again; every page notices and comes back.
    pub(crate) fn kill_worker(&mut self) {
        self.kill_worker_and(|_| {});
    }

    /// As [`Self::kill_worker`]; something happens before any page comes back.
    pub(crate) fn kill_worker_and(&mut self, happens: impl FnOnce(&mut Self)) {
        self.in_flight.clear();
        self.sockets.clear();
        self.service.all_aborted();
        let pages = std::mem::take(&mut self.pages);
        self.start_worker();
        happens(self);
        // Who was refused does not come back by itself.
        for page in pages.into_values().filter(|page| page.refused.is_none()) {
            let port = self.open_port();
            let attach = page.attach();
            self.pages.insert(port, page);
            self.say(port, &attach);
        }
        if self.popup.take().is_some() {
            self.open_popup();
        }
    }

    /// The worker panics, for the so manieth time in a row, and begins again.
    pub(crate) fn fail_worker(&mut self, in_a_row: u32) {
        self.failure = Some(Failure {
            in_a_row,
            why: "panicked at session.rs:1:2: +12065550142".to_owned(),
        });
        self.kill_worker();
    }

    /// What got no answer fails; polls go on.
    pub(crate) fn fail_unanswered(&mut self, failure: HttpFailure) {
        self.answer_unanswered(&Err(failure));
    }

    /// What got no answer gets this one; polls go on.
    pub(crate) fn answer_unanswered(&mut self, answer: &Result<HttpAnswer, HttpFailure>) {
        let unanswered: Vec<EffectId> = self
            .in_flight
            .iter()
            .copied()
            .filter(|id| !self.service.holds(*id))
            .collect();
        for id in unanswered {
            self.in_flight.remove(&id);
            let answer = answer.clone();
            self.handle(Input::HttpAnswered { id, answer });
        }
    }

    fn open_port(&mut self) -> PortId {
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
        self.next_port += 1;
        let port = PortId(self.next_port);
        self.popup = Some((port, None));
        self.handle(Input::PortOpened {
            port,
            peer: Peer::Popup,
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

    pub(crate) fn agent_signs_in(&mut self) {
        self.service.signed_in = true;
        self.handle(Input::PageLoaded {
            origin: INSTANCE.to_owned(),
        });
    }

    /// What this machine's clock shows.
    pub(crate) fn wall(&self) -> Millis {
        Millis(self.now.0.saturating_add_signed(self.clock_is_ahead))
    }

    /// When the sessions want to be woken, in true time.
    fn timeout(&self) -> Option<Millis> {
        let at = self.sessions.poll_timeout()?;
        Some(Millis(at.0.saturating_add_signed(-self.clock_is_ahead)))
    }

    /// The machine sleeps: time passes, and nothing happens.
    pub(crate) fn sleep(&mut self, time: Millis) {
        self.now = self.now.after(time);
        self.handle(Input::TimeCame);
    }

    pub(crate) fn handle(&mut self, input: Input) {
        self.sessions.handle(self.wall(), input);
        self.perform();
    }

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

    /// Lets so much time pass, and all that happens in it happen.
    pub(crate) fn pass(&mut self, time: Millis) {
        let end = self.now.after(time);
        loop {
            let next = self.timeout().into_iter().chain(self.service.next_due()).min();
            match next.filter(|next| *next <= end) {
                Some(next) => {
                    self.now = self.now.max(next);
                    self.perform();
                    if self.timeout().is_some_and(|at| at <= self.now) {
                        self.handle(Input::TimeCame);
                    }
                }
                None => {
                    self.now = end;
                    return;
                }
            }
        }
    }

    /// The service was changed; lets the news arrive.
    pub(crate) fn news(&mut self) {
        self.perform();
        self.pass(Millis::seconds(1));
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

fn new_sessions() -> Sessions {
    let defaults = Defaults {
        instances: vec![INSTANCE.to_owned()],
        instance_hosts: vec!["https://*.my.connect.aws/*".to_owned()],
        sites: vec!["https://*.example.com/*".to_owned()],
        agent_app: Some(AgentApp {
            path: "/agent-app/api".to_owned(),
            cookie_name: "lily-auth-prod-iad".to_owned(),
        }),
        welcome: true,
        version: "1.2.3".to_owned(),
        browser: "A browser".to_owned(),
    };
    Sessions::new(defaults, 42)
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
