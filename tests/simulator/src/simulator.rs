//! What all parts of the running simulator share.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::HOST;
use tokio::sync::watch;

use crate::client_logs::ClientLogs;
use crate::clock;
use crate::faults::Faults;
use crate::instance::Instance;
use crate::instance::time::Timestamp;
use crate::participant::ConnectionTokens;
use crate::requests::RequestLog;
use crate::sign_in::sessions::Sessions;
use crate::socket::Sockets;
use crate::voice_id::VoiceId;

/// Life time of a WebSocket as the real service tells it (PROTOCOL.md 1.4).
pub(crate) const TRANSPORT_SECONDS: u64 = 3742;

/// Where the simulator listens.
#[derive(Debug, Clone)]
pub(crate) struct Addresses {
    /// `https` or `http`.
    pub(crate) scheme: &'static str,
    pub(crate) port: u16,
    pub(crate) page_ports: Vec<u16>,
    pub(crate) identity_port: u16,
}

impl Addresses {
    fn origin(&self, name: &str, port: u16) -> String {
        format!("{}://{name}:{port}", self.scheme)
    }

    pub(crate) fn instance(&self, name: &str) -> String {
        self.origin(name, self.port)
    }

    pub(crate) fn pages(&self, name: &str) -> Vec<String> {
        self.page_ports
            .iter()
            .map(|&port| self.origin(name, port))
            .collect()
    }

    pub(crate) fn identity_provider(&self, name: &str) -> String {
        self.origin(name, self.identity_port)
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.scheme == "https"
    }
}

pub(crate) struct Simulator {
    pub(crate) addresses: Addresses,
    pub(crate) npm: Option<PathBuf>,
    pub(crate) verbose: bool,
    instance: Mutex<Instance>,
    sessions: Mutex<Sessions>,
    faults: Mutex<Faults>,
    requests: Mutex<RequestLog>,
    sockets: Mutex<Sockets>,
    voice_id: Mutex<VoiceId>,
    client_logs: Mutex<ClientLogs>,
    connection_tokens: Mutex<ConnectionTokens>,
    transport_seconds: AtomicU64,
    /// Counts the changes of the instance and of the faults, to wake who waits for one.
    changes: watch::Sender<u64>,
}

impl Simulator {
    pub(crate) fn new(
        addresses: Addresses,
        npm: Option<PathBuf>,
        sessions: Sessions,
        verbose: bool,
    ) -> Arc<Self> {
        Arc::new(Self {
            addresses,
            npm,
            verbose,
            instance: Mutex::default(),
            sessions: Mutex::new(sessions),
            faults: Mutex::default(),
            requests: Mutex::default(),
            sockets: Mutex::default(),
            voice_id: Mutex::default(),
            client_logs: Mutex::default(),
            connection_tokens: Mutex::default(),
            transport_seconds: AtomicU64::new(TRANSPORT_SECONDS),
            changes: watch::Sender::new(0),
        })
    }

    /// Does what is due, then the command, then wakes everybody who waits for a change.
    pub(crate) fn command<R>(&self, command: impl FnOnce(&mut Instance, Timestamp) -> R) -> R {
        let result = {
            let mut instance = locked(&self.instance);
            let now = clock::now();
            instance.advance(now);
            let result = command(&mut instance, now);
            self.publish(&mut instance);
            result
        };
        self.notify();
        result
    }

    /// Looks at the instance as it is now, after what is due.
    pub(crate) fn read<R>(&self, read: impl FnOnce(&Instance) -> R) -> R {
        let (result, advanced) = {
            let mut instance = locked(&self.instance);
            let advanced = instance.advance(clock::now());
            self.publish(&mut instance);
            (read(&instance), advanced)
        };
        if advanced {
            self.notify();
        }
        result
    }

    /// Says over WebSockets what the instance has to say, in the order in which it happened: that is why the
    /// instance is locked meanwhile.
    fn publish(&self, instance: &mut Instance) {
        let messages = instance.take_messages();
        let mut sockets = self.sockets();
        for message in messages {
            sockets.publish(Some(&message.agent), message.topic, &message.content);
        }
    }

    pub(crate) fn sessions(&self) -> MutexGuard<'_, Sessions> {
        locked(&self.sessions)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        locked(&self.faults)
    }

    pub(crate) fn requests(&self) -> MutexGuard<'_, RequestLog> {
        locked(&self.requests)
    }

    pub(crate) fn sockets(&self) -> MutexGuard<'_, Sockets> {
        locked(&self.sockets)
    }

    pub(crate) fn voice_id(&self) -> MutexGuard<'_, VoiceId> {
        locked(&self.voice_id)
    }

    pub(crate) fn connection_tokens(&self) -> MutexGuard<'_, ConnectionTokens> {
        locked(&self.connection_tokens)
    }

    pub(crate) fn client_logs(&self) -> MutexGuard<'_, ClientLogs> {
        locked(&self.client_logs)
    }

    pub(crate) fn transport_seconds(&self) -> u64 {
        self.transport_seconds.load(Ordering::Relaxed)
    }

    pub(crate) fn set_transport_seconds(&self, seconds: u64) {
        self.transport_seconds.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    pub(crate) fn notify(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Forgets everything but what the command line said.
    pub(crate) fn reset(&self) {
        self.sessions().reset();
        self.faults().clear();
        self.requests().clear();
        self.client_logs().clear();
        self.sockets().close_all();
        *self.voice_id() = VoiceId::default();
        *self.connection_tokens() = ConnectionTokens::default();
        self.set_transport_seconds(TRANSPORT_SECONDS);
        self.command(|instance, _| instance.reset());
    }

    /// Does what becomes due, when it does, for ever.
    pub(crate) async fn keep_time(self: Arc<Self>) {
        let mut changes = self.changes();
        loop {
            let due = self.read(Instance::next_due);
            if let Some(due) = due {
                tokio::select! {
                    () = tokio::time::sleep(due.since(clock::now())) => {
                        self.read(|_| ());
                    }
                    _ = changes.changed() => {}
                }
            } else if changes.changed().await.is_err() {
                return;
            }
        }
    }
}

/// A panic elsewhere leaves the state as whole as it was, so its mark on the lock says nothing.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `localhost:9443`, as the client calls this server.
pub(crate) fn host(headers: &HeaderMap) -> &str {
    headers
        .get(HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or("localhost")
}

/// `localhost`, as the client calls this server.
pub(crate) fn host_name(headers: &HeaderMap) -> &str {
    let host = host(headers);
    match host.rsplit_once(':') {
        Some((name, port)) if port.chars().all(|digit| digit.is_ascii_digit()) => name,
        _ => host,
    }
}
