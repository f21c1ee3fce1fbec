//! Who is told that a contact was accepted, which no snapshot says.

use std::rc::Rc;

use headwater_protocol::page::{Known, WorkerToPage};

use super::{Pages, Seen, message_text};
use crate::outbox::Context;

impl Pages {
    /// Tells that the contact was accepted just now. If that is `remembered`, a page that has not seen the contact yet is
    /// told once it sees it.
    pub(crate) fn tell_accepted(&mut self, context: &mut Context<'_>, contact_id: &str, remembered: bool) {
        self.tell_accepted_to(context, contact_id, |known| {
            !remembered || known.is_some_and(|known| known.contact(contact_id).is_some())
        });
        // Told now, they could not say after the worker's death that they were.
        let pages = self.pages.iter_mut().map(|(_, page)| page);
        for page in pages.filter(|page| remembered && page.seen.is_none() && page.known.is_none()) {
            page.accepted_before.push(contact_id.to_owned());
        }
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
}
