//! `i18n`: the words of the extension, in the language of the browser or in another one that it has.

use std::cell::RefCell;

use js_sys::{Array, JsString, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, WarnOnError,
    error::{failed, settle},
    namespace::{Namespace, namespace},
    object::object,
    runtime,
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

    #[wasm_bindgen(catch)]
    fn fetch(url: &str) -> Result<Promise, JsValue>;

    type Fetched;

    #[wasm_bindgen(method, catch)]
    fn json(this: &Fetched) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type DisplayNames;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locales: &JsValue, options: &JsValue) -> Result<DisplayNames, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn of(this: &DisplayNames, code: &str) -> Result<Option<String>, JsValue>;
}

thread_local! {
    /// In place of the browser's.
    static SPOKEN: RefCell<Option<Texts>> = const { RefCell::new(None) };
}

/// The texts of a language.
pub struct Texts(JsValue);

/// The texts of one of the languages in `_locales`; none for an empty name, by which the language of the browser goes.
///
/// # Errors
/// If it is none of them.
pub fn texts(language: &str) -> impl Future<Output = Result<Option<Texts>, BrowserError>> + use<> {
    const CALL: &str = "fetch";
    let fetched = (!language.is_empty()).then(|| {
        let url = runtime::url(&["_locales/", language, "/messages.json"].concat())?;
        fetch(&url).map_err(failed(CALL))
    });
    async move {
        let Some(fetched) = fetched else {
            return Ok(None);
        };
        let fetched = settle(CALL, fetched).await?.unchecked_into::<Fetched>();
        let texts = settle(CALL, fetched.json().map_err(failed(CALL))).await?;
        Ok(Some(Texts(texts)))
    }
}

/// From now on [`message`] has these texts; those of the browser's language with none.
pub fn speak(texts: Option<Texts>) {
    SPOKEN.set(texts);
}

/// The text of an entry of `messages.json` with its placeholders filled; none if it is no entry.
fn fill(entry: &JsValue, substitutions: &[&str]) -> Option<String> {
    let member = |object: &JsValue, name: &str| Reflect::get(object, &JsValue::from_str(name)).ok();
    let text = member(entry, "message")?.as_string()?;
    let placeholders = member(entry, "placeholders");
    Some(filled(&text, |name| {
        let place = member(placeholders.as_ref()?, name)?;
        let content = member(&place, "content")?.as_string()?;
        let number: usize = content.strip_prefix('$')?.parse().ok()?;
        substitutions.get(number.checked_sub(1)?).copied()
    }))
}

/// `of` gives what stands for `$NAME$`, by its name in small letters.
fn filled<'a>(text: &str, of: impl Fn(&str) -> Option<&'a str>) -> String {
    let mut filled = String::new();
    for (index, part) in text.split('$').enumerate() {
        filled.push_str(match index % 2 {
            0 => part,
            _ => of(&part.to_ascii_lowercase()).unwrap_or_default(),
        });
    }
    filled
}

/// The message of this name in `_locales`, with `$1`… replaced. A message that does not exist shows as its name,
/// so that it is seen to be missing.
#[must_use]
pub fn message(name: &str, substitutions: &[&str]) -> String {
    const CALL: &str = "i18n.getMessage";
    let spoken = SPOKEN.with_borrow(|spoken| {
        let entry = Reflect::get(&spoken.as_ref()?.0, &JsValue::from_str(name)).ok()?;
        fill(&entry, substitutions)
    });
    if let Some(text) = spoken {
        return text;
    }
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

/// Sorts by the first text, as a language sorts. Meant for some hundred at most: each is put where it belongs among those
/// before it, which takes 3 kB of wasm less than the sorting of the standard library.
pub fn sort(named: &mut Vec<(String, String)>, language: &str) {
    let locales = Array::of1(&language.into());
    let mut sorted: Vec<(String, String)> = Vec::with_capacity(named.len());
    for item in std::mem::take(named) {
        let text = JsString::from(item.0.as_str());
        let before =
            |(other, _): &(String, String)| text.locale_compare(other, &locales, &Object::new()) >= 0;
        sorted.insert(sorted.partition_point(before), item);
    }
    *named = sorted;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_by_their_names() {
        let of = |name: &str| (name == "who").then_some("Ann $WHO$");
        assert_eq!(filled("$WHO$: $Who$!", of), "Ann $WHO$: Ann $WHO$!");
        assert_eq!(filled("$NOBODY$ here", of), " here");
        assert_eq!(filled("nothing to fill", of), "nothing to fill");
    }
}
