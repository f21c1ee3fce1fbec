//! The agent document: what every page holds a replica of, and the patches that keep it in step.
//!
//! ```text
//! { snapshot: { state, nextState?, contacts: { id: contact }, contactIds: [id], snapshotTimestamp,
//!               localTimestamp, skew, … },
//!   configuration: { name, agentStates, routingProfile, permissions, dialableCountries, … } }
//! contact: { contactId, state: { type, timestamp }, connections: { id: connection }, connectionIds: [id], … }
//! ```
//!
//! Contacts and connections are maps, so that a patch names just what changed; `contactIds` (by time of the
//! contact's state, as in PROTOCOL.md 2.5) and `connectionIds` (the service's order) carry the order. Times are
//! milliseconds. Patches are JSON Merge Patches (RFC 7396), in which `null` means removal; a `null` of the
//! service is therefore written as [`NULL`].

use serde_json::{Map, Value};

/// Stands for a `null` of the service inside the document. No text of the service consists of a NUL character.
pub const NULL: &str = "\u{0}";

/// Whether this is a `null` of the service.
#[must_use]
pub fn is_null(value: &Value) -> bool {
    value.as_str() == Some(NULL)
}

/// Text of a member, if it is there and is text.
#[must_use]
pub fn text<'a>(value: &'a Value, member: &str) -> Option<&'a str> {
    value.get(member)?.as_str().filter(|text| *text != NULL)
}

/// The value without `null`: see [`NULL`].
#[must_use]
pub fn without_nulls(mut value: Value) -> Value {
    replace_nulls(&mut value);
    value
}

/// Replaces every `null` in a value by [`NULL`].
pub(crate) fn replace_nulls(value: &mut Value) {
    match value {
        Value::Null => *value = Value::String(NULL.to_owned()),
        Value::Array(items) => items.iter_mut().for_each(replace_nulls),
        Value::Object(members) => members.values_mut().for_each(replace_nulls),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// The merge patch that makes `new` of `old`; `None` when they are equal.
///
/// Neither may contain `null`: see [`without_nulls`].
#[must_use]
pub fn difference(old: &Value, new: &Value) -> Option<Value> {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            let mut patch = Map::new();
            for (name, before) in old {
                match new.get(name) {
                    None => {
                        patch.insert(name.clone(), Value::Null);
                    }
                    Some(after) => {
                        if let Some(inner) = difference(before, after) {
                            patch.insert(name.clone(), inner);
                        }
                    }
                }
            }
            for (name, after) in new {
                if !old.contains_key(name) {
                    patch.insert(name.clone(), after.clone());
                }
            }
            (!patch.is_empty()).then_some(Value::Object(patch))
        }
        (old, new) if old == new => None,
        (_, new) => Some(new.clone()),
    }
}

/// Applies a merge patch (RFC 7396).
pub fn apply(document: &mut Value, patch: &Value) {
    let Value::Object(patch) = patch else {
        *document = patch.clone();
        return;
    };
    if !document.is_object() {
        *document = Value::Object(Map::new());
    }
    if let Value::Object(members) = document {
        for (name, change) in patch {
            if change.is_null() {
                members.remove(name);
            } else {
                apply(members.entry(name.clone()).or_insert(Value::Null), change);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn names_just_what_changed() {
        let old = json!({"a": {"b": 1, "c": [1, 2]}, "d": "x"});
        let new = json!({"a": {"b": 2, "c": [1, 2]}, "e": {}});
        assert_eq!(
            difference(&old, &new),
            Some(json!({"a": {"b": 2}, "d": null, "e": {}}))
        );
        assert_eq!(difference(&old, &old), None);
    }

    #[test]
    fn follows_the_examples_of_the_rfc() {
        // RFC 7396, appendix A.
        for (original, patch, result) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"b": "c"}), json!({"a": "b", "b": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (
                json!({"a": {"b": "c"}}),
                json!({"a": {"b": "d", "c": null}}),
                json!({"a": {"b": "d"}}),
            ),
            (json!({"a": [{"b": "c"}]}), json!({"a": [1]}), json!({"a": [1]})),
            (json!({"e": null}), json!({"a": 1}), json!({"e": null, "a": 1})),
            (json!([1, 2]), json!({"a": "b", "c": null}), json!({"a": "b"})),
            (
                json!({}),
                json!({"a": {"bb": {"ccc": null}}}),
                json!({"a": {"bb": {}}}),
            ),
        ] {
            let mut document = original;
            apply(&mut document, &patch);
            assert_eq!(document, result);
        }
    }

    fn any_document() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i32>().prop_map(Value::from),
            "[a-c]{0,2}".prop_map(Value::from),
        ];
        let tree = leaf.prop_recursive(4, 40, 5, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                prop::collection::btree_map("[a-e]", inner, 0..5)
                    .prop_map(|members| Value::Object(members.into_iter().collect())),
            ]
        });
        prop::collection::btree_map("[a-e]", tree, 0..5)
            .prop_map(|members| without_nulls(Value::Object(members.into_iter().collect())))
    }

    proptest! {
        #[test]
        fn a_patch_makes_the_new_document(old in any_document(), new in any_document()) {
            let mut document = old.clone();
            if let Some(patch) = difference(&old, &new) {
                apply(&mut document, &patch);
            }
            prop_assert_eq!(document, new);
        }

        #[test]
        fn a_whole_document_is_a_patch_of_nothing(new in any_document()) {
            let mut document = Value::Null;
            apply(&mut document, &new);
            prop_assert_eq!(document, new);
        }
    }
}
