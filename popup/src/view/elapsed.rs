//! A ticking time.

use headwater_protocol::Millis;
use leptos::prelude::*;

use crate::clock::Clock;
use crate::duration;

/// The time since then; nothing when it is not known. `label` says what it is the time of.
#[component]
pub(crate) fn Elapsed(#[prop(into)] since: Signal<Option<Millis>>, label: String) -> impl IntoView {
    let seconds = expect_context::<Clock>().seconds_since(since);
    let known = Memo::new(move |_| seconds.get().is_some());
    move || {
        known.get().then(|| {
            view! {
                <time
                    class="elapsed"
                    role="timer"
                    aria-label=label.clone()
                    datetime=move || seconds.get().map(duration::machine_readable)
                >
                    {move || seconds.get().map(duration::digits)}
                </time>
            }
        })
    }
}
