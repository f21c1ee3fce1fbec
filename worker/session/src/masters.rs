//! Which page is master of a topic (PROTOCOL.md 2.8): a thing that only one page may do, such as ringing.

use headwater_protocol::{
    Millis,
    page::{MasterMethod, WorkerToPage},
};
use litemap::LiteMap;

/// After a restart of the worker, its pages need a moment to come back: until then they keep what they had.
const GRACE: Millis = Millis::seconds(10);
/// More topics than any page needs.
const MOST_TOPICS: usize = 100;

/// Page ids by topic.
#[derive(Debug, Default)]
pub(crate) struct Masters {
    topics: LiteMap<String, String>,
    grace_until: Millis,
}

/// The answer to a question, and whether another page lost the topic.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct MasterAnswer {
    pub(crate) master_id: Option<String>,
    pub(crate) take_over: bool,
}

impl MasterAnswer {
    /// As a message to the page with this id.
    pub(crate) fn message(&self, id: Option<u32>, topic: &str, reader: Option<&String>) -> WorkerToPage {
        WorkerToPage::Master {
            id,
            topic: topic.to_owned(),
            master_id: self.master_id.clone(),
            is_master: self.master_id.is_some() && self.master_id.as_ref() == reader,
            take_over: self.take_over,
        }
    }
}

impl Masters {
    pub(crate) fn restore(&mut self, topics: Vec<(String, String)>, now: Millis) {
        for (topic, holder) in topics {
            self.topics.insert(topic, holder);
        }
        self.grace_until = now.after(GRACE);
    }

    pub(crate) fn stored(&self) -> Vec<(String, String)> {
        self.topics
            .iter()
            .map(|(topic, holder)| (topic.clone(), holder.clone()))
            .collect()
    }

    /// The page is gone: what it held is free.
    pub(crate) fn release(&mut self, page_id: &str) {
        self.topics.retain(|_, holder| holder != page_id);
    }

    /// Answers the page `asker`; `is_attached` says which pages are there.
    pub(crate) fn ask(
        &mut self,
        now: Millis,
        method: MasterMethod,
        topic: &str,
        asker: &str,
        only_ask: bool,
        is_attached: impl Fn(&str) -> bool,
    ) -> MasterAnswer {
        let holder = self
            .topics
            .get(topic)
            .filter(|holder| now < self.grace_until || is_attached(holder))
            .cloned();
        let takes = match method {
            MasterMethod::BecomeMaster => true,
            MasterMethod::CheckMaster => holder.is_none() && !only_ask,
        };
        if !takes || (self.topics.len() >= MOST_TOPICS && !self.topics.contains_key(topic)) {
            return MasterAnswer {
                master_id: holder,
                take_over: false,
            };
        }
        self.topics.insert(topic.to_owned(), asker.to_owned());
        let take_over = holder.is_some_and(|holder| holder != asker);
        MasterAnswer {
            master_id: Some(asker.to_owned()),
            take_over,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(
        masters: &mut Masters,
        now: u64,
        asker: &str,
        only_ask: bool,
        there: &[&str],
    ) -> Option<String> {
        let is_attached = |id: &str| there.contains(&id);
        masters
            .ask(
                Millis(now),
                MasterMethod::CheckMaster,
                "t",
                asker,
                only_ask,
                is_attached,
            )
            .master_id
    }

    #[test]
    fn the_first_to_check_becomes_master_unless_it_only_asks() {
        let mut masters = Masters::default();
        assert_eq!(holder(&mut masters, 0, "a", true, &["a", "b"]), None);
        assert_eq!(
            holder(&mut masters, 0, "a", false, &["a", "b"]).as_deref(),
            Some("a")
        );
        assert_eq!(
            holder(&mut masters, 0, "b", false, &["a", "b"]).as_deref(),
            Some("a")
        );
        masters.release("a");
        assert_eq!(holder(&mut masters, 0, "b", false, &["b"]).as_deref(), Some("b"));
    }

    #[test]
    fn a_topic_can_be_taken_over() {
        let mut masters = Masters::default();
        holder(&mut masters, 0, "a", false, &["a"]);
        let answer = masters.ask(Millis(0), MasterMethod::BecomeMaster, "t", "b", false, |_| true);
        assert_eq!(
            answer,
            MasterAnswer {
                master_id: Some("b".into()),
                take_over: true
            }
        );
        let again = masters.ask(Millis(0), MasterMethod::BecomeMaster, "t", "b", false, |_| true);
        assert!(!again.take_over);
    }

    #[test]
    fn masters_survive_a_restart_for_a_moment() {
        let mut masters = Masters::default();
        masters.restore(vec![("t".to_owned(), "a".to_owned())], Millis(0));
        assert_eq!(
            holder(&mut masters, 5_000, "b", false, &["b"]).as_deref(),
            Some("a")
        );
        assert_eq!(
            holder(&mut masters, 20_000, "b", false, &["b"]).as_deref(),
            Some("b")
        );
    }
}
