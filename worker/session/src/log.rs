//! The worker's log: what is kept of it, what is shown, and what pages hear of it.
//!
//! It is redacted as it is written, holds a bounded number of lines, and survives the worker with the sessions.

use std::collections::VecDeque;

use headwater_protocol::{Millis, instance::Instance, log::redacted, page::LogEntry};

use crate::effect::LogLevel;

/// So many lines are kept; the oldest go first.
const MOST_LINES: usize = 300;
/// Who wrote the lines, for the logs of pages.
const COMPONENT: &str = "headwater";

/// The log.
#[derive(Debug, Default)]
pub(crate) struct Log {
    level: LogLevel,
    entries: VecDeque<LogEntry>,
    /// What pages of these instances were not told yet.
    news: Vec<(Instance, LogEntry)>,
    stale: bool,
}

impl Log {
    /// Goes on where the worker's former life ended. What was written before this comes after it.
    pub(crate) fn restore(&mut self, stored: Vec<LogEntry>, level: LogLevel) {
        self.level = level;
        for entry in stored.into_iter().rev() {
            self.entries.push_front(entry);
        }
        self.limit();
    }

    pub(crate) fn level(&self) -> LogLevel {
        self.level
    }

    pub(crate) fn set_level(&mut self, level: LogLevel) {
        self.level = level;
    }

    /// Keeps a line, if it is to be kept; gives it back as it goes to the console, if it is to be seen there. The
    /// console is quiet as long as nothing is wrong and nobody develops.
    pub(crate) fn write(
        &mut self,
        now: Millis,
        about: Option<&Instance>,
        level: LogLevel,
        text: &str,
    ) -> Option<String> {
        if level < self.level {
            return None;
        }
        let text = redacted(text);
        let entry = LogEntry {
            time: now,
            level: level.name().to_owned(),
            component: COMPONENT.to_owned(),
            text: text.clone(),
        };
        // What is for developers may be a page's own words, which are not for other pages.
        if let Some(about) = about.filter(|_| level > LogLevel::Debug) {
            self.news.push((about.clone(), entry.clone()));
        }
        self.entries.push_back(entry);
        self.limit();
        self.stale = true;
        (level >= LogLevel::Warn || self.level == LogLevel::Debug).then_some(text)
    }

    pub(crate) fn entries(&self) -> impl DoubleEndedIterator<Item = &LogEntry> {
        self.entries.iter()
    }

    pub(crate) fn take_news(&mut self) -> Vec<(Instance, LogEntry)> {
        std::mem::take(&mut self.news)
    }

    /// Whether what is stored is not all any more.
    pub(crate) fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    fn limit(&mut self) {
        while self.entries.len() > MOST_LINES {
            self.entries.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(log: &Log) -> Vec<&str> {
        log.entries().map(|entry| entry.text.as_str()).collect()
    }

    #[test]
    fn is_quiet_by_default_and_keeps_what_is_worth_knowing() {
        let mut log = Log::default();
        assert_eq!(log.write(Millis(1), None, LogLevel::Debug, "a"), None);
        assert_eq!(log.write(Millis(2), None, LogLevel::Info, "b"), None);
        assert_eq!(
            log.write(Millis(3), None, LogLevel::Warn, "c"),
            Some("c".to_owned())
        );
        assert_eq!(lines(&log), ["b", "c"]);
        log.set_level(LogLevel::Debug);
        assert!(log.write(Millis(4), None, LogLevel::Debug, "d").is_some());
        log.set_level(LogLevel::Error);
        assert!(log.write(Millis(5), None, LogLevel::Warn, "e").is_none());
        assert_eq!(lines(&log), ["b", "c", "d"]);
    }

    #[test]
    fn is_bounded_and_redacted() {
        let mut log = Log::default();
        for number in 0..2 * MOST_LINES {
            log.write(
                Millis(0),
                None,
                LogLevel::Info,
                &format!("{number}: +12065550142"),
            );
        }
        assert_eq!(log.entries.len(), MOST_LINES);
        assert_eq!(log.entries[0].text, format!("{MOST_LINES}: ‹number›"));
    }

    #[test]
    fn goes_on_where_it_ended() {
        let mut former = Log::default();
        former.write(Millis(1), None, LogLevel::Info, "former");
        let stored = former.entries().cloned().collect();
        let mut log = Log::default();
        log.write(Millis(2), None, LogLevel::Info, "early");
        log.restore(stored, LogLevel::Info);
        assert_eq!(lines(&log), ["former", "early"]);
    }

    #[test]
    fn what_pages_wrote_is_not_for_other_pages() {
        let instance = Instance::of_address("https://acme.my.connect.aws").unwrap();
        let mut log = Log::default();
        log.set_level(LogLevel::Debug);
        log.write(Millis(0), Some(&instance), LogLevel::Debug, "page: x");
        log.write(Millis(0), Some(&instance), LogLevel::Info, "signed in");
        log.write(Millis(0), None, LogLevel::Warn, "nobody’s");
        let news: Vec<String> = log.take_news().into_iter().map(|(_, entry)| entry.text).collect();
        assert_eq!(news, ["signed in"]);
    }
}
