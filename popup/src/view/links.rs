//! What leads out of the popup: to the options, to the panel, to a file.

use headwater_browser::{WarnOnError, side_panel};
use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::element::element;
use crate::connection::Connection;
use crate::log_file;
use crate::words::{self, Word};

pub(crate) fn links(connection: Connection) -> AnyView {
    let links = element("div").class("links").child(
        element("a")
            .attribute("href", "options/options.html")
            .attribute("target", "_blank")
            .text(words::OPTIONS.text())
            .view(),
    );
    // The panel is there already for who looks at it.
    let links = if document().body().is_some_and(|body| body.class_name() == "popup") {
        links
            .child(link("openSidePanel", words::OPEN_SIDE_PANEL, open_side_panel))
            .child(link("openPanel", words::OPEN_PANEL, move || {
                connection.send(PopupToWorker::OpenPanel);
            }))
    } else {
        links
    };
    links
        .child(link("saveLog", words::SAVE_LOG, log_file::save))
        .view()
}

fn link(command: &str, word: Word, act: impl FnMut() + 'static) -> AnyView {
    element("button")
        .attribute("type", "button")
        .class("link")
        .attribute("data-command", command)
        .on_click(act)
        .text(word.text())
        .view()
}

/// The browser does so only while a click or a key is handled: nothing may be waited for before.
fn open_side_panel() {
    let opened = side_panel::open();
    spawn_local(async move {
        // The popup is in its way.
        if opened.await.warn_on_error().is_some() {
            let _ = window().close();
        }
    });
}
