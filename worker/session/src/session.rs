//! The session of one instance: its parts, and what one part's news means to the others.

mod agent_wishes;
mod page_wishes;
mod signing_in;

pub(crate) use agent_wishes::Act;
use headwater_protocol::{
    Millis,
    agent_app::AgentApp,
    instance::Instance,
    log::InstanceDiagnosis,
    message::Message,
    popup::{Health, InstanceView, Notice, SignInStatus},
    sign_in::Token,
    stored::StoredSession,
};
use serde_json::Value;

use crate::{
    agent_document::{AgentDocument, Change},
    auth::SignIn,
    calls::{Answered, Calls},
    configuration::ConfigurationPoll,
    effect::LogLevel,
    events::is_error_state,
    input::{EffectId, HttpAnswer, HttpFailure},
    masters::Masters,
    outbox::Context,
    pages::Pages,
    service::{Failure, Service},
    sign_in_window::SignInWindow,
    snapshot::SnapshotPoll,
    socket::{Socket, SocketEvent},
    view,
};

/// After so many refusals in a row pages are told, as the npm library tells them (PROTOCOL.md 2.1). Polling goes on.
const UNAUTHORIZED_BEFORE_EVENT: u32 = 20;
const DENIED_BEFORE_EVENT: u32 = 10;

/// See [`AgentDocument::restore`].
const VERSION_LEAP: u64 = 1 << 20;

/// See [`Session::face`].
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Face {
    document: Option<u64>,
    sign_in: SignInStatus,
    sign_in_dismissed: bool,
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
    /// The sign-in ended while the agent was on a call, and nothing says that the call is over.
    call_goes_on: bool,
    /// The contact that is rejected once the agent is not routable.
    reject_next: Option<String>,
    unauthorized: u32,
    denied: u32,
    /// The name of the state that the agent chose last, if it is known.
    chosen: Option<String>,
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
            call_goes_on: false,
            reject_next: None,
            unauthorized: 0,
            denied: 0,
            chosen: None,
            stale: false,
        }
    }

    /// Begins, or goes on where the worker's former life ended.
    pub(crate) fn start(&mut self, context: &mut Context<'_>, stored: Option<StoredSession>) {
        let mut signing_out = false;
        if let Some(stored) = stored {
            let token = stored.token.map(|(text, expires)| Token { text, expires });
            self.sign_in
                .restore(token, stored.signed_out_by_user, context.now);
            self.window.restore(stored.sign_in_window);
            self.call_goes_on = stored.call_goes_on;
            signing_out = stored.signing_out;
            let leap = context.outbox.jitter.below(VERSION_LEAP);
            self.document
                .restore(stored.document, stored.accepted, stored.document_version, leap);
            self.snapshot.restore(stored.next_token);
            self.masters.restore(stored.masters, context.now);
            self.socket
                .restore(stored.topics, stored.connection_told, context.now);
            self.chosen = stored.chosen;
        }
        match self.sign_in.status() {
            SignInStatus::SignedIn => self.run(context),
            SignInStatus::SignedOutByUser => {}
            _ => self.sign_in.ask(context, self.instance.authorize()),
        }
        if self.window.is_open() {
            self.sign_in.window_opened(context.now);
        }
        if signing_out {
            self.sign_out(context);
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
            signing_out: self.sign_in.is_signing_out(),
            call_goes_on: self.call_goes_on,
            signed_out_by_user: self.sign_in.status() == SignInStatus::SignedOutByUser,
            sign_in_window: self.window.stored(),
            document: self.document.whole(),
            document_version: self.document.last_version(),
            accepted: self.document.accepted().to_vec(),
            next_token: self.snapshot.next_token().cloned(),
            masters: self.masters.stored(),
            topics: self.socket.topics().clone(),
            connection_told: self.socket.agent_told(),
            chosen: self.chosen.clone(),
        }
    }

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
        let token = self.sign_in.token().cloned();
        let service = token
            .as_ref()
            .map(|token| Service::new(&self.instance, token, self.agent_app.as_ref()));
        if let Some(service) = service {
            self.snapshot.time_came(context, service);
            self.configuration.time_came(context, service);
        }
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
        if self.call_goes_on {
            self.socket.rest(context);
        } else {
            self.socket.stop(context);
        }
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
            let in_call = view::in_call(&self.document);
            let url = self.instance.authorize();
            let change = self.sign_in.answered(context, url, answer, in_call);
            self.sign_in_changed(context, change);
        } else if self.sign_in.is_sign_out(id) {
            self.sign_out_answered(context, answer);
        } else if self.snapshot.is_mine(id) {
            let snapshot = self
                .snapshot
                .answered(context, answer, self.document.last_answer());
            match snapshot {
                Ok(snapshot) => {
                    self.served();
                    let change = self.document.take_snapshot(context.now, context.wall(), snapshot);
                    self.document_changed(context, change);
                    self.pages.bring_rest_up_to_date(context, &self.document);
                    // Also when nothing is new: this write is what keeps the worker of a quiet agent awake.
                    self.stale = true;
                }
                Err(failure) => self.refused(context, &failure),
            }
        } else if self.configuration.is_mine(id) {
            let Some(token) = self.sign_in.token().cloned() else {
                return;
            };
            let service = Service::new(&self.instance, &token, self.agent_app.as_ref());
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
            reason: failure.message(),
        };
    }

    fn document_changed(&mut self, context: &mut Context<'_>, change: Option<Change>) {
        if let Some(change) = change {
            self.remember_choice();
            let name = change
                .patch
                .as_ref()
                .map(|patch| &patch["snapshot"]["state"]["name"]);
            if let Some(name) = name.and_then(Value::as_str).filter(|name| is_error_state(name)) {
                context.log(LogLevel::Error, format!("the agent’s state is {name}"));
            }
            self.pages.deliver(context, &change, &self.document);
            self.stale = true;
            if self.sign_in.is_expiring() && !view::in_call(&self.document) {
                self.call_is_over(context);
            }
        }
    }

    pub(crate) fn tell(&mut self, context: &mut Context<'_>, events: Vec<SocketEvent>) {
        for SocketEvent { name, data } in events {
            self.pages.broadcast(context, name, data);
        }
    }
}

fn notice(message: Message) -> Option<Notice> {
    Some(Notice { message })
}
