//! Line drawings on a grid of 24 by 24. They decorate: what they mean is also said in words.

use leptos::prelude::*;

pub(crate) const CLOSE: &str = "M6.5 6.5l11 11M17.5 6.5l-11 11";
pub(crate) const REMOVE: &str = "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l.8 12.5h9.4L17.5 7M10.5 11v5M13.5 11v5";
pub(crate) const WARNING: &str = "M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.2";
pub(crate) const NEXT: &str = "M5 12h13M13 7l5 5-5 5";

const HANDSET: &str = "M5.5 4h3.2l1.8 4.6-2.3 1.7a11.5 11.5 0 0 0 5.5 5.5l1.7-2.3 4.6 1.8v3.2a2 2 0 0 1-2.1 2A15.5 15.5 0 0 1 3.5 6.1 2 2 0 0 1 5.5 4z";
const HANDSET_AND_ARROW: &str = "M5.5 4h3.2l1.8 4.6-2.3 1.7a11.5 11.5 0 0 0 5.5 5.5l1.7-2.3 4.6 1.8v3.2a2 2 0 0 1-2.1 2A15.5 15.5 0 0 1 3.5 6.1 2 2 0 0 1 5.5 4zM20.5 6.5h-6M17 4l-2.5 2.5L17 9";
const BUBBLE: &str = "M6.5 4.5h11a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-2.5 2.5H12L7.5 19.5v-4h-1A2.5 2.5 0 0 1 4 13V7a2.5 2.5 0 0 1 2.5-2.5z";
const TICKED_BOX: &str = "M7 4.5h10A2.5 2.5 0 0 1 19.5 7v10a2.5 2.5 0 0 1-2.5 2.5H7A2.5 2.5 0 0 1 4.5 17V7A2.5 2.5 0 0 1 7 4.5zM8.5 12l2.5 2.5 4.5-5";
const ENVELOPE: &str = "M6 5.5h12A2.5 2.5 0 0 1 20.5 8v8a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 16V8A2.5 2.5 0 0 1 6 5.5zM4 7.5l8 5.5 8-5.5";
const DOT: &str = "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z";

/// The drawing of a channel.
pub(crate) fn channel(channel: &str) -> &'static str {
    match channel {
        "voice" => HANDSET,
        "queue_callback" => HANDSET_AND_ARROW,
        "chat" => BUBBLE,
        "task" => TICKED_BOX,
        "email" => ENVELOPE,
        _ => DOT,
    }
}

/// One drawing, as large as the text beside it.
pub(crate) fn icon(drawing: &'static str) -> AnyView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=drawing />
        </svg>
    }
    .into_any()
}
