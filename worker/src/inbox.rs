//! What happens is taken one thing at a time.

use std::{
    cell::{OnceCell, RefCell},
    collections::VecDeque,
    rc::Rc,
};

use headwater_session::{Input, Sessions};

use crate::effects::Performer;

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
}

impl Inbox {
    /// Names the sessions that what is put here is for.
    pub(crate) fn open(&self, sessions: Sessions, performer: Performer) {
        let worker = RefCell::new(Worker { sessions, performer });
        assert!(self.0.worker.set(worker).is_ok(), "a worker starts once");
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
        let Some(Ok(mut worker)) = self.0.worker.get().map(RefCell::try_borrow_mut) else {
            return;
        };
        while let Some(input) = self.next() {
            worker.sessions.handle(crate::now(), input);
            while let Some(effect) = worker.sessions.poll_effect() {
                worker.performer.perform(effect);
            }
        }
        let deadline = worker.sessions.poll_timeout();
        worker.performer.timer.arm(deadline);
    }

    fn next(&self) -> Option<Input> {
        self.0.waiting.borrow_mut().pop_front()
    }
}
