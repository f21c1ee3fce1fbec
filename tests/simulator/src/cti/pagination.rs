//! Lists in pages: `maxResults` and `nextToken`.

use serde_json::Value;

use crate::instance::{Exception, Refusal};

/// Items of a page when the request does not say.
const DEFAULT_PAGE: usize = 100;
const LARGEST_PAGE: usize = 1000;
const PREFIX: &str = "page-";

/// The asked page of `items`, and the token of the next one, null on the last.
pub(crate) fn page(
    items: &[Value],
    max_results: Option<i64>,
    next_token: Option<&str>,
) -> Result<(Vec<Value>, Value), Refusal> {
    let size = match max_results {
        None => DEFAULT_PAGE,
        Some(size) => usize::try_from(size)
            .ok()
            .filter(|size| (1..=LARGEST_PAGE).contains(size))
            .ok_or_else(|| {
                Refusal::new(
                    Exception::Pagination,
                    format!("maxResults is {size}; it must be from 1 to {LARGEST_PAGE}."),
                )
            })?,
    };
    let start = match next_token {
        None => 0,
        Some(token) => token
            .strip_prefix(PREFIX)
            .and_then(|start| start.parse().ok())
            .filter(|start| *start < items.len())
            .ok_or_else(|| Refusal::new(Exception::Pagination, "nextToken is none that this list gave."))?,
    };
    let end = items.len().min(start + size);
    let next = if end < items.len() {
        Value::String(format!("{PREFIX}{end}"))
    } else {
        Value::Null
    };
    Ok((items[start..end].to_vec(), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items() -> Vec<Value> {
        (0..7).map(Value::from).collect()
    }

    #[test]
    fn the_pages_add_up_to_the_list() {
        for size in 1..=8 {
            let mut seen = Vec::new();
            let mut token = None;
            loop {
                let (part, next) = page(&items(), Some(size), token.as_deref()).unwrap();
                assert!(part.len() <= usize::try_from(size).unwrap());
                seen.extend(part);
                match next.as_str() {
                    Some(next) => token = Some(next.to_owned()),
                    None => break,
                }
            }
            assert_eq!(seen, items());
        }
    }

    #[test]
    fn wrong_sizes_and_tokens_are_refused() {
        for (size, token) in [
            (Some(0), None),
            (Some(-1), None),
            (Some(1001), None),
            (None, Some("page-7")),
            (None, Some("x")),
        ] {
            assert_eq!(
                page(&items(), size, token).unwrap_err().exception,
                Exception::Pagination
            );
        }
    }

    #[test]
    fn an_empty_list_is_one_empty_page() {
        assert_eq!(page(&[], Some(5), None).unwrap(), (Vec::new(), Value::Null));
    }
}
