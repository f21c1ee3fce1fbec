//! What the sessions read from strangers: pages, the service, the network, storage. Each target takes any bytes and
//! panics only where something is wrong. `cargo xtask fuzz` looks for such bytes; what it learned is in `corpus`, and
//! `tests/replay.rs` feeds that to every target wherever the tests run.

mod harness;
mod snapshots;

use harness::{Harness, text};
use headwater_protocol::{
    instance::{Instance, https_origin, origin_of},
    match_pattern,
    page::WorkerToPage,
    stored::{StoredSessions, StoredSettings},
};
use headwater_session::Input;

pub use snapshots::snapshots;

/// A target by its name.
pub type Target = (&'static str, fn(&[u8]));

/// All targets.
pub const TARGETS: [Target; 6] = [
    ("page_messages", page_messages),
    ("cti_bodies", cti_bodies),
    ("snapshots", snapshots),
    ("socket_frames", socket_frames),
    ("stored_state", stored_state),
    ("urls", urls),
];

/// Messages of a page, one a line; lines that begin with `!` are the popup's.
pub fn page_messages(data: &[u8]) {
    let Some(data) = text(data) else { return };
    let mut harness = Harness::signed_in();
    let (page, popup) = (harness.open_page(), harness.open_popup());
    for line in data.lines().take(64) {
        match line.strip_prefix('!') {
            Some(line) => harness.say(popup, line),
            None => harness.say(page, line),
        }
    }
    for message in harness.sent(page) {
        let read = serde_json::from_str::<WorkerToPage>(&message);
        assert!(read.is_ok(), "a page cannot read {message}: {read:?}");
    }
    harness.still_works();
}

/// The first byte says which request is answered with the rest, whatever it is.
pub fn cti_bodies(data: &[u8]) {
    let Some((which, body)) = data.split_first() else {
        return;
    };
    let Some(body) = text(body) else { return };
    let operations = [
        "/auth/authorize",
        "GetAgentSnapshot",
        "GetAgentConfiguration",
        "GetAgentStates",
        "GetAgentPermissions",
        "GetDialableCountryCodes",
        "GetRoutingProfileQueues",
        "CreateTransport",
        "AcceptContact",
    ];
    let status = [200, 400, 401, 403, 500][usize::from(which >> 5) % 5];
    let mut harness = Harness::signed_in();
    let page = harness.open_page();
    harness.answer_once(
        operations[usize::from(which & 31) % operations.len()],
        status,
        body,
    );
    harness.say(
        page,
        r#"{"call":{"id":1,"method":"acceptContact","params":{"contactId":"c"}}}"#,
    );
    harness.news();
    harness.wait();
    harness.still_works();
}

/// Frames of the WebSocket, one a line.
pub fn socket_frames(data: &[u8]) {
    let Some(data) = text(data) else { return };
    let mut harness = Harness::signed_in();
    let page = harness.open_page();
    harness.say(page, r#"{"subscribeTopics":{"topics":["aws/chat"]}}"#);
    for line in data.lines().take(64) {
        harness.frame(line);
    }
    for message in harness.sent(page) {
        let read = serde_json::from_str::<WorkerToPage>(&message);
        assert!(read.is_ok(), "a page cannot read {message}: {read:?}");
    }
    harness.still_works();
}

/// What is stored of the sessions in the first line, of the settings in the second one.
pub fn stored_state(data: &[u8]) {
    let Some(data) = text(data) else { return };
    let mut lines = data.splitn(2, '\n');
    let sessions: Option<StoredSessions> = lines.next().and_then(|line| serde_json::from_str(line).ok());
    let settings: Option<StoredSettings> = lines.next().and_then(|line| serde_json::from_str(line).ok());
    if sessions.is_none() && settings.is_none() {
        return;
    }
    let mut harness = Harness::new();
    harness.handle(Input::Restored { sessions, settings });
    harness.open_page();
    harness.open_popup();
    harness.wait();
    harness.agent_signs_in();
    harness.still_runs();
}

/// Two addresses or patterns, one a line.
pub fn urls(data: &[u8]) {
    let Some(data) = text(data) else { return };
    let (one, other) = data.split_once('\n').unwrap_or((data, ""));
    if let Ok(instance) = Instance::of_address(one) {
        let origin = instance.origin();
        assert_eq!(
            Instance::of_address(origin).as_ref(),
            Ok(&instance),
            "the origin of {one:?}"
        );
        for address in [
            instance.authorize(),
            instance.service(),
            instance.login(),
            instance.logout(),
        ] {
            assert_eq!(origin_of(&address).as_deref(), Some(origin), "{address}");
        }
    }
    if let Some(origin) = https_origin(one) {
        assert!(origin.starts_with("https://"), "{origin}");
        assert_eq!(origin_of(&origin).as_ref(), Some(&origin));
    }
    if let Some(origin) = origin_of(one) {
        assert!(!origin.contains('@') && !origin.ends_with('/'), "{origin}");
        // A pattern covers what belongs to it and never another host's.
        if match_pattern::covers("https://*.my.connect.aws/*", &origin) {
            let host = origin
                .strip_prefix("https://")
                .and_then(|rest| rest.split(':').next());
            assert!(
                host.is_some_and(|host| host == "my.connect.aws" || host.ends_with(".my.connect.aws")),
                "{origin}"
            );
        }
        if match_pattern::covers(other, &origin) {
            assert!(match_pattern::includes(other, other), "{other:?}");
        }
    }
    if let Some(pattern) = match_pattern::of_site(other) {
        assert!(match_pattern::includes(&pattern, &pattern), "{pattern}");
    }
}
