//! What the sessions want done.

use headwater_browser::console;
use headwater_session::{Effect, LogLevel};

use crate::{
    access, badge,
    http::Http,
    inbox::Inbox,
    language, notifications,
    ports::Ports,
    sockets::Sockets,
    stores::{self, Stores},
    tabs,
    timer::Wake,
    windows,
};

/// Does it.
pub(crate) struct Performer {
    inbox: Inbox,
    pub(crate) ports: Ports,
    pub(crate) timer: Wake,
    http: Http,
    sockets: Sockets,
    stores: Stores,
}

impl Performer {
    pub(crate) fn new(inbox: &Inbox) -> Self {
        Self {
            inbox: inbox.clone(),
            ports: Ports::new(inbox),
            timer: Wake::new(inbox),
            http: Http::new(inbox),
            sockets: Sockets::new(inbox),
            stores: Stores::default(),
        }
    }

    pub(crate) fn perform(&self, effect: Effect) {
        match effect {
            Effect::Send { port, text } => self.ports.send(port, &text),
            Effect::Disconnect { port } => self.ports.disconnect(port),
            Effect::Http { id, request } => self.http.send(id, &request),
            Effect::AbortHttp { id } => self.http.abort(id),
            Effect::OpenSocket { id, url } => self.sockets.open(id, &url),
            Effect::SendSocket { id, text } => self.sockets.send(id, &text),
            Effect::CloseSocket { id } => self.sockets.close(id),
            Effect::StoreSessions(sessions) => self.stores.sessions.write(*sessions),
            Effect::StoreView(text) => stores::write_view(&text),
            Effect::StoreSettings(settings) => self.stores.settings.write(settings),
            Effect::SetBadge(badge) => badge::show(&badge),
            Effect::OpenWindow { id, url, bounds } => windows::open(&self.inbox, id, &url, bounds),
            Effect::FocusWindow { window } => windows::focus(window),
            Effect::CloseWindow { window } => windows::close(window),
            Effect::RegisterScripts { again, patterns } => access::register_scripts(again, &patterns),
            Effect::RemovePermission { pattern } => access::remove_permission(&pattern),
            Effect::Notify(notification) => notifications::show(&notification),
            Effect::ClearNotification { id } => notifications::clear(&id),
            Effect::ListTabs => tabs::list(&self.inbox),
            Effect::ShowTab { tab, window } => tabs::show(tab, window),
            Effect::OpenWelcome => tabs::open_welcome(),
            Effect::OpenPanel => tabs::open_panel(),
            Effect::Ring => notifications::ring(),
            Effect::Speak { language } => language::speak(language),
            Effect::Log { level, text } => match level {
                LogLevel::Debug => console::debug(&text),
                LogLevel::Info => console::info(&text),
                LogLevel::Warn => console::warn(&text),
                LogLevel::Error => console::error(&text),
            },
        }
    }
}
