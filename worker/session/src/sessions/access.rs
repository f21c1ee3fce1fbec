//! Who may do what: which pages may take part, and where they may have the agent sign in.
//!
//! The browser's host permissions are the one truth about sites: the agent allows one by granting the permission,
//! wherever the browser lets it be granted, and takes it back likewise. A policy narrows and names, but cannot
//! grant. The content scripts are registered for what follows from both, and a page whose site is not allowed (any more)
//! is refused, though its scripts may still run.

use headwater_protocol::{
    Millis,
    instance::{Instance, https_origin, origin_of},
    match_pattern::{covers, includes},
    message::Message,
    page::Refusal,
    policy::{Policy, PolicyFault},
    popup::{IdentityProviderView, Notice, PolicyView, SiteView},
    stored::STORED_VERSION,
};
use serde_json::{Map, Value};

use super::{Sessions, page_ports::site_not_allowed};
use crate::{
    effect::{Effect, LogLevel},
    input::PortId,
};

/// What the browser and the organisation let the extension do.
#[derive(Debug, Default)]
pub(super) struct Access {
    granted: Vec<String>,
    registered: Vec<String>,
    pub(super) policy: Policy,
}

impl Access {
    pub(super) fn new(granted: Vec<String>, registered: Vec<String>, policy: &Map<String, Value>) -> Self {
        Self {
            granted,
            registered,
            policy: Policy::read(policy),
        }
    }

    pub(super) fn granted(&self) -> &[String] {
        &self.granted
    }
}

impl Sessions {
    pub(super) fn access_changed(&mut self, now: Millis, access: Access) {
        self.access = access;
        self.shown = None;
        for index in 0..self.access.policy.instances.len() {
            let instance = &self.access.policy.instances[index];
            if !self.is_instance_host(instance) {
                let key = format!("instances[{index}]");
                self.access.policy.problem(key, PolicyFault::NoInstanceHost);
            }
        }
        for problem in &self.access.policy.problems {
            let text = format!("{} of the policy is ignored: {:?}", problem.key, problem.fault);
            self.outbox.log(None, LogLevel::Warn, &text);
        }
        // Before the stores were read there is nobody whom it concerns.
        if self.early.is_none() {
            self.set_up_instances(now, Vec::new());
            self.register_scripts();
            self.refuse_pages(now);
            self.refuse_popups();
            self.forget_login_urls();
            self.let_in_or_refuse(now);
        }
    }

    pub(super) fn instances_of_policy(&self) -> impl Iterator<Item = Instance> {
        let instances = self.access.policy.instances.iter();
        instances
            .filter(|instance| self.is_instance_host(instance))
            .cloned()
    }

    // ---- sites

    /// Host permissions that were granted beside those that the extension cannot be without.
    fn grants(&self) -> impl Iterator<Item = &String> {
        let of_manifest = |pattern: &&String| {
            let of_manifest = [&self.defaults.instance_hosts, &self.defaults.sites];
            of_manifest
                .into_iter()
                .any(|patterns| patterns.contains(*pattern))
        };
        self.access
            .granted
            .iter()
            .filter(move |pattern| !of_manifest(pattern))
    }

    /// Match patterns of the pages that are to have the content scripts, beside those of the manifest.
    fn allowed_patterns(&self) -> Vec<String> {
        let pages = &self.access.policy.pages;
        let may_choose = self.access.policy.features.allow_sites;
        let mut patterns: Vec<String> = self
            .grants()
            .filter(|grant| may_choose || pages.iter().any(|page| includes(page, grant)))
            .cloned()
            .collect();
        for page in pages {
            if !patterns.contains(page) && self.grants().any(|grant| includes(grant, page)) {
                patterns.push(page.clone());
            }
        }
        patterns
    }

    pub(super) fn is_allowed(&self, origin: &str) -> bool {
        let covers = |pattern: &String| covers(pattern, origin);
        self.defaults.sites.iter().any(covers) || self.allowed_patterns().iter().any(covers)
    }

    pub(super) fn register_scripts(&mut self) {
        let patterns = self.allowed_patterns();
        if patterns != self.access.registered {
            self.outbox.push(Effect::RegisterScripts {
                again: !self.access.registered.is_empty(),
                patterns: patterns.clone(),
            });
            self.access.registered = patterns;
        }
    }

    /// Pages whose site is not allowed any more take part no longer.
    fn refuse_pages(&mut self, now: Millis) {
        let pages = self.pages.iter();
        let refused: Vec<(PortId, String)> = pages
            .filter(|(_, page)| page.instance.is_some() && !self.is_allowed(&page.origin))
            .map(|(port, page)| (*port, page.origin.clone()))
            .collect();
        for (port, origin) in refused {
            self.refuse(port, Refusal::SiteNotAllowed, site_not_allowed(&origin));
            self.detach(now, port);
        }
    }

