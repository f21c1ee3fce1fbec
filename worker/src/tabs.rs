//! Tabs, and the panel in a window of its own.

use headwater_browser::{WarnOnError, runtime, tabs, windows};
use headwater_protocol::Millis;
use headwater_session::{Input, Tab, TabId, WindowId};
use wasm_bindgen_futures::spawn_local;

use crate::{inbox::Inbox, report};

const WELCOME: &str = "popup/options/welcome.html";
/// Not made absolute: the address that [`runtime::url`] gives for it is that for frames of pages.
const PANEL: &str = "/popup/panel.html";
/// In pixels, with the frame of a window around the panel.
const PANEL_SIZE: windows::Bounds = windows::Bounds {
    width: Some(400),
    height: Some(680),
    top: None,
    left: None,
};

/// Says which tabs there are.
pub(crate) fn list(inbox: &Inbox) {
    let inbox = inbox.clone();
    let all = tabs::all();
    spawn_local(async move {
        let tab = |place: tabs::TabPlace| Tab {
            id: TabId(place.id.into()),
            window: WindowId(place.window.into()),
            last_used: Millis(place.last_accessed as u64),
        };
        let tabs = all.await.warn_on_error().unwrap_or_default();
        let tabs = tabs.into_iter().map(tab).collect();
        inbox.put(Input::TabsListed { tabs });
    });
}

pub(crate) fn show(tab: TabId, window: WindowId) {
    if let Ok(tab) = i32::try_from(tab.0) {
        report(tabs::activate(tab));
    }
    crate::windows::focus(window);
}

pub(crate) fn open_welcome() {
    if let Some(url) = runtime::url(WELCOME).warn_on_error() {
        report(tabs::open(&url));
    }
}

pub(crate) fn open_panel() {
    report(windows::open_popup(PANEL, PANEL_SIZE));
}
