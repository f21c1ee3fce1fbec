//! `setTimeout`.

use wasm_bindgen::closure::Closure;

use crate::lifetime::Begun;

/// Calls back once, unless it is dropped before. Ends with the worker: what must wake it is an alarm.
#[must_use = "what is dropped does not call back"]
pub struct Timer {
    // Before the callback, which must not be called after it is dropped.
    _begun: Begun,
    _callback: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls back after so many milliseconds; at once, but not within this call, if negative.
    pub fn after(milliseconds: i32, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        Self {
            _begun: Begun::waiting(milliseconds, callback.as_ref()),
            _callback: callback,
        }
    }
}
