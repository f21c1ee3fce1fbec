//! The form that sets up the first instance.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::element::element;
use super::spinner::spinner;
use super::submission::submission;
use super::typed_field::address_field;
use crate::connection::Connection;
use crate::words;

pub(crate) fn add_instance(connection: Connection) -> AnyView {
    let view = connection.view();
    let checking = move || view.with(|view| view.as_ref().and_then(|view| view.checking.clone()));
    let is_checking = move || view.with(|view| view.as_ref().is_some_and(|view| view.checking.is_some()));
    let instances = move || view.with(|view| view.as_ref().map_or(0, |view| view.instances.len()));
    let form = element("form").class("add-instance");
    submission(form, instances, is_checking, move |address| {
        connection.send(PopupToWorker::AddInstance { address });
    })
    .child(
        element("div")
            .class("add-instance-row")
            .child(field())
            .child(
                element("button")
                    .attribute("type", "submit")
                    .class("button")
                    .attribute("data-primary", "true")
                    .attribute("data-command", "addInstance")
                    .flag("aria-busy", is_checking)
                    .flag("aria-disabled", is_checking)
                    .text(words::ADD_INSTANCE.text())
                    .view(),
            )
            .view(),
    )
    .child(
        element("div")
            .attribute("role", "status")
            .child_while(is_checking, move || {
                spinner(move || checking().map(|address| words::CHECKING_INSTANCE.with(&[&address])))
            })
            .view(),
    )
    .view()
}

fn field() -> AnyView {
    address_field()
        .class("input")
        .attribute("name", "address")
        .attribute("aria-label", &words::ADD_INSTANCE_LABEL.text())
        .attribute("placeholder", &words::ADD_INSTANCE_PLACEHOLDER.text())
        .view()
}
