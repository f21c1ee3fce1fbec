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
