//! How much is written to the log.

use headwater_protocol::{log::LogLevel, popup::PopupToWorker};
use leptos::prelude::*;

use super::card::{button, card};
use super::link::Link;
use super::text::say;
use crate::log_file;
use crate::view::element::element;

const LEVELS: [(LogLevel, &str); 4] = [
    (LogLevel::Error, "optionsLogError"),
    (LogLevel::Warn, "optionsLogWarn"),
    (LogLevel::Info, "optionsLogInfo"),
    (LogLevel::Debug, "optionsLogDebug"),
];

pub(super) fn log() -> AnyView {
    let link = expect_context::<Link>();
    let mut choices = element("div")
        .class("segments")
        .attribute("role", "group")
        .attribute("aria-labelledby", "card-log");
    for (level, text) in LEVELS {
        let is = move || link.read(|view| Some(view.log_level)) == Some(level);
        let pressed = move || Some(if is() { "true" } else { "false" }.to_owned());
        choices = choices.child(
            element("button")
                .attribute("type", "button")
                .class("button")
                .attribute("data-level", level.name())
                .following("aria-pressed", pressed)
                .on_click(move || link.send(PopupToWorker::SetLogLevel { level }))
                .text(say(text))
                .view(),
        );
    }
    card("log", "optionsLog", Some("optionsLogHint"))
        .child(choices.view())
        .child(button("saveLog", "popupSaveLog", None, log_file::save))
        .view()
}
