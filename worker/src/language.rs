//! The language of what is said to the agent.

use headwater_browser::{WarnOnError, i18n};
use wasm_bindgen_futures::spawn_local;

use crate::shortcuts;

/// From when its texts are read; until then the browser's language is spoken.
pub(crate) fn speak(language: Option<String>) {
    let texts = i18n::texts(&language.unwrap_or_default());
    spawn_local(async move {
        i18n::speak(texts.await.warn_on_error().flatten());
        shortcuts::offer_dialling();
    });
}
