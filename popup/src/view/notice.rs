//! Something the agent should read.

use headwater_protocol::popup::{Notice as Text, PopupToWorker};
use leptos::prelude::*;

use super::icon::{CLOSE, Icon, WARNING};
use crate::connection::Connection;
use crate::words;

/// Shown, and spoken at once, while there is a text. `instance` is the origin it belongs to; none for the popup's own.
#[component]
pub(crate) fn Notice(#[prop(into)] notice: Signal<Option<Text>>, instance: Option<String>) -> impl IntoView {
    let connection = expect_context::<Connection>();
    let dismiss = StoredValue::new(PopupToWorker::DismissNotice { instance });
    move || {
        notice.get().map(|Text { text }| {
            view! {
                <div class="notice" role="alert">
                    <Icon drawing=WARNING />
                    <p>{text}</p>
                    <button
                        type="button"
                        class="icon-button"
                        data-command="dismissNotice"
                        aria-label=words::DISMISS_NOTICE.text()
                        title=words::DISMISS_NOTICE.text()
                        on:click=move |_| connection.send(dismiss.get_value())
                    >
                        <Icon drawing=CLOSE />
                    </button>
                </div>
            }
        })
    }
}
