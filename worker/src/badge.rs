//! The toolbar button.

use headwater_browser::action;
use headwater_protocol::message::Message;
use headwater_session::Badge;

use crate::report;

const ALARM_COLOUR: &str = "#b3261e";

pub(crate) fn show(badge: &Badge) {
    report(action::set_badge_colour(&badge.colour));
    report(action::set_badge_text(&badge.text));
    report(action::set_title(&crate::words(&badge.title)));
}

/// Says that the worker has failed, until it has begun again.
pub(crate) fn show_failure() {
    show(&Badge {
        text: "!".to_owned(),
        colour: ALARM_COLOUR.to_owned(),
        title: Message::new("workerFailed"),
    });
}
