//! `setTimeout`.

use wasm_bindgen::{JsCast, JsValue, closure::Closure, prelude::wasm_bindgen};

use crate::{WarnOnError, error::failed};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_name = setTimeout)]
    fn set_timeout(callback: &js_sys::Function, milliseconds: i32) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue) -> Result<(), JsValue>;
}

/// Calls back once, unless it is dropped before. Ends with the worker: what must wake it is an alarm.
#[must_use = "what is dropped does not call back"]
pub struct Timer {
    timer: Option<JsValue>,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls back after so many milliseconds; at once, but not within this call, if negative.
    pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let timer = set_timeout(callback.as_ref().unchecked_ref(), milliseconds)
            .map_err(failed("setTimeout"))
            .warn_on_error();
        Self {
            timer,
            _callback: callback,
        }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(timer) = &self.timer {
            clear_timeout(timer)
                .map_err(failed("clearTimeout"))
                .warn_on_error();
        }
    }
}
