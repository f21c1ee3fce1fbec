//! Every text that the sessions name is in `_locales`.

use std::{collections::BTreeSet, fs, path::Path};

fn names_in(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            names_in(&path, names);
        } else {
            let source = fs::read_to_string(&path).expect("a source");
            let literals = source.split('"').filter(|part| {
                part.starts_with("worker") && part.chars().all(char::is_alphanumeric) && *part != "worker"
            });
            names.extend(literals.map(str::to_owned));
        }
    }
}

#[test]
fn every_text_that_is_named_exists_and_every_text_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut named = BTreeSet::new();
    for sources in ["src", "../src"] {
        names_in(&root.join(sources), &mut named);
    }
    let texts = fs::read_to_string(root.join("../../manifest/_locales/en/messages.json")).unwrap();
    let texts: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&texts).unwrap();
    let texts: BTreeSet<String> = texts
        .into_iter()
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("worker"))
        .collect();
    assert_eq!(named, texts);
}
