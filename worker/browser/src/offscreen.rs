//! `offscreen` in Chromium, a frame of the background page in Firefox: a page that nobody sees.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

use crate::{
    Done,
    error::failed,
    namespace::{Namespace, namespace},
    object::object,
};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(method, getter)]
    fn offscreen(this: &Namespace) -> Option<Offscreen>;

    type Offscreen;

    #[wasm_bindgen(method, catch, js_name = createDocument)]
    fn create_document(this: &Offscreen, parameters: &Object) -> Result<Promise, JsValue>;

    #[wasm_bindgen(thread_local_v2, js_name = document)]
    static DOCUMENT: Option<Document>;

    type Document;

    #[wasm_bindgen(method, getter)]
    fn body(this: &Document) -> Element;

    #[wasm_bindgen(method, catch, js_name = createElement)]
    fn create_element(this: &Document, tag: &str) -> Result<Element, JsValue>;

    type Element;

    #[wasm_bindgen(method, setter)]
    fn set_src(this: &Element, address: &str);

    #[wasm_bindgen(method, catch, js_name = replaceChildren)]
    fn replace_children(this: &Element, child: &Element) -> Result<(), JsValue>;
}

/// Loads a page of the extension that plays a sound, in place of one that does so already; the page goes by itself.
///
/// # Errors
/// In Chromium, while another one plays.
pub fn play(path: &str) -> Done {
    const CALL: &str = "offscreen.createDocument";
    let promised = namespace(CALL).and_then(|namespace| match namespace.offscreen() {
        Some(offscreen) => {
            let parameters = object(&[
                ("url", path.into()),
                ("reasons", Array::of1(&"AUDIO_PLAYBACK".into()).into()),
                ("justification", "rings when a contact waits".into()),
            ]);
            offscreen.create_document(&parameters).map_err(failed(CALL))
        }
        None => DOCUMENT
            .with(|document| match document {
                Some(document) => {
                    let frame = document.create_element("iframe")?;
                    frame.set_src(&["/", path].concat());
                    document.body().replace_children(&frame)
                }
                None => Ok(()),
            })
            .map(|()| Promise::resolve(&JsValue::UNDEFINED))
            .map_err(failed(CALL)),
    });
    Done::new(CALL, promised)
}
