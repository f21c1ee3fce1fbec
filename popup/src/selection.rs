//! Parts of the view, read out of the one signal that holds it.
//!
//! A selection is a small handle that components pass on. What reads one inside an effect runs again with every view;
//! the page is touched only where the result differs.

use headwater_protocol::popup::{AgentView, ContactView, InstanceView, PopupView};
use leptos::prelude::*;

/// The last view; none until the first one came.
pub(crate) type Latest = ReadSignal<Option<PopupView>>;

/// One instance.
#[derive(Clone, Copy)]
pub(crate) struct Instance {
    view: Latest,
    origin: StoredValue<String>,
}

impl Instance {
    pub(crate) fn new(view: Latest, origin: String) -> Self {
        Self {
            view,
            origin: StoredValue::new(origin),
        }
    }

    pub(crate) fn origin(self) -> String {
        self.origin.get_value()
    }

    /// A part of the instance; none when the view does not have it any more.
    pub(crate) fn read<T>(self, part: impl Fn(&InstanceView) -> T) -> Option<T> {
        let mut read = None;
        self.visit(&mut |instance| read = Some(part(instance)));
        read
    }

    /// Not generic, so that what finds the instance is compiled once.
    fn visit(self, visitor: &mut dyn FnMut(&InstanceView)) {
        self.origin.with_value(|origin| {
            self.view.with(|view| {
                view.as_ref()
                    .and_then(|view| find_instance(view, origin))
                    .map(visitor)
            });
        });
    }

    /// A part of the agent; none while nobody is known.
    pub(crate) fn read_agent<T>(self, part: impl Fn(&AgentView) -> T) -> Option<T> {
        let mut read = None;
        self.visit_agent(&mut |agent| read = Some(part(agent)));
        read
    }

    fn visit_agent(self, visitor: &mut dyn FnMut(&AgentView)) {
        self.visit(&mut |instance| {
            instance.agent.as_ref().map(&mut *visitor);
        });
    }

    /// Whether the number keys choose among the statuses here.
    pub(crate) fn has_keys(self) -> bool {
        self.origin.with_value(|origin| {
            self.view.with(|view| {
                view.as_ref()
                    .and_then(agent_of_keys)
                    .is_some_and(|(instance, _)| instance.origin == *origin)
            })
        })
    }

    pub(crate) fn contact(self, id: String) -> Contact {
        Contact {
            instance: self,
            id: StoredValue::new(id),
        }
    }
}

/// One contact of an instance.
#[derive(Clone, Copy)]
pub(crate) struct Contact {
    pub(crate) instance: Instance,
    id: StoredValue<String>,
}

impl Contact {
    pub(crate) fn id(self) -> String {
        self.id.get_value()
    }

    /// A part of the contact; none when the view does not have it any more.
    pub(crate) fn read<T>(self, part: impl Fn(&ContactView) -> T) -> Option<T> {
        let mut read = None;
        self.visit(&mut |contact| read = Some(part(contact)));
        read
    }

    /// Shows the contact, if the view has it. Not generic, as for an instance.
    pub(crate) fn visit(self, visitor: &mut dyn FnMut(&ContactView)) {
        self.instance.visit_agent(&mut |agent| {
            self.id
                .with_value(|id| find_contact(agent, id).map(&mut *visitor));
        });
    }
}

/// The agent at the default instance, or else the first one that is known: the one that the shortcuts of the browser mean,
/// too.
pub(crate) fn agent_of_keys(view: &PopupView) -> Option<(&InstanceView, &AgentView)> {
    let known = || {
        view.instances
            .iter()
            .filter_map(|instance| Some((instance, instance.agent.as_ref()?)))
    };
    known()
        .find(|(instance, _)| view.default_instance.as_ref() == Some(&instance.origin))
        .or_else(|| known().next())
}

fn find_instance<'view>(view: &'view PopupView, origin: &str) -> Option<&'view InstanceView> {
    view.instances.iter().find(|instance| instance.origin == origin)
}

fn find_contact<'view>(agent: &'view AgentView, id: &str) -> Option<&'view ContactView> {
    agent.contacts.iter().find(|contact| contact.contact_id == id)
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::{Health, SignInStatus, StateView};

    use super::*;

    fn view() -> PopupView {
        let contact = |id: &str| ContactView {
            contact_id: id.to_owned(),
            who: Some(format!("who of {id}")),
            ..ContactView::default()
        };
        let instance = |origin: &str, contacts: Vec<ContactView>| InstanceView {
            origin: origin.to_owned(),
            removable: false,
            sign_in: SignInStatus::SignedIn,
            sign_in_dismissed: false,
            health: Health::Good,
            agent: Some(AgentView {
                name: format!("agent of {origin}"),
                state: StateView {
                    name: "Busy".to_owned(),
                    state_type: "system".to_owned(),
                    since: None,
                },
                contacts,
                ..AgentView::default()
            }),
            notice: None,
        };
        PopupView {
            instances: vec![
                instance("https://a", vec![contact("1")]),
                instance("https://b", vec![contact("2")]),
            ],
            ..PopupView::default()
        }
    }

    #[test]
    fn a_selection_reads_its_own_part_only() {
        let owner = Owner::new();
        owner.set();
        let (latest, set) = signal(Some(view()));
        let second = Instance::new(latest, "https://b".to_owned());
        assert_eq!(
            second.read_agent(|agent| agent.name.clone()).as_deref(),
            Some("agent of https://b")
        );
        let contact = second.contact("2".to_owned());
        assert_eq!(
            contact.read(|contact| contact.who.clone()).flatten().as_deref(),
            Some("who of 2")
        );
        assert!(second.contact("1".to_owned()).read(|_| ()).is_none());

        set.update(|view| view.as_mut().unwrap().instances.truncate(1));
        assert!(second.read(|_| ()).is_none());
        assert!(contact.read(|_| ()).is_none());
        set.set(None);
        assert!(second.read(|_| ()).is_none());
    }
}
