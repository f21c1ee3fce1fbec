//! The options, and the page that welcomes the agent after the installation: two pages in tabs of their own.
//!
//! They show the same [`PopupView`](headwater_protocol::popup::PopupView) as the popup, and send what the agent
//! asks for. `headwater-options` makes a wasm module of them.
//!
//! | Module | Concern |
//! |---|---|
//! | [`link`] | the last view; commands |
//! | [`text`] | every text, by its name in `_locales` |
//! | [`form`] | a field with a button, and what is wrong with what was typed |
//! | [`card`] | what belongs together |
//! | the others | one card each |

mod card;
mod control_panel;
mod form;
mod identity_providers;
mod instances;
mod language;
mod link;
mod log;
mod notifications;
mod page;
mod policy;
mod shortcuts;
mod sites;
mod text;
mod welcome;

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use link::Link;
use text::say;

use crate::view::element::effect;
use crate::view::keyed_list::keyed_list;

/// Shows the page that the document is, by the `data-page` of its `<main>` element: `options` or `welcome`.
///
/// # Panics
/// When the page has no `<main>` element, which is a defect of `options.html` or `welcome.html`.
pub fn open() {
    let main = document()
        .query_selector("main")
        .ok()
        .flatten()
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok())
        .expect("options.html and welcome.html have a <main> element");
    let welcomes = main.get_attribute("data-page").as_deref() == Some("welcome");
    let link = Link::open();
    mount_to(main.clone(), move || {
        provide_context(link);
        let language = crate::language::spoken(move || link.language());
        effect(move || {
            let ready = language.with(Option::is_some);
            for (name, value) in [("data-ready", ready), ("data-stale", link.is_stale())] {
                // Only fails for names that are no attribute names.
                let _ = main.set_attribute(name, if value { "true" } else { "false" });
            }
        });
        // All of it anew in another language.
        keyed_list(
            move || language.get().into_iter().collect(),
            move |_| {
                document().set_title(&say(if welcomes {
                    "optionsWelcomeTitle"
                } else {
                    "optionsTitle"
                }));
                if welcomes {
                    welcome::welcome()
                } else {
                    page::page()
                }
            },
        )
    })
    .forget();
}
