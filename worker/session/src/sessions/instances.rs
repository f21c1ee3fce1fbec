//! The instances that have a session: those the package was built with, and those the agent added.

use headwater_protocol::{
    Millis, instance::Instance, match_pattern, message::Message, popup::Notice, stored::StoredSession,
};

use super::Sessions;
use crate::{
    effect::{Effect, LogLevel},
    input::{EffectId, HttpAnswer, HttpFailure},
    outbox::{Context, Owner},
    session::Session,
};

impl Sessions {
    /// Begins and ends sessions, so that there is one for each instance that is set up. `stored` is what those that
    /// begin go on with.
    pub(super) fn set_up_instances(&mut self, now: Millis, mut stored: Vec<StoredSession>) {
        let mut instances: Vec<(Instance, bool)> = Vec::new();
        for address in &self.defaults.instances {
            match Instance::of_address(address) {
                Ok(instance) => instances.push((instance, false)),
                Err(error) => self.outbox.log(None, LogLevel::Error, &error),
            }
        }
        instances.extend(self.instances_of_policy().map(|instance| (instance, false)));
        if self.access.policy.features.add_instances {
            instances.extend(self.settings.instances.iter().cloned().map(|of| (of, true)));
        }
        let ended: Vec<Instance> = self
            .sessions
            .keys()
            .filter(|instance| instances.iter().all(|(wanted, _)| wanted != *instance))
            .cloned()
            .collect();
        for instance in ended {
            self.end(&instance);
        }
        for (instance, removable) in instances {
            if !self.sessions.contains_key(&instance) {
                let of_instance = stored
                    .iter()
                    .position(|session| session.instance == instance.origin());
                let of_instance = of_instance.map(|index| stored.swap_remove(index));
                self.begin(now, instance, removable, of_instance);
            }
        }
    }

    /// Whether an address is that of a host that the extension was made for.
    pub(super) fn is_instance_host(&self, instance: &Instance) -> bool {
        let hosts = &self.defaults.instance_hosts;
        hosts
            .iter()
            .any(|pattern| match_pattern::covers(pattern, instance.origin()))
    }

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
        if !self.access.policy.features.add_instances {
            return Err(Message::new("workerInstancesByPolicy"));
        }
        if !self.is_instance_host(&instance) {
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
                self.settings.instances.push(instance.clone());
                // With which one calls are made does not change by itself.
                let first = self.sessions.keys().next();
                let default = &mut self.settings.default_instance;
                *default = default.take().or_else(|| first.map(|it| it.origin().to_owned()));
                self.store_settings();
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
        self.settings
            .default_instance
            .take_if(|default| *default == instance.origin());
        self.store_settings();
        self.end(&instance);
    }

    fn end(&mut self, instance: &Instance) {
        if let Some(mut session) = self.sessions.remove(instance) {
            let owner = Owner::Session(instance.clone());
            session.end(&mut Context {
                now: Millis(0),
                owner: &owner,
                outbox: &mut self.outbox,
            });
        }
        for (_, page) in self.pages.iter_mut() {
            page.instance.take_if(|of| of == instance);
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
