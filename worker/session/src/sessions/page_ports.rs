//! Which session a page takes part in.

use headwater_protocol::{
    Millis,
    instance::Instance,
    page::{Attach, PAGE_PROTOCOL, PageToWorker, Refusal, WorkerToPage},
};

use super::Sessions;
use crate::{
    effect::Effect,
    input::PortId,
    outbox::{Context, Owner},
    page_messages, pages,
};

impl Sessions {
    pub(super) fn page_message(&mut self, now: Millis, port: PortId, text: &str) {
        let Some(page) = self.pages.get_mut(&port) else {
            return;
        };
        let owner = Owner::Check;
        let mut context = Context {
            now,
            owner: &owner,
            outbox: &mut self.outbox,
        };
        let Some(message) = page_messages::read(&mut context, &mut page.allowance, text) else {
            return;
        };
        match message {
            PageToWorker::Attach(attach) => self.attach(now, port, attach),
            PageToWorker::Detach => self.detach(now, port),
            message => {
                if let Some(instance) = page.instance.clone() {
                    self.with_session(now, &instance, |session, context| {
                        page_messages::handle(session, context, port, message);
                    });
                }
            }
        }
    }

    pub(super) fn attach(&mut self, now: Millis, port: PortId, attach: Attach) {
        let accepted = self.instance_for(port, &attach);
        let instance = match accepted {
            Ok(instance) => instance,
            Err((reason, message)) => {
                self.detach(now, port);
                if !(reason == Refusal::LoginAddressNotAllowed && self.waits_for_agent(now, port, &attach)) {
                    self.refuse(port, reason, message);
                }
                return;
            }
        };
        let Some(page) = self.pages.get_mut(&port) else {
            return;
        };
        let before = page.instance.replace(instance.clone());
        if before.is_some_and(|before| before != instance) {
            self.detach(now, port);
            if let Some(page) = self.pages.get_mut(&port) {
                page.instance = Some(instance.clone());
            }
        }
        let wanted = attach.headwater_panel.unwrap_or(self.panel_in_pages());
        let panel = wanted.then(|| self.defaults.panel.clone());
        self.with_session(now, &instance, |session, context| {
            session.attach(context, port, attach, panel)
        });
    }

    /// The instance that a page may take part in, or why not.
    pub(super) fn instance_for(&self, port: PortId, attach: &Attach) -> Result<Instance, (Refusal, String)> {
        if attach.protocol != PAGE_PROTOCOL {
            let message = "Headwater was updated. Reload the page to go on.".to_owned();
            return Err((Refusal::OtherVersion, message));
        }
        let origin = self
            .pages
            .get(&port)
            .map(|page| page.origin.as_str())
            .unwrap_or_default();
        if !self.is_allowed(origin) {
            return Err((Refusal::SiteNotAllowed, site_not_allowed(origin)));
        }
        let instance =
            Instance::of_address(&attach.ccp_url).map_err(|message| (Refusal::BadAddress, message))?;
        if !self.sessions.contains_key(&instance) {
            let known: Vec<&str> = self.sessions.keys().map(Instance::origin).collect();
            let known = if known.is_empty() {
                "none yet".to_owned()
            } else {
                known.join(", ")
            };
            let message = format!(
                "Headwater is not set up for the instance {}. Add it in Headwater’s toolbar popup. Set up: {known}.",
                instance.origin()
            );
            return Err((Refusal::UnknownInstance, message));
        }
        if let Some(login_url) = &attach.sign_in.login_url
            && let Err(message) = self.may_sign_in_at(&instance, login_url)
        {
            return Err((Refusal::LoginAddressNotAllowed, message));
        }
        Ok(instance)
    }

    pub(super) fn refuse(&mut self, port: PortId, reason: Refusal, message: String) {
        let text = pages::message_text(&WorkerToPage::Refused { reason, message });
        self.outbox.push(Effect::Send {
            port,
            text: text.into(),
        });
    }

    pub(super) fn detach(&mut self, now: Millis, port: PortId) {
        let Some(page) = self.pages.get_mut(&port) else {
            return;
        };
        page.waiting = None;
        if let Some(instance) = page.instance.take() {
            self.with_session(now, &instance, |session, context| session.detach(context, port));
        }
    }
}

pub(super) fn site_not_allowed(origin: &str) -> String {
    format!("The site {origin} is not allowed to use Headwater. Allow it in Headwater’s toolbar popup.")
}
