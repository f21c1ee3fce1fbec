//! The session of one instance: its parts, and what one part's news means to the others.

mod agent_wishes;
mod answers;
mod page_wishes;
mod shown;
mod signing_in;

pub(crate) use agent_wishes::Act;
use headwater_protocol::{
    Millis,
    agent_app::AgentApp,
    instance::Instance,
    message::Message,
    popup::{Health, Notice, SignInStatus},
    sign_in::Token,
    stored::StoredSession,
};
use serde_json::Value;
pub(crate) use shown::Face;

use crate::{
    agent_document::AgentDocument,
    auth::SignIn,
    calls::Calls,
    configuration::ConfigurationPoll,
    masters::Masters,
    outbox::Context,
    pages::Pages,
    service::Service,
    sign_in_window::SignInWindow,
    snapshot::SnapshotPoll,
    socket::{Socket, SocketEvent},
};

/// See [`AgentDocument::restore`].
const VERSION_LEAP: u64 = 1 << 20;

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

    pub(crate) fn tell(&mut self, context: &mut Context<'_>, events: Vec<SocketEvent>) {
        for SocketEvent { name, data } in events {
            self.pages.broadcast(context, name, data);
        }
    }
}

fn notice(message: Message) -> Option<Notice> {
    Some(Notice { message })
}
