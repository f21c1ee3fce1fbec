//! The browser around the sessions: ports, storage, windows, sockets, and time that stands still until told.

mod contexts;
mod effects;

use std::collections::{BTreeMap, BTreeSet};

use headwater_protocol::{
    Millis,
    agent_app::AgentApp,
    popup::{Answer, PopupView},
    stored::{Defaults, StoredSessions, StoredSettings},
};
use headwater_session::{
    Badge, EffectId, Failure, HttpAnswer, HttpFailure, Input, Notification, PortId, Sessions, TabId, WindowId,
};
use serde_json::{Value, json};

use crate::{
    page::Page,
    service::{INSTANCE, Service},
};

/// The address of the panel, for pages.
pub(crate) const PANEL: &str = "chrome-extension://this-time/popup/panel.html";

pub(crate) struct Browser {
    pub(crate) now: Millis,
    pub(crate) service: Service,
    pub(crate) pages: BTreeMap<PortId, Page>,
    pub(crate) popup: Option<(PortId, Option<PopupView>)>,
    /// It was told that the page around it may not show it.
    pub(crate) popup_refused: bool,
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
            popup_refused: false,
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
        panel: PANEL.to_owned(),
    };
    Sessions::new(defaults, 42)
}
