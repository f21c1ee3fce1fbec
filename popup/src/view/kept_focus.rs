//! The focus stays where the agent works: a button that is gone once it was pressed gives it to the one in its place.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, MouseEvent};

use super::element::effect;
use crate::connection::Connection;

/// What has the focus when there is nothing left in the place of the button: what the agent will most likely want to do now.
const OTHERWISE: &str = ".choice[aria-pressed=true], .choice, .sign-in .button";

/// Listens as long as the page is there. Only for presses by keyboard: who clicks has the pointer.
pub(crate) fn keep(connection: Connection) {
    let pressed = Rc::new(RefCell::new(None::<(Element, u32)>));
    let last = Rc::clone(&pressed);
    let handle = window_event_listener_untyped("click", move |event| {
        let by_keyboard = event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|event| event.detail() == 0);
        let button = event.target().filter(|_| by_keyboard);
        *last.borrow_mut() = button.and_then(|button| place(button.unchecked_ref()));
    });
    on_cleanup(move || handle.remove());
    let view = connection.view();
    effect(move || {
        view.with(|_| ());
        let pressed = Rc::clone(&pressed);
        // After the page shows it.
        set_timeout(move || restore(pressed.borrow().as_ref()), Duration::ZERO);
    });
}

/// What the button stands in, and the place it has there, from 0.
fn place(button: &Element) -> Option<(Element, u32)> {
    let parent = button.parent_element()?;
    let siblings = parent.children();
    let index = (0..siblings.length()).find(|index| siblings.item(*index).as_ref() == Some(button))?;
    Some((parent, index))
}

fn restore(pressed: Option<&(Element, u32)>) {
    let document = document();
    // Who types into the page around a panel is not to type into the panel.
    let is_here = document.has_focus().unwrap_or_default();
    let nothing_has_it = is_here
        && document
            .active_element()
            .is_none_or(|focused| focused.tag_name() == "BODY");
    let Some((parent, index)) = pressed.filter(|_| nothing_has_it) else {
        return;
    };
    let siblings = parent.children();
    let other = siblings
        .item((*index).min(siblings.length().saturating_sub(1)))
        .filter(|other| other.is_connected())
        .or_else(|| document.query_selector(OTHERWISE).ok().flatten());
    if let Some(other) = other.and_then(|other| other.dyn_into::<HtmlElement>().ok()) {
        // Only an element that cannot have the focus fails.
        let _ = other.focus();
    }
}
