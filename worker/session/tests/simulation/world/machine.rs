//! What the agent and the machine do.

use super::*;

impl World {
    pub(crate) fn page_of_instance_loads(&mut self) {
        self.tell(Input::PageLoaded {
            origin: INSTANCE.to_owned(),
        });
    }

    /// In the sign-in window, or elsewhere.
    pub(crate) fn agent_signs_in(&mut self) {
        self.service.signed_in = true;
        self.page_of_instance_loads();
    }

    pub(crate) fn agent_closes_windows(&mut self) {
        for window in std::mem::take(&mut self.windows).into_keys() {
            self.tell(Input::WindowClosed { window });
        }
    }

    pub(crate) fn network_goes(&mut self) {
        self.weather.offline = true;
        let requests: Vec<EffectId> = self
            .worker
            .iter()
            .flat_map(|worker| worker.requests.iter().copied())
            .collect();
        let life = self.lives;
        for id in requests {
            self.service.aborted(id);
            let delay = self.delay();
            self.later(delay, Event::Http(life, id, Box::new(Err(HttpFailure::Network))));
        }
        self.tell_if_alive(Input::OnlineChanged { online: false });
    }

    pub(crate) fn network_comes(&mut self) {
        self.weather.offline = false;
        self.tell_if_alive(Input::OnlineChanged { online: true });
    }

    /// The machine sleeps: nothing happens for so long, and what was on its way over the network is dead.
    pub(crate) fn sleep(&mut self, time: Millis) {
        self.note(|| format!("sleep of {} s", time.0 / 1000));
        self.now = self.now.after(time);
        let life = self.lives;
        let requests: Vec<EffectId> = self
            .worker
            .iter()
            .flat_map(|worker| worker.requests.iter().copied())
            .collect();
        self.queue
            .retain(|_, event| !matches!(event, Event::Http(..) | Event::Socket(..)));
        for id in requests {
            self.service.aborted(id);
            let delay = Millis(self.random.below(28_000));
            self.later(delay, Event::Http(life, id, Box::new(Err(HttpFailure::Timeout))));
        }
        // Half-open: neither end knows.
        for connection in self.sockets.values_mut() {
            connection.open = false;
            connection.topics.clear();
        }
    }
}
