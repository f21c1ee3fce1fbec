//! What is shown of all sessions: in the popups, on the toolbar button, in notifications and in the logs of pages.

use std::rc::Rc;

use headwater_protocol::{
    json,
    page::WorkerToPage,
    popup::{Notice, PopupView, WorkerToPopup},
};

use super::Sessions;
use crate::{
    badge::badge,
    effect::Effect,
    notifications::Wanted,
    pages,
    session::{Face, Session},
};

/// What the popups and the toolbar button were last made of.
#[derive(PartialEq, Eq)]
pub(super) struct Shown {
    sessions: Vec<Face>,
    checking: Option<String>,
    notice: Option<Notice>,
}

impl Sessions {
    /// Says whether the notifications changed.
    pub(super) fn show_what_changed(&mut self) -> bool {
        let face = Shown {
            sessions: self.sessions.values().map(Session::face).collect(),
            checking: self.check.address().map(str::to_owned),
            notice: self.notice.clone(),
        };
        if self.shown.as_ref() == Some(&face) {
            return false;
        }
        self.shown = Some(face);
        let view = PopupView {
            instances: self.sessions.values().map(Session::view).collect(),
            checking: self.check.address().map(str::to_owned),
            notice: self.notice.clone(),
            sites: self.site_views(),
            identity_providers: self.identity_provider_views(),
            sign_in_requests: self.sign_in_request_views(),
            policy: self.policy_view(),
            log_level: self.outbox.log.level(),
            notifications: !self.settings.notifications_off,
            sound: self.settings.sound,
            default_instance: self.settings.default_instance.clone(),
            language: self.settings.language.clone(),
            panel_in_pages: self.panel_in_pages(),
        };
        let badge = badge(&view.instances);
        if self.badge.as_ref() != Some(&badge) {
            self.outbox.push(Effect::SetBadge(badge.clone()));
            self.badge = Some(badge);
        }
        let said = WorkerToPopup::View(&view);
        let text: Rc<str> = json::text(&said).into();
        for port in self.popups.keys() {
            let text = Rc::clone(&text);
            self.outbox.push(Effect::Send { port: *port, text });
        }
        self.outbox.push(Effect::StoreView(text));
        self.notifications.follow(
            &view.instances,
            view.notice.as_ref(),
            Wanted {
                notifications: !self.settings.notifications_off && self.access.policy.features.notifications,
                sound: self.settings.sound,
            },
            // Nobody may be looking at the page that frames a panel.
            self.popups.values().any(Vec::is_empty),
            &mut self.outbox,
        )
    }

    /// The log of a page has the lines of its session too, as in the npm library.
    pub(super) fn tell_pages_what_was_logged(&mut self) {
        for (instance, entry) in self.outbox.log.take_news() {
            if let Some(session) = self.sessions.get(&instance) {
                let entries = vec![entry];
                let text: Rc<str> = pages::message_text(&WorkerToPage::Log { entries }).into();
                for port in session.pages.ports() {
                    let text = Rc::clone(&text);
                    self.outbox.push(Effect::Send { port, text });
                }
            }
        }
    }
}
