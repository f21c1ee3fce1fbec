//! A ticking time.

use headwater_protocol::Millis;
use leptos::prelude::*;

use super::element::element;
use super::page::page;
use crate::duration;

/// The time since then; empty when it is not known. `label` says what it is the time of.
pub(crate) fn elapsed(since: impl Fn() -> Option<Millis> + Send + Sync + 'static, label: &str) -> AnyView {
    let clock = page().clock;
    element("span")
        .class("elapsed")
        .attribute("role", "timer")
        .attribute("aria-label", label)
        .following_text(move || since().map(|since| duration::digits(clock.now().since(since).0 / 1000)))
        .view()
}
