//! What the browser and the organisation let the extension do.

use headwater_browser::{
    BrowserError, Listener, WarnOnError, console, permissions,
    scripting::{self, ContentScript},
    storage,
};
use headwater_session::Input;
use wasm_bindgen_futures::spawn_local;

use crate::inbox::Inbox;

/// The content scripts, as in the manifest of the development build.
const SCRIPTS: [ContentScript; 2] = [
    ContentScript {
        id: "page",
        file: "content-script/page.js",
        in_page: true,
    },
    ContentScript {
        id: "bridge",
        file: "content-script/bridge.js",
        in_page: false,
    },
];

/// Tells of every change.
pub(crate) fn listen(inbox: &Inbox) {
    let changed = {
        let inbox = inbox.clone();
        move || {
            let inbox = inbox.clone();
            let access = read();
            spawn_local(async move { inbox.put(access.await) });
        }
    };
    permissions::on_changed(changed.clone())
        .into_iter()
        .for_each(Listener::keep);
    storage::on_managed_changed(changed).keep();
}

/// Reads all of it.
pub(crate) fn read() -> impl Future<Output = Input> {
    let granted = permissions::origins();
    let registered = scripting::registered();
    let policy = storage::managed();
    async move {
        let policy = policy.await.unwrap_or_else(|error| {
            // In Firefox, that there is none.
            console::debug(&error.to_string());
            String::new()
        });
        Input::AccessChanged {
            granted: granted.await.warn_on_error().unwrap_or_default(),
            registered: registered.await.warn_on_error().unwrap_or_default(),
            policy: serde_json::from_str(&policy).unwrap_or_default(),
        }
    }
}

pub(crate) fn register_scripts(again: bool, patterns: &[String]) {
    if patterns.is_empty() {
        spawn_local(warn(scripting::unregister()));
    } else {
        spawn_local(warn(scripting::register(&SCRIPTS, patterns, again)));
    }
}

pub(crate) fn remove_permission(pattern: &str) {
    let removed = permissions::remove(pattern);
    spawn_local(warn(async move { removed.await.map(drop) }));
}

async fn warn(done: impl Future<Output = Result<(), BrowserError>>) {
    done.await.warn_on_error();
}
