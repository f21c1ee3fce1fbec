//! The log of the worker as a file.

use headwater_browser::{WarnOnError, runtime::Port};
use leptos::prelude::*;
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
    // The page is gone before it would be worth to stop listening.
    port.on_message(|text| download(&text)).keep();
}

fn download(text: &str) {
    let address = [
        "data:application/json,",
        &String::from(js_sys::encode_uri_component(text)),
    ]
    .concat();
    let Ok(link) = document().create_element("a") else {
        return;
    };
    if link.set_attribute("href", &address).is_ok() && link.set_attribute("download", FILE_NAME).is_ok() {
        link.unchecked_into::<HtmlElement>().click();
    }
}
