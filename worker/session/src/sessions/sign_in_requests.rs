//! Where pages want the agent to sign in and may not yet: the agent is asked, and the pages wait for the answer.

use headwater_protocol::{
    Millis,
    instance::https_origin,
    page::{Attach, LogEntry, Refusal, WorkerToPage},
    popup::SignInRequest,
};

use super::Sessions;
use crate::{
    effect::{Effect, LogLevel},
    input::PortId,
    log::COMPONENT,
    pages,
};

/// So many requests of pages wait for the agent; the oldest go first.
const MOST_REQUESTS: usize = 5;

impl Sessions {
    /// Asks the agent to allow the page's `loginUrl`; the page waits, and hears of it in its log. False if that is not the
    /// agent's to allow.
    pub(super) fn waits_for_agent(&mut self, now: Millis, port: PortId, attach: &Attach) -> bool {
        let Some(request) = self.sign_in_request(port, attach) else {
            return false;
        };
        let text = format!(
            "loginUrl: signing in at {} is not allowed yet. Allow it in Headwater’s toolbar popup; this page waits for it.",
            request.1
        );
        if !self.sign_in_requests.contains(&request) {
            self.sign_in_requests.push(request);
            if self.sign_in_requests.len() > MOST_REQUESTS {
                self.sign_in_requests.remove(0);
                self.let_in_or_refuse(now);
            }
            self.store();
        }
        if let Some(page) = self.pages.get_mut(&port) {
            page.waiting = Some(attach.clone());
        }
        let entry = LogEntry {
            time: self.outbox.wall,
            level: LogLevel::Warn.name().to_owned(),
            component: COMPONENT.to_owned(),
            text,
        };
        let text = pages::message_text(&WorkerToPage::Log { entries: vec![entry] });
        self.outbox.push(Effect::Send {
            port,
            text: text.into(),
        });
        true
    }

    /// What the agent is to be asked: the page's origin, and that of where it wants the agent to sign in.
    fn sign_in_request(&self, port: PortId, attach: &Attach) -> Option<(String, String)> {
        let identity_provider = attach.sign_in.login_url.as_deref().and_then(https_origin)?;
        let page = self.pages.get(&port)?;
        let may_be_allowed = self.access.policy.features.allow_identity_providers;
        may_be_allowed.then(|| (page.origin.clone(), identity_provider))
    }

    /// The agent has decided about this identity provider.
    pub(super) fn answered(&mut self, now: Millis, identity_provider: &str) {
        self.sign_in_requests
            .retain(|(_, other)| other != identity_provider);
        self.let_in_or_refuse(now);
        self.store();
    }

    /// What is allowed has changed, or what the agent is asked: pages that wait for it take part now, or never.
    pub(super) fn let_in_or_refuse(&mut self, now: Millis) {
        let pages = self.pages.iter();
        let waiting: Vec<PortId> = pages
            .filter(|(_, page)| page.waiting.is_some())
            .map(|(port, _)| *port)
            .collect();
        for port in waiting {
            let Some(attach) = self.pages.get_mut(&port).and_then(|page| page.waiting.take()) else {
                continue;
            };
            match self.instance_for(port, &attach) {
                Ok(_) => self.attach(now, port, attach),
                Err((Refusal::LoginAddressNotAllowed, _)) if self.is_asked(port, &attach) => {
                    if let Some(page) = self.pages.get_mut(&port) {
                        page.waiting = Some(attach);
                    }
                }
                Err((reason, message)) => self.refuse(port, reason, message),
            }
        }
    }

    fn is_asked(&self, port: PortId, attach: &Attach) -> bool {
        let request = self.sign_in_request(port, attach);
        request.is_some_and(|request| self.sign_in_requests.contains(&request))
    }

    pub(super) fn sign_in_request_views(&self) -> Vec<SignInRequest> {
        let view = |(page, identity_provider): &(String, String)| SignInRequest {
            page: page.clone(),
            identity_provider: identity_provider.clone(),
        };
        self.sign_in_requests.iter().map(view).collect()
    }
}
