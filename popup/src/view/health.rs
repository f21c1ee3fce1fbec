//! How the worker stands with the service.

use headwater_protocol::popup::Health as Standing;
use leptos::prelude::*;

use super::icon::{Icon, WARNING};
use crate::words;

/// The reason, while the service does not answer.
#[component]
pub(crate) fn Health(#[prop(into)] health: Signal<Standing>) -> impl IntoView {
    let reason = move || match health.get() {
        Standing::Bad { reason } => Some(reason),
        Standing::Idle | Standing::Good => None,
    };
    view! {
        // The region is there before its text, or screen readers would not read it.
        <div role="status">
            {move || {
                reason()
                    .map(|reason| {
                        view! {
                            <p class="health" data-health="bad">
                                <Icon drawing=WARNING />
                                <span>{words::HEALTH_BAD.with(&[&reason])}</span>
                            </p>
                        }
                    })
            }}
        </div>
    }
}
