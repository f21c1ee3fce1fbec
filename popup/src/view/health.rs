//! How the worker stands with the service.

use headwater_protocol::popup::Health;
use leptos::prelude::*;

use super::element::element;
use super::icon::{WARNING, icon};
use crate::selection::Instance;
use crate::words;

/// The reason, while the service does not answer.
pub(crate) fn health(instance: Instance) -> AnyView {
    let reason = move || {
        let reason = instance.read(|instance| match &instance.health {
            Health::Bad { reason } => Some(words::HEALTH_BAD.with(&[&words::said(reason)])),
            Health::Idle | Health::Good => None,
        });
        reason.flatten()
    };
    let shown = move || {
        element("p")
            .class("health")
            .attribute("data-health", "bad")
            .child(icon(WARNING))
            .child(element("span").following_text(reason).view())
            .view()
    };
    // The region is there before its text, or screen readers would not read it.
    element("div")
        .attribute("role", "status")
        .child_while(move || reason().is_some(), shown)
        .view()
}
