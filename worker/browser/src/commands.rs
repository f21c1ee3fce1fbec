//! `commands`: keyboard shortcuts.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    Listener,
    error::failed,
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
};

#[wasm_bindgen]
extern "C" {
    type Commands;

    #[wasm_bindgen(method, getter)]
    fn commands(this: &Namespace) -> Commands;

    #[wasm_bindgen(method, catch, getter, js_name = onCommand)]
    fn on_command(this: &Commands) -> Result<ExtensionEvent, JsValue>;
}

/// Calls back with the name of a command of the manifest whose key was pressed.
pub fn on_command(mut callback: impl FnMut(String) + 'static) -> Listener {
    const CALL: &str = "commands.onCommand";
    let event = namespace(CALL).and_then(|namespace| namespace.commands().on_command().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |name, _, _| {
        if let Some(name) = name.as_string() {
            callback(name);
        }
    })
}
