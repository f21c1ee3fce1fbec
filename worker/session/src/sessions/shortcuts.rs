//! What the agent asks for beside the popup: by keys, in notifications, in the context menu of a page.

use headwater_protocol::{
    Millis,
    message::Message,
    phone_number::{self, PhoneNumber},
    popup::{AgentView, ContactAction, ContactView, Notice},
};

use super::Sessions;
use crate::{calls::Caller, effect::Effect, input::Tab, notifications::Subject, session::Act};

/// So much of a selected text is shown when it is no number.
const LONGEST_QUOTE: usize = 40;

impl Sessions {
    /// One of the manifest's `commands`.
    pub(super) fn command_pressed(&mut self, now: Millis, name: &str) {
        self.begin_asking();
        let waits = |contact: &ContactView| contact.actions.contains(&ContactAction::Accept);
        let can_end = |contact: &ContactView| {
            matches!(contact.channel.as_str(), "voice" | "queue_callback")
                && contact.actions.contains(&ContactAction::End)
        };
        match name {
            "available" => self.switch_to_first(now, "routable"),
            "offline" => self.switch_to_first(now, "offline"),
            "accept" => {
                if let Some((instance, contact)) = self.first_contact(waits, "workerNobodyWaits") {
                    self.act(now, &instance, &contact, ContactAction::Accept);
                }
            }
            "reject-and-not-ready" => {
                if let Some((instance, contact)) = self.first_contact(waits, "workerNobodyWaits") {
                    self.with_origin(now, &instance, |session, context| {
                        session.reject_and_not_ready(context, contact);
                    });
                }
            }
            "hang-up" => {
                if let Some((instance, contact)) = self.first_contact(can_end, "workerNoCall") {
                    self.act(now, &instance, &contact, ContactAction::End);
                }
            }
            "mute" => {
                let heard = |contact: &ContactView| contact.actions.contains(&ContactAction::Mute);
                let muted = |contact: &ContactView| contact.actions.contains(&ContactAction::Unmute);
                let found = match self.find_contact(muted) {
                    Some(found) => Some((found, ContactAction::Unmute)),
                    None => {
                        let found = self.first_contact(heard, "workerNoMute");
                        found.map(|found| (found, ContactAction::Mute))
                    }
                };
                if let Some(((instance, contact), action)) = found {
                    self.act(now, &instance, &contact, action);
                }
            }
            _ => {}
        }
    }

    /// A notification, or the button of this number in it, was clicked.
    pub(super) fn notification_clicked(&mut self, now: Millis, id: String, button: Option<u32>) {
        match Subject::of(&id) {
            Some(Subject::Contact {
                instance,
                contact_id,
                waits,
            }) => {
                let action = [ContactAction::Accept, ContactAction::Reject];
                match button
                    .and_then(|button| action.get(button as usize))
                    .filter(|_| waits)
                {
                    Some(action) => self.act(now, &instance, &contact_id, *action),
                    None => self.outbox.push(Effect::ClearNotification { id }),
                }
                if button != Some(1) {
                    self.looking_for = Some(instance);
                    self.outbox.push(Effect::ListTabs);
                }
            }
            // The panel shows it, where it is read and dismissed.
            Some(Subject::Notice) => self.outbox.push(Effect::OpenPanel),
            None => {}
        }
    }

    /// Goes to the page of the instance that the agent used last, or else to the panel.
    pub(super) fn tabs_listed(&mut self, tabs: &[Tab]) {
        let Some(instance) = self.looking_for.take() else {
            return;
        };
        let rank = |tab: &Tab| {
            let ports = self.tabs.iter().filter(|(_, id)| **id == tab.id);
            ports
                .filter_map(|(port, _)| match self.pages.get(port) {
                    Some(page) => (page.instance.as_ref()?.origin() == instance).then_some(2),
                    None => Some(1),
                })
                .max()
        };
        let mut best: Option<(u8, &Tab)> = None;
        for tab in tabs {
            if let Some(rank) = rank(tab)
                && best.is_none_or(|(other, than)| (other, than.last_used) < (rank, tab.last_used))
            {
                best = Some((rank, tab));
            }
        }
        self.outbox.push(match best {
            Some((_, Tab { id, window, .. })) => Effect::ShowTab {
                tab: *id,
                window: *window,
            },
            None => Effect::OpenPanel,
        });
    }

    /// Calls the number that was selected in a page.
    pub(super) fn dial_selection(&mut self, now: Millis, text: &str) {
        self.begin_asking();
        let quote: String = text.chars().take(LONGEST_QUOTE).collect();
        let problem = match phone_number::read(text) {
            None => Message::with("workerNoNumber", quote),
            Some(PhoneNumber::National(_)) => Message::with("workerNoCountry", quote),
            Some(PhoneNumber::International(number)) => match self.first_agent() {
                None => Message::new("workerNobodySignedIn"),
                Some((instance, _)) => {
                    self.with_origin(now, &instance, |session, context| session.dial(context, &number));
                    return;
                }
            },
        };
        self.complain(problem);
    }

    fn act(&mut self, now: Millis, instance: &str, contact: &str, action: ContactAction) {
        self.with_origin(now, instance, |session, context| {
            session.act(context, Caller::Agent, &Act::on(contact, action))
        });
    }

    /// The agent at the default instance, or else the first one that is known, with the origin of its instance.
    fn first_agent(&self) -> Option<(String, AgentView)> {
        let mut first = None;
        for session in self.sessions.values() {
            let view = session.view();
            if let Some(agent) = view.agent {
                if self.settings.default_instance.as_ref() == Some(&view.origin) {
                    return Some((view.origin, agent));
                }
                first = first.or(Some((view.origin, agent)));
            }
        }
        first
    }

    /// The first contact that is so, with the origin of its instance. That there is none becomes the notice.
    fn first_contact(&mut self, is_so: fn(&ContactView) -> bool, none: &str) -> Option<(String, String)> {
        let found = self.find_contact(is_so);
        if found.is_none() {
            self.complain(Message::new(none));
        }
        found
    }

    fn find_contact(&self, is_so: fn(&ContactView) -> bool) -> Option<(String, String)> {
        for session in self.sessions.values() {
            let view = session.view();
            for contact in view.agent.map(|agent| agent.contacts).unwrap_or_default() {
                if is_so(&contact) {
                    return Some((view.origin, contact.contact_id));
                }
            }
        }
        None
    }

    /// What was said before is over, and said again if it is still so.
    fn begin_asking(&mut self) {
        self.notice = None;
        self.notifications.forget_notices(&mut self.outbox);
        self.shown = None;
    }

    fn complain(&mut self, message: Message) {
        self.notice = Some(Notice { message });
    }

    fn switch_to_first(&mut self, now: Millis, state_type: &str) {
        let choice = self.first_agent().and_then(|(instance, agent)| {
            let state = agent
                .states
                .into_iter()
                .find(|state| state.state_type == state_type)?;
            Some((instance, state.name))
        });
        match choice {
            Some((instance, state)) => self.with_origin(now, &instance, |session, context| {
                session.set_state(context, Caller::Agent, Some(&state));
            }),
            None => self.complain(Message::new("workerNobodySignedIn")),
        }
    }
}
