//! The instances that have a session: those the package was built with, and those the agent added.

use headwater_protocol::{
    Millis,
    instance::Instance,
    match_pattern,
    message::Message,
    popup::Notice,
    stored::{STORED_VERSION, StoredSession},
};

use super::Sessions;
use crate::{
    effect::Effect,
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::{Context, Owner},
    session::Session,
};

impl Sessions {
    pub(super) fn add_instance(&mut self, now: Millis, address: &str) {
        self.notice = None;
        match self.addable(address) {
            Err(message) => self.notice = Some(Notice { message }),
            Ok(instance) => {
                let owner = Owner::Check;
                self.check.start(
                    &mut Context {
                        now,
                        owner: &owner,
                        outbox: &mut self.outbox,
                    },
                    instance,
                );
            }
        }
    }

    pub(super) fn addable(&self, address: &str) -> Result<Instance, Message> {
        let typed = address.trim();
        let with_scheme = if typed.contains("://") {
            typed.to_owned()
        } else {
            format!("https://{typed}")
        };
        let instance =
            Instance::of_address(&with_scheme).map_err(|_| Message::with("workerAddressInvalid", typed))?;
        if self.sessions.contains_key(&instance) {
            return Err(Message::with("workerAddressKnown", instance.origin()));
        }
        let hosts = &self.defaults.instance_hosts;
        if !hosts
            .iter()
            .any(|pattern| match_pattern::covers(pattern, instance.origin()))
        {
            return Err(Message::with("workerAddressElsewhere", instance.origin()));
        }
        Ok(instance)
    }

    pub(super) fn instance_checked(
        &mut self,
        now: Millis,
        id: EffectId,
        answer: Result<HttpAnswer, HttpFailure>,
    ) {
        match self.check.answered(id, answer) {
            None => {}
            Some(Err(message)) => self.notice = Some(Notice { message }),
            Some(Ok(instance)) => {
                self.settings.version = STORED_VERSION;
                self.settings.instances.push(instance.clone());
                self.outbox.push(Effect::StoreSettings(self.settings.clone()));
                self.begin(now, instance, true, None);
            }
        }
    }

    pub(super) fn remove_instance(&mut self, origin: &str) {
        let Ok(instance) = Instance::of_address(origin) else {
            return;
        };
        if !self.sessions.get(&instance).is_some_and(Session::removable) {
            return;
        }
        self.settings.instances.retain(|other| *other != instance);
        self.outbox.push(Effect::StoreSettings(self.settings.clone()));
        if let Some(mut session) = self.sessions.remove(&instance) {
            let owner = Owner::Session(instance.clone());
            session.end(&mut Context {
                now: Millis(0),
                owner: &owner,
                outbox: &mut self.outbox,
            });
        }
        for (_, page) in self.pages.iter_mut() {
            page.instance.take_if(|of| *of == instance);
        }
        self.outbox.push(Effect::StoreSessions(Box::new(self.stored())));
    }

    pub(super) fn begin(
        &mut self,
        now: Millis,
        instance: Instance,
        removable: bool,
        stored: Option<StoredSession>,
    ) {
        self.sessions.insert(
            instance.clone(),
            Session::new(instance.clone(), removable, self.defaults.agent_app.clone()),
        );
        self.with_session(now, &instance, |session, context| session.start(context, stored));
    }
}
