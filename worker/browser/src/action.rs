//! `action`: the toolbar button.

use js_sys::{Object, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    Done,
    error::failed,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type Action;

    #[wasm_bindgen(method, getter)]
    fn action(this: &Namespace) -> Action;

    #[wasm_bindgen(method, catch, js_name = setBadgeText)]
    fn set_badge_text(this: &Action, details: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setBadgeBackgroundColor)]
    fn set_badge_background_color(this: &Action, details: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = setTitle)]
    fn set_title(this: &Action, details: &Object) -> Result<Promise, JsValue>;
}

/// Shows a text of about four characters on the button, in every tab; an empty one takes it away.
///
/// # Errors
/// If the manifest has no `action`.
pub fn set_badge_text(text: &str) -> Done {
    const CALL: &str = "action.setBadgeText";
    call(CALL, "text", text, Action::set_badge_text)
}

/// Colours what is behind the text; any CSS colour.
///
/// # Errors
/// If it is not a colour.
pub fn set_badge_colour(colour: &str) -> Done {
    const CALL: &str = "action.setBadgeBackgroundColor";
    call(CALL, "color", colour, Action::set_badge_background_color)
}

/// Sets the tooltip; an empty one brings back the one of the manifest.
///
/// # Errors
/// If the manifest has no `action`.
pub fn set_title(title: &str) -> Done {
    const CALL: &str = "action.setTitle";
    call(CALL, "title", title, Action::set_title)
}

fn call(
    call: &'static str,
    member: &str,
    value: &str,
    function: fn(&Action, &Object) -> Result<Promise, JsValue>,
) -> Done {
    let details = object(&[(member, value.into())]);
    let promised =
        namespace(call).and_then(|namespace| function(&namespace.action(), &details).map_err(failed(call)));
    Done::new(call, promised)
}
