//! A button that sends a command.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::element::{Element, element};
use super::page::page;

/// A button without content yet. It is marked busy from the press to the worker's answer.
pub(crate) fn button(class: &str, command: PopupToWorker) -> Element {
    let connection = page().connection;
    let command = StoredValue::new(command);
    element("button")
        .attribute("type", "button")
        .class(class)
        .flag("aria-busy", move || {
            command.with_value(|command| connection.waits_for(command))
        })
        .on_click(move || connection.send(command.get_value()))
}
