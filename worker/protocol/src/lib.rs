//! The words of Headwater: what Amazon Connect says, what the contexts of the extension say to each
//! other, and what is stored.
//!
//! Pure data and pure functions. No clock, no I/O, no `JsValue`, no randomness: everything here is
//! tested natively. Times are milliseconds since 1970 unless a name says otherwise.
//!
//! | Module | Whose words |
//! |---|---|
//! | [`cti`] | the CTI service of Amazon Connect (PROTOCOL.md 1) |
//! | [`agent_app`], [`task_templates`] | the services beside it (PROTOCOL.md 3.3, 3.4) |
//! | [`sign_in`] | the sign-in endpoints of an instance (PROTOCOL.md 3.2, 3.5) |
//! | [`socket`] | the frames of the WebSocket (PROTOCOL.md 4.2) |
//! | [`page`] | a page with `window.connect` and the worker |
//! | [`popup`] | the toolbar popup and the worker |
//! | [`message`] | what is said to the agent, by the names of its texts |
//! | [`phone_number`] | a number that somebody wrote, as it is dialled |
//! | [`policy`] | what an organisation decides for its agents (`storage.managed`) |
//! | [`stored`] | what survives the worker's death |
//! | [`log`] | the levels of the worker's log, and what is kept out of it |
//! | [`instance`] | the addresses of one Amazon Connect instance |
//! | [`document`] | the agent document that pages hold a replica of, and its patches |
//! | [`json`], [`places`] | data as text; where each id is in a list |

#![deny(missing_docs)]

pub mod address;
pub mod agent_app;
pub mod cti;
pub mod document;
pub mod instance;
pub mod json;
pub mod log;
pub mod match_pattern;
pub mod message;
pub mod outgoing;
pub mod page;
pub mod phone_number;
pub mod places;
pub mod policy;
pub mod popup;
mod popup_message;
pub mod sign_in;
pub mod socket;
pub mod stored;
pub mod task_templates;

use serde::{Deserialize, Serialize};

/// A point in time, or a length of it: milliseconds, since 1970 where it is a point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(as = "f64"))]
#[serde(transparent)]
pub struct Millis(pub u64);

impl Millis {
    /// This time moved `later` by so much; stays at the end of time rather than wrap.
    #[must_use]
    pub fn after(self, later: Millis) -> Millis {
        Millis(self.0.saturating_add(later.0))
    }

    /// The length from `earlier` to this time; zero if `earlier` is later.
    #[must_use]
    pub fn since(self, earlier: Millis) -> Millis {
        Millis(self.0.saturating_sub(earlier.0))
    }

    /// So many seconds.
    #[must_use]
    pub const fn seconds(seconds: u64) -> Millis {
        Millis(seconds.saturating_mul(1000))
    }
}
