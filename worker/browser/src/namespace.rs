//! The one place that knows under which name a browser offers its extension API.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::BrowserError;

#[wasm_bindgen]
extern "C" {
    /// `browser` or `chrome`; both answer by promises in Manifest V3.
    #[derive(Clone)]
    pub(crate) type Namespace;

    #[wasm_bindgen(thread_local_v2, js_name = browser)]
    static BROWSER: Option<Namespace>;

    #[wasm_bindgen(thread_local_v2, js_name = chrome)]
    static CHROME: Option<Namespace>;
}

/// The extension API of this browser.
///
/// # Errors
/// Outside an extension there is none.
pub(crate) fn namespace(call: &'static str) -> Result<Namespace, BrowserError> {
    BROWSER
        .with(Clone::clone)
        .or_else(|| CHROME.with(Clone::clone))
        .ok_or_else(|| BrowserError::unexpected(call, "there is no extension API here"))
}
