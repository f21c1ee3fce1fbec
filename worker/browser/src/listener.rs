//! Guards of what listens.

use wasm_bindgen::{JsValue, closure::Closure};
use web_sys::EventTarget;

use crate::{BrowserError, lifetime::Begun};

/// An event of the extension API, such as `runtime.onConnect`.
pub(crate) type ExtensionEvent = JsValue;

/// One shape for all callbacks keeps the module small: no event that is listened to here has more arguments,
/// and those that do not come are `undefined`.
pub(crate) type Callback = Closure<dyn FnMut(JsValue, JsValue, JsValue)>;

/// Listens as long as it lives.
#[must_use = "what is dropped does not listen any more"]
pub struct Listener {
    // Before the callback, which must not be called after it is dropped.
    begun: Begun,
    callback: Callback,
}

impl Listener {
    /// Listens to an event of the extension API. What cannot be listened to is reported on the console.
    pub(crate) fn extension(
        call: &'static str,
        event: Result<ExtensionEvent, BrowserError>,
        callback: impl FnMut(JsValue, JsValue, JsValue) + 'static,
    ) -> Self {
        let callback = Callback::new(callback);
        Self {
            begun: Begun::listening(call, event, callback.as_ref()),
            callback,
        }
    }

    /// Listens to a DOM event.
    pub(crate) fn target(
        target: &EventTarget,
        event: &'static str,
        callback: impl FnMut(JsValue, JsValue, JsValue) + 'static,
    ) -> Self {
        let callback = Callback::new(callback);
        Self {
            begun: Begun::listening_to(target, event, callback.as_ref()),
            callback,
        }
    }

    /// Listens until the context ends.
    pub fn keep(self) {
        self.begun.keep();
        self.callback.forget();
    }
}
