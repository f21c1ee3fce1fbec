//! `sidePanel` in Chromium, `sidebarAction` in Firefox: the panel beside the page.

use js_sys::{Object, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError,
    error::{failed, settle},
    namespace::{Namespace, namespace},
    object::object,
    windows,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, getter, js_name = sidebarAction)]
    fn sidebar_action(this: &Namespace) -> Option<SidebarAction>;

    type SidebarAction;

    #[wasm_bindgen(method, catch)]
    fn open(this: &SidebarAction) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, getter, js_name = sidePanel)]
    fn side_panel(this: &Namespace) -> SidePanel;

    type SidePanel;

    #[wasm_bindgen(method, catch, js_name = open)]
    fn open_in(this: &SidePanel, options: &Object) -> Result<Promise, JsValue>;
}

/// Opens it in the window that asks. Browsers do so only for a click or a key that is handled right now: Firefox in the same
/// turn, Chromium also some seconds later.
///
/// # Errors
/// Without a click or a key, or in a browser that has no such place.
pub fn open() -> impl Future<Output = Result<(), BrowserError>> + use<> {
    const CALL: &str = "sidePanel.open";
    let begun = namespace(CALL).and_then(|namespace| match namespace.sidebar_action() {
        Some(sidebar) => Ok((true, sidebar.open().map_err(failed(CALL))?)),
        None => Ok((false, windows::ask_for_current()?)),
    });
    async move {
        let (is_done, promised) = begun?;
        let answer = settle(CALL, Ok(promised)).await?;
        if !is_done {
            let options = object(&[("windowId", windows::id_of(answer).into())]);
            let side_panel = namespace(CALL)?.side_panel();
            settle(CALL, side_panel.open_in(&options).map_err(failed(CALL))).await?;
        }
        Ok(())
    }
}
