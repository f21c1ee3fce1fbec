//! The pages that take part in a session, and how they are kept in step.

use std::rc::Rc;

use headwater_protocol::{
    json,
    page::{Attach, Known, SignInOptions, WorkerToPage},
};
use litemap::LiteMap;
use serde_json::Value;

use crate::{
    agent_document::{AgentDocument, Change},
    events::events,
    input::PortId,
    outbox::Context,
};

/// What a page saw last. Shared by all pages that saw the same.
#[derive(Debug, PartialEq)]
struct Seen {
    version: u64,
    known: Known,
}

#[derive(Debug)]
struct Page {
    id: String,
    seen: Option<Rc<Seen>>,
    /// What the page said it knew when it came back, until it is brought up to date.
    known: Option<Known>,
    /// Likewise, the version of its replica.
    version: Option<u64>,
    sign_in: SignInOptions,
}

/// All pages of one session.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pages: LiteMap<PortId, Page>,
}

impl Pages {
    /// Takes a page in. Its id is the one it had before, unless another page has it now.
    pub(crate) fn attach(&mut self, context: &mut Context<'_>, port: PortId, attach: Attach) {
        let taken = |id: &String| {
            self.pages
                .iter()
                .any(|(other, page)| *other != port && page.id == *id)
        };
        let id = attach
            .page_id
            .filter(|id| id.len() <= 64 && !taken(id))
            .unwrap_or_else(|| format!("{}-{:x}", context.now.0, context.outbox.next_number()));
        send(
            context,
            port,
            &WorkerToPage::Acknowledge {
                page_id: Some(id.clone()),
            },
        );
        let (known, version) = (attach.known, attach.version);
        self.pages.insert(
            port,
            Page {
                id,
                seen: None,
                known,
                version,
                sign_in: attach.sign_in,
            },
        );
    }

    /// Sends what the page has missed, after it was taken in.
    pub(crate) fn bring_up_to_date(
        &mut self,
        context: &mut Context<'_>,
        port: PortId,
        document: &AgentDocument,
    ) {
        let Some(page) = self.pages.get_mut(&port) else {
            return;
        };
        match (page.version.take(), document.version()) {
            (Some(of_page), Some(version)) if of_page == version && page.known.is_some() => {
                let known = page.known.take();
                let seen = known.map(|known| self.shared(Seen { version, known }));
                if let Some(page) = self.pages.get_mut(&port) {
                    page.seen = seen;
                }
                for contact_id in document.accepted() {
                    self.tell_who_missed(context, contact_id);
                }
            }
            // The worker's last life did not live to store what this page saw: the next answer of the service is news
            // to it, what was stored would take it back in time.
            (Some(of_page), Some(_)) if document.is_older_than(of_page) => {}
            _ => self.resend(context, port, document),
        }
    }

    /// Sends the document to pages that wait for one as new as what they have.
    pub(crate) fn bring_rest_up_to_date(&mut self, context: &mut Context<'_>, document: &AgentDocument) {
        let waiting: Vec<PortId> = self
            .pages
            .iter()
            .filter(|(_, page)| page.seen.is_none())
            .map(|(port, _)| *port)
            .collect();
        for port in waiting {
            self.resend(context, port, document);
        }
    }

    /// The page takes part no longer; its id.
    pub(crate) fn remove(&mut self, port: PortId) -> Option<String> {
        self.pages.remove(&port).map(|page| page.id)
    }

    pub(crate) fn id_of(&self, port: PortId) -> Option<&String> {
        self.pages.get(&port).map(|page| &page.id)
    }

    pub(crate) fn is_attached(&self, id: &str) -> bool {
        self.pages.values().any(|page| page.id == id)
    }

