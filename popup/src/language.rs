//! The language of the page: the browser's, or the one that the agent chose.

use headwater_browser::{WarnOnError, i18n};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::view::element::effect;
use crate::words;

/// Follows the choice of language in the views that come: `chosen` is nothing before the first of them. What is given back
/// names the language whose texts are there, by an empty name that of the browser; nothing as long as there are none.
pub(crate) fn spoken(
    chosen: impl Fn() -> Option<Option<String>> + Copy + 'static,
) -> ReadSignal<Option<String>> {
    let spoken = RwSignal::new(None::<String>);
    mark();
    effect(move || {
        let Some(language) = chosen() else { return };
        let name = language.clone().unwrap_or_default();
        if spoken.with_untracked(|spoken| spoken.as_ref() == Some(&name)) {
            return;
        }
        match language {
            Some(language) => {
                let texts = i18n::texts(&language);
                spawn_local(async move {
                    let texts = texts.await.warn_on_error();
                    // Another one may have been chosen meanwhile.
                    if untrack(chosen).flatten() == Some(language) {
                        i18n::speak(texts);
                        mark();
                        spoken.set(Some(name));
                    }
                });
            }
            None => {
                i18n::speak(None);
                mark();
                spoken.set(Some(name));
            }
        }
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
