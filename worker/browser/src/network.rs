//! Whether the browser has a network.

use std::{cell::Cell, rc::Rc};

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

    #[wasm_bindgen(method, getter, js_name = userAgent)]
    fn user_agent(this: &Navigator) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn connection(this: &Navigator) -> Option<EventTarget>;
}

/// `navigator.onLine`; what is unknown counts as online.
#[must_use]
pub fn is_online() -> bool {
    NAVIGATOR
        .with(|navigator| navigator.as_ref().and_then(Navigator::on_line))
        .unwrap_or(true)
}

/// `navigator.userAgent`: the browser as it calls itself.
#[must_use]
pub fn browser() -> Option<String> {
    NAVIGATOR.with(|navigator| navigator.as_ref().and_then(Navigator::user_agent))
}

/// Calls back with every change of [`is_online`].
///
/// Chromium's service workers hear neither `online` nor `offline`, only that the connection is another one
/// (156); Firefox has no `navigator.connection`.
pub fn on_change(callback: impl FnMut(bool) + Clone + 'static) -> Vec<Listener> {
    let context: EventTarget = js_sys::global().unchecked_into();
    let connection = NAVIGATOR.with(|navigator| navigator.as_ref().and_then(Navigator::connection));
    let last = Rc::new(Cell::new(is_online()));
    let listen = |target: &EventTarget, event| {
        let last = Rc::clone(&last);
        let mut callback = callback.clone();
        Listener::target(target, event, move |_, _, _| {
            let online = is_online();
            if last.replace(online) != online {
                callback(online);
            }
        })
    };
    [listen(&context, "online"), listen(&context, "offline")]
        .into_iter()
        .chain(connection.map(|connection| listen(&connection, "change")))
        .collect()
}
