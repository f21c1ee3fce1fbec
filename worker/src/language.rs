//! The language of what is said to the agent.

use headwater_browser::{WarnOnError, i18n};
use wasm_bindgen_futures::spawn_local;

use crate::shortcuts;

/// From when its texts are read; until then the browser's language is spoken.
pub(crate) fn speak(language: Option<String>) {
    spawn_local(async move {
        let texts = match language {
            Some(language) => i18n::texts(&language).await.warn_on_error(),
            None => None,
        };
        i18n::speak(texts);
        shortcuts::offer_dialling();
    });
}
