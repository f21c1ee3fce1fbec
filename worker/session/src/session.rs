//! The session of one instance: its parts, and what one part's news means to the others.

use headwater_protocol::{
    Millis,
    agent_app::AgentApp,
    instance::Instance,
    page::{Attach, Outcome, WorkerToPage},
    popup::{ContactAction, Health, InstanceView, Notice, SignInStatus},
    sign_in::Token,
    stored::StoredSession,
};
use serde_json::{Value, json};

use crate::{
    agent_document::{AgentDocument, Change},
    auth::{SignIn, SignInChange},
    calls::{Answered, Caller, Calls, Settled},
    configuration::ConfigurationPoll,
    effect::LogLevel,
    input::{EffectId, HttpAnswer, HttpFailure, PortId, WindowId},
    masters::Masters,
    outbox::Context,
    pages::{self, Pages},
    service::{Failure, Service},
    sign_in_window::{SignInWindow, WindowChange},
    snapshot::SnapshotPoll,
    socket::{Socket, SocketEvent},
    view::{self, Connections},
};

/// After so many refusals in a row pages are told, as the npm library tells them (PROTOCOL.md 2.1). Polling goes on.
const UNAUTHORIZED_BEFORE_EVENT: u32 = 20;
const DENIED_BEFORE_EVENT: u32 = 10;

/// See [`Session::face`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Face {
    document: Option<u64>,
    sign_in: SignInStatus,
    health: Health,
    notice: Option<Notice>,
}

/// One session.
#[derive(Debug)]
pub(crate) struct Session {
    instance: Instance,
    removable: bool,
    agent_app: Option<AgentApp>,
    sign_in: SignIn,
    window: SignInWindow,
    snapshot: SnapshotPoll,
    configuration: ConfigurationPoll,
    pub(crate) socket: Socket,
    calls: Calls,
    pub(crate) pages: Pages,
    pub(crate) masters: Masters,
    document: AgentDocument,
    health: Health,
    pub(crate) notice: Option<Notice>,
    unauthorized: u32,
    denied: u32,
    /// What is stored is not what is true any more.
    pub(crate) stale: bool,
}

impl Session {
    pub(crate) fn new(instance: Instance, removable: bool, agent_app: Option<AgentApp>) -> Self {
        Self {
            instance,
            removable,
            agent_app,
            sign_in: SignIn::new(),
            window: SignInWindow::new(),
            snapshot: SnapshotPoll::new(),
            configuration: ConfigurationPoll::new(),
            socket: Socket::new(),
            calls: Calls::default(),
            pages: Pages::default(),
            masters: Masters::default(),
            document: AgentDocument::default(),
            health: Health::Idle,
            notice: None,
            unauthorized: 0,
            denied: 0,
            stale: false,
        }
    }

    /// Begins, or goes on where the worker's former life ended.
    pub(crate) fn start(&mut self, context: &mut Context<'_>, stored: Option<StoredSession>) {
        if let Some(stored) = stored {
            let token = stored.token.map(|(text, expires)| Token { text, expires });
            self.sign_in
                .restore(token, stored.signed_out_by_user, context.now);
            self.window.restore(stored.sign_in_window);
            self.document.restore(stored.document, stored.document_version);
            self.snapshot.restore(stored.next_token);
            self.masters.restore(stored.masters, context.now);
            self.socket.restore(stored.topics);
        }
        match self.sign_in.status() {
            SignInStatus::SignedIn => self.run(context),
            SignInStatus::SignedOutByUser => {}
            _ => self.sign_in.ask(context, self.instance.authorize()),
        }
        if self.window.is_open() {
            self.sign_in.window_opened(context.now);
        }
        self.time_came(context);
    }

