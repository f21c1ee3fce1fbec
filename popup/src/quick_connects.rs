//! Whom the agent can call by name.

use crate::reading::Node;

/// One of the instance's quick connects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuickConnect {
    pub(crate) name: String,
    /// The name in small letters, as it is searched.
    pub(crate) search: String,
    /// `agent`, `queue` or `phone_number`.
    pub(crate) kind: String,
    /// Of a telephone number.
    pub(crate) number: Option<String>,
    /// As the service said it, as JSON: what it wants to be told again.
    pub(crate) endpoint: String,
}

/// A page of them, and what leads to the next page. `write` gives a node as JSON, `small` a text in small letters, which the
/// browser knows how to write in all languages.
pub(crate) fn page<N: Node>(
    found: &N,
    write: impl Fn(&N) -> String,
    small: impl Fn(&str) -> String,
) -> (Vec<QuickConnect>, Option<String>) {
    let quick_connect = |endpoint: &N| {
        let name = endpoint.member("name").text()?;
        Some(QuickConnect {
            search: small(&name),
            name,
            kind: endpoint.member("type").text().unwrap_or_default(),
            number: endpoint.member("phoneNumber").text(),
            endpoint: write(endpoint),
        })
    };
    let items = found.member("endpoints").items();
    let next_token = found.member("nextToken").text().filter(|token| !token.is_empty());
    (items.iter().filter_map(quick_connect).collect(), next_token)
}

/// Which of them fit what is searched for, in small letters, as indices, the most alike first: names that begin so, then words that do,
/// then the rest. `calls` tells whether telephone numbers can be used.
pub(crate) fn matches(all: &[QuickConnect], search: &str, calls: bool) -> Vec<usize> {
    let search = search.trim();
    let digits: String = search.chars().filter(char::is_ascii_digit).collect();
    let mut found = [const { Vec::new() }; 3];
    for (index, quick_connect) in all.iter().enumerate() {
        if quick_connect.kind == "phone_number" && !calls {
            continue;
        }
        let name = &quick_connect.search;
        let number = quick_connect.number.as_deref().unwrap_or_default();
        let rank = if name.starts_with(search) {
            0
        } else if name
            .split([' ', '-', '.', '_'])
            .any(|word| word.starts_with(search))
        {
            1
        } else if contains(name, search) || (!digits.is_empty() && contains(number, &digits)) {
            2
        } else {
            continue;
        };
        found[rank].push(index);
    }
    found.concat()
}

/// Whether a text has another one in it, which is not empty; the searching of the standard library, made for long texts, is 2 kB of wasm.
fn contains(text: &str, part: &str) -> bool {
    text.as_bytes()
        .windows(part.len().max(1))
        .any(|window| window == part.as_bytes())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn all() -> Vec<QuickConnect> {
        let found = json!({"endpoints": [
            {"name": "Sub Billing", "type": "queue", "endpointARN": "arn:1"},
            {"name": "alice", "type": "agent"},
            {"name": "Billing", "type": "queue"},
            {"name": "Rebilling", "type": "queue"},
            {"name": "Warehouse", "type": "phone_number", "phoneNumber": "+15550199"},
            {"type": "queue"},
        ]});
        page(&found, Value::to_string, str::to_lowercase).0
    }

    fn names(search: &str, calls: bool) -> Vec<String> {
        let all = all();
        matches(&all, search, calls)
            .into_iter()
            .map(|index| all[index].name.clone())
            .collect()
    }

    #[test]
    fn a_page_keeps_what_the_service_said() {
        let all = all();
        assert_eq!(all.len(), 5, "one has no name");
        let endpoint: Value = serde_json::from_str(&all[0].endpoint).unwrap();
        assert_eq!(endpoint["endpointARN"], "arn:1");
        assert_eq!(
            page(&json!({"nextToken": "7"}), Value::to_string, str::to_lowercase)
                .1
                .as_deref(),
            Some("7")
        );
        assert_eq!(
            page(&json!({"nextToken": ""}), Value::to_string, str::to_lowercase),
            (vec![], None)
        );
    }

    #[test]
    fn what_is_most_alike_comes_first() {
        assert_eq!(names("bill", true), ["Billing", "Sub Billing", "Rebilling"]);
        assert_eq!(names("alice", true), ["alice"]);
        assert_eq!(names("nobody", true), [""; 0]);
    }

    #[test]
    fn everything_fits_nothing() {
        assert_eq!(names(" ", true).len(), 5);
    }

    #[test]
    fn numbers_are_found_by_their_digits_and_only_where_they_can_be_called() {
        assert_eq!(names("555 01", true), ["Warehouse"]);
        assert_eq!(names("ware", false), [""; 0]);
        assert_eq!(names("", false).len(), 4);
    }
}
