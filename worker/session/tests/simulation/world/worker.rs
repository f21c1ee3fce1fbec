//! The worker: it starts, is told, does what the sessions want done, and dies.

use super::*;

impl World {
    pub(super) fn start_worker(&mut self) {
        if self.worker.is_some() || self.rests_until.is_some() {
            return;
        }
        self.lives += 1;
        let life = self.lives;
        self.note(|| format!("worker {life} starts"));
        let mut sessions = Sessions::new(defaults(), life);
        if let Some(failure) = self.last_failure() {
            sessions.after_failure(failure);
        }
        self.began = self.now;
        self.worker = Some(Worker {
            sessions,
            life,
            requests: BTreeSet::new(),
            writing: None,
            waiting: None,
            opening: 0,
        });
        let delay = Millis(self.random.below(20));
        self.later(delay, Event::Restored(life));
    }

    /// The browser stops the worker. What was on its way to it, and what it had not done yet, is lost.
    pub(crate) fn kill(&mut self) {
        // With the script goes what it knew of failures.
        self.failures = 0;
        self.rests_until = None;
        let Some(worker) = self.worker.take() else { return };
        self.note(|| format!("worker {} dies", worker.life));
        let all_arrives = self.random.percent(50);
        self.is_gone(&worker, all_arrives);
    }

    /// What becomes of all that the worker had begun.
    pub(super) fn is_gone(&mut self, worker: &Worker, all_arrives: bool) {
        for id in &worker.requests {
            self.service.aborted(*id);
        }
        // A window that is opening is opened all the same; the worker never hears of it.
        self.sockets.clear();
        for (port, tab) in std::mem::take(&mut self.ports) {
            let (to_page, _) = self.arrivals.remove(&port).unwrap_or_default();
            if !all_arrives {
                self.queue.retain(|_, event| {
                    !matches!(event, Event::ToTab(_, of, _) | Event::ToPopup(of, _) if *of == port)
                });
            }
            let at = self.now.max(to_page);
            match tab {
                Some(tab) => self.at(at, Event::TabLost(tab, port)),
                None => self.at(at, Event::PopupReconnects),
            }
        }
        self.queue
            .retain(|_, event| !matches!(event, Event::FromPort(..) | Event::PortGone(_)));
    }

    /// Counts one step; whether the worker died at it.
    pub(super) fn dies_here(&mut self) -> bool {
        self.steps += 1;
        if self.kill_at == Some(self.steps) {
            self.kill();
            return true;
        }
        if self.fail_at.take_if(|step| *step <= self.steps).is_some() {
            self.fail();
            return true;
        }
        false
    }

    pub(crate) fn tell(&mut self, input: Input) {
        self.start_worker();
        self.tell_if_alive(input);
    }

    pub(super) fn tell_if_alive(&mut self, input: Input) {
        if self.worker.is_none() || self.dies_here() {
            return;
        }
        let wall = self.wall();
        if let Some(worker) = &mut self.worker {
            worker.sessions.handle(wall, input);
        }
        while let Some(effect) = self
            .worker
            .as_mut()
            .and_then(|worker| worker.sessions.poll_effect())
        {
            if self.dies_here() {
                return;
            }
            self.perform(effect);
        }
        let deadline = self.deadline();
        self.alarm = deadline.map(|deadline| deadline.max(self.now.after(SHORTEST_ALARM)));
    }

    /// When the sessions want to be woken, in true time.
    pub(crate) fn deadline(&self) -> Option<Millis> {
        let at = self.worker.as_ref()?.sessions.poll_timeout()?;
        Some(Millis(at.0.saturating_add_signed(-self.clock_is_ahead)))
    }

    pub(crate) fn requests_under_way(&self) -> usize {
        self.worker.as_ref().map_or(0, |worker| worker.requests.len())
    }

    pub(crate) fn sockets_open(&self) -> usize {
        self.sockets.len()
    }

    pub(crate) fn queued(&self) -> usize {
        self.queue.len()
    }

    pub(super) fn perform(&mut self, effect: Effect) {
        let life = self.lives;
        match effect {
            Effect::Send { port, text } => {
                let delay = self.delay();
                let Some(tab) = self.ports.get(&port).copied() else {
                    return;
                };
                let arrival = &mut self.arrivals.entry(port).or_default().0;
                *arrival = self.now.after(delay).max(*arrival);
                let at = *arrival;
                let text = text.to_string();
                match tab {
                    Some(tab) => self.at(at, Event::ToTab(tab, port, text)),
                    None => self.at(at, Event::ToPopup(port, text)),
                }
            }
            Effect::Disconnect { port } => {
                if let Some(Some(tab)) = self.ports.remove(&port) {
                    let (at, _) = self.arrivals.remove(&port).unwrap_or_default();
                    let at = self.now.max(at);
                    self.at(at, Event::TabLost(tab, port));
                }
            }
            Effect::Http { id, request } => self.request(id, &request),
            Effect::AbortHttp { id } => {
                self.service.aborted(id);
                if let Some(worker) = &mut self.worker {
                    worker.requests.remove(&id);
                }
            }
            Effect::OpenSocket { id, .. } => {
                let connection = Connection {
                    open: false,
                    topics: Vec::new(),
                    busy_until: self.now,
                };
                self.sockets.insert(id, connection);
                if !self.weather.sockets_hang {
                    let news = if self.weather.sockets_fail || self.weather.offline {
                        SocketNews::Closed(1006)
                    } else {
                        SocketNews::Open
                    };
                    self.socket_later(id, news);
                }
            }
            Effect::SendSocket { id, text } => self.frame(id, &text),
            Effect::CloseSocket { id } => {
                self.sockets.remove(&id);
            }
            Effect::StoreSessions(stored) => {
                let delay = Millis(self.random.below(50));
                let Some(worker) = &mut self.worker else { return };
                if worker.writing.is_none() {
                    worker.writing = Some(*stored);
                    self.later(delay, Event::Written(life));
                } else {
                    worker.waiting = Some(*stored);
                }
            }
            Effect::StoreSettings(settings) => self.settings = Some(settings),
            Effect::OpenWindow { id, .. } => {
                let delay = self.delay();
                let opened = if self.random.percent(5) {
                    Err("no window".to_owned())
                } else {
                    self.windows_opened += 1;
                    let window = WindowId(self.windows_opened);
                    self.windows.insert(window, true);
                    Ok(window)
                };
                let known = self.windows.values().filter(|known| **known).count();
                assert!(known <= 1, "{known} sign-in windows");
                if let Some(worker) = &mut self.worker {
                    worker.opening += 1;
                }
                self.later(delay, Event::WindowOpened(life, id, opened));
            }
            Effect::CloseWindow { window } if self.windows.remove(&window).is_some() => {
                let delay = self.delay();
                self.later(delay, Event::Tell(Input::WindowClosed { window }));
            }
            Effect::FocusWindow { .. } | Effect::SetBadge(_) => {}
            Effect::Log { text, .. } => {
                assert!(!text.contains("token-"), "a token is logged: {text}");
                assert!(!text.contains("malformed message"), "{text}");
                self.note(|| format!("log: {text}"));
            }
            #[allow(unreachable_patterns)]
            _ => {}
        }
    }
}

fn defaults() -> Defaults {
    serde_json::from_value(json!({
        "instances": [INSTANCE],
        "instanceHosts": ["https://*.my.connect.aws/*"],
        "sites": ["https://*.example.com/*"],
    }))
    .expect("defaults")
}
