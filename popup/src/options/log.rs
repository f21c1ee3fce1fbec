//! How much is written to the log.

use headwater_protocol::{log::LogLevel, popup::PopupToWorker};
use leptos::prelude::*;

use super::card::{Choice, button, card, choices};
use super::link::Link;
use super::text::say;
use crate::log_file;

const LEVELS: [(LogLevel, &str); 4] = [
    (LogLevel::Error, "optionsLogError"),
    (LogLevel::Warn, "optionsLogWarn"),
    (LogLevel::Info, "optionsLogInfo"),
    (LogLevel::Debug, "optionsLogDebug"),
];

pub(super) fn log() -> AnyView {
    let link = expect_context::<Link>();
    let choice = |(level, text): (LogLevel, &str)| Choice {
        name: level.name().to_owned(),
        words: say(text),
        is: Box::new(move || link.read(|view| Some(view.log_level)) == Some(level)),
        choose: Box::new(move || link.send(PopupToWorker::SetLogLevel { level })),
    };
    card("log", "optionsLog", Some("optionsLogHint"))
        .child(choices("log", LEVELS.into_iter().map(choice).collect()))
        .child(button("saveLog", "popupSaveLog", None, log_file::save))
        .view()
}
