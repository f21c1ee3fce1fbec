//! `tabs`: what is loaded in a tab.

use js_sys::{Object, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Done, Listener,
    error::{failed, settle},
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::{items, object},
};

#[wasm_bindgen]
extern "C" {
    type Tabs;

    #[wasm_bindgen(method, getter)]
    fn tabs(this: &Namespace) -> Tabs;

    #[wasm_bindgen(method, catch, getter, js_name = onUpdated)]
    fn on_updated(this: &Tabs) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn query(this: &Tabs, filter: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn create(this: &Tabs, info: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn update(this: &Tabs, tab: i32, info: &Object) -> Result<Promise, JsValue>;

    type ChangeInfo;

    #[wasm_bindgen(method, getter)]
    fn status(this: &ChangeInfo) -> Option<String>;

    type Tab;

    #[wasm_bindgen(method, getter)]
    fn url(this: &Tab) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn id(this: &Tab) -> Option<i32>;

    #[wasm_bindgen(method, getter, js_name = windowId)]
    fn window_id(this: &Tab) -> Option<i32>;

    #[wasm_bindgen(method, getter, js_name = lastAccessed)]
    fn last_accessed(this: &Tab) -> Option<f64>;
}

/// Where a tab is, and when somebody last looked at it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TabPlace {
    /// Its id.
    pub id: i32,
    /// The id of its window.
    pub window: i32,
    /// In milliseconds since 1970; 0 where the browser does not tell.
    pub last_accessed: f64,
}

/// All tabs of all windows, without their addresses.
///
/// # Errors
/// When the browser is shutting down.
pub fn all() -> impl Future<Output = Result<Vec<TabPlace>, BrowserError>> + use<> {
    const CALL: &str = "tabs.query";
    let promised =
        namespace(CALL).and_then(|namespace| namespace.tabs().query(&object(&[])).map_err(failed(CALL)));
    async move {
        let tabs = items(&settle(CALL, promised).await?);
        let place = |tab: JsValue| {
            let tab = tab.unchecked_into::<Tab>();
            Some(TabPlace {
                id: tab.id()?,
                window: tab.window_id()?,
                last_accessed: tab.last_accessed().unwrap_or_default(),
            })
        };
        Ok(tabs.iter().filter_map(place).collect())
    }
}

/// The address of the tab that the agent looks at, in the window that asks. Nothing for a tab whose host the extension has no
/// permission for, unless the agent has just called upon the extension there (`activeTab`).
///
/// # Errors
/// When the browser is shutting down.
pub fn address_in_front() -> impl Future<Output = Result<Option<String>, BrowserError>> + use<> {
    const CALL: &str = "tabs.query";
    let filter = object(&[("active", true.into()), ("currentWindow", true.into())]);
    let promised =
        namespace(CALL).and_then(|namespace| namespace.tabs().query(&filter).map_err(failed(CALL)));
    async move {
        let tabs = items(&settle(CALL, promised).await?);
        let first = tabs.get(0);
        Ok(if first.is_undefined() {
            None
        } else {
            first.unchecked_into::<Tab>().url()
        })
    }
}

/// Opens an address in a new tab, in front.
///
/// # Errors
/// If it is one that the extension may not open.
pub fn open(url: &str) -> Done {
    const CALL: &str = "tabs.create";
    let info = object(&[("url", url.into())]);
    let promised = namespace(CALL).and_then(|namespace| namespace.tabs().create(&info).map_err(failed(CALL)));
    Done::new(CALL, promised)
}

/// Makes a tab the one that its window shows.
///
/// # Errors
/// If there is no such tab.
pub fn activate(tab: i32) -> Done {
    const CALL: &str = "tabs.update";
    let info = object(&[("active", true.into())]);
    let promised =
        namespace(CALL).and_then(|namespace| namespace.tabs().update(tab, &info).map_err(failed(CALL)));
    Done::new(CALL, promised)
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
