//! Points in time as the instance sees them.

use std::ops::Add;
use std::time::Duration;

use serde::{Serialize, Serializer};

/// Milliseconds since 1970. On the wire it is a number of seconds with a fraction (PROTOCOL.md 1.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timestamp {
    pub(crate) milliseconds: i64,
}

impl Timestamp {
    pub(crate) const fn from_milliseconds(milliseconds: i64) -> Self {
        Self { milliseconds }
    }

    /// Time that has passed since `earlier`, zero if it is later.
    pub(crate) fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.milliseconds - earlier.milliseconds).unwrap_or(0))
    }

    pub(crate) fn from_iso(text: &str) -> Option<Self> {
        let timestamp: jiff::Timestamp = text.parse().ok()?;
        Some(Self::from_milliseconds(timestamp.as_millisecond()))
    }

    /// ISO 8601 in UTC, for instance `2023-11-20T22:04:25.416Z`.
    pub(crate) fn to_iso(self) -> String {
        jiff::Timestamp::from_millisecond(self.milliseconds)
            .map(|timestamp| format!("{timestamp:.3}"))
            .unwrap_or_default()
    }
}

impl Add<Duration> for Timestamp {
    type Output = Self;

    fn add(self, duration: Duration) -> Self {
        Self {
            milliseconds: self
                .milliseconds
                .saturating_add(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)),
        }
    }
}

impl Serialize for Timestamp {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds of this era fit the 53 bits of a double"
    )]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.milliseconds as f64 / 1000.0)
    }
}