    pub(crate) fn ports(&self) -> impl Iterator<Item = PortId> + '_ {
        self.pages.keys().copied()
    }

    /// How the page that came first and wants one wants the sign-in window.
    pub(crate) fn wish_for_sign_in(&self) -> Option<&SignInOptions> {
        self.pages
            .values()
            .map(|page| &page.sign_in)
            .find(|options| options.login_popup)
    }

    /// Keeps the addresses to sign in at of which this says so.
    pub(crate) fn retain_login_urls(&mut self, mut keep: impl FnMut(&str) -> bool) {
        for (_, page) in self.pages.iter_mut() {
            page.sign_in.login_url.take_if(|url| !keep(url));
        }
    }

    /// Sends the whole document and the events that the page has missed, if there is a document.
    pub(crate) fn resend(&mut self, context: &mut Context<'_>, port: PortId, document: &AgentDocument) {
        let (Some(snapshot), Some(whole), Some(version)) =
            (document.snapshot(), document.whole(), document.version())
        else {
            return;
        };
        let Some(page) = self.pages.get_mut(&port) else {
            return;
        };
        let before = page.known.take();
        let before = page.seen.as_deref().map(|seen| &seen.known).or(before.as_ref());
        let (events, known) = events(before, snapshot, document.accepted());
        context.send(port, update_text(None, version, &json::text(&whole), &events));
        let seen = self.shared(Seen { version, known });
        if let Some(page) = self.pages.get_mut(&port) {
            page.seen = Some(seen);
        }
    }

    /// Sends a change to all pages. The patch is serialised once, and so is the message for all pages that saw the
    /// same; a page that is not at the version before gets the whole document.
    pub(crate) fn deliver(&mut self, context: &mut Context<'_>, change: &Change, document: &AgentDocument) {
        let Some(snapshot) = document.snapshot() else {
            return;
        };
        let patch = change.patch.as_ref().map(json::text).unwrap_or_default();
        let mut sent: Vec<Delivery> = Vec::new();
        let mut behind = Vec::new();
        for (port, page) in self.pages.iter_mut() {
            let Some(seen) = page
                .seen
                .as_ref()
                .filter(|seen| Some(seen.version) == change.from)
            else {
                // Who waits for the service's answer is not shown what was stored because of a new configuration.
                if page.seen.is_some() || page.known.is_none() || !document.is_stored() {
                    behind.push(*port);
                }
                continue;
            };
            let delivery = match sent.iter().find(|delivery| Rc::ptr_eq(&delivery.before, seen)) {
                Some(delivery) => delivery,
                None => {
                    let (events, known) = events(Some(&seen.known), snapshot, document.accepted());
                    let text = update_text(change.from, change.to, &patch, &events).into();
                    let same = sent.iter().find(|delivery| delivery.after.known == known);
                    let after = match same {
                        Some(same) => Rc::clone(&same.after),
                        None => Rc::new(Seen {
                            version: change.to,
                            known,
                        }),
                    };
                    sent.push(Delivery {
                        before: Rc::clone(seen),
                        text,
                        after,
                    });
                    &sent[sent.len() - 1]
                }
            };
            context.send(*port, Rc::clone(&delivery.text));
            page.seen = Some(Rc::clone(&delivery.after));
        }
        for port in behind {
            self.resend(context, port, document);
        }
    }

    /// Sends an event to all pages.
    pub(crate) fn broadcast(&self, context: &mut Context<'_>, event: &str, data: Value) {
        let text: Rc<str> = message_text(&WorkerToPage::Event {
            event: event.to_owned(),
            data,
        })
        .into();
        for port in self.ports() {
            context.send(port, Rc::clone(&text));
        }
    }

    /// Tells that the contact was accepted just now. If that is `remembered`, a page that has not seen the contact yet is
    /// told once it sees it.
    pub(crate) fn tell_accepted(&mut self, context: &mut Context<'_>, contact_id: &str, remembered: bool) {
        self.tell_accepted_to(context, contact_id, |known| match known {
            Some(known) => !remembered || known.contact(contact_id).is_some(),
            None => true,
        });
    }

    /// Tells those that have seen the contact and do not know that it was accepted.
    pub(crate) fn tell_who_missed(&mut self, context: &mut Context<'_>, contact_id: &str) {
        self.tell_accepted_to(context, contact_id, |known| {
            known
                .and_then(|known| known.contact(contact_id))
                .is_some_and(|contact| !contact.accepted)
        });
    }

    fn tell_accepted_to(
        &mut self,
        context: &mut Context<'_>,
        contact_id: &str,
        is_told: impl Fn(Option<&Known>) -> bool,
    ) {
        let text: Rc<str> = message_text(&WorkerToPage::Accepted {
            contact_id: contact_id.to_owned(),
        })
        .into();
        let mut changed: Vec<(Rc<Seen>, Rc<Seen>)> = Vec::new();
        for (port, page) in self.pages.iter_mut() {
            let known = page.seen.as_deref().map(|seen| &seen.known);
            if !is_told(known.or(page.known.as_ref())) {
                continue;
            }
            context.send(*port, Rc::clone(&text));
            if let Some(known) = &mut page.known {
                known.accept(contact_id);
            }
            if let Some(seen) = &mut page.seen {
                let same = changed.iter().find(|(before, _)| Rc::ptr_eq(before, seen));
                let after = match same {
                    Some((_, after)) => Rc::clone(after),
                    None => {
                        let mut known = seen.known.clone();
                        known.accept(contact_id);
                        let version = seen.version;
                        let after = Rc::new(Seen { version, known });
                        changed.push((Rc::clone(seen), Rc::clone(&after)));
                        after
                    }
                };
                *seen = after;
            }
        }
    }

    /// The same record as another page's, if another page saw the same.
    fn shared(&self, seen: Seen) -> Rc<Seen> {
        self.pages
            .values()
            .filter_map(|page| page.seen.as_ref())
            .find(|other| ***other == seen)
            .map_or_else(|| Rc::new(seen), Rc::clone)
    }
}

struct Delivery {
    before: Rc<Seen>,
    text: Rc<str>,
    after: Rc<Seen>,
}

/// [`headwater_protocol::page::Update`] as text, around a patch that is text already.
fn update_text(
    from: Option<u64>,
    to: u64,
    patch: &str,
    events: &[headwater_protocol::page::SessionEvent],
) -> String {
    let from = from.map_or(String::new(), |from| format!(r#""from":{from},"#));
    let events = json::text(events);
    format!(r#"{{"kind":"update",{from}"to":{to},"patch":{patch},"events":{events}}}"#)
}

/// A message as text.
pub(crate) fn message_text(message: &WorkerToPage) -> String {
    json::text(message)
}

/// Sends an event without data to one page.
pub(crate) fn send_event(context: &mut Context<'_>, port: PortId, event: &str) {
    send(
        context,
        port,
        &WorkerToPage::Event {
            event: event.to_owned(),
            data: Value::Null,
        },
    );
}

/// Sends a message to one page.
pub(crate) fn send(context: &mut Context<'_>, port: PortId, message: &WorkerToPage) {
    context.send(port, message_text(message));
}

#[cfg(test)]
mod tests {
    use super::*;
    use headwater_protocol::page::{SessionEvent, Update};
    use serde_json::json;

    #[test]
    fn an_update_by_hand_is_an_update() {
        let events = vec![SessionEvent::Agent {
            name: "agent::refresh".into(),
        }];
        let update = |from| Update {
            from,
            to: 8,
            patch: json!({"a": null}),
            events: events.clone(),
        };
        for from in [None, Some(7)] {
            let text = update_text(from, 8, r#"{"a":null}"#, &events);
            assert_eq!(
                serde_json::from_str::<WorkerToPage>(&text).unwrap(),
                WorkerToPage::Update(update(from))
            );
        }
    }
}
