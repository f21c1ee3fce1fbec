//! The whole popup.

use headwater_protocol::popup::PopupView;
use leptos::prelude::*;
use web_sys::HtmlElement;

use super::add_instance::AddInstance;
use super::instance::Instance;
use super::notice::Notice;
use crate::clock::Clock;
use crate::connection::Connection;
use crate::words;

/// Shown in `main`, whose attributes say whether there is a view and whether it is stale.
#[component]
pub(crate) fn Popup(main: HtmlElement) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let view = connection.view();
    let stale = connection.stale();
    let ready = Memo::new(move |_| view.with(Option::is_some));
    let known = Memo::new(move |_| view.get().unwrap_or_default());

    Effect::new(move |_| mark(&main, ready.get(), stale.get()));
    let clock = expect_context::<Clock>();
    Effect::new(move |_| {
        clock.tick();
        connection.expire_pending();
    });

    view! {
        <div class="connection" role="status">
            {move || {
                if !ready.get() {
                    Some(view! { <p class="starting">{words::STARTING.text()}</p> }.into_any())
                } else if stale.get() {
                    Some(view! { <p class="stale">{words::STALE.text()}</p> }.into_any())
                } else {
                    None
                }
            }}
        </div>
        {move || ready.get().then(|| view! { <Content view=known /> })}
    }
}

#[component]
fn Content(view: Memo<PopupView>) -> impl IntoView {
    let empty = Memo::new(move |_| view.with(|view| view.instances.is_empty()));
    let notice = Memo::new(move |_| view.with(|view| view.notice.clone()));
    view! {
        {move || {
            empty
                .get()
                .then(|| {
                    view! {
                        <div class="welcome">
                            <h2>{words::WELCOME_TITLE.text()}</h2>
                            <p>{words::WELCOME_TEXT.text()}</p>
                        </div>
                    }
                })
        }}
        <For
            each=move || view.with(|view| view.instances.clone())
            key=|instance| instance.origin.clone()
            children=move |first| view! { <Instance view first /> }
        />
        <AddInstance view />
        <Notice notice instance=None />
    }
}

/// The skeleton of `popup.html` goes with the first view.
fn mark(main: &HtmlElement, ready: bool, stale: bool) {
    // Only fails for names that are no attribute names.
    let _ = main.set_attribute("data-ready", if ready { "true" } else { "false" });
    let _ = main.set_attribute("data-stale", if stale { "true" } else { "false" });
    let _ = main.set_attribute("aria-busy", if ready { "false" } else { "true" });
    if ready && let Ok(Some(skeleton)) = main.query_selector(".skeleton") {
        skeleton.remove();
    }
}
