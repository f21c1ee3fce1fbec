//! Who may do what, as it is shown.

use serde::{Deserialize, Serialize};

use crate::policy::{Features, PolicyProblem};

/// A site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SiteView {
    /// Match pattern of its pages, such as `https://crm.example.com/*`.
    pub pattern: String,
    /// Its pages have `window.connect`. If not, the policy names the site and the browser was not asked yet.
    pub allowed: bool,
    /// The policy names it.
    pub by_policy: bool,
    /// The agent may take it back ([`super::PopupToWorker::RemoveSite`]).
    pub removable: bool,
}

/// An identity provider that is allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdentityProviderView {
    /// Such as `https://login.example.com`.
    pub origin: String,
    /// The policy names it; the agent cannot remove it.
    pub by_policy: bool,
}

/// "This page wants to sign in at …: allow?" Answered by [`super::PopupToWorker::AllowIdentityProvider`] or
/// [`super::PopupToWorker::DismissSignInRequest`]. The page waits for it: then it takes part, or is refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SignInRequest {
    /// Origin of the page.
    pub page: String,
    /// Origin of where it wants the agent to sign in.
    pub identity_provider: String,
}

/// What the organisation has decided by managed storage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PolicyView {
    /// Whether there is a policy.
    pub managed: bool,
    /// What the agent may do.
    pub features: Features,
    /// Whether it decides which control panel pages show ([`super::PopupView::panel_in_pages`]).
    #[serde(default)]
    pub decides_panel_in_pages: bool,
    /// What of the policy was ignored.
    pub problems: Vec<PolicyProblem>,
}
