//! `runtime`: ports between contexts, and the life of the extension.

use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Listener, WarnOnError, console,
    error::failed,
    lifetime::Begun,
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    type Runtime;

    #[wasm_bindgen(method, getter)]
    fn runtime(this: &Namespace) -> Runtime;

    #[wasm_bindgen(method, catch)]
    fn connect(this: &Runtime, info: &JsValue) -> Result<JsPort, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getURL)]
    fn get_url(this: &Runtime, path: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = lastError)]
    fn last_error(this: &Runtime) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onConnect)]
    fn on_connect(this: &Runtime) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onInstalled)]
    fn on_installed(this: &Runtime) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onStartup)]
    fn on_startup(this: &Runtime) -> Result<ExtensionEvent, JsValue>;

    #[derive(Clone)]
    type JsPort;

    #[wasm_bindgen(method, getter)]
    fn name(this: &JsPort) -> String;

    #[wasm_bindgen(method, getter)]
    fn sender(this: &JsPort) -> Option<JsSender>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &JsPort, message: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn disconnect(this: &JsPort) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onMessage)]
    fn on_message(this: &JsPort) -> Result<ExtensionEvent, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onDisconnect)]
    fn on_disconnect(this: &JsPort) -> Result<ExtensionEvent, JsValue>;

    type JsSender;

    #[wasm_bindgen(method, getter)]
    fn origin(this: &JsSender) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn url(this: &JsSender) -> Option<String>;

    #[wasm_bindgen(method, getter)]
    fn tab(this: &JsSender) -> Option<JsTab>;

    #[wasm_bindgen(method, getter, js_name = frameId)]
    fn frame_id(this: &JsSender) -> Option<i32>;

    type Installed;

    #[wasm_bindgen(method, getter)]
    fn reason(this: &Installed) -> Option<String>;

    type JsTab;

    #[wasm_bindgen(method, getter)]
    fn id(this: &JsTab) -> Option<i32>;
}

/// One end of a connection between two contexts of the extension. What crosses it is text.
#[derive(Clone)]
pub struct Port(JsPort);

/// Who is at the other end of a port, as the browser says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sender {
    /// The origin of the frame; older Firefox does not tell it.
    pub origin: Option<String>,
    /// The address of the frame.
    pub url: Option<String>,
    /// The tab it is in; absent for the toolbar popup.
    pub tab: Option<i32>,
    /// The frame in the tab; 0 is the top one.
    pub frame: Option<i32>,
}

impl Port {
    /// Opens a port to the worker, which is started if it sleeps.
    ///
    /// # Errors
    /// If the extension was updated or removed since this context began.
    pub fn connect(name: &str) -> Result<Self, BrowserError> {
        const CALL: &str = "runtime.connect";
        namespace(CALL)?
            .runtime()
            .connect(&object(&[("name", name.into())]))
            .map(Self)
            .map_err(failed(CALL))
    }

    /// The name that it was opened with.
    #[must_use]
    pub fn name(&self) -> String {
        self.0.name()
    }

    /// Who opened it; absent at the end that did.
    #[must_use]
    pub fn sender(&self) -> Option<Sender> {
        self.0.sender().map(|sender| Sender {
            origin: sender.origin(),
            url: sender.url(),
            tab: sender.tab().and_then(|tab| tab.id()),
            frame: sender.frame_id(),
        })
    }

    /// Sends a text.
    ///
    /// # Errors
    /// If the port is closed.
    pub fn post(&self, text: &str) -> Result<(), BrowserError> {
        self.0.post_message(text).map_err(failed("port.postMessage"))
    }

    /// Calls back with every text that comes. What is not a text is dropped with a warning.
    pub fn on_message(&self, mut callback: impl FnMut(String) + 'static) -> Listener {
        Listener::extension(
            "port.onMessage",
            self.0.on_message().map_err(failed("port.onMessage")),
            move |message, _, _| match message.as_string() {
                Some(text) => callback(text),
                None => console::warn("A message on a port is not a text and is dropped."),
            },
        )
    }

    /// Calls back when the other end is gone; closing this end does not count.
    pub fn on_disconnect(&self, mut callback: impl FnMut() + 'static) -> Listener {
        Listener::extension(
            "port.onDisconnect",
            self.0.on_disconnect().map_err(failed("port.onDisconnect")),
            move |_, _, _| {
                // Chromium prints an error that nobody looked at; that the other end is gone is none.
                if let Ok(namespace) = namespace("runtime.lastError") {
                    let _ = namespace.runtime().last_error();
                }
                callback();
            },
        )
    }

    /// Closes this end when it is dropped, and when the wasm instance fails; the other end is told.
    pub fn guard(&self) -> Begun {
        Begun::new(&self.0, "disconnect")
    }

    /// Closes this end; the other one is told.
    pub fn disconnect(&self) {
        self.0
            .disconnect()
            .map_err(failed("port.disconnect"))
            .warn_on_error();
    }
}

/// The address of a file of the extension; with an empty path, what all of them start with.
///
/// # Errors
/// Outside an extension.
pub fn url(path: &str) -> Result<String, BrowserError> {
    const CALL: &str = "runtime.getURL";
    namespace(CALL)?.runtime().get_url(path).map_err(failed(CALL))
}

/// Calls back with every port that another context of the extension opens.
pub fn on_connect(mut callback: impl FnMut(Port) + 'static) -> Listener {
    const CALL: &str = "runtime.onConnect";
    let event = namespace(CALL).and_then(|namespace| namespace.runtime().on_connect().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |port, _, _| {
        callback(Port(port.unchecked_into()))
    })
}

/// Calls back after the extension was installed or updated, or the browser was, with whether the extension was
/// installed.
pub fn on_installed(mut callback: impl FnMut(bool) + 'static) -> Listener {
    const CALL: &str = "runtime.onInstalled";
    let event =
        namespace(CALL).and_then(|namespace| namespace.runtime().on_installed().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |details, _, _| {
        callback(details.unchecked_into::<Installed>().reason().as_deref() == Some("install"));
    })
}

/// Calls back when the browser was started.
pub fn on_startup(mut callback: impl FnMut() + 'static) -> Listener {
    const CALL: &str = "runtime.onStartup";
    let event = namespace(CALL).and_then(|namespace| namespace.runtime().on_startup().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |_, _, _| callback())
}
