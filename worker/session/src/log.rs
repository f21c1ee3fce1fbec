//! The worker's log: what is kept of it, what is shown, and what pages hear of it.
//!
//! It is redacted as it is written, holds a bounded number of lines, and survives the worker with the sessions.

use std::collections::VecDeque;

use headwater_protocol::{Millis, instance::Instance, log::redacted, page::LogEntry};

use crate::effect::LogLevel;

/// So many lines are kept; the oldest go first.
const MOST_LINES: usize = 300;
/// Who wrote the lines, for the logs of pages.
pub(crate) const COMPONENT: &str = "headwater";

/// One line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    time: Millis,
    pub(crate) level: LogLevel,
    text: String,
}

impl Line {
    /// As it is stored: `1700000000000 WARN text`.
    fn stored(&self) -> String {
        format!("{} {} {}", self.time.0, self.level.name(), self.text)
    }

    fn restored(stored: &str) -> Option<Self> {
        let mut parts = stored.splitn(3, ' ');
        let time = Millis(parts.next()?.parse().ok()?);
        let level = LogLevel::named(parts.next()?)?;
        let text = parts.next()?.to_owned();
        Some(Self { time, level, text })
    }

    /// As it is in the logs of pages, and in the file.
    pub(crate) fn entry(&self) -> LogEntry {
        LogEntry {
            time: self.time,
            level: self.level.name().to_owned(),
            component: COMPONENT.to_owned(),
            text: self.text.clone(),
        }
    }
}

/// The log.
#[derive(Debug, Default)]
pub(crate) struct Log {
    level: LogLevel,
    lines: VecDeque<Line>,
    /// What pages of these instances were not told yet.
    news: Vec<(Instance, LogEntry)>,
    stale: bool,
}

impl Log {
    /// Goes on where the worker's former life ended. What was written before this comes after it.
    pub(crate) fn restore(&mut self, stored: &[String], level: LogLevel) {
        self.level = level;
        for line in stored.iter().rev().filter_map(|line| Line::restored(line)) {
            self.lines.push_front(line);
        }
        self.limit();
    }

    pub(crate) fn stored(&self) -> Vec<String> {
        self.lines.iter().map(Line::stored).collect()
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
        let line = Line {
            time: now,
            level,
            text: redacted(text),
        };
        // What is for developers may be a page's own words, which are not for other pages.
        if let Some(about) = about.filter(|_| level > LogLevel::Debug) {
            self.news.push((about.clone(), line.entry()));
        }
        let text = (level >= LogLevel::Warn || self.level == LogLevel::Debug).then(|| line.text.clone());
        self.lines.push_back(line);
        self.limit();
        self.stale = true;
        text
    }

    pub(crate) fn lines(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.lines.iter()
    }

    pub(crate) fn take_news(&mut self) -> Vec<(Instance, LogEntry)> {
        std::mem::take(&mut self.news)
    }

    /// Whether what is stored is not all any more.
    pub(crate) fn take_stale(&mut self) -> bool {
        std::mem::take(&mut self.stale)
    }

    fn limit(&mut self) {
        while self.lines.len() > MOST_LINES {
            self.lines.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(log: &Log) -> Vec<&str> {
        log.lines().map(|line| line.text.as_str()).collect()
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
        assert_eq!(log.lines.len(), MOST_LINES);
        assert_eq!(log.lines[0].text, format!("{MOST_LINES}: ‹number›"));
    }

    #[test]
    fn goes_on_where_it_ended() {
        let mut former = Log::default();
        former.write(Millis(1), None, LogLevel::Info, "former");
        let mut stored = former.stored();
        stored.insert(0, "nonsense".to_owned());
        let mut log = Log::default();
        log.write(Millis(2), None, LogLevel::Info, "early");
        log.restore(&stored, LogLevel::Info);
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
