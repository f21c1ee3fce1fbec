//! What happens is taken one thing at a time.

use std::{
    cell::{OnceCell, RefCell, RefMut},
    collections::VecDeque,
    rc::Rc,
};

use headwater_browser::timer::Timer;
use headwater_session::{Effect, Input, Sessions};

use crate::effects::Performer;

/// Milliseconds that a worker which has just been restored gives to the page or popup that woke it. Asking the service,
/// storing and all else take longer than the answer that is waited for.
const FIRST_ANSWER: i32 = 20;

/// Where everything that happens is put. All clones are the same inbox.
#[derive(Clone, Default)]
pub(crate) struct Inbox(Rc<Shared>);

#[derive(Default)]
struct Shared {
    waiting: RefCell<VecDeque<Input>>,
    worker: OnceCell<RefCell<Worker>>,
}

struct Worker {
    sessions: Sessions,
    performer: Performer,
    /// What is done later than the first answers; nothing is, once the start is over.
    held: Option<Vec<Effect>>,
    start: Option<Timer>,
}

impl Worker {
    fn perform(&mut self, effect: Effect) {
        match (&mut self.held, effect) {
            (Some(held), effect) if !matches!(effect, Effect::Send { .. } | Effect::Disconnect { .. }) => {
                held.push(effect);
            }
            (_, effect) => self.performer.perform(effect),
        }
    }
}

impl Inbox {
    /// Names the sessions that what is put here is for.
    pub(crate) fn open(&self, sessions: Sessions, performer: Performer) {
        let worker = RefCell::new(Worker {
            sessions,
            performer,
            held: Some(Vec::new()),
            start: None,
        });
        assert!(self.0.worker.set(worker).is_ok(), "a worker starts once");
    }

    /// Does, soon, what was held back for the first answers.
    pub(crate) fn end_start(&self) {
        let inbox = self.clone();
        let timer = Timer::after(FIRST_ANSWER, move || {
            if let Some(mut worker) = inbox.worker() {
                for effect in worker.held.take().into_iter().flatten() {
                    worker.performer.perform(effect);
                }
            }
            inbox.turn();
        });
        if let Some(mut worker) = self.worker() {
            worker.start = Some(timer);
        }
    }

    /// Hands one thing that happened to the sessions, and does what they want done. What happens meanwhile is
    /// put here as well and waits for its turn.
    pub(crate) fn put(&self, input: Input) {
        self.0.waiting.borrow_mut().push_back(input);
        self.turn();
    }

    /// Takes what waits, and sets the timer anew.
    pub(crate) fn turn(&self) {
        // A turn that is under way takes what was put here by its effects.
        let Some(mut worker) = self.worker() else {
            return;
        };
        while let Some(input) = self.next() {
            worker.sessions.handle(crate::now(), input);
            while let Some(effect) = worker.sessions.poll_effect() {
                worker.perform(effect);
            }
        }
        let deadline = worker.sessions.poll_timeout();
        worker.performer.timer.arm(deadline);
    }

    /// Nothing while a turn is under way.
    fn worker(&self) -> Option<RefMut<'_, Worker>> {
        self.0.worker.get()?.try_borrow_mut().ok()
    }

    fn next(&self) -> Option<Input> {
        self.0.waiting.borrow_mut().pop_front()
    }
}
