//! `tabs`: what is loaded in a tab.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    Listener,
    error::failed,
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
};

#[wasm_bindgen]
extern "C" {
    type Tabs;

    #[wasm_bindgen(method, getter)]
    fn tabs(this: &Namespace) -> Tabs;

    #[wasm_bindgen(method, catch, getter, js_name = onUpdated)]
    fn on_updated(this: &Tabs) -> Result<ExtensionEvent, JsValue>;

    type ChangeInfo;

    #[wasm_bindgen(method, getter)]
    fn status(this: &ChangeInfo) -> Option<String>;

    type Tab;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Tab) -> Option<String>;
}

/// Calls back with the address of every page that a tab finished loading, if the extension has a permission for
/// its host; of others the browser tells no address.
pub fn on_loaded(mut callback: impl FnMut(String) + 'static) -> Listener {
    const CALL: &str = "tabs.onUpdated";
    let event = namespace(CALL).and_then(|namespace| namespace.tabs().on_updated().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |_, change, tab| {
        if change.unchecked_into::<ChangeInfo>().status().as_deref() == Some("complete")
            && let Some(url) = tab.unchecked_into::<Tab>().url()
        {
            callback(url);
        }
    })
}
