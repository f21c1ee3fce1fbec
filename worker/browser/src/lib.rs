//! Typed bindings to what Headwater calls of the browser, one module a namespace.
//!
//! The only crate with `extern "C"`. It holds no state and takes no decision. Every call reports its failure as
//! a [`BrowserError`]; what listens is a guard that stops listening when it is dropped. Calls that answer later
//! are started at once, and the future they return borrows nothing.
//!
//! The crate compiles natively, so that everything above it does, but works in a browser only.

#![deny(missing_docs)]

pub mod action;
pub mod alarms;
pub mod clock;
pub mod commands;
pub mod console;
pub mod context_menus;
mod error;
pub mod fetch;
pub mod i18n;
pub mod lifetime;
mod listener;
mod namespace;
pub mod network;
pub mod notifications;
mod object;
pub mod offscreen;
pub mod permissions;
pub mod random;
pub mod runtime;
pub mod scripting;
pub mod side_panel;
pub mod storage;
pub mod tabs;
pub mod timer;
pub mod web_socket;
pub mod windows;

pub use error::{BrowserError, Done, WarnOnError};
pub use listener::Listener;
