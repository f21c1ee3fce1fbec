//! The language of the page: the browser's, or the one that the agent chose.

use headwater_browser::{WarnOnError, i18n};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::view::element::effect;
use crate::words;

/// Follows the choice of language in the views that come: `chosen` is nothing before the first of them, then the name of a
/// language, empty for the browser's. What is given back names the one whose texts are there; nothing as long as there are
/// none.
pub(crate) fn spoken(chosen: impl Fn() -> Option<String> + 'static) -> ReadSignal<Option<String>> {
    let spoken = RwSignal::new(None::<String>);
    mark();
    // Again when one is spoken: another one may have been chosen meanwhile.
    effect(move || {
        let language = chosen();
        if language.is_none() || spoken.with(|spoken| *spoken == language) {
            return;
        }
        let texts = i18n::texts(language.as_deref().unwrap_or_default());
        spawn_local(async move {
            i18n::speak(texts.await.warn_on_error().flatten());
            mark();
            spoken.set(language);
        });
    });
    spoken.read_only()
}

/// Says in the document which language it has, and in which direction that is written.
fn mark() {
    if let Some(root) = document().document_element() {
        for (name, word) in [("lang", words::LANGUAGE), ("dir", words::DIRECTION)] {
            // Only fails for names that are no attribute names.
            let _ = root.set_attribute(name, &word.text());
        }
    }
}
