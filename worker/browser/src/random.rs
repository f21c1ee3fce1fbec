//! Randomness.

use js_sys::Uint8Array;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{BrowserError, error::failed};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn get_random_values(array: &Uint8Array) -> Result<JsValue, JsValue>;
}

/// 64 bits from the browser's source of randomness.
///
/// # Errors
/// If the browser has none.
pub fn seed() -> Result<u64, BrowserError> {
    let bytes = Uint8Array::new_with_length(8);
    get_random_values(&bytes).map_err(failed("crypto.getRandomValues"))?;
    let mut seed = [0; 8];
    bytes.copy_to(&mut seed);
    Ok(u64::from_le_bytes(seed))
}
