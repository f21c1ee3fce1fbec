//! How a page comes to take part.

use serde::{Deserialize, Serialize};

use super::Known;

/// The version of these messages. A page of another version is told to reload.
pub const PAGE_PROTOCOL: u32 = 1;

/// The first words of a page on a port.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attach {
    /// [`PAGE_PROTOCOL`] of the page's scripts.
    pub protocol: u32,
    /// The control panel's address as given to `initCCP`; it names the instance.
    pub ccp_url: String,
    /// The id that the worker gave this page before, when the page comes back.
    #[serde(default)]
    pub page_id: Option<String>,
    /// What the page saw last; absent in a page that saw nothing yet.
    #[serde(default)]
    pub known: Option<Known>,
    /// The version of the page's replica; absent in a page that has none.
    #[serde(default)]
    #[cfg_attr(feature = "typescript", ts(as = "Option<f64>"))]
    pub version: Option<u64>,
    /// How this page wants signing in to be done.
    #[serde(default)]
    pub sign_in: SignInOptions,
    /// Whether the page wants Headwater's panel as its control panel, or the instance's own; absent for what the agent
    /// chose.
    #[serde(default)]
    pub headwater_panel: Option<bool>,
}

/// `loginPopup`, `loginUrl`, `loginOptions` and `loginPopupAutoClose` of `initCCP`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "typescript", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SignInOptions {
    /// Whether a sign-in window may be opened for this page.
    pub login_popup: bool,
    /// Where to sign in, if not at the instance itself (SAML).
    pub login_url: Option<String>,
    /// Whether the window is closed once the agent is signed in.
    pub auto_close: bool,
    /// Pixels.
    pub width: Option<i32>,
    /// Pixels.
    pub height: Option<i32>,
    /// Pixels.
    pub top: Option<i32>,
    /// Pixels.
    pub left: Option<i32>,
}

impl Default for SignInOptions {
    fn default() -> Self {
        Self {
            login_popup: true,
            login_url: None,
            auto_close: false,
            width: None,
            height: None,
            top: None,
            left: None,
        }
    }
}
