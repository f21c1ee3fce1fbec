//! The texts of the extension: those of the manifest and those of the popup, one file a language in `_locales`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::Package;
use crate::workspace::Workspace;

/// Adds `_locales/LANGUAGE/messages.json` for every language of `manifest/_locales`, each with the texts of
/// `popup/messages.LANGUAGE.json` and `popup/options.LANGUAGE.json`.
///
/// # Errors
/// When a file is missing or is no JSON object, or two define the same text.
pub(super) fn add(workspace: &Workspace, package: &mut Package) -> Result<()> {
    let locales = workspace.path("manifest/_locales");
    for entry in fs::read_dir(&locales).with_context(|| format!("{} cannot be read", locales.display()))? {
        let language = entry?.file_name().to_string_lossy().into_owned();
        let texts = merge([
            read(&locales.join(&language).join("messages.json"))?,
            read(&workspace.path(format!("popup/messages.{language}.json")))?,
            read(&workspace.path(format!("popup/options.{language}.json")))?,
        ])
        .with_context(|| format!("the texts in the language {language}"))?;
        package.add(
            &format!("_locales/{language}/messages.json"),
            format!("{:#}\n", Value::Object(texts)),
        );
    }
    Ok(())
}

fn read(path: &Path) -> Result<Map<String, Value>> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON object", path.display()))
}

fn merge(parts: impl IntoIterator<Item = Map<String, Value>>) -> Result<Map<String, Value>> {
    let mut all = Map::new();
    for (name, text) in parts.into_iter().flatten() {
        if all.insert(name.clone(), text).is_some() {
            bail!("{name} is defined twice");
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn object(value: Value) -> Map<String, Value> {
        value.as_object().cloned().unwrap()
    }

    #[test]
    fn the_texts_of_all_parts_come_together() {
        let merged = merge([object(json!({ "a": 1 })), object(json!({ "b": 2 }))]).unwrap();
        assert_eq!(merged, object(json!({ "a": 1, "b": 2 })));
    }

    #[test]
    fn a_text_may_be_defined_once_only() {
        let error = merge([object(json!({ "a": 1 })), object(json!({ "a": 2 }))]).unwrap_err();
        assert_eq!(error.to_string(), "a is defined twice");
    }
}
