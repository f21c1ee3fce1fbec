//! What the agent sees: the toolbar popup.
//!
//! Shows the [`PopupView`](headwater_protocol::popup::PopupView) that the worker sends, and sends what the agent
//! asks for. It decides nothing: which states and actions are possible is in the view.
//!
//! | Module | Concern |
//! |---|---|
//! | [`worker_port`] | the port to the worker, kept open |
//! | [`connection`] | the last view; commands and what becomes of them |
//! | [`reconnect`] | how long to wait before connecting again |
//! | [`pending`] | what was asked for, and what became of it |
//! | [`clock`] | the time that durations are counted to |
//! | [`duration`] | a length of time in writing |
//! | [`frame`] | in whose frame the page is shown |
//! | [`frame`] | in whose frame the page is |
//! | [`language`] | the language that all is said in |
//! | [`log_file`] | the log of the worker as a file |
//! | [`reading`] | what the worker says, read |
//! | [`telephone`], [`calling_codes`] | a number as the agent types it, and as the service takes it |
//! | [`quick_connects`] | whom the agent can call by name |
//! | [`names`] | the names that the page's `data-` attributes use |
//! | [`wording`] | which word says what a view says |
//! | [`words`] | every text, by its name in `_locales` |
//! | [`selection`] | parts of the view, read out of the one signal that holds it |
//! | [`view`] | the components |
//! | [`options`] | the options and the welcome page |

mod calling_codes;
mod clock;
mod connection;
mod duration;
mod frame;
mod language;
mod log_file;
mod names;
pub mod options;
mod pending;
mod quick_connects;
mod reading;
mod reconnect;
mod selection;
mod telephone;
mod view;
mod wording;
mod words;
mod worker_port;

use leptos::prelude::*;
use wasm_bindgen::prelude::*;

/// Shows the popup in the `<main>` element of the page, in place of what it shows before the first view.
///
/// # Panics
/// When the page has no `<main>` element, which is a defect of `popup.html`.
#[cfg_attr(feature = "entry", wasm_bindgen)]
pub fn start() {
    let main = document()
        .query_selector("main")
        .ok()
        .flatten()
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .expect("popup.html has a <main> element");
    let connection = connection::Connection::open();
    let clock = clock::Clock::start();
    mount_to(main.clone(), move || {
        connection.recall();
        view::popup(main, connection, clock)
    })
    .forget();
}
