//! `storage`: texts under keys.

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Done, Listener,
    error::{failed, settle},
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type Storage;

    #[wasm_bindgen(method, getter)]
    fn storage(this: &Namespace) -> Storage;

    #[wasm_bindgen(method, catch, getter)]
    fn session(this: &Storage) -> Result<StorageArea, JsValue>;

    #[wasm_bindgen(method, catch, getter)]
    fn local(this: &Storage) -> Result<StorageArea, JsValue>;

    #[wasm_bindgen(method, catch, getter)]
    fn managed(this: &Storage) -> Result<StorageArea, JsValue>;

    type StorageArea;

    #[wasm_bindgen(method, catch, js_name = get)]
    fn get_all(this: &StorageArea) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onChanged)]
    fn on_changed(this: &StorageArea) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn get(this: &StorageArea, key: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn set(this: &StorageArea, items: &Object) -> Result<Promise, JsValue>;
}

/// What an organisation stored for the extension, as JSON.
///
/// # Errors
/// Firefox has no such store where nobody stored anything.
pub fn managed() -> impl Future<Output = Result<String, BrowserError>> + use<> {
    const CALL: &str = "storage.managed.get";
    let promised = managed_area(CALL).and_then(|area| area.get_all().map_err(failed(CALL)));
    async move {
        let items = settle(CALL, promised).await?;
        js_sys::JSON::stringify(&items)
            .map(String::from)
            .map_err(failed(CALL))
    }
}

/// Calls back when the organisation changed it. Firefox reads it once, when it starts, and has no such event before
/// version 145.
pub fn on_managed_changed(mut callback: impl FnMut() + 'static) -> Listener {
    const CALL: &str = "storage.managed.onChanged";
    let event = managed_area(CALL).and_then(|area| area.on_changed().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |_, _, _| callback())
}

fn managed_area(call: &'static str) -> Result<StorageArea, BrowserError> {
    namespace(call)?.storage().managed().map_err(failed(call))
}

/// Where something is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    /// In memory as long as the browser runs; hidden from content scripts; 10 MB.
    Session,
    /// On disk; 10 MB.
    Local,
}

impl Area {
    /// The text under a key, if there is one.
    ///
    /// # Errors
    /// If the browser cannot read its store.
    pub fn get(
        self,
        key: &'static str,
    ) -> impl Future<Output = Result<Option<String>, BrowserError>> + use<> {
        const CALL: &str = "storage.get";
        let promised = self
            .open(CALL)
            .and_then(|area| area.get(key).map_err(failed(CALL)));
        async move {
            let items = settle(CALL, promised).await?;
            let value = Reflect::get(&items, &JsValue::from_str(key)).map_err(failed(CALL))?;
            Ok(value.as_string())
        }
    }

    /// Puts a text under a key.
    ///
    /// # Errors
    /// If it does not fit, or the disk refuses.
    pub fn set(self, key: &'static str, text: &str) -> Done {
        const CALL: &str = "storage.set";
        let items = object(&[(key, text.into())]);
        let promised = self
            .open(CALL)
            .and_then(|area| area.set(&items).map_err(failed(CALL)));
        Done::new(CALL, promised)
    }

    fn open(self, call: &'static str) -> Result<StorageArea, BrowserError> {
        let storage = namespace(call)?.storage();
        match self {
            Self::Session => storage.session(),
            Self::Local => storage.local(),
        }
        .map_err(failed(call))
    }
}
