//! The time that durations are counted to.

use std::time::Duration;

use headwater_protocol::Millis;
use leptos::prelude::*;

/// Often enough that seconds are seen to pass evenly; what is shown changes once a second.
const TICK: Duration = Duration::from_millis(250);

/// This machine's clock, as a signal.
#[derive(Clone, Copy)]
pub(crate) struct Clock {
    now: RwSignal<Millis>,
}

impl Clock {
    /// A clock that ticks until the page goes away.
    pub(crate) fn start() -> Self {
        let now = RwSignal::new(read());
        set_interval(move || now.set(read()), TICK);
        Self { now }
    }

    /// The time at the last tick.
    pub(crate) fn now(self) -> Millis {
        self.now.get()
    }
}

/// The time now, from the browser.
pub(crate) fn read() -> Millis {
    // Milliseconds since 1970 are far below 2^53 and never negative on a clock that is set at all.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Millis(js_sys::Date::now() as u64)
}
