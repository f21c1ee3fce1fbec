//! The console of the context.

use web_sys::console;

/// For developers.
pub fn debug(text: &str) {
    console::debug_1(&text.into());
}

/// Worth knowing.
pub fn info(text: &str) {
    console::info_1(&text.into());
}

/// Something is wrong and mends itself.
pub fn warn(text: &str) {
    console::warn_1(&text.into());
}

/// Something is wrong.
pub fn error(text: &str) {
    console::error_1(&text.into());
}
