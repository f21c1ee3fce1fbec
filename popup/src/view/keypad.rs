//! The keys of a telephone, for the menus of others.

use headwater_protocol::popup::{ContactAction, PopupToWorker};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::element::{effect, element};
use super::page::page;
use crate::pending::Place;
use crate::selection::Contact;
use crate::words;

const KEYS: [&str; 12] = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"];

pub(crate) fn keypad(contact: Contact) -> AnyView {
    let connection = page().connection;
    let place = StoredValue::new(Place::Contact(contact.id()));
    let dialled = RwSignal::new(String::new());
    let waiting = RwSignal::new(String::new());
    let press = move |key: &str| {
        dialled.update(|dialled| dialled.push_str(key));
        waiting.update(|waiting| waiting.push_str(key));
    };
    // One after the other, so that they arrive in their order.
    effect(move || {
        let digits = waiting.get();
        if !digits.is_empty() && !place.with_value(|place| connection.waits_at(place)) {
            waiting.set(String::new());
            connection.send(PopupToWorker::Act {
                instance: contact.instance.origin(),
                ask: 0,
                contact_id: contact.id(),
                connection_id: None,
                action: ContactAction::SendDigits,
                digits: Some(digits),
            });
        }
    });
    let typed = move |event: web_sys::Event| {
        let key = event
            .dyn_ref::<KeyboardEvent>()
            .map(KeyboardEvent::key)
            .unwrap_or_default();
        if KEYS.contains(&key.as_str()) {
            event.prevent_default();
            event.stop_propagation();
            press(&key);
        }
    };
    let mut keys = element("div").class("keys");
    for key in KEYS {
        keys = keys.child(
            element("button")
                .attribute("type", "button")
                .class("button key")
                .attribute("data-key", key)
                .text(key.to_owned())
                .on_click(move || press(key))
                .view(),
        );
    }
    element("div")
        .class("keypad")
        .attribute("role", "group")
        .attribute("aria-label", &words::KEYPAD.text())
        .on("keydown", typed)
        .child(
            element("p")
                .class("dialled")
                .attribute("role", "status")
                .attribute("dir", "ltr")
                .following_text(move || Some(dialled.get()))
                .view(),
        )
        .child(keys.view())
        .view()
}
