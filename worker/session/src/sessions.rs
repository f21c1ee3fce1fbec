//! All sessions of the browser: which one an input belongs to, the popup, and what is stored.

mod access;
mod diagnosis;
mod failure;
mod instances;
mod page_ports;
mod popup;
mod shortcuts;
mod shown;
mod sign_in_requests;
mod stored;

use std::collections::VecDeque;

use headwater_protocol::{
    Millis,
    instance::Instance,
    page::Attach,
    popup::Notice,
    stored::{Defaults, StoredSettings},
};
use litemap::LiteMap;

use crate::{
    clock::Clock,
    effect::{Badge, Effect},
    input::{EffectId, HttpAnswer, HttpFailure, Input, Peer, PortId, TabId, WindowId},
    instance_check::InstanceCheck,
    notifications::Notifications,
    outbox::{Context, Outbox, Owner},
    page_messages::Allowance,
    session::Session,
    sessions::{access::Access, shown::Shown},
};

pub use failure::Failure;

/// The sessions of the browser, one for each instance.
pub struct Sessions {
    defaults: Defaults,
    settings: StoredSettings,
    sessions: LiteMap<Instance, Session>,
    pages: LiteMap<PortId, PagePort>,
    /// With the origins of the pages that frame them ([`Peer::Popup`]).
    popups: LiteMap<PortId, Vec<String>>,
    /// Where ports are, for those that are in a tab.
    tabs: LiteMap<PortId, TabId>,
    notifications: Notifications,
    /// Origin of the instance whose page the agent wants to see.
    looking_for: Option<String>,
    check: InstanceCheck,
    notice: Option<Notice>,
    outbox: Outbox,
    /// What happened before the stores were read.
    early: Option<VecDeque<Input>>,
    failure: Option<Failure>,
    shown: Option<Shown>,
    badge: Option<Badge>,
    clock: Clock,
    access: Access,
    /// Origins of pages and of the identity providers that they asked for.
    sign_in_requests: Vec<(String, String)>,
}

/// A port to a page, and which session it takes part in.
struct PagePort {
    origin: String,
    instance: Option<Instance>,
    /// What the page asked for, while it waits for the agent to allow that.
    waiting: Option<Attach>,
    allowance: Allowance,
}

impl Sessions {
    /// The sessions of a worker that just started. `seed` feeds the jitter of retries.
    #[must_use]
    pub fn new(defaults: Defaults, seed: u64) -> Self {
        Self {
            defaults,
            settings: StoredSettings::default(),
            sessions: LiteMap::new(),
            pages: LiteMap::new(),
            popups: LiteMap::new(),
            tabs: LiteMap::new(),
            notifications: Notifications::default(),
            looking_for: None,
            check: InstanceCheck::default(),
            notice: None,
            outbox: Outbox::new(seed),
            early: Some(VecDeque::new()),
            failure: None,
            shown: None,
            badge: None,
            clock: Clock::default(),
            access: Access::default(),
            sign_in_requests: Vec::new(),
        }
    }

