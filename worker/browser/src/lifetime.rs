//! What the wasm instance has begun in the browser: it ends when its guard is dropped, and when the instance fails.
//!
//! An instance that has failed drops nothing any more, so `lifetime.js` knows all that it has begun.

use js_sys::Function;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{BrowserError, WarnOnError, error::failed as because};

#[wasm_bindgen(raw_module = "./lifetime.js")]
extern "C" {
    #[wasm_bindgen(catch, js_name = listen)]
    fn js_listen(event: &JsValue, callback: &JsValue) -> Result<Function, JsValue>;

    #[wasm_bindgen(catch, js_name = listenTo)]
    fn js_listen_to(target: &JsValue, event: &str, callback: &JsValue) -> Result<Function, JsValue>;

    #[wasm_bindgen(js_name = after)]
    fn js_after(milliseconds: i32, callback: &JsValue) -> Function;

    #[wasm_bindgen(js_name = begin)]
    fn js_begin(thing: &JsValue, method: &str) -> Function;

    #[wasm_bindgen(js_name = endIt)]
    fn js_end(end: &Function);

    #[wasm_bindgen(js_name = failed)]
    fn js_failed(failure: &str);
}

/// Something that goes on in the browser until this is dropped.
#[must_use = "what is dropped ends"]
pub struct Begun(Option<Function>);

impl Begun {
    /// `method` ends `thing`.
    pub(crate) fn new(thing: &JsValue, method: &str) -> Self {
        Self(Some(js_begin(thing, method)))
    }

    /// Listening to an event of the extension API. What cannot be listened to is reported on the console.
    pub(crate) fn listening(
        call: &'static str,
        event: Result<JsValue, BrowserError>,
        callback: &JsValue,
    ) -> Self {
        let listening = event.and_then(|event| js_listen(&event, callback).map_err(because(call)));
        Self(listening.warn_on_error())
    }

    /// Listening to a DOM event; likewise.
    pub(crate) fn listening_to(target: &JsValue, event: &str, callback: &JsValue) -> Self {
        let listening = js_listen_to(target, event, callback).map_err(because("addEventListener"));
        Self(listening.warn_on_error())
    }

    /// Waiting to call back, once.
    pub(crate) fn waiting(milliseconds: i32, callback: &JsValue) -> Self {
        Self(Some(js_after(milliseconds, callback)))
    }

    /// It goes on until the instance fails.
    pub(crate) fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        if let Some(end) = &self.0 {
            js_end(end);
        }
    }
}

/// Says that this instance has failed: what it has begun is ended, and it is not called again.
pub fn failed(why: &str) {
    js_failed(why);
}
