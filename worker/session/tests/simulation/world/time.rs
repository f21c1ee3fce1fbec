//! Time passes, and what is due happens.

use super::*;

impl World {
    /// Lets so much time pass, and all that happens in it happen.
    pub(crate) fn pass(&mut self, time: Millis) {
        let end = self.now.after(time);
        loop {
            for (id, answer) in self.service.due(self.now) {
                let delay = self.delay();
                let life = self.lives;
                self.later(delay, Event::Http(life, id, Box::new(answer)));
            }
            let queued = self.queue.keys().next().map(|(time, _)| *time);
            let deadline = self.deadline();
            let alarm = self.alarm.filter(|_| self.worker.is_none());
            let next = [queued, deadline, self.service.next_due(), alarm]
                .into_iter()
                .flatten()
                .min();
            let Some(next) = next.filter(|next| *next <= end) else {
                self.now = end;
                return;
            };
            self.at_once += 1;
            assert!(
                self.at_once < 5000,
                "things happen again and again, and time stands still"
            );
            if next > self.now {
                self.at_once = 0;
                self.ticks = 0;
                self.now = next;
            }
            if queued.is_some_and(|at| at <= self.now) {
                if let Some((_, event)) = self.queue.pop_first() {
                    self.happen(event);
                }
            } else if self.deadline().is_some_and(|at| at <= self.now) {
                self.ticks += 1;
                assert!(self.ticks < 50, "the sessions want to be woken again and again");
                self.tell_if_alive(Input::TimeCame);
            } else if self.worker.is_none() && self.alarm.is_some_and(|at| at <= self.now) {
                self.alarm = None;
                self.start_worker();
            }
        }
    }

    pub(super) fn is_life(&self, life: u64) -> bool {
        self.worker.as_ref().is_some_and(|worker| worker.life == life)
    }

    pub(super) fn happen(&mut self, event: Event) {
        match event {
            Event::Restored(life) if self.is_life(life) => {
                // What cannot be read is as if it were not there.
                let sessions = self
                    .stored
                    .as_ref()
                    .and_then(|text| serde_json::from_str(text).ok());
                let settings = self.settings.clone();
                // Where storage failed, nobody knows of the window any more.
                let sessions: Option<StoredSessions> = sessions;
                let known = sessions
                    .as_ref()
                    .filter(|_| self.sessions_are_believed())
                    .and_then(|stored| stored.sessions.first()?.sign_in_window.id);
                for (window, is_known) in &mut self.windows {
                    *is_known = known == Some(window.0);
                }
                self.tell_if_alive(Input::Restored { sessions, settings });
            }
            Event::Http(life, id, answer) if self.is_life(life) => {
                let wanted = self
                    .worker
                    .as_mut()
                    .is_some_and(|worker| worker.requests.remove(&id));
                if wanted {
                    self.service.aborted(id);
                    if let Err(failure) = &*answer {
                        let failure = *failure;
                        self.note(|| format!("request {} fails: {failure:?}", id.0));
                    }
                    self.tell_if_alive(Input::HttpAnswered { id, answer: *answer });
                }
            }
            Event::Socket(life, id, news) if self.is_life(life) => self.socket_happens(id, news),
            Event::ToTab(index, port, text) => {
                if let Some(Some(tab)) = self.tabs.get_mut(index)
                    && tab.port == Some(port)
                {
                    for message in tab.take(&text) {
                        self.say(port, &message);
                    }
                }
            }
            Event::ToPopup(port, text) => {
                let said = serde_json::from_str(&text).expect("a message to the popup");
                if let Some((_, view)) = self.popup.as_mut().filter(|(popup, _)| *popup == port)
                    && let WorkerToPopup::View(new) = said
                {
                    *view = Some(new);
                }
            }
            Event::FromPort(port, text) => self.tell_if_alive(Input::PortMessage { port, text }),
            Event::PortGone(port) => self.tell_if_alive(Input::PortClosed { port }),
            Event::TabLost(index, port) => {
                if let Some(Some(tab)) = self.tabs.get_mut(index)
                    && tab.port == Some(port)
                {
                    tab.lost();
                    let delay = ATTEMPTS[tab.attempts.min(ATTEMPTS.len() - 1)];
                    tab.attempts += 1;
                    self.later(Millis(delay), Event::Reconnect(index));
                }
            }
            Event::Rested => self.rested(),
            Event::Reconnect(index) => self.connect(index),
            Event::PopupReconnects => {
                if self.popup.take().is_some() && self.popup_is_open {
                    self.open_popup();
                }
            }
            Event::Written(life) if self.is_life(life) => self.written(),
            Event::WindowOpened(life, id, window) => {
                if self.is_life(life) {
                    self.tell_if_alive(Input::WindowOpened { id, window });
                } else if let Ok(window) = window
                    && let Some(known) = self.windows.get_mut(&window)
                {
                    *known = false;
                }
            }
            Event::Tell(input) => self.tell(input),
            Event::Restored(_) | Event::Http(..) | Event::Socket(..) | Event::Written(_) => {}
        }
    }
}
