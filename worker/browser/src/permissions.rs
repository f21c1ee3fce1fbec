//! `permissions`: the hosts that the extension may work with, which the user grants and takes back while it runs.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Listener,
    error::{failed, settle},
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::{object, strings, texts},
};

#[wasm_bindgen]
extern "C" {
    type Permissions;

    #[wasm_bindgen(method, getter)]
    fn permissions(this: &Namespace) -> Permissions;

    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn get_all(this: &Permissions) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn contains(this: &Permissions, permissions: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn request(this: &Permissions, permissions: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn remove(this: &Permissions, permissions: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onAdded)]
    fn on_added(this: &Permissions) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onRemoved)]
    fn on_removed(this: &Permissions) -> Result<ExtensionEvent, JsValue>;
}

/// Match patterns of all hosts that the extension has a permission for.
///
/// # Errors
/// Outside an extension.
pub fn origins() -> impl Future<Output = Result<Vec<String>, BrowserError>> + use<> {
    const CALL: &str = "permissions.getAll";
    let promised =
        namespace(CALL).and_then(|namespace| namespace.permissions().get_all().map_err(failed(CALL)));
    async move {
        let all = settle(CALL, promised).await?;
        let origins = Reflect::get(&all, &"origins".into()).map_err(failed(CALL))?;
        Ok(texts(&origins))
    }
}

/// Whether the extension has the permission for all hosts of a match pattern.
///
/// # Errors
/// If it is no match pattern.
pub fn contains(pattern: &str) -> impl Future<Output = Result<bool, BrowserError>> + use<> {
    const CALL: &str = "permissions.contains";
    call(CALL, &[pattern], Permissions::contains)
}

/// Asks the user for the hosts of these match patterns, all or none; whether they were granted. Only in a page of the
/// extension, while it handles a click or a key. In Chromium the question may close the popup that asks: who wants to
/// know the answer listens with [`on_changed`].
///
/// # Errors
/// If a pattern is none of the manifest's optional ones, or nothing was clicked.
pub fn request(patterns: &[&str]) -> impl Future<Output = Result<bool, BrowserError>> + use<> {
    const CALL: &str = "permissions.request";
    call(CALL, patterns, Permissions::request)
}

/// Takes the permission for a match pattern back; whether it was there.
///
/// # Errors
/// If the extension cannot be without it.
pub fn remove(pattern: &str) -> impl Future<Output = Result<bool, BrowserError>> + use<> {
    const CALL: &str = "permissions.remove";
    call(CALL, &[pattern], Permissions::remove)
}

fn call(
    call: &'static str,
    patterns: &[&str],
    function: fn(&Permissions, &Object) -> Result<Promise, JsValue>,
) -> impl Future<Output = Result<bool, BrowserError>> + use<> {
    let permissions = object(&[("origins", strings(patterns).into())]);
    let promised = namespace(call)
        .and_then(|namespace| function(&namespace.permissions(), &permissions).map_err(failed(call)));
    async move { settle(call, promised).await.map(|answer| answer.is_truthy()) }
}

/// Calls back when permissions were granted or taken back, by whomever.
pub fn on_changed(callback: impl FnMut() + Clone + 'static) -> [Listener; 2] {
    let listen = |call, event: fn(&Permissions) -> Result<ExtensionEvent, JsValue>| {
        let mut callback = callback.clone();
        let event =
            namespace(call).and_then(|namespace| event(&namespace.permissions()).map_err(failed(call)));
        Listener::extension(call, event, move |_, _, _| callback())
    };
    [
        listen("permissions.onAdded", Permissions::on_added),
        listen("permissions.onRemoved", Permissions::on_removed),
    ]
}
