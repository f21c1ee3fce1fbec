//! In whose frame the page is shown.

use js_sys::{Array, Reflect};
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// What a browser that does not tell is taken to have said: nobody allows that.
const UNKNOWN: &str = "unknown";

/// Origins of the pages around this one, from the innermost, with spaces between them; nothing for a page of its own.
pub(crate) fn framed_by() -> Option<String> {
    is_framed().then(|| {
        let origins = Reflect::get(&window().location(), &JsValue::from_str("ancestorOrigins"));
        let told = origins.ok().filter(JsValue::is_object);
        told.map_or(UNKNOWN.to_owned(), |origins| {
            Array::from(&origins).join(" ").into()
        })
    })
}

/// Whether the page is in a frame.
pub(crate) fn is_framed() -> bool {
    let window = window();
    !matches!(window.parent(), Ok(Some(parent)) if parent == window)
}

/// Whether it is in the frame of a page that nobody looks at: there may be many, and each news concerns all of them.
pub(crate) fn is_unseen() -> bool {
    is_framed() && document().hidden()
}

/// Does it whenever somebody looks at the page again.
pub(crate) fn on_seen(act: impl Fn() + 'static) {
    // For as long as the page is there.
    let _ = window_event_listener_untyped("visibilitychange", move |_| {
        if !is_unseen() {
            act();
        }
    });
}
