//! Keys and the context menu of pages.

use headwater_browser::{WarnOnError, commands, context_menus};
use headwater_protocol::message::Message;
use headwater_session::Input;

use crate::{inbox::Inbox, words};

const DIAL: &str = "dial";

/// Tells what the agent asks for.
pub(crate) fn listen(inbox: &Inbox) {
    let pressed = inbox.clone();
    commands::on_command(move |name| pressed.put(Input::CommandPressed { name })).keep();
    let selected = inbox.clone();
    context_menus::on_selection(move |text| selected.put(Input::SelectionDialled { text })).keep();
}

/// Puts the item into the context menu; the browser may have forgotten it after an update or a start.
pub(crate) fn offer_dialling() {
    let title = words(&Message::new("workerCallSelection"));
    context_menus::offer_for_selection(DIAL, &title).warn_on_error();
}
