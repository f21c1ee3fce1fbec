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
/// When a file is missing or is no JSON object, two define the same text, or the languages do not have the same texts
/// with the same placeholders.
pub(super) fn add(workspace: &Workspace, package: &mut Package) -> Result<()> {
    let locales = workspace.path("manifest/_locales");
    let mut all = Vec::new();
    for entry in fs::read_dir(&locales).with_context(|| format!("{} cannot be read", locales.display()))? {
        let language = entry?.file_name().to_string_lossy().into_owned();
        let texts = merge([
            read(&locales.join(&language).join("messages.json"))?,
            read(&workspace.path(format!("popup/messages.{language}.json")))?,
            read(&workspace.path(format!("popup/options.{language}.json")))?,
        ])
        .with_context(|| format!("the texts in the language {language}"))?;
        all.push((language, texts));
    }
    let differences = differences(&all);
    if !differences.is_empty() {
        bail!("the languages differ:\n{}", differences.join("\n"));
    }
    for (language, texts) in all {
        package.add(
            &format!("_locales/{language}/messages.json"),
            format!("{:#}\n", Value::Object(texts)),
        );
    }
    Ok(())
}

/// What one language has and another one has not, or has otherwise.
fn differences(all: &[(String, Map<String, Value>)]) -> Vec<String> {
    let placeholders = |text: &Value| -> Vec<String> {
        let placeholders = text.get("placeholders").and_then(Value::as_object);
        let mut contents: Vec<String> = placeholders
            .into_iter()
            .flat_map(Map::values)
            .map(|placeholder| placeholder["content"].to_string())
            .collect();
        contents.sort();
        contents
    };
    let mut differences = Vec::new();
    for (language, texts) in all {
        for (other, others) in all {
            for (name, text) in texts {
                match others.get(name) {
                    None => differences.push(format!("{name} is in {language} and not in {other}")),
                    Some(there) if language < other && placeholders(there) != placeholders(text) => {
                        differences.push(format!(
                            "{name} has other placeholders in {language} than in {other}"
                        ));
                    }
                    Some(_) => {}
                }
            }
        }
    }
    differences
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

    #[test]
    fn all_languages_have_the_same_texts_with_the_same_placeholders() {
        let one = object(json!({ "a": {}, "b": { "placeholders": { "host": { "content": "$1" } } } }));
        let language = |name: &str, texts: &Map<String, Value>| (name.to_owned(), texts.clone());
        assert!(differences(&[language("de", &one), language("en", &one)]).is_empty());
        let other = object(json!({ "b": {} }));
        assert_eq!(
            differences(&[language("de", &one), language("en", &other)]),
            [
                "a is in de and not in en",
                "b has other placeholders in de than in en"
            ]
        );
    }
}
