//! The language of what Headwater says.

use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;

use super::card::{Choice, card, choices};
use super::link::Link;
use super::text::say;

/// Those in `_locales`, each as it calls itself.
const LANGUAGES: [(&str, &str); 2] = [("de", "Deutsch"), ("en", "English")];

pub(super) fn language() -> AnyView {
    let link = expect_context::<Link>();
    let choice = |language: Option<&'static str>, words: String| Choice {
        name: language.unwrap_or_default().to_owned(),
        words,
        is: Box::new(move || link.read(|view| view.language.as_deref() == language)),
        choose: Box::new(move || {
            let language = language.map(str::to_owned);
            link.send(PopupToWorker::SetLanguage { language });
        }),
    };
    let mut all = vec![choice(None, say("optionsLanguageOfBrowser"))];
    all.extend(LANGUAGES.map(|(language, words)| choice(Some(language), words.to_owned())));
    card("language", "optionsLanguage", Some("optionsLanguageHint"))
        .child(choices("language", all))
        .view()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn all_languages_can_be_chosen() {
        let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../manifest/_locales");
        let mut names: Vec<String> = fs::read_dir(locales)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, LANGUAGES.map(|(name, _)| name));
    }
}
