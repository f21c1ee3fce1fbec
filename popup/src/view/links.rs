//! What leads out of the popup: to the options, to the panel, to a file.

use headwater_browser::{WarnOnError, side_panel};
use headwater_protocol::popup::PopupToWorker;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::element::{Element, element};
use super::icon::{OWN_WINDOW, SAVE, SIDE_PANEL, SLIDERS, icon};
use crate::connection::Connection;
use crate::log_file;
use crate::words::{self, Word};

pub(crate) fn links(connection: Connection) -> AnyView {
    let links = element("footer").class("links");
    // The panel is there already for who looks at it.
    let links = if document().body().is_some_and(|body| body.class_name() == "popup") {
        links
            .child(button(
                "openSidePanel",
                SIDE_PANEL,
                words::OPEN_SIDE_PANEL,
                open_side_panel,
            ))
            .child(button("openPanel", OWN_WINDOW, words::OPEN_PANEL, move || {
                connection.send(PopupToWorker::OpenPanel);
            }))
    } else {
        links
    };
    let options = element("a")
        .attribute("href", "options/options.html")
        .attribute("target", "_blank");
    links
        .child(link(options, "openOptions", SLIDERS, words::OPTIONS))
        .child(button("saveLog", SAVE, words::SAVE_LOG, log_file::save))
        .view()
}

fn button(command: &str, drawing: &'static str, word: Word, act: impl FnMut() + 'static) -> AnyView {
    let button = element("button").attribute("type", "button").on_click(act);
    link(button, command, drawing, word)
}

/// Where there is not room for all words, some are only drawn.
fn link(link: Element, command: &str, drawing: &'static str, word: Word) -> AnyView {
    let text = word.text();
    link.class("link")
        .attribute("data-command", command)
        .attribute("title", &text)
        .child(icon(drawing))
        .child(element("span").text(text).view())
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
