//! What every component of the page may need.

use leptos::prelude::*;

use super::opened::Opened;
use crate::clock::Clock;
use crate::connection::Connection;

/// In one context, since each kind of context costs more than a kB of wasm.
#[derive(Clone, Copy)]
pub(crate) struct Page {
    pub(crate) connection: Connection,
    pub(crate) clock: Clock,
    pub(crate) opened: Opened,
}

/// That of the popup around the component that asks.
pub(crate) fn page() -> Page {
    expect_context()
}
