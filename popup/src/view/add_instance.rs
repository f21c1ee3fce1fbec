//! The form that sets up another instance.

use headwater_protocol::popup::{PopupToWorker, PopupView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, HtmlInputElement};

use super::element::element;
use crate::connection::Connection;
use crate::words;

/// Whether an address that was sent when `before` instances were set up has become one.
fn added(view: &PopupView, before: usize) -> bool {
    view.checking.is_none() && view.instances.len() > before
}

pub(crate) fn add_instance(connection: Connection) -> AnyView {
    let view = connection.view();
    let checking = move || view.with(|view| view.as_ref().and_then(|view| view.checking.clone()));
    // The field, and how many instances there were when what it holds was sent.
    let sent = StoredValue::new_local(None::<(HtmlInputElement, usize)>);

    let submit = move |event: Event| {
        event.prevent_default();
        let Some(field) = field_of(&event) else {
            return;
        };
        let address = field.value().trim().to_owned();
        if address.is_empty() {
            // Only a field that cannot be focussed fails.
            let _ = field.focus();
        } else if untrack(checking).is_none() {
            let instances = view.with_untracked(|view| view.as_ref().map_or(0, |view| view.instances.len()));
            sent.set_value(Some((field, instances)));
            connection.send(PopupToWorker::AddInstance { address });
        }
    };
    // What was typed stays until it was taken, so that a mistake in it can be mended.
    Effect::new(move |_| {
        let taken = view.with(|view| {
            let view = view.as_ref()?;
            sent.with_value(|sent| {
                sent.as_ref()
                    .filter(|(_, before)| added(view, *before))
                    .map(|(field, _)| field.clone())
            })
        });
        if let Some(field) = taken {
            sent.set_value(None);
            field.set_value("");
        }
    });

    element("form")
        .class("add-instance")
        .attribute("novalidate", "")
        .on("submit", submit)
        .child(
            element("div")
                .class("add-instance-row")
                .child(field())
                .child(
                    element("button")
                        .attribute("type", "submit")
                        .class("button")
                        .attribute("data-command", "addInstance")
                        .flag("aria-busy", move || checking().is_some())
                        .flag("aria-disabled", move || checking().is_some())
                        .text(words::ADD_INSTANCE.text())
                        .view(),
                )
                .view(),
        )
        .child(progress(checking))
        .view()
}

fn field() -> AnyView {
    element("input")
        .attribute("name", "address")
        .attribute("type", "text")
        .attribute("inputmode", "url")
        .attribute("autocomplete", "off")
        .attribute("autocapitalize", "none")
        .attribute("spellcheck", "false")
        .attribute("dir", "ltr")
        .attribute("aria-label", &words::ADD_INSTANCE_LABEL.text())
        .attribute("placeholder", &words::ADD_INSTANCE_PLACEHOLDER.text())
        .view()
}

fn field_of(event: &Event) -> Option<HtmlInputElement> {
    let form = event.target()?.dyn_into::<HtmlElement>().ok()?;
    form.query_selector("input").ok()??.dyn_into().ok()
}

fn progress(checking: impl Fn() -> Option<String> + Copy + Send + Sync + 'static) -> AnyView {
    let shown = move || {
        element("p")
            .class("checking")
            .child(
                element("span")
                    .class("spinner")
                    .attribute("aria-hidden", "true")
                    .view(),
            )
            .child(
                element("span")
                    .following_text(move || {
                        checking().map(|address| words::CHECKING_INSTANCE.with(&[&address]))
                    })
                    .view(),
            )
            .view()
    };
    element("div")
        .attribute("role", "status")
        .child_while(move || checking().is_some(), shown)
        .view()
}

#[cfg(test)]
mod tests {
    use headwater_protocol::popup::{Health, InstanceView, SignInStatus};

    use super::*;

    fn view(instances: usize, checking: bool) -> PopupView {
        let instance = InstanceView {
            origin: "https://acme.my.connect.aws".to_owned(),
            removable: true,
            sign_in: SignInStatus::Unknown,
            health: Health::Idle,
            agent: None,
            notice: None,
        };
        PopupView {
            instances: vec![instance; instances],
            checking: checking.then(|| "acme".to_owned()),
            ..PopupView::default()
        }
    }

    #[test]
    fn one_more_instance_means_that_the_address_was_taken() {
        assert!(added(&view(1, false), 0));
        assert!(added(&view(2, false), 1));
    }

    #[test]
    fn until_then_what_was_typed_stays() {
        assert!(!added(&view(1, true), 1));
        assert!(!added(&view(1, false), 1));
    }
}
