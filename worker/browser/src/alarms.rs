//! `alarms`: what wakes a worker that was stopped.

use js_sys::Promise;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Done, Listener,
    error::failed,
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type Alarms;

    #[wasm_bindgen(method, getter)]
    fn alarms(this: &Namespace) -> Alarms;

    #[wasm_bindgen(method, catch)]
    fn create(this: &Alarms, name: &str, info: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn clear(this: &Alarms, name: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onAlarm)]
    fn on_alarm(this: &Alarms) -> Result<ExtensionEvent, JsValue>;
}

/// Sets the alarm of this name to a time in milliseconds since 1970, instead of the one it was set to. Browsers
/// may be late by up to a minute, and take what is less than 30 s away for 30 s.
///
/// # Errors
/// Without the permission `alarms`.
pub fn create(name: &str, when: f64) -> Result<(), BrowserError> {
    const CALL: &str = "alarms.create";
    // Chromium promises an answer, Firefox gives none: nothing is waited for.
    namespace(CALL)?
        .alarms()
        .create(name, &object(&[("when", when.into())]))
        .map(drop)
        .map_err(failed(CALL))
}

/// Takes back the alarm of this name, if there is one.
///
/// # Errors
/// Without the permission `alarms`.
pub fn clear(name: &str) -> Done {
    const CALL: &str = "alarms.clear";
    let promised = namespace(CALL).and_then(|namespace| namespace.alarms().clear(name).map_err(failed(CALL)));
    Done::new(CALL, promised)
}

/// Calls back when an alarm goes off.
pub fn on_alarm(mut callback: impl FnMut() + 'static) -> Listener {
    const CALL: &str = "alarms.onAlarm";
    let event = namespace(CALL).and_then(|namespace| namespace.alarms().on_alarm().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |_, _, _| callback())
}
