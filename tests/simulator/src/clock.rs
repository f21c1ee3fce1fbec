//! The one place that asks what time it is.

use crate::instance::time::Timestamp;

pub(crate) fn now() -> Timestamp {
    Timestamp::from_milliseconds(jiff::Timestamp::now().as_millisecond())
}

/// Microseconds since 1970.
pub(crate) fn microseconds() -> i64 {
    jiff::Timestamp::now().as_microsecond()
}
