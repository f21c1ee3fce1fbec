//! The options and the welcome page: a wasm module of its own around [`headwater_popup::options`], so that the popup
//! stays as small as it is.

use wasm_bindgen::prelude::wasm_bindgen;

/// Shows the page that the document is, by the `data-page` of its `<main>` element: `options` or `welcome`.
#[wasm_bindgen]
pub fn open() {
    headwater_popup::options::open();
}
