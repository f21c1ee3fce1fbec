//! The background worker: what the browser tells becomes an [`Input`], what the sessions want is done.
//!
//! It decides nothing. Every file carries one kind of input or effect; `inbox` takes them in turn.

mod access;
mod badge;
mod effects;
mod http;
mod inbox;
mod language;
mod notifications;
mod peer;
mod ports;
mod shortcuts;
mod sockets;
mod stores;
mod tabs;
mod timer;
mod windows;

use headwater_browser::{
    Done, Listener, WarnOnError, clock, i18n, lifetime, network, random, runtime, tabs as browser_tabs,
};
use headwater_protocol::{Millis, instance::origin_of, message::Message, stored::Defaults};
use headwater_session::{Failure, Input, Sessions};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

use crate::{effects::Performer, inbox::Inbox};

/// What pages show in a frame.
const PANEL: &str = "popup/panel.html";

/// Starts the worker. Every listener is registered before this returns: a browser that wakes a worker for an
/// event gives it to what listens after the first turn of the script, and to nobody else.
///
/// `defaults` is the JSON of [`Defaults`]. `failures` is how often the worker has failed in a row, and `why` what was said of the
/// last failure (`recovery.js`).
///
/// # Panics
/// If the defaults cannot be read.
#[wasm_bindgen]
pub fn start(defaults: &str, failures: u32, why: String) {
    std::panic::set_hook(Box::new(|panic| {
        lifetime::failed(&panic.to_string());
        badge::show_failure();
    }));
    let mut defaults: Defaults = serde_json::from_str(defaults).expect("the build wrote the defaults");
    defaults.browser = network::browser().unwrap_or_default();
    defaults.panel = runtime::url(PANEL).warn_on_error().unwrap_or_default();
    // Without randomness, retries of several browsers may coincide; nothing else depends on it.
    let seed = random::seed().warn_on_error().unwrap_or_else(clock::now);

    let inbox = Inbox::default();
    let performer = Performer::new(&inbox);
    listen(&inbox, &performer);
    let mut sessions = Sessions::new(defaults, seed);
    if failures > 0 {
        sessions.after_failure(Failure {
            in_a_row: failures,
            why,
        });
    }
    inbox.open(sessions, performer);
    inbox.put(Input::OnlineChanged {
        online: network::is_online(),
    });
    stores::restore(&inbox);
}

fn listen(inbox: &Inbox, performer: &Performer) {
    runtime::on_installed({
        let inbox = inbox.clone();
        move |first| {
            shortcuts::offer_dialling();
            if first {
                inbox.put(Input::Installed);
            }
        }
    })
    .keep();
    runtime::on_startup(shortcuts::offer_dialling).keep();
    notifications::listen(inbox);
    shortcuts::listen(inbox);
    performer.ports.listen();
    performer.timer.listen();
    access::listen(inbox);
    windows::listen(inbox);
    let changes = network::on_change({
        let inbox = inbox.clone();
        move |online| inbox.put(Input::OnlineChanged { online })
    });
    changes.into_iter().for_each(Listener::keep);
    browser_tabs::on_loaded({
        let inbox = inbox.clone();
        move |address| {
            if let Some(origin) = origin_of(&address) {
                inbox.put(Input::PageLoaded { origin });
            }
        }
    })
    .keep();
}

/// Does it; a failure is a warning on the console.
fn report(done: Done) {
    spawn_local(async move {
        done.await.warn_on_error();
    });
}

/// A message in the agent's language.
fn words(message: &Message) -> String {
    let with: Vec<&str> = message.with.iter().map(String::as_str).collect();
    i18n::message(&message.name, &with)
}

/// The time as the sessions count it.
fn now() -> Millis {
    Millis(clock::now())
}
