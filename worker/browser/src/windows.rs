//! `windows`: windows of their own, such as the one for signing in.

use js_sys::{Object, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use crate::{
    BrowserError, Done, Listener,
    error::{failed, settle},
    listener::ExtensionEvent,
    namespace::{Namespace, namespace},
    object::object,
};

const CREATE: &str = "windows.create";

#[wasm_bindgen]
extern "C" {
    type Windows;

    #[wasm_bindgen(method, getter)]
    fn windows(this: &Namespace) -> Windows;

    #[wasm_bindgen(method, catch)]
    fn create(this: &Windows, data: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn update(this: &Windows, window: i32, info: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    fn remove(this: &Windows, window: i32) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = getCurrent)]
    fn get_current(this: &Windows) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, getter, js_name = onRemoved)]
    fn on_removed(this: &Windows) -> Result<ExtensionEvent, JsValue>;

    type Window;

    #[wasm_bindgen(method, getter)]
    fn id(this: &Window) -> Option<i32>;
}

/// Size and place of a window, in pixels; the browser chooses what is absent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Pixels.
    pub width: Option<i32>,
    /// Pixels.
    pub height: Option<i32>,
    /// Pixels from the top of the screen.
    pub top: Option<i32>,
    /// Pixels from the left of the screen.
    pub left: Option<i32>,
}

/// Opens a window without tabs and address field, in front of the others, and gives its id.
///
/// # Errors
/// If the address or the place is none that the browser opens a window at.
pub fn create_popup(url: &str, bounds: Bounds) -> impl Future<Output = Result<i32, BrowserError>> + use<> {
    const CALL: &str = CREATE;
    let promised = create(url, bounds);
    async move {
        let window = settle(CALL, promised).await?;
        if !window.is_object() {
            return Err(BrowserError::unexpected(CALL, "no window was opened"));
        }
        window
            .unchecked_into::<Window>()
            .id()
            .ok_or_else(|| BrowserError::unexpected(CALL, "the window has no id"))
    }
}

/// Opens a window like [`create_popup`], whose id nobody wants to know.
///
/// # Errors
/// Likewise.
pub fn open_popup(url: &str, bounds: Bounds) -> Done {
    Done::new(CREATE, create(url, bounds))
}

fn create(url: &str, bounds: Bounds) -> Result<Promise, BrowserError> {
    let data = object(&[
        ("url", url.into()),
        ("type", "popup".into()),
        ("focused", true.into()),
        ("width", bounds.width.into()),
        ("height", bounds.height.into()),
        ("top", bounds.top.into()),
        ("left", bounds.left.into()),
    ]);
    namespace(CREATE)?.windows().create(&data).map_err(failed(CREATE))
}

/// The id of a window that the browser gave.
pub(crate) fn id_of(window: JsValue) -> Option<i32> {
    window.unchecked_into::<Window>().id()
}

/// Asks for the window of the page that asks.
pub(crate) fn ask_for_current() -> Result<Promise, BrowserError> {
    const CALL: &str = "windows.getCurrent";
    namespace(CALL)?.windows().get_current().map_err(failed(CALL))
}

/// Brings a window to the front.
///
/// # Errors
/// If there is no such window.
pub fn focus(window: i32) -> Done {
    const CALL: &str = "windows.update";
    let info = object(&[("focused", true.into())]);
    let promised =
        namespace(CALL).and_then(|namespace| namespace.windows().update(window, &info).map_err(failed(CALL)));
    Done::new(CALL, promised)
}

/// Closes a window.
///
/// # Errors
/// If there is no such window.
pub fn remove(window: i32) -> Done {
    const CALL: &str = "windows.remove";
    let promised =
        namespace(CALL).and_then(|namespace| namespace.windows().remove(window).map_err(failed(CALL)));
    Done::new(CALL, promised)
}

/// Calls back with the id of every window that was closed, by whomever.
pub fn on_removed(mut callback: impl FnMut(i32) + 'static) -> Listener {
    const CALL: &str = "windows.onRemoved";
    let event = namespace(CALL).and_then(|namespace| namespace.windows().on_removed().map_err(failed(CALL)));
    Listener::extension(CALL, event, move |window, _, _| {
        if let Some(window) = id(&window) {
            callback(window);
        }
    })
}

/// Ids are whole numbers well within 32 bits.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
fn id(value: &JsValue) -> Option<i32> {
    value.as_f64().map(|number| number as i32)
}
