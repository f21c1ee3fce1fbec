//! Guards of what listens.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};
use web_sys::EventTarget;

use crate::{BrowserError, WarnOnError, error::failed};

#[wasm_bindgen]
extern "C" {
    /// An event of the extension API, such as `runtime.onConnect`.
    pub(crate) type ExtensionEvent;

    #[wasm_bindgen(method, catch, js_name = addListener)]
    fn add_listener(this: &ExtensionEvent, callback: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeListener)]
    fn remove_listener(this: &ExtensionEvent, callback: &Function) -> Result<(), JsValue>;
}

/// One shape for all callbacks keeps the module small: no event that is listened to here has more arguments,
/// and those that do not come are `undefined`.
pub(crate) type Callback = Closure<dyn FnMut(JsValue, JsValue, JsValue)>;

/// Listens as long as it lives.
#[must_use = "what is dropped does not listen any more"]
pub struct Listener {
    source: Option<Source>,
    callback: Callback,
}

enum Source {
    Extension(ExtensionEvent),
    Target {
        target: EventTarget,
        event: &'static str,
    },
}

impl Listener {
    /// Listens to an event of the extension API. What cannot be listened to is reported on the console.
    pub(crate) fn extension(
        call: &'static str,
        event: Result<ExtensionEvent, BrowserError>,
        callback: impl FnMut(JsValue, JsValue, JsValue) + 'static,
    ) -> Self {
        let callback = Callback::new(callback);
        let source = event.and_then(|event| {
            event.add_listener(function(&callback)).map_err(failed(call))?;
            Ok(Source::Extension(event))
        });
        Self {
            source: source.warn_on_error(),
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
        let added = target
            .add_event_listener_with_callback(event, function(&callback))
            .map_err(failed("addEventListener"))
            .warn_on_error();
        let source = added.map(|()| Source::Target {
            target: target.clone(),
            event,
        });
        Self { source, callback }
    }

    /// Listens until the context ends.
    pub fn keep(self) {
        std::mem::forget(self);
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        // That it cannot be removed means that its source is gone already.
        let _ = match &self.source {
            Some(Source::Extension(event)) => event.remove_listener(function(&self.callback)),
            Some(Source::Target { target, event }) => {
                target.remove_event_listener_with_callback(event, function(&self.callback))
            }
            None => Ok(()),
        };
    }
}

fn function(callback: &Callback) -> &Function {
    callback.as_ref().unchecked_ref()
}
