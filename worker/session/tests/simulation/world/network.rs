//! The network: requests and WebSockets.

use super::*;

impl World {
    pub(super) fn request(&mut self, id: EffectId, request: &HttpRequest) {
        let life = self.lives;
        self.requests += 1;
        if let Some(worker) = &mut self.worker {
            worker.requests.insert(id);
        }
        self.later(
            request.timeout,
            Event::Http(life, id, Box::new(Err(HttpFailure::Timeout))),
        );
        let delay = self.delay();
        let broken = Box::new(Err(HttpFailure::Network));
        if self.weather.offline || self.random.percent(self.weather.lost_requests) {
            return self.later(delay, Event::Http(life, id, broken));
        }
        if self.random.percent(self.weather.silence) {
            return;
        }
        self.service.requests.clear();
        let answer = self.service.request(self.now, id, request);
        if let Some(name) = self.service.requests.first().and_then(name_of_call) {
            let executed = self.executed.entry(name.clone()).or_default();
            executed.asked += 1;
            match &answer {
                Some(Ok(answer)) if answer.status == 401 => executed.refused += 1,
                Some(Ok(answer)) if answer.status == 200 => {
                    executed.done += 1;
                    executed.life = life;
                    let tabs = self.tabs.iter().enumerate();
                    executed.present = tabs
                        .filter(|(_, tab)| tab.as_ref().is_some_and(|tab| tab.page.known.is_some()))
                        .map(|(index, _)| index)
                        .collect();
                    let mut contacts = self.service.contacts.iter_mut();
                    if let Some((_, state)) = contacts.find(|(id, _)| *id == name) {
                        "connected".clone_into(state);
                        self.service.changed();
                    }
                }
                _ => {}
            }
        }
        if let Some(answer) = answer {
            let answer = if self.random.percent(self.weather.lost_answers) {
                Err(HttpFailure::Network)
            } else {
                answer
            };
            let back = self.delay();
            self.later(delay.after(back), Event::Http(life, id, Box::new(answer)));
        }
    }

    pub(super) fn socket_later(&mut self, id: EffectId, news: SocketNews) {
        let life = self.lives;
        let delay = self.delay();
        let Some(connection) = self.sockets.get_mut(&id) else {
            return;
        };
        // In order within a connection.
        connection.busy_until = connection.busy_until.max(self.now.after(delay));
        let at = connection.busy_until;
        self.at(at, Event::Socket(life, id, news));
    }

    pub(super) fn frame(&mut self, id: EffectId, text: &str) {
        if self.weather.sockets_are_mute || self.weather.offline {
            return;
        }
        let frame: Value = serde_json::from_str(text).expect("frames are JSON");
        match frame["topic"].as_str() {
            Some("aws/heartbeat") => {
                self.socket_later(id, SocketNews::Message(text.to_owned()));
            }
            Some("aws/subscribe") => {
                let topics = serde_json::from_value(frame["content"]["topics"].clone()).expect("topics");
                self.socket_later(id, SocketNews::Confirm(topics));
            }
            _ => {}
        }
    }

    /// The service has a message for all who subscribed.
    pub(crate) fn publish(&mut self) {
        if self.weather.sockets_are_mute || self.weather.offline {
            return;
        }
        self.next_message += 1;
        let text = json!({"topic": "aws/chat", "content": self.next_message}).to_string();
        let ids: Vec<EffectId> = self
            .sockets
            .iter()
            .filter(|(_, connection)| connection.topics.iter().any(|topic| topic == "aws/chat"))
            .map(|(id, _)| *id)
            .collect();
        for id in ids {
            self.socket_later(id, SocketNews::Message(text.clone()));
        }
    }

    pub(crate) fn cut_sockets(&mut self, all: bool) {
        let ids: Vec<EffectId> = self.sockets.keys().copied().collect();
        for id in ids.into_iter().take(if all { usize::MAX } else { 1 }) {
            self.socket_later(id, SocketNews::Closed(1006));
        }
    }

    pub(super) fn socket_happens(&mut self, id: EffectId, news: SocketNews) {
        let Some(connection) = self.sockets.get_mut(&id) else {
            return;
        };
        match news {
            SocketNews::Open => {
                connection.open = true;
                self.tell_if_alive(Input::SocketOpened { id });
            }
            SocketNews::Message(text) => self.tell_if_alive(Input::SocketMessage { id, text }),
            SocketNews::Confirm(topics) => {
                let content = json!({"status": "success", "topics": topics});
                connection.topics.extend(topics);
                let text = json!({"topic": "aws/subscribe", "content": content}).to_string();
                self.tell_if_alive(Input::SocketMessage { id, text });
            }
            SocketNews::Closed(code) => {
                self.sockets.remove(&id);
                let reason = String::new();
                self.tell_if_alive(Input::SocketClosed { id, code, reason });
            }
        }
    }
}

/// What a request is known by that is to be made once: the digits to send, or the contact to accept.
fn name_of_call(request: &Request) -> Option<String> {
    let name = match request.operation.as_str() {
        "SendDigits" => &request.parameters["digits"],
        "AcceptContact" => &request.parameters["contactId"],
        _ => return None,
    };
    name.as_str().map(str::to_owned)
}