    pub(crate) fn stored(&self) -> StoredSession {
        StoredSession {
            instance: self.instance.origin().to_owned(),
            token: self
                .sign_in
                .token()
                .map(|token| (token.text.clone(), token.expires)),
            signed_out_by_user: self.sign_in.status() == SignInStatus::SignedOutByUser,
            sign_in_window: self.window.stored(),
            document: self.document.whole(),
            document_version: self.document.last_version(),
            next_token: self.snapshot.next_token().cloned(),
            masters: self.masters.stored(),
            topics: self.socket.topics().clone(),
        }
    }

    /// All that the view is made of, in little: when it is the same, so is the view.
    pub(crate) fn face(&self) -> Face {
        Face {
            document: self.document.version(),
            sign_in: self.sign_in.status(),
            health: self.health.clone(),
            notice: self.notice.clone(),
        }
    }

    pub(crate) fn view(&self) -> InstanceView {
        InstanceView {
            origin: self.instance.origin().to_owned(),
            removable: self.removable,
            sign_in: self.sign_in.status(),
            health: self.health.clone(),
            agent: view::agent_view(&self.document),
            notice: self.notice.clone(),
        }
    }

    pub(crate) fn removable(&self) -> bool {
        self.removable
    }

    pub(crate) fn timeout(&self) -> Option<Millis> {
        [
            self.sign_in.timeout(),
            self.snapshot.timeout(),
            self.configuration.timeout(),
            self.socket.timeout(),
        ]
        .into_iter()
        .flatten()
        .min()
    }

    pub(crate) fn time_came(&mut self, context: &mut Context<'_>) {
        self.sign_in.time_came(context, self.instance.authorize());
        let Some(token) = self.sign_in.token().cloned() else {
            return;
        };
        let service = Service {
            instance: &self.instance,
            token: &token,
            agent_app: self.agent_app.as_ref(),
        };
        self.snapshot.time_came(context, service);
        self.configuration.time_came(context, service);
        let events = self.socket.time_came(context, service);
        self.tell(context, events);
    }

    /// Polls and the socket run while somebody is signed in.
    fn run(&mut self, context: &mut Context<'_>) {
        self.snapshot.start(context.now);
        self.configuration.start(context.now);
        self.socket.start(context.now);
    }

    fn stop(&mut self, context: &mut Context<'_>) {
        self.snapshot.stop(context);
        self.configuration.stop(context);
        self.socket.stop(context);
        self.document.clear();
        self.health = Health::Idle;
        self.unauthorized = 0;
        self.denied = 0;
        for settled in self.calls.signed_out(self.sign_in.status()) {
            self.settle(context, settled);
        }
        self.stale = true;
    }

    /// The instance is not wanted any more.
    pub(crate) fn end(&mut self, context: &mut Context<'_>) {
        self.stop(context);
        self.window.signed_in(context);
        self.pages.broadcast(context, "terminated", Value::Null);
    }

    pub(crate) fn http_answered(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        answer: Result<HttpAnswer, HttpFailure>,
    ) {
        if self.sign_in.is_question(id) {
            let change = self.sign_in.answered(context, self.instance.authorize(), answer);
            self.sign_in_changed(context, change);
        } else if self.sign_in.is_sign_out(id) {
            self.signed_out_by_user(context);
        } else if self.snapshot.is_mine(id) {
            let snapshot = self.snapshot.answered(context, answer);
            match snapshot {
                Ok(snapshot) => {
                    self.served();
                    let change = self.document.take_snapshot(context.now, snapshot);
                    self.document_changed(context, change);
                    // Also when nothing is new: this write is what keeps the worker of a quiet agent awake.
                    self.stale = true;
                }
                Err(failure) => self.refused(context, &failure),
            }
        } else if self.configuration.is_mine(id) {
            let Some(token) = self.sign_in.token().cloned() else {
                return;
            };
            let service = Service {
                instance: &self.instance,
                token: &token,
                agent_app: self.agent_app.as_ref(),
            };
            match self.configuration.answered(context, service, id, answer) {
                Ok(Some(configuration)) => {
                    let change = self.document.take_configuration(context.now, configuration);
                    self.document_changed(context, change);
                }
                Ok(None) => {}
                Err(failure) => self.refused(context, &failure),
            }
        } else if self.socket.is_transport(id) {
            let (events, failure) = self.socket.transport_answered(context, answer);
            self.tell(context, events);
            if let Some(failure) = failure {
                self.refused(context, &failure);
            }
        } else if self.calls.is_mine(id) {
            match self.calls.answered(id, answer) {
                Some(Answered::Settled(settled)) => self.settle(context, settled),
                Some(Answered::WaitsForToken) => self.sign_in.token_refused(context.now),
                None => {}
            }
        }
        self.time_came(context);
    }

