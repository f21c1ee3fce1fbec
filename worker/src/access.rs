//! What the browser and the organisation let the extension do.

use headwater_browser::{
    BrowserError, Listener, WarnOnError, console, permissions,
    scripting::{self, ContentScript},
    storage::{self, Area},
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

/// Where the policy is kept, as text.
const POLICY: &str = "policy";

/// All of it, with the policy as it was when it was read last, and once more if it has changed since. A browser that has
/// just started takes seconds to read it; where it never was read, that is waited for.
pub(crate) fn read_in_advance(inbox: &Inbox) -> impl Future<Output = ()> + use<> {
    let inbox = inbox.clone();
    let kept = Area::Local.get(POLICY);
    let rest = read_rest();
    let policy = read_policy();
    async move {
        let kept = kept.await.warn_on_error().flatten();
        if let Some(kept) = kept {
            inbox.put(changed(rest.await, &kept));
            spawn_local(async move {
                if policy.await != kept {
                    inbox.put(read().await);
                }
            });
        } else {
            let policy = policy.await;
            keep(&policy);
            inbox.put(changed(rest.await, &policy));
        }
    }
}

/// Reads all of it.
fn read() -> impl Future<Output = Input> {
    let rest = read_rest();
    let policy = read_policy();
    async move {
        let policy = policy.await;
        keep(&policy);
        changed(rest.await, &policy)
    }
}

fn read_policy() -> impl Future<Output = String> {
    let policy = storage::managed();
    async move {
        policy.await.unwrap_or_else(|error| {
            // In Firefox, that there is none.
            console::debug(&error.to_string());
            String::new()
        })
    }
}

fn keep(policy: &str) {
    spawn_local(warn(Area::Local.set(POLICY, policy)));
}

/// What the browser lets the extension do: granted origins and registered patterns.
fn read_rest() -> impl Future<Output = (Vec<String>, Vec<String>)> {
    let granted = permissions::origins();
    let registered = scripting::registered();
    async move {
        (
            granted.await.warn_on_error().unwrap_or_default(),
            registered.await.warn_on_error().unwrap_or_default(),
        )
    }
}

fn changed((granted, registered): (Vec<String>, Vec<String>), policy: &str) -> Input {
    Input::AccessChanged {
        granted,
        registered,
        policy: serde_json::from_str(policy).unwrap_or_default(),
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
