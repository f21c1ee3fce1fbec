//! The clock.

/// Milliseconds since 1970.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number after 1970"
)]
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}
