//! Calling somebody, or bringing somebody to a contact: by number or by name, in one field.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::countries;
use super::element::{effect, element};
use super::failure::failure;
use super::icon::{CLOSE, icon};
use super::opened::{self, Opened};
use super::page::{Page, page};
use super::quick_connect_list::quick_connect_list;
use super::typed_field::typed_field;
use crate::pending::Place;
use crate::selection::{Contact, Instance};
use crate::telephone::{self, Fault};
use crate::words::{self, Word};

/// Who calls whom: a new call of the agent's, or somebody for a contact.
#[derive(Clone, Copy)]
pub(crate) struct Purpose {
    pub(crate) instance: Instance,
    pub(crate) contact: Option<Contact>,
}

impl Purpose {
    /// The command that connects to an endpoint, which is JSON.
    pub(crate) fn command(self, endpoint: String) -> PopupToWorker {
        PopupToWorker::Connect {
            instance: self.instance.origin(),
            ask: 0,
            contact_id: self.contact.map(Contact::id),
            endpoint,
        }
    }

    /// Chats and tasks are passed on to people and queues of the instance only.
    pub(crate) fn calls(self) -> bool {
        self.contact.is_none_or(|contact| {
            contact
                .read(|contact| matches!(contact.channel.as_str(), "voice" | "queue_callback"))
                .unwrap_or_default()
        })
    }

    fn title(self) -> Word {
        match (self.contact, untrack(|| self.calls())) {
            (None, _) => words::DIAL,
            (Some(_), true) => words::ACTION_ADD,
            (Some(_), false) => words::ACTION_TRANSFER,
        }
    }

    fn is(self, command: &PopupToWorker) -> bool {
        matches!(command, PopupToWorker::Connect { contact_id, .. } if *contact_id == self.contact.map(Contact::id))
    }
}

pub(crate) fn dial(purpose: Purpose) -> AnyView {
    let Page {
        connection, opened, ..
    } = page();
    let typed = RwSignal::new(String::new());
    let country = RwSignal::new(String::new());
    let fault = RwSignal::new(None::<Fault>);
    let calls = untrack(|| purpose.calls());

    effect(|| opened::focus(".dial-field"));
    // What was asked for before this was unfolded is not its business.
    let answer = connection.answer();
    let mut ran = false;
    effect(move || {
        let ran = std::mem::replace(&mut ran, true);
        answer.with(|answer| {
            if let Some((command, answer)) = answer
                && ran
                && purpose.is(command)
                && answer.problem.is_none()
            {
                opened.close();
            }
        });
    });

    let submit = move |event: Event| {
        event.prevent_default();
        match country.with_untracked(|country| typed.with_untracked(|typed| telephone::e164(typed, country)))
        {
            Ok(number) if calls => connection.send(purpose.command(endpoint(&number))),
            Ok(_) => {}
            Err(wrong) => fault.set(calls.then_some(wrong)),
        }
    };
    let keys = move |event: Event| {
        if event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|event| event.key() == "Escape")
        {
            event.prevent_default();
            opened.close();
        }
    };
    let dialled = purpose
        .contact
        .map_or_else(|| purpose.instance.origin(), Contact::id);
    element("form")
        .class("dial")
        .attribute("novalidate", "")
        .attribute("aria-label", &purpose.title().text())
        .on("submit", submit)
        .on("keydown", keys)
        .child(heading(purpose, opened))
        .child(fields(purpose, calls, typed, country, fault))
        .child(number(purpose, calls, typed, country))
        .child(
            element("p")
                .class("failure")
                .attribute("id", "dial-fault")
                .attribute("role", "alert")
                .following_text(move || fault.get().map(|fault| fault_word(fault).text()))
                .view(),
        )
        .child(failure(Place::Dial(dialled)))
        .child(quick_connect_list(purpose, calls, typed))
        .view()
}

fn heading(purpose: Purpose, opened: Opened) -> AnyView {
    let close = words::DIAL_CLOSE.text();
    element("div")
        .class("dial-heading")
        .child(
            element("h3")
                .class("section-title")
                .text(purpose.title().text())
                .view(),
        )
        .child(
            element("button")
                .attribute("type", "button")
                .class("icon-button")
                .attribute("data-command", "closeDial")
                .attribute("aria-label", &close)
                .attribute("title", &close)
                .on_click(move || opened.close())
                .child(icon(CLOSE))
                .view(),
        )
        .view()
}

fn fields(
    purpose: Purpose,
    calls: bool,
    typed: RwSignal<String>,
    country: RwSignal<String>,
    fault: RwSignal<Option<Fault>>,
) -> AnyView {
    let input = move |event: Event| {
        let field = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(field) = field {
            fault.set(None);
            typed.set(field.value());
        }
    };
    let row = element("div").class("dial-row");
    let row = if calls {
        row.child(countries::countries(purpose.instance, country))
    } else {
        row
    };
    row.child(
        typed_field()
            .class("input dial-field")
            .attribute("name", "dial")
            .attribute("dir", "auto")
            .attribute("aria-describedby", "dial-fault")
            .flag("aria-invalid", move || fault.with(Option::is_some))
            .attribute(
                "aria-label",
                &if calls {
                    words::DIAL_LABEL
                } else {
                    words::QUICK_CONNECTS
                }
                .text(),
            )
            .attribute(
                "placeholder",
                &if calls {
                    words::DIAL_PLACEHOLDER
                } else {
                    words::QUICK_CONNECTS
                }
                .text(),
            )
            .on("input", input)
            .view(),
    )
    .view()
}

/// The button that calls what was typed, as the service takes it, while that may be a number.
fn number(purpose: Purpose, calls: bool, typed: RwSignal<String>, country: RwSignal<String>) -> AnyView {
    let connection = page().connection;
    let may_be_number = move || calls && typed.with(|typed| telephone::looks_like_a_number(typed));
    let e164 = move || country.with(|country| typed.with(|typed| telephone::e164(typed, country)));
    let word = if purpose.contact.is_some() {
        words::ADD_NUMBER
    } else {
        words::CALL_NUMBER
    };
    let text = move || {
        let number = e164().unwrap_or_else(|_| typed.get());
        // Written from left to right also between words that are not.
        Some(word.with(&[&["\u{2066}", &number, "\u{2069}"].concat()]))
    };
    let button = move || {
        element("button")
            .attribute("type", "submit")
            .class("button dial-number")
            .attribute("data-command", "dialNumber")
            .attribute("data-primary", "true")
            .flag("aria-disabled", move || e164().is_err())
            .flag("aria-busy", move || {
                e164().is_ok_and(|number| connection.waits_for(&purpose.command(endpoint(&number))))
            })
            .following_text(text)
            .view()
    };
    super::element::present_while(may_be_number, button)
}

/// A number as an `Endpoint`; it has nothing that JSON would write otherwise.
fn endpoint(number: &str) -> String {
    ["{\"type\":\"phone_number\",\"phoneNumber\":\"", number, "\"}"].concat()
}

fn fault_word(fault: Fault) -> Word {
    match fault {
        Fault::NoNumber => words::NUMBER_NONE,
        Fault::TooShort => words::NUMBER_TOO_SHORT,
        Fault::TooLong => words::NUMBER_TOO_LONG,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_an_endpoint() {
        let endpoint: serde_json::Value = serde_json::from_str(&endpoint("+15550100")).unwrap();
        assert_eq!(
            endpoint,
            serde_json::json!({"type": "phone_number", "phoneNumber": "+15550100"})
        );
    }
}
