//! `i18n`: the words of the extension in the language of the browser.

use js_sys::{Array, JsString, Object};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    WarnOnError,
    error::failed,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type I18n;

    #[wasm_bindgen(method, getter)]
    fn i18n(this: &Namespace) -> I18n;

    #[wasm_bindgen(method, catch, js_name = getMessage)]
    fn get_message(this: &I18n, name: &str, substitutions: &Array) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getUILanguage)]
    fn get_ui_language(this: &I18n) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locales: &JsValue, options: &JsValue) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;
}

/// The message of this name in `_locales`, with `$1`… replaced. A message that does not exist shows as its name,
/// so that it is seen to be missing.
#[must_use]
pub fn message(name: &str, substitutions: &[&str]) -> String {
    const CALL: &str = "i18n.getMessage";
    let substitutions: Array = substitutions.iter().map(|text| JsValue::from_str(text)).collect();
    namespace(CALL)
        .and_then(|namespace| {
            namespace
                .i18n()
                .get_message(name, &substitutions)
                .map_err(failed(CALL))
        })
        .warn_on_error()
        .flatten()
        .filter(|text| !text.is_empty())
        .unwrap_or_else(|| name.to_owned())
}

/// The language of the browser as a BCP 47 tag, such as `de-AT`.
#[must_use]
pub fn language() -> Option<String> {
    const CALL: &str = "i18n.getUILanguage";
    namespace(CALL)
        .and_then(|namespace| namespace.i18n().get_ui_language().map_err(failed(CALL)))
        .warn_on_error()
}

/// What a region is called in a language: `DE` is `Germany` in `en`. A code that has no name is its own name.
#[must_use]
pub fn region_name(code: &str, language: &str) -> String {
    let options = object(&[("type", "region".into())]);
    DisplayNames::new(&language.into(), &options)
        .and_then(|names| names.of(code))
        .ok()
        .flatten()
        .unwrap_or_else(|| code.to_owned())
}

/// Sorts by the first text, as a language sorts.
pub fn sort(named: &mut [(String, String)], language: &str) {
    let locales = Array::of1(&language.into());
    named.sort_by(|(one, _), (other, _)| {
        JsString::from(one.as_str())
            .locale_compare(other, &locales, &Object::new())
            .cmp(&0)
    });
}
