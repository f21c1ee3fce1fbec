//! `scripting`: content scripts that are registered while the extension runs.

use js_sys::{Array, Promise, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError,
    error::{failed, settle},
    namespace::{Namespace, namespace},
    object::{items, object, strings, texts},
};

#[wasm_bindgen]
extern "C" {
    type Scripting;

    #[wasm_bindgen(method, getter)]
    fn scripting(this: &Namespace) -> Scripting;

    #[wasm_bindgen(method, catch, js_name = getRegisteredContentScripts)]
    fn get_registered(this: &Scripting) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = registerContentScripts)]
    fn register(this: &Scripting, scripts: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = updateContentScripts)]
    fn update(this: &Scripting, scripts: &Array) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = unregisterContentScripts)]
    fn unregister(this: &Scripting) -> Result<Promise, JsValue>;
}

/// A content script that runs in every frame, before any script of the page.
#[derive(Debug, Clone, Copy)]
pub struct ContentScript {
    /// Names it among the extension's scripts.
    pub id: &'static str,
    /// Path in the extension.
    pub file: &'static str,
    /// Whether it runs in the page's own world, rather than in that of the extension.
    pub in_page: bool,
}

/// Match patterns of the pages that the scripts were registered for; empty if none are.
///
/// # Errors
/// Without the permission `scripting`.
pub fn registered() -> impl Future<Output = Result<Vec<String>, BrowserError>> + use<> {
    const CALL: &str = "scripting.getRegisteredContentScripts";
    let promised =
        namespace(CALL).and_then(|namespace| namespace.scripting().get_registered().map_err(failed(CALL)));
    async move {
        let scripts = items(&settle(CALL, promised).await?);
        // All are registered for the same pages.
        let first = scripts.get(0);
        if first.is_undefined() {
            return Ok(Vec::new());
        }
        Ok(texts(
            &Reflect::get(&first, &"matches".into()).map_err(failed(CALL))?,
        ))
    }
}

/// Registers scripts for the pages of these match patterns; `again` if they are registered, for other pages. They stay
/// registered when the browser ends, and not when the extension is updated.
///
/// # Errors
/// If a pattern is none.
pub fn register(
    scripts: &[ContentScript],
    patterns: &[String],
    again: bool,
) -> impl Future<Output = Result<(), BrowserError>> + use<> {
    const CALL: &str = "scripting.registerContentScripts";
    let patterns: Vec<&str> = patterns.iter().map(String::as_str).collect();
    let scripts: Array = scripts
        .iter()
        .map(|script| {
            object(&[
                ("id", script.id.into()),
                ("js", strings(&[script.file]).into()),
                ("matches", strings(&patterns).into()),
                ("allFrames", true.into()),
                ("runAt", "document_start".into()),
                ("world", if script.in_page { "MAIN" } else { "ISOLATED" }.into()),
            ])
        })
        .collect();
    let function = if again {
        Scripting::update
    } else {
        Scripting::register
    };
    let promised = namespace(CALL)
        .and_then(|namespace| function(&namespace.scripting(), &scripts).map_err(failed(CALL)));
    async move { settle(CALL, promised).await.map(drop) }
}

/// Takes all registered scripts back. Pages that are open keep theirs.
///
/// # Errors
/// Without the permission `scripting`.
pub fn unregister() -> impl Future<Output = Result<(), BrowserError>> + use<> {
    const CALL: &str = "scripting.unregisterContentScripts";
    let promised =
        namespace(CALL).and_then(|namespace| namespace.scripting().unregister().map_err(failed(CALL)));
    async move { settle(CALL, promised).await.map(drop) }
}