    /// The answer is the browser's: it says what the permissions are then.
    pub(super) fn remove_site(&mut self, pattern: String) {
        if self.grants().any(|grant| *grant == pattern) {
            self.outbox.push(Effect::RemovePermission { pattern });
        }
    }

    // ---- identity providers

    /// Whether pages may have the agent of an instance sign in there; if not, why, and what to do about it.
    pub(super) fn may_sign_in_at(&self, instance: &Instance, login_url: &str) -> Result<(), String> {
        let policy = &self.access.policy;
        if origin_of(login_url).is_some_and(|origin| origin == instance.origin()) {
            return Ok(());
        }
        let origin = https_origin(login_url)
            .ok_or_else(|| "loginUrl is not an address that starts with https://.".to_owned())?;
        let allowed_by_agent =
            policy.features.allow_identity_providers && self.settings.identity_providers.contains(&origin);
        if allowed_by_agent || policy.identity_providers.contains(&origin) {
            Ok(())
        } else if policy.features.allow_identity_providers {
            Err(format!(
                "loginUrl: signing in at {origin} is not allowed. Allow it in Headwater’s toolbar popup, then reload the page."
            ))
        } else {
            Err(format!(
                "loginUrl: signing in at {origin} is not allowed by your organisation’s policy."
            ))
        }
    }

    pub(super) fn allow_identity_provider(&mut self, now: Millis, address: &str) {
        self.notice = None;
        if !self.access.policy.features.allow_identity_providers {
            self.notice = notice(Message::new("workerIdentityProvidersByPolicy"));
        } else if let Some(origin) = https_origin(address) {
            if !self.settings.identity_providers.contains(&origin) {
                self.settings.identity_providers.push(origin.clone());
                self.store_settings();
            }
            self.answered(now, &origin);
        } else {
            self.notice = notice(Message::with("workerIdentityProviderInvalid", address.trim()));
        }
    }

    pub(super) fn remove_identity_provider(&mut self, origin: &str) {
        self.settings.identity_providers.retain(|other| other != origin);
        self.store_settings();
        self.forget_login_urls();
    }

    /// What pages asked for when it was allowed is not used when it is not any more.
    fn forget_login_urls(&mut self) {
        let mut sessions = std::mem::take(&mut self.sessions);
        for (instance, session) in sessions.iter_mut() {
            session
                .pages
                .retain_login_urls(|url| self.may_sign_in_at(instance, url).is_ok());
        }
        self.sessions = sessions;
    }

    // ---- what is kept and shown

    /// Whether a page that does not say which panel it wants shows Headwater's.
    pub(super) fn panel_in_pages(&self) -> bool {
        let policy = &self.access.policy;
        policy.panel_in_pages.unwrap_or(self.settings.panel_in_pages)
    }

    pub(super) fn set_log_level(&mut self, level: LogLevel) {
        self.outbox.log.set_level(level);
        self.settings.log_level = level;
        self.store_settings();
    }

    pub(super) fn store_settings(&mut self) {
        self.settings.version = STORED_VERSION;
        self.shown = None;
        self.outbox.push(Effect::StoreSettings(self.settings.clone()));
    }

    pub(super) fn store(&mut self) {
        self.shown = None;
        let stored = self.stored();
        self.outbox.push(Effect::StoreSessions(Box::new(stored)));
    }

    pub(super) fn site_views(&self) -> Vec<SiteView> {
        let pages = &self.access.policy.pages;
        let allowed = self.allowed_patterns();
        let waiting = pages.iter().filter(|page| !allowed.contains(page));
        let view = |pattern: &String| SiteView {
            pattern: pattern.clone(),
            allowed: allowed.contains(pattern),
            by_policy: pages.contains(pattern),
            removable: self.grants().any(|grant| grant == pattern),
        };
        allowed.iter().chain(waiting).map(view).collect()
    }

    pub(super) fn identity_provider_views(&self) -> Vec<IdentityProviderView> {
        let policy = &self.access.policy;
        let of_agent = self.settings.identity_providers.iter().filter(|origin| {
            policy.features.allow_identity_providers && !policy.identity_providers.contains(origin)
        });
        let view = |origin: &String| IdentityProviderView {
            origin: origin.clone(),
            by_policy: policy.identity_providers.contains(origin),
        };
        policy
            .identity_providers
            .iter()
            .chain(of_agent)
            .map(view)
            .collect()
    }

    pub(super) fn policy_view(&self) -> PolicyView {
        let policy = &self.access.policy;
        PolicyView {
            managed: policy.managed,
            features: policy.features.clone(),
            decides_panel_in_pages: policy.panel_in_pages.is_some(),
            problems: policy.problems.clone(),
        }
    }
}

fn notice(message: Message) -> Option<Notice> {
    Some(Notice { message })
}
