//! Notifications of the desktop.

use headwater_browser::{WarnOnError, notifications, offscreen, runtime};
use headwater_protocol::message::Message;
use headwater_session::{Input, Notification};

use crate::{inbox::Inbox, report, words};

const ICON: &str = "icons/headwater-128.png";
/// A page that rings when it is loaded.
const RING: &str = "popup/ring/ring.html";

/// Tells what the agent does with them.
pub(crate) fn listen(inbox: &Inbox) {
    let clicked = inbox.clone();
    notifications::on_clicked(move |id| clicked.put(Input::NotificationClicked { id, button: None })).keep();
    let pressed = inbox.clone();
    notifications::on_button_clicked(move |id, button| {
        pressed.put(Input::NotificationClicked {
            id,
            button: Some(button),
        });
    })
    .keep();
}

pub(crate) fn show(notification: &Notification) {
    let Some(icon) = runtime::url(ICON).warn_on_error() else {
        return;
    };
    let Notification {
        id,
        title,
        text,
        buttons,
    } = notification;
    let buttons: Vec<String> = buttons.iter().map(|name| words(&Message::new(name))).collect();
    report(notifications::show(
        id,
        &words(title),
        &words(text),
        &icon,
        &buttons,
    ));
}

/// Sounds, where nobody sees it.
pub(crate) fn ring() {
    report(offscreen::play(RING));
}

pub(crate) fn clear(id: &str) {
    report(notifications::clear(id));
}
