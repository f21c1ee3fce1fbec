//! `notifications`: of the desktop.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    Done, Listener,
    error::failed,
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type Notifications;

    #[wasm_bindgen(method, getter)]
    fn notifications(this: &Namespace) -> Notifications;

    #[wasm_bindgen(method, catch)]
    fn create(this: &Notifications, id: &str, options: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn clear(this: &Notifications, id: &str) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onClicked)]
    fn on_clicked(this: &Notifications) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onButtonClicked)]
    fn on_button_clicked(this: &Notifications) -> Result<ExtensionEvent, JsValue>;
}

/// Shows a notification in place of the one with the same id. One with buttons stays until it is answered; a browser
/// that has no buttons in notifications, such as Firefox, shows it without them.
///
/// # Errors
/// Without the permission `notifications`.
pub fn show(id: &str, title: &str, text: &str, icon: &str, buttons: &[String]) -> Done {
    const CALL: &str = "notifications.create";
    let options = |buttons: &[String]| {
        let list: Array = buttons
            .iter()
            .map(|title| object(&[("title", title.into())]))
            .collect();
        let only_with_buttons = |value: JsValue| {
            if buttons.is_empty() {
                JsValue::UNDEFINED
            } else {
                value
            }
        };
        object(&[
            ("type", "basic".into()),
            ("title", title.into()),
            ("message", text.into()),
            ("iconUrl", icon.into()),
            ("buttons", only_with_buttons(list.into())),
            ("requireInteraction", only_with_buttons(true.into())),
        ])
    };
    let promised = namespace(CALL).and_then(|namespace| {
        let notifications = namespace.notifications();
        // Firefox throws at what it does not have, before it shows anything.
        notifications
            .create(id, &options(buttons))
            .or_else(|_| notifications.create(id, &options(&[])))
            .map_err(failed(CALL))
    });
    Done::new(CALL, promised)
}

/// Takes a notification away.
///
/// # Errors
/// Without the permission `notifications`.
pub fn clear(id: &str) -> Done {
    const CALL: &str = "notifications.clear";
    let promised =
        namespace(CALL).and_then(|namespace| namespace.notifications().clear(id).map_err(failed(CALL)));
    Done::new(CALL, promised)
}

/// Calls back with the id of a notification that was clicked, outside its buttons.
pub fn on_clicked(mut callback: impl FnMut(String) + 'static) -> Listener {
    listen(Notifications::on_clicked, move |id, _| callback(id))
}

/// Calls back with the id of a notification and the number of its button that was clicked.
pub fn on_button_clicked(mut callback: impl FnMut(String, u32) + 'static) -> Listener {
    listen(Notifications::on_button_clicked, move |id, button| {
        if let Some(button) = button.as_f64() {
            callback(id, button as u32);
        }
    })
}

fn listen(
    event: fn(&Notifications) -> Result<ExtensionEvent, JsValue>,
    mut callback: impl FnMut(String, JsValue) + 'static,
) -> Listener {
    const CALL: &str = "notifications events";
    let event = namespace(CALL).and_then(|namespace| event(&namespace.notifications()).map_err(failed(CALL)));
    Listener::extension(CALL, event, move |id, more, _| {
        if let Some(id) = id.as_string() {
            callback(id, more);
        }
    })
}
