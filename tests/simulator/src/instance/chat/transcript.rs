//! The transcript in pages (`GetTranscript`).

use serde::Deserialize;
use serde_json::{Value, json};

use super::{Item, Participant, invalid};
use crate::instance::time::Timestamp;
use crate::instance::{Instance, Refusal};

const DEFAULT_PAGE: i64 = 15;
const LARGEST_PAGE: i64 = 100;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum ScanDirection {
    Forward,
    #[default]
    Backward,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub(super) enum SortOrder {
    #[default]
    Ascending,
    Descending,
}

/// At most one of the members is given.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct StartPosition {
    id: Option<String>,
    absolute_time: Option<String>,
    most_recent: Option<usize>,
}

/// `GetTranscript`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct TranscriptQuery {
    contact_id: Option<String>,
    max_results: Option<i64>,
    next_token: Option<String>,
    scan_direction: Option<ScanDirection>,
    sort_order: Option<SortOrder>,
    start_position: Option<StartPosition>,
}

impl Instance {
    /// `{InitialContactId, Transcript, NextToken}`.
    pub(crate) fn transcript(
        &self,
        participant: &Participant,
        query: &TranscriptQuery,
    ) -> Result<Value, Refusal> {
        let place = self.place(participant)?;
        let items: Vec<&Item> = self
            .chats
            .get(&place.chat)
            .into_iter()
            .flat_map(|chat| &chat.items)
            .filter(|item| match &query.contact_id {
                // The first contact stands for the whole chat.
                Some(id) if *id != place.chat => item.content["ContactId"] == id.as_str(),
                _ => true,
            })
            .collect();
        let (page, next) = page(&items, query)?;
        let mut answer = json!({ "InitialContactId": place.chat, "Transcript": page });
        if let Some(next) = next {
            answer["NextToken"] = json!(next);
        }
        Ok(answer)
    }
}

/// The asked part of the items, and the token of the next part unless this was the last.
fn page(items: &[&Item], query: &TranscriptQuery) -> Result<(Vec<Value>, Option<String>), Refusal> {
    let size = query.max_results.unwrap_or(DEFAULT_PAGE);
    let size = usize::try_from(size)
        .ok()
        .filter(|_| (1..=LARGEST_PAGE).contains(&size))
        .ok_or_else(|| {
            invalid(format!(
                "MaxResults is {size}; it must be from 1 to {LARGEST_PAGE}."
            ))
        })?;
    let direction = query.scan_direction.unwrap_or_default();
    let prefix = match direction {
        ScanDirection::Forward => "forward-",
        ScanDirection::Backward => "backward-",
    };
    let from = match &query.next_token {
        Some(token) => token
            .strip_prefix(prefix)
            .and_then(|position| position.parse().ok())
            .filter(|position| *position <= items.len())
            .ok_or_else(|| invalid("NextToken is none that this scan gave."))?,
        None => start(items, query.start_position.as_ref(), direction)?,
    };
    let (range, rest) = match direction {
        ScanDirection::Forward => {
            let end = items.len().min(from + size);
            (from..end, (end < items.len()).then_some(end))
        }
        ScanDirection::Backward => {
            let begin = from.saturating_sub(size);
            (begin..from, (begin > 0).then_some(begin))
        }
    };
    let mut page: Vec<_> = items[range].iter().map(|item| item.content.clone()).collect();
    if query.sort_order == Some(SortOrder::Descending) {
        page.reverse();
    }
    Ok((page, rest.map(|position| format!("{prefix}{position}"))))
}