    fn sign_in_changed(&mut self, context: &mut Context<'_>, change: SignInChange) {
        match change {
            SignInChange::None => {}
            SignInChange::SignedIn => {
                context.log(LogLevel::Info, "signed in");
                self.notice = None;
                self.window.signed_in(context);
                // Control panels that were loaded before show a sign-in page still.
                self.pages.broadcast(context, "authorize_success", Value::Null);
                self.pages.broadcast(context, "init", Value::Null);
                self.run(context);
                self.token_came(context);
            }
            SignInChange::Refreshed => {
                self.snapshot.hurry(context.now);
                self.configuration.hurry(context.now);
                self.token_came(context);
            }
            SignInChange::SignedOut { was_signed_in } => {
                self.stop(context);
                if was_signed_in {
                    context.log(LogLevel::Info, "no longer signed in");
                    self.pages.broadcast(context, "auth_fail", Value::Null);
                }
                self.open_window_for_pages(context);
            }
            SignInChange::Denied => {
                self.stop(context);
                self.notice = notice("This user may not work as an agent at this instance.");
                self.pages.broadcast(context, "access_denied", Value::Null);
            }
            SignInChange::Failed { reason } => {
                context.log(LogLevel::Warn, reason.clone());
                self.health = Health::Bad { reason };
            }
        }
        self.stale = true;
    }

    fn token_came(&mut self, context: &mut Context<'_>) {
        let Some(token) = self.sign_in.token().cloned() else {
            return;
        };
        let service = Service {
            instance: &self.instance,
            token: &token,
            agent_app: self.agent_app.as_ref(),
        };
        self.calls.token_came(context, service);
    }

    /// The service answered well.
    fn served(&mut self) {
        self.health = Health::Good;
        self.unauthorized = 0;
        self.denied = 0;
    }

    /// The service did not.
    fn refused(&mut self, context: &mut Context<'_>, failure: &Failure) {
        match failure {
            Failure::Unauthorized(_) => {
                self.sign_in.token_refused(context.now);
                self.unauthorized += 1;
                if self.unauthorized.is_multiple_of(UNAUTHORIZED_BEFORE_EVENT) {
                    self.pages
                        .broadcast(context, "cti_authorize_retries_exhausted", Value::Null);
                }
            }
            Failure::Denied(_) => {
                self.denied += 1;
                if self.denied.is_multiple_of(DENIED_BEFORE_EVENT) {
                    self.pages.broadcast(context, "access_denied", Value::Null);
                }
            }
            Failure::Refused { .. } | Failure::NoAnswer(_) | Failure::Malformed(_) => {
                self.unauthorized = 0;
                self.denied = 0;
            }
        }
        context.log(LogLevel::Warn, failure.details());
        self.health = Health::Bad {
            reason: failure.words(),
        };
    }

    fn document_changed(&mut self, context: &mut Context<'_>, change: Option<Change>) {
        if let Some(change) = change {
            self.pages.deliver(context, &change, &self.document);
            self.stale = true;
        }
    }

    pub(crate) fn tell(&mut self, context: &mut Context<'_>, events: Vec<SocketEvent>) {
        for SocketEvent { name, data } in events {
            self.pages.broadcast(context, name, data);
        }
    }

    // ---- pages

