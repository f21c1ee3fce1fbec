//! Arguments that the browser takes as objects.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

/// An object with these members; those that are `undefined` are left out.
pub(crate) fn object(members: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in members {
        if !value.is_undefined() {
            // Setting a member of a new plain object cannot fail.
            let _ = Reflect::set(&object, &JsValue::from_str(name), value);
        }
    }
    object
}
