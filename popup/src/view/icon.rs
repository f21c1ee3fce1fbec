//! Line drawings on a grid of 24 by 24. They decorate: what they mean is also said in words.

use headwater_protocol::popup::ContactAction;
use leptos::prelude::*;

pub(crate) const CLOSE: &str = "M6.5 6.5l11 11M17.5 6.5l-11 11";
pub(crate) const WARNING: &str = "M12 4.5l8.5 15h-17zM12 10v4.5M12 17v.2";
pub(crate) const NEXT: &str = "M5 12h13M13 7l5 5-5 5";

pub(crate) const SIDE_PANEL: &str =
    "M6 5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2zM14.5 5v14";
pub(crate) const OWN_WINDOW: &str =
    "M13.5 4.5h6v6M19.5 4.5l-8 8M10 6H6.5a2 2 0 0 0-2 2v9.5a2 2 0 0 0 2 2H16a2 2 0 0 0 2-2V14";
pub(crate) const SLIDERS: &str = "M4.5 8h8M17.5 8h2M15 5.5v5M4.5 16h2M11.5 16h8M9 13.5v5";
pub(crate) const SAVE: &str = "M12 4.5v10.5M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14";

pub(crate) const HANDSET: &str = "M5.5 4h3.2l1.8 4.6-2.3 1.7a11.5 11.5 0 0 0 5.5 5.5l1.7-2.3 4.6 1.8v3.2a2 2 0 0 1-2.1 2A15.5 15.5 0 0 1 3.5 6.1 2 2 0 0 1 5.5 4z";
const HANDSET_AND_ARROW: &str = "M5.5 4h3.2l1.8 4.6-2.3 1.7a11.5 11.5 0 0 0 5.5 5.5l1.7-2.3 4.6 1.8v3.2a2 2 0 0 1-2.1 2A15.5 15.5 0 0 1 3.5 6.1 2 2 0 0 1 5.5 4zM20.5 6.5h-6M17 4l-2.5 2.5L17 9";
const BUBBLE: &str = "M6.5 4.5h11a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-2.5 2.5H12L7.5 19.5v-4h-1A2.5 2.5 0 0 1 4 13V7a2.5 2.5 0 0 1 2.5-2.5z";
const TICKED_BOX: &str = "M7 4.5h10A2.5 2.5 0 0 1 19.5 7v10a2.5 2.5 0 0 1-2.5 2.5H7A2.5 2.5 0 0 1 4.5 17V7A2.5 2.5 0 0 1 7 4.5zM8.5 12l2.5 2.5 4.5-5";
const ENVELOPE: &str = "M6 5.5h12A2.5 2.5 0 0 1 20.5 8v8a2.5 2.5 0 0 1-2.5 2.5H6A2.5 2.5 0 0 1 3.5 16V8A2.5 2.5 0 0 1 6 5.5zM4 7.5l8 5.5 8-5.5";
const DOT: &str = "M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8z";

const CHECK: &str = "M5 12.5l4.5 4.5L19 7.5";
const PAUSE: &str = "M8.5 5.5v13M15.5 5.5v13";
const PLAY: &str = "M8 5.5v13l10-6.5z";
const MICROPHONE: &str = "M12 4a3 3 0 0 1 3 3v4a3 3 0 0 1-6 0V7a3 3 0 0 1 3-3zM6 11a6 6 0 0 0 12 0M12 17v3";
const MICROPHONE_OFF: &str = "M15 10V7a3 3 0 0 0-5.6-1.5M9 9v2a3 3 0 0 0 4.5 2.6M6 11a6 6 0 0 0 9.5 4.9M18 11a6 6 0 0 1-.5 2.4M12 17v3M4.5 4.5l15 15";
const MERGE: &str = "M6 19l6-7V4.5M18 19l-4-4.7M9 7.5l3-3 3 3";
const SWAP: &str = "M7 4.5v14l-3-3M17 19.5v-14l3 3";
const PERSON_AND_PLUS: &str =
    "M10 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM3.5 19.5c.5-4 3-6 6.5-6s6 2 6.5 6M18.5 7v6M15.5 10h6";
const PERSON: &str = "M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 19.5c.5-4 3-6 7-6s6.5 2 7 6";
const PEOPLE: &str = "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19c.4-3.5 2.5-5.5 6-5.5s5.6 2 6 5.5M15.5 5.3a3 3 0 0 1 0 5.4M17.5 14c2 .7 3.2 2.4 3.5 5";
const KEYPAD: &str = "M6 6h.01M12 6h.01M18 6h.01M6 12h.01M12 12h.01M18 12h.01M6 18h.01M12 18h.01M18 18h.01";
const HANG_UP: &str =
    "M3.5 14.5c-.8-3.5 3.5-6 8.5-6s9.3 2.5 8.5 6l-.4 1.5-4.3-.8-.6-2.7c-2-.7-4.4-.7-6.4 0l-.6 2.7-4.3.8z";

/// The drawing of what is done to a contact.
pub(crate) fn action(action: ContactAction) -> &'static str {
    match action {
        ContactAction::Accept => CHECK,
        ContactAction::Reject | ContactAction::Clear => CLOSE,
        ContactAction::Hold | ContactAction::Pause => PAUSE,
        ContactAction::Resume => PLAY,
        ContactAction::Mute => MICROPHONE_OFF,
        ContactAction::Unmute => MICROPHONE,
        ContactAction::Conference => MERGE,
        ContactAction::Toggle => SWAP,
        ContactAction::Add => PERSON_AND_PLUS,
        ContactAction::SendDigits => KEYPAD,
        ContactAction::End => HANG_UP,
    }
}

/// The drawing of a quick connect of this type.
pub(crate) fn quick_connect(kind: &str) -> &'static str {
    match kind {
        "agent" => PERSON,
        "queue" => PEOPLE,
        _ => HANDSET,
    }
}

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
