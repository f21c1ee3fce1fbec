//! Whether the browser has a network.

use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::EventTarget;

use crate::Listener;

#[wasm_bindgen]
extern "C" {
    type Navigator;

    #[wasm_bindgen(thread_local_v2, js_name = navigator)]
    static NAVIGATOR: Option<Navigator>;

    #[wasm_bindgen(method, getter, js_name = onLine)]
    fn on_line(this: &Navigator) -> Option<bool>;
}

/// `navigator.onLine`; what is unknown counts as online.
#[must_use]
pub fn is_online() -> bool {
    NAVIGATOR
        .with(|navigator| navigator.as_ref().and_then(Navigator::on_line))
        .unwrap_or(true)
}

/// Calls back with every change of [`is_online`].
pub fn on_change(callback: impl FnMut(bool) + Clone + 'static) -> [Listener; 2] {
    let context: EventTarget = js_sys::global().unchecked_into();
    let (mut online, mut offline) = (callback.clone(), callback);
    [
        Listener::target(&context, "online", move |_, _, _| online(true)),
        Listener::target(&context, "offline", move |_, _, _| offline(false)),
    ]
}
