//! The log of the worker as a file.

use headwater_browser::{Listener, WarnOnError, runtime::Port};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// The port over which the worker sends the file: one message, JSON with a diagnosis on top.
const PORT_NAME: &str = "log";
const FILE_NAME: &str = "headwater-log.json";

/// Has the browser save the file.
pub(crate) fn save() {
    let Some(port) = Port::connect(PORT_NAME).warn_on_error() else {
        return;
    };
    let open = StoredValue::new_local(None::<(Port, Listener)>);
    let listener = port.on_message(move |text| {
        download(&text);
        // Not from within the listener itself.
        spawn_local(async move { open.set_value(None) });
    });
    open.set_value(Some((port, listener)));
}

fn download(text: &str) {
    let address = [
        "data:application/json,",
        &String::from(js_sys::encode_uri_component(text)),
    ]
    .concat();
    let link = document()
        .create_element("a")
        .ok()
        .and_then(|link| link.dyn_into::<HtmlElement>().ok());
    if let Some(link) = link
        && link.set_attribute("href", &address).is_ok()
        && link.set_attribute("download", FILE_NAME).is_ok()
    {
        link.click();
    }
}
