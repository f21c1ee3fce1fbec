//! To be filled.
#![deny(missing_docs)]
mod effect;
mod input;
pub use effect::{Badge, Effect, HttpRequest, LogLevel, WindowBounds};
pub use input::{EffectId, HttpAnswer, HttpFailure, Input, Peer, PortId, WindowId};

use headwater_protocol::{Millis, stored::Defaults};

/// All sessions of the browser.
pub struct Sessions {}

impl Sessions {
    /// Sessions of a worker that just started. `seed` feeds the jitter of retries.
    #[must_use]
    pub fn new(_defaults: Defaults, _seed: u64) -> Self {
        Self {}
    }
    /// Feeds one thing that happened.
    pub fn handle(&mut self, _now: Millis, _input: Input) {}
    /// The next thing to do; call until there is none.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        None
    }
    /// When the sessions next want [`Input::TimeCame`].
    #[must_use]
    pub fn poll_timeout(&self) -> Option<Millis> {
        None
    }
}
