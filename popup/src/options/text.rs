//! Every text, by its name in `_locales` (`options.LANGUAGE.json` beside this crate's sources, or another part's).

use headwater_browser::i18n;
use headwater_protocol::message::Message;

/// The text of this name.
pub(super) fn say(name: &str) -> String {
    i18n::message(name, &[])
}

/// The text of this name with something in it.
pub(super) fn say_with(name: &str, with: &str) -> String {
    i18n::message(name, &[with])
}

/// What the worker says.
pub(super) fn said(message: &Message) -> String {
    let with: Vec<&str> = message.with.iter().map(String::as_str).collect();
    i18n::message(&message.name, &with)
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, fs, path::Path};

    use serde_json::{Map, Value};

    fn texts(language: &str) -> Map<String, Value> {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("options.{language}.json"));
        serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
    }

    #[test]
    fn every_text_that_is_named_exists_and_every_text_is_named() {
        let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/options");
        let files = fs::read_dir(sources).unwrap().map(|file| file.unwrap().path());
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/options.rs");
        let mut named = BTreeSet::new();
        for file in files.chain([root]) {
            let source = fs::read_to_string(file).unwrap();
            let literals = source.split('"').filter(|part| {
                part.starts_with("options") && part.len() > 8 && part.chars().all(char::is_alphanumeric)
            });
            named.extend(literals.map(str::to_owned));
        }
        let names: BTreeSet<String> = texts("en").into_iter().map(|(name, _)| name).collect();
        assert_eq!(named, names);
    }
}
