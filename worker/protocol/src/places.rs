//! Where each id is in a list.

use std::collections::BinaryHeap;

/// Ids and where in a list they are, to be searched.
pub struct Places<'a>(Vec<(&'a str, usize)>);

impl<'a> Places<'a> {
    /// The places of these ids, from 0.
    pub fn of(ids: impl Iterator<Item = &'a str>) -> Self {
        Self(sorted(ids.zip(0..).collect()))
    }

    /// The place of this id; one of them, if the list has it more than once.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<usize> {
        let found = self.0.binary_search_by(|(other, _)| (*other).cmp(id)).ok()?;
        Some(self.0[found].1)
    }

    /// Whether an id is in the list more than once.
    #[must_use]
    pub fn has_repetitions(&self) -> bool {
        self.0.windows(2).any(|pair| pair[0].0 == pair[1].0)
    }
}

/// In order. A heap, since each kind of list that is sorted in place brings three kilobytes into wasm.
#[inline(never)]
pub(crate) fn sorted<T: Ord>(items: Vec<T>) -> Vec<T> {
    if items.is_sorted() {
        return items;
    }
    BinaryHeap::from(items).into_sorted_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_id_and_no_other() {
        let ids = ["b", "a", "d", "c"];
        let places = Places::of(ids.into_iter());
        for (place, id) in ids.into_iter().enumerate() {
            assert_eq!(places.get(id), Some(place));
        }
        assert_eq!(places.get("e"), None);
        assert!(!places.has_repetitions());
        assert!(Places::of(["a", "b", "a"].into_iter()).has_repetitions());
        assert!(!Places::of(std::iter::empty()).has_repetitions());
    }
}
