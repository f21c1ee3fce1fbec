//! `contextMenus`: what the browser offers at a right click in a page.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Listener,
    error::failed,
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type ContextMenus;

    #[wasm_bindgen(method, getter, js_name = contextMenus)]
    fn context_menus(this: &Namespace) -> ContextMenus;

    #[wasm_bindgen(method, catch)]
    fn create(this: &ContextMenus, item: &Object) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = removeAll)]
    fn remove_all(this: &ContextMenus) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onClicked)]
    fn on_clicked(this: &ContextMenus) -> Result<ExtensionEvent, JsValue>;

    type Clicked;

    #[wasm_bindgen(method, getter, js_name = selectionText)]
    fn selection_text(this: &Clicked) -> Option<String>;
}

/// Offers one item, and no other, for selected text; `%s` in its title stands for that text. The browser keeps it.
///
/// # Errors
/// Without the permission `contextMenus`.
pub fn offer_for_selection(id: &str, title: &str) -> Result<(), BrowserError> {
    const CALL: &str = "contextMenus.create";
    let menus = namespace(CALL)?.context_menus();
    // Browsers do these in order; that there was none is no failure.
    let _ = menus.remove_all().map_err(failed(CALL))?;
    let item = object(&[
        ("id", id.into()),
        ("title", title.into()),
        ("contexts", Array::of1(&"selection".into()).into()),
    ]);
    menus.create(&item).map(drop).map_err(failed(CALL))
}

/// Calls back with the selected text for which the item was chosen.
pub fn on_selection(mut callback: impl FnMut(String) + 'static) -> Listener {
    const CALL: &str = "contextMenus.onClicked";
    let event =
        namespace(CALL).and_then(|namespace| namespace.context_menus().on_clicked().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |clicked, _, _| {
        if let Some(text) = clicked.unchecked_into::<Clicked>().selection_text() {
            callback(text);
        }
    })
}