    pub(crate) fn attach(&mut self, context: &mut Context<'_>, port: PortId, attach: Attach) {
        self.pages.attach(context, port, attach);
        // As in the npm library, initialised means that somebody is signed in, and comes before the agent.
        if self.sign_in.status() == SignInStatus::SignedIn {
            pages::send_event(context, port, "init");
        }
        self.pages.bring_up_to_date(context, port, &self.document);
        if self.socket.init_failed() {
            pages::send_event(context, port, "webSocket::init_failure");
        }
        match self.sign_in.status() {
            SignInStatus::SignedOut => self.open_window_for_pages(context),
            // The instance could not be asked before, and somebody waits for it now.
            SignInStatus::Unknown => self.sign_in.ask(context, self.instance.authorize()),
            _ => {}
        }
    }

    pub(crate) fn detach(&mut self, port: PortId) {
        self.calls.forget(port);
        if let Some(id) = self.pages.remove(port) {
            self.masters.release(&id);
            self.stale = true;
        }
    }

    pub(crate) fn resend(&mut self, context: &mut Context<'_>, port: PortId) {
        self.pages.resend(context, port, &self.document);
    }

    pub(crate) fn reload_configuration(&mut self, context: &mut Context<'_>) {
        self.configuration.reload(context.now);
        self.time_came(context);
    }

    pub(crate) fn call(
        &mut self,
        context: &mut Context<'_>,
        caller: Caller,
        method: &str,
        parameters: Value,
    ) {
        let token = self.sign_in.token().cloned();
        let service = token.as_ref().map(|token| Service {
            instance: &self.instance,
            token,
            agent_app: self.agent_app.as_ref(),
        });
        let settled = self.calls.start(
            context,
            service,
            self.sign_in.status(),
            caller,
            method,
            parameters,
        );
        if let Some(settled) = settled {
            self.settle(context, settled);
        }
    }

    fn settle(&mut self, context: &mut Context<'_>, settled: Settled) {
        match settled.caller {
            Caller::Page { port, id } => {
                pages::send(
                    context,
                    port,
                    &WorkerToPage::Settled {
                        id,
                        outcome: settled.outcome,
                    },
                );
            }
            Caller::Agent => {
                self.notice = match settled.outcome {
                    Outcome::Success { .. } => None,
                    Outcome::Failure { error } => notice(&format!(
                        "That did not work: {}",
                        error
                            .message
                            .filter(|message| !message.is_empty())
                            .unwrap_or(error.code)
                    )),
                };
            }
        }
    }

    // ---- signing in and out

    /// A page's wish, where nothing speaks against it.
    fn open_window_for_pages(&mut self, context: &mut Context<'_>) {
        let wish = self.pages.wish_for_sign_in().cloned();
        if let (Some(options), SignInStatus::SignedOut, true) =
            (wish, self.sign_in.status(), self.window.may_open_by_itself())
        {
            let url = options.login_url.clone().unwrap_or_else(|| self.instance.login());
            self.window.open(context, url, &options);
            self.sign_in.window_opened(context.now);
            self.stale = true;
        }
    }

    /// The agent's wish.
    pub(crate) fn open_window_for_agent(&mut self, context: &mut Context<'_>) {
        if self.sign_in.status() == SignInStatus::SignedIn {
            return;
        }
        let of_page = self
            .pages
            .wish_for_sign_in()
            .and_then(|options| options.login_url.clone());
        self.window
            .open_for_agent(context, of_page.unwrap_or_else(|| self.instance.login()));
        self.sign_in.window_opened(context.now);
        self.notice = None;
        self.stale = true;
    }

    pub(crate) fn window_opened(
        &mut self,
        context: &mut Context<'_>,
        id: EffectId,
        window: Result<WindowId, String>,
    ) {
        match self.window.opened(context, id, window) {
            WindowChange::Failed(reason) => {
                context.log(LogLevel::Error, format!("no sign-in window: {reason}"));
                self.notice = notice("The browser did not open the sign-in window. Try “Sign in” again.");
                self.sign_in.window_closed(context.now);
            }
            WindowChange::None | WindowChange::Opened | WindowChange::Dismissed => {}
        }
        self.stale = true;
    }

