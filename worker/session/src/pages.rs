//! The pages that take part in a session, and how they are kept in step.

mod accepted;
mod messages;

use std::rc::Rc;

use headwater_protocol::{
    json,
    page::{Attach, Known, SignInOptions, WorkerToPage},
};
use litemap::LiteMap;
use messages::update_text;
pub(crate) use messages::{message_text, send, send_event};
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
    /// Contacts that were accepted before the page saw anything: it is told once it sees them.
    accepted_before: Vec<String>,
    sign_in: SignInOptions,
}

/// All pages of one session.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    pages: LiteMap<PortId, Page>,
}

impl Pages {
    /// Takes a page in. Its id is the one it had before, unless another page has it now.
    pub(crate) fn attach(
        &mut self,
        context: &mut Context<'_>,
        port: PortId,
        attach: Attach,
        panel: Option<String>,
    ) {
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
                panel,
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
                accepted_before: Vec::new(),
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
        let (events, mut known) = events(before, snapshot, document.accepted());
        context.send(port, update_text(None, version, &json::text(&whole), &events));
        for contact_id in std::mem::take(&mut page.accepted_before) {
            if known.contact(&contact_id).is_some() {
                known.accept(&contact_id);
                send(context, port, &WorkerToPage::Accepted { contact_id });
            }
        }
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