    /// The next thing to do; to be called until there is none.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.outbox.pop()
    }

    /// When the sessions next want [`Input::TimeCame`].
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Millis> {
        self.planned().map(|planned| self.clock.wall(planned))
    }

    fn planned(&self) -> Option<Millis> {
        self.sessions.values().filter_map(Session::timeout).min()
    }

    /// Feeds one thing that happened. Inputs before [`Input::Restored`] wait for it.
    pub fn handle(&mut self, now: Millis, input: Input) {
        self.outbox.wall = now;
        let now = self.clock.steady(now);
        if Clock::overslept(now, self.planned()) {
            self.with_all(now, Session::woke);
        }
        if let Input::AccessChanged {
            granted,
            registered,
            policy,
        } = input
        {
            self.access_changed(now, Access::new(granted, registered, &policy));
        } else if let Some(early) = &mut self.early {
            let Input::Restored { sessions, settings } = input else {
                early.push_back(input);
                return;
            };
            let early = self.early.take().unwrap_or_default();
            self.restored(now, sessions, settings);
            for input in early {
                self.take(now, input);
            }
        } else {
            self.take(now, input);
        }
        self.open_wanted_window(now);
        self.tell_pages_what_was_logged();
        let notified = self.show_what_changed();
        self.store_what_changed(notified);
    }

    fn take(&mut self, now: Millis, input: Input) {
        if let Input::PortOpened {
            port, tab: Some(tab), ..
        } = input
        {
            self.tabs.insert(port, tab);
        }
        match input {
            Input::Restored { .. } | Input::AccessChanged { .. } => {}
            Input::PortOpened {
                port,
                peer: Peer::LogReader,
                ..
            } => self.send_log(now, port),
            Input::PortOpened {
                port,
                peer: Peer::Popup { framed_by },
                ..
            } => self.popup_opened(port, framed_by),
            Input::PortOpened {
                port,
                peer: Peer::Page { origin },
                ..
            } => {
                self.pages.insert(
                    port,
                    PagePort {
                        origin,
                        instance: None,
                        waiting: None,
                        allowance: Allowance::new(now),
                    },
                );
            }
            Input::PortMessage { port, text } if self.popups.contains_key(&port) => {
                self.popup_message(now, port, &text)
            }
            Input::PortMessage { port, text } => self.page_message(now, port, &text),
            Input::PortClosed { port } => {
                if self.popups.remove(&port).is_some() {
                    self.with_all(now, |session, _| session.popup_closed(port));
                }
                self.detach(now, port);
                self.pages.remove(&port);
                self.tabs.remove(&port);
            }
            Input::HttpAnswered { id, answer } => self.http_answered(now, id, answer),
            Input::SocketOpened { id } => self.with_owner(now, id, |session, context| {
                let events = session.socket.opened(context, id);
                session.tell(context, events);
            }),
            Input::SocketMessage { id, text } => self.with_owner(now, id, |session, context| {
                let events = session.socket.message(context, id, &text);
                session.tell(context, events);
            }),
            Input::SocketClosed { id, code, reason } => {
                self.with_owner(now, id, |session, context| {
                    let events = session.socket.closed(context, id, code, &reason);
                    session.tell(context, events);
                });
                self.outbox.forget(id);
            }
            Input::WindowOpened { id, window } => self.window_opened(now, id, window),
            Input::WindowClosed { window } => {
                self.with_all(now, |session, context| session.window_closed(context, window));
            }
            Input::PageLoaded { origin } => {
                self.with_all(now, |session, context| session.page_loaded(context, &origin));
            }
            Input::Installed => {
                if self.defaults.welcome && self.access.policy.features.welcome {
                    self.outbox.push(Effect::OpenWelcome);
                }
            }
            Input::CommandPressed { name } => self.command_pressed(now, &name),
            Input::NotificationClicked { id, button } => self.notification_clicked(now, id, button),
            Input::SelectionDialled { text } => self.dial_selection(now, &text),
            Input::TabsListed { tabs } => self.tabs_listed(&tabs),
            Input::OnlineChanged { online: true } => self.with_all(now, Session::online),
            Input::OnlineChanged { online: false } => {}
            Input::TimeCame => self.with_all(now, Session::time_came),
        }
    }

    /// There is one sign-in window at a time in the whole browser.
    fn open_wanted_window(&mut self, now: Millis) {
        if self.sessions.values().any(Session::has_window) {
            return;
        }
        let mut open = false;
        self.with_all(now, |session, context| {
            open = open || session.open_window_for_pages(context);
        });
    }

    // ---- whose input it is

    fn with_session(
        &mut self,
        now: Millis,
        instance: &Instance,
        act: impl FnOnce(&mut Session, &mut Context<'_>),
    ) {
        if let Some(session) = self.sessions.get_mut(instance) {
            let owner = Owner::Session(instance.clone());
            act(
                session,
                &mut Context {
                    now,
                    owner: &owner,
                    outbox: &mut self.outbox,
                },
            );
        }
    }

    fn with_all(&mut self, now: Millis, mut act: impl FnMut(&mut Session, &mut Context<'_>)) {
        for (instance, session) in self.sessions.iter_mut() {
            let owner = Owner::Session(instance.clone());
            act(
                session,
                &mut Context {
                    now,
                    owner: &owner,
                    outbox: &mut self.outbox,
                },
            );
        }
    }

    fn with_owner(&mut self, now: Millis, id: EffectId, act: impl FnOnce(&mut Session, &mut Context<'_>)) {
        if let Some(Owner::Session(instance)) = self.outbox.owner(id).cloned() {
            self.with_session(now, &instance, act);
        }
    }

    fn http_answered(&mut self, now: Millis, id: EffectId, answer: Result<HttpAnswer, HttpFailure>) {
        if self.outbox.owner(id) == Some(&Owner::Check) {
            self.instance_checked(now, id, answer);
        } else {
            self.with_owner(now, id, |session, context| {
                session.http_answered(context, id, answer)
            });
        }
        self.outbox.forget(id);
    }

    fn window_opened(&mut self, now: Millis, id: EffectId, window: Result<WindowId, String>) {
        match self.outbox.owner(id) {
            Some(Owner::Session(_)) => {
                self.with_owner(now, id, |session, context| {
                    session.window_opened(context, id, window)
                });
            }
            // The instance was removed meanwhile: nobody wants its window.
            _ => {
                if let Ok(window) = window {
                    self.outbox.push(Effect::CloseWindow { window });
                }
            }
        }
        self.outbox.forget(id);
    }
}