    pub(crate) fn window_closed(&mut self, context: &mut Context<'_>, window: WindowId) {
        if self.window.closed(window) == WindowChange::Dismissed {
            self.sign_in.window_closed(context.now);
            self.stale = true;
            self.time_came(context);
        }
    }

    /// The control panel in a page was loaded, which tells nothing new while somebody is signed in.
    pub(crate) fn control_panel_loaded(&mut self, context: &mut Context<'_>) {
        if self.sign_in.status() != SignInStatus::SignedIn {
            self.sign_in.ask(context, self.instance.authorize());
        }
    }

    /// A page of the instance was loaded: perhaps somebody signed in or out there.
    pub(crate) fn page_loaded(&mut self, context: &mut Context<'_>, origin: &str) {
        if origin == self.instance.origin() {
            self.sign_in.ask(context, self.instance.authorize());
        }
    }

    pub(crate) fn sign_out(&mut self, context: &mut Context<'_>) {
        self.sign_in.sign_out(context, self.instance.logout());
    }

    /// Signed out by the popup, or by a page that did it by itself (`EventType.TERMINATE`).
    pub(crate) fn signed_out_by_user(&mut self, context: &mut Context<'_>) {
        self.sign_in.signed_out_by_user(context);
        self.stop(context);
        self.pages.broadcast(context, "terminated", Value::Null);
    }

    /// The browser has a network again.
    pub(crate) fn online(&mut self, context: &mut Context<'_>) {
        self.snapshot.hurry(context.now);
        self.configuration.hurry(context.now);
        self.socket.hurry(context.now);
        if matches!(self.health, Health::Bad { .. }) {
            self.sign_in.ask(context, self.instance.authorize());
        }
        self.time_came(context);
    }

    // ---- the agent's wishes from the popup

    pub(crate) fn set_state(&mut self, context: &mut Context<'_>, name: &str) {
        let agent = view::agent_view(&self.document);
        let states = self
            .document
            .configuration()
            .and_then(|configuration| configuration["agentStates"].as_array());
        let state = states.and_then(|states| states.iter().find(|state| state["name"] == name));
        let (Some(agent), Some(state)) = (agent, state) else {
            self.notice = notice(&format!("“{name}” is not one of the agent’s states."));
            return;
        };
        let member = |name: &str| headwater_protocol::document::text(state, name);
        let parameters = json!({
            "state": { "agentStateARN": member("agentStateARN"), "type": member("type"), "name": name },
            "enqueueNextState": agent.choice_is_next,
        });
        self.call(context, Caller::Agent, "putAgentState", parameters);
    }

    pub(crate) fn act(&mut self, context: &mut Context<'_>, contact_id: &str, action: ContactAction) {
        let contact = self
            .document
            .snapshot()
            .and_then(|snapshot| snapshot["contacts"].get(contact_id));
        let Some(contact) = contact else {
            self.notice = notice("That contact is gone.");
            return;
        };
        let connections = Connections::of(contact);
        let (method, connection) = match action {
            ContactAction::Accept => ("acceptContact", None),
            ContactAction::Reject => ("rejectContact", None),
            ContactAction::Hold => ("holdConnection", connections.other),
            ContactAction::Resume => ("resumeConnection", connections.other),
            ContactAction::End => ("destroyConnection", connections.agent),
            ContactAction::Clear => ("clearContact", None),
        };
        let mut parameters = json!({ "contactId": contact_id });
        if let Some(connection) = connection {
            parameters["connectionId"] = connection["connectionId"].clone();
        }
        self.call(context, Caller::Agent, method, parameters);
    }
}

fn notice(text: &str) -> Option<Notice> {
    Some(Notice {
        text: text.to_owned(),
    })
}
