//! Windows for signing in.

use headwater_browser::{
    Done, console,
    windows::{self, Bounds},
};
use headwater_session::{EffectId, Input, WindowBounds, WindowId};
use wasm_bindgen_futures::spawn_local;

use crate::inbox::Inbox;

/// Tells of every window that is closed.
pub(crate) fn listen(inbox: &Inbox) {
    let inbox = inbox.clone();
    windows::on_removed(move |window| {
        inbox.put(Input::WindowClosed {
            window: WindowId(window.into()),
        })
    })
    .keep();
}

pub(crate) fn open(inbox: &Inbox, id: EffectId, url: &str, bounds: WindowBounds) {
    let WindowBounds {
        width,
        height,
        top,
        left,
    } = bounds;
    let created = windows::create_popup(
        url,
        Bounds {
            width,
            height,
            top,
            left,
        },
    );
    let inbox = inbox.clone();
    spawn_local(async move {
        let window = created
            .await
            .map(|window| WindowId(window.into()))
            .map_err(|error| error.to_string());
        inbox.put(Input::WindowOpened { id, window });
    });
}

pub(crate) fn focus(window: WindowId) {
    if let Some(window) = browser_id(window) {
        spawn_local(quietly(windows::focus(window)));
    }
}

pub(crate) fn close(window: WindowId) {
    if let Some(window) = browser_id(window) {
        spawn_local(quietly(windows::remove(window)));
    }
}

/// A window may be gone by now, which is no error.
async fn quietly(done: Done) {
    if let Err(error) = done.await {
        console::debug(&error.to_string());
    }
}

/// An id that no browser gives is of no window.
fn browser_id(window: WindowId) -> Option<i32> {
    i32::try_from(window.0).ok()
}
