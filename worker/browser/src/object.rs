//! Arguments that the browser takes as objects.

use js_sys::{Array, Object, Reflect};
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

/// A list of texts.
pub(crate) fn strings(texts: &[&str]) -> Array {
    texts.iter().map(|text| JsValue::from_str(text)).collect()
}

/// The texts of a list; nothing of what is none.
pub(crate) fn texts(list: &JsValue) -> Vec<String> {
    items(list).iter().filter_map(|text| text.as_string()).collect()
}

/// The items of a list; nothing of what is none, which JavaScript would throw at.
pub(crate) fn items(list: &JsValue) -> Array {
    if Array::is_array(list) {
        Array::from(list)
    } else {
        Array::new()
    }
}