/// Where a scan begins: the first item of a forward scan, or the one after the first of a backward scan.
fn start(
    items: &[&Item],
    position: Option<&StartPosition>,
    direction: ScanDirection,
) -> Result<usize, Refusal> {
    let none = StartPosition::default();
    let position = position.unwrap_or(&none);
    let forward = direction == ScanDirection::Forward;
    match (&position.id, &position.absolute_time, position.most_recent) {
        (None, None, None) => Ok(if forward { 0 } else { items.len() }),
        (Some(id), None, None) => items
            .iter()
            .position(|item| item.id == *id)
            .map(|index| if forward { index } else { index + 1 })
            .ok_or_else(|| invalid(format!("The transcript has no item {id}."))),
        (None, Some(time), None) => {
            let time = Timestamp::from_iso(time)
                .ok_or_else(|| invalid(format!("AbsoluteTime is {time}, which is no time in ISO 8601.")))?;
            let count = |fits: &dyn Fn(Timestamp) -> bool| items.iter().filter(|item| fits(item.at)).count();
            Ok(if forward {
                count(&|at| at < time)
            } else {
                count(&|at| at <= time)
            })
        }
        (None, None, Some(recent)) => {
            let index = items.len().saturating_sub(recent);
            Ok(if forward {
                index
            } else {
                items.len().min(index + 1)
            })
        }
        _ => Err(invalid(
            "StartPosition has more than one of Id, AbsoluteTime and MostRecent.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    const START: Timestamp = Timestamp::from_milliseconds(1_700_000_000_000);

    fn items() -> Vec<Item> {
        (0..7)
            .map(|number| Item {
                id: format!("item-{number}"),
                at: START + Duration::from_secs(number),
                content: json!(number),
            })
            .collect()
    }

    fn scan(query: Value) -> Result<(Vec<Value>, Option<String>), Refusal> {
        let items = items();
        let items: Vec<_> = items.iter().collect();
        page(&items, &serde_json::from_value(query).unwrap())
    }

    fn numbers(query: Value) -> Vec<u64> {
        let (page, _) = scan(query).unwrap();
        page.iter().filter_map(Value::as_u64).collect()
    }

    #[test]
    fn the_latest_come_first_unless_asked_otherwise() {
        assert_eq!(numbers(json!({ "MaxResults": 2 })), [5, 6]);
        assert_eq!(
            numbers(json!({ "MaxResults": 2, "SortOrder": "DESCENDING" })),
            [6, 5]
        );
        assert_eq!(
            numbers(json!({ "MaxResults": 2, "ScanDirection": "FORWARD" })),
            [0, 1]
        );
        assert_eq!(numbers(json!({})).len(), 7);
    }

    #[test]
    fn the_pages_of_a_scan_add_up_to_the_transcript() {
        for direction in ["FORWARD", "BACKWARD"] {
            let mut seen = Vec::new();
            let mut token = None;
            loop {
                let query = json!({ "MaxResults": 3, "ScanDirection": direction, "NextToken": token });
                let (page, next) = scan(query).unwrap();
                seen.extend(page);
                match next {
                    Some(next) => token = Some(next),
                    None => break,
                }
            }
            seen.sort_by_key(Value::as_u64);
            assert_eq!(seen, (0..7).map(Value::from).collect::<Vec<_>>(), "{direction}");
        }
    }

    #[test]
    fn a_scan_starts_where_it_is_told() {
        let from = |position: Value, direction: &str| {
            numbers(json!({ "MaxResults": 2, "StartPosition": position, "ScanDirection": direction }))
        };
        assert_eq!(from(json!({}), "BACKWARD"), [5, 6]);
        assert_eq!(from(json!({ "Id": "item-3" }), "BACKWARD"), [2, 3]);
        assert_eq!(from(json!({ "Id": "item-3" }), "FORWARD"), [3, 4]);
        let time = json!({ "AbsoluteTime": (START + Duration::from_secs(4)).to_iso() });
        assert_eq!(from(time.clone(), "BACKWARD"), [3, 4]);
        assert_eq!(from(time, "FORWARD"), [4, 5]);
        assert_eq!(from(json!({ "MostRecent": 3 }), "FORWARD"), [4, 5]);
        assert_eq!(from(json!({ "MostRecent": 3 }), "BACKWARD"), [3, 4]);
    }

    #[test]
    fn wrong_scans_are_refused() {
        for query in [
            json!({ "MaxResults": 0 }),
            json!({ "MaxResults": 101 }),
            json!({ "NextToken": "forward-1" }),
            json!({ "NextToken": "backward-8" }),
            json!({ "StartPosition": { "Id": "item-9" } }),
            json!({ "StartPosition": { "AbsoluteTime": "yesterday" } }),
            json!({ "StartPosition": { "Id": "item-1", "MostRecent": 1 } }),
        ] {
            assert!(scan(query.clone()).is_err(), "{query}");
        }
    }
}
