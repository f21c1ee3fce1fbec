//! `commands`: keyboard shortcuts.

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Done, Listener,
    error::{failed, settle},
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::items,
    tabs,
};

#[wasm_bindgen]
extern "C" {
    type Commands;

    #[wasm_bindgen(method, getter)]
    fn commands(this: &Namespace) -> Commands;

    #[wasm_bindgen(method, catch, getter, js_name = onCommand)]
    fn on_command(this: &Commands) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getAll)]
    fn get_all(this: &Commands) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = openShortcutSettings)]
    fn open_shortcut_settings(this: &Commands) -> Result<Promise, JsValue>;

    type JsCommand;

    #[wasm_bindgen(method, getter)]
    fn name(this: &JsCommand) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn description(this: &JsCommand) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn shortcut(this: &JsCommand) -> Option<String>;
}

/// Where Chromium lets its user change shortcuts.
const CHROMIUM_SETTINGS: &str = "chrome://extensions/shortcuts";

/// A command of the manifest.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Command {
    /// As in the manifest.
    pub name: String,
    /// In the language of the browser; empty where the manifest has none.
    pub description: String,
    /// Its keys, as the browser writes them; empty when it has none.
    pub shortcut: String,
}

/// All commands of the manifest with their keys.
///
/// # Errors
/// Outside an extension.
pub fn all() -> impl Future<Output = Result<Vec<Command>, BrowserError>> + use<> {
    const CALL: &str = "commands.getAll";
    let promised = namespace(CALL).and_then(|namespace| namespace.commands().get_all().map_err(failed(CALL)));
    async move {
        let all = items(&settle(CALL, promised).await?);
        let command = |command: JsValue| {
            let command = command.unchecked_into::<JsCommand>();
            Command {
                name: command.name().unwrap_or_default(),
                description: command.description().unwrap_or_default(),
                shortcut: command.shortcut().unwrap_or_default(),
            }
        };
        Ok(all.iter().map(command).collect())
    }
}

/// Shows where the browser lets its user change the keys.
///
/// # Errors
/// If the browser has no such place.
pub fn open_settings() -> Done {
    const CALL: &str = "commands.openShortcutSettings";
    match namespace(CALL).map(|namespace| namespace.commands().open_shortcut_settings()) {
        Ok(Ok(promised)) => Done::new(CALL, Ok(promised)),
        Ok(Err(_)) => tabs::open(CHROMIUM_SETTINGS),
        Err(error) => Done::new(CALL, Err(error)),
    }
}

/// Calls back with the name of a command of the manifest whose key was pressed.
pub fn on_command(mut callback: impl FnMut(String) + 'static) -> Listener {
    const CALL: &str = "commands.onCommand";
    let event = namespace(CALL).and_then(|namespace| namespace.commands().on_command().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |name, _, _| {
        if let Some(name) = name.as_string() {
            callback(name);
        }
    })
}
