//! When a snapshot was made, and when it came.

use headwater_protocol::Millis;
use serde_json::{Value, json};

/// What changes with every poll. Pages hear of it only together with something else.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Times {
    /// `snapshotTimestamp`, by the service's clock.
    pub(super) snapshot: f64,
    /// When it came, by this machine's clock.
    pub(super) local: Millis,
}

impl Times {
    /// `skew` as the npm library computes it: the service's clock less ours.
    pub(super) fn skew(self) -> f64 {
        self.snapshot - self.local.0 as f64
    }

    pub(super) fn write(self, snapshot: &mut Value) {
        snapshot["snapshotTimestamp"] = json!(self.snapshot);
        snapshot["localTimestamp"] = json!(self.local);
        snapshot["skew"] = json!(self.skew());
    }
}
