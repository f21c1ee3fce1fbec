//! When the sessions want to be woken.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use headwater_browser::{WarnOnError, alarms, timer::Timer};
use headwater_protocol::Millis;
use headwater_session::Input;
use wasm_bindgen_futures::spawn_local;

use crate::inbox::Inbox;

/// The one alarm of the worker.
const ALARM: &str = "wake";
/// What is nearer, browsers move to this distance.
const SHORTEST_ALARM: Millis = Millis::seconds(30);

/// The one timer of the worker. All clones are the same.
///
/// A timeout of the context is exact and ends with the worker. An idle worker may be stopped before even a short
/// timeout comes, so there is always an alarm behind it.
#[derive(Clone)]
pub(crate) struct Wake {
    inbox: Inbox,
    deadline: Rc<Cell<Option<Millis>>>,
    timer: Rc<RefCell<Option<Timer>>>,
    alarm: Rc<Cell<Option<Millis>>>,
}

impl Wake {
    pub(crate) fn new(inbox: &Inbox) -> Self {
        Self {
            inbox: inbox.clone(),
            deadline: Rc::default(),
            timer: Rc::default(),
            alarm: Rc::default(),
        }
    }

    /// Hears the alarm, that of an earlier life of the worker too.
    pub(crate) fn listen(&self) {
        let wake = self.clone();
        alarms::on_alarm(move || wake.ring()).keep();
    }

    /// Waits for this time, and for no other.
    pub(crate) fn arm(&self, deadline: Option<Millis>) {
        let now = crate::now();
        if self.deadline.replace(deadline) != deadline {
            let timer = deadline.map(|deadline| {
                let wake = self.clone();
                Timer::after(milliseconds(deadline.since(now)), move || wake.ring())
            });
            self.timer.replace(timer);
        }
        let set = self.alarm.get();
        match (deadline, next_alarm(now, deadline, set)) {
            (_, Some(when)) => {
                self.alarm.set(Some(when));
                #[expect(clippy::cast_precision_loss, reason = "exact for the next 280 000 years")]
                alarms::create(ALARM, when.0 as f64).warn_on_error();
            }
            (None, None) if set.is_some() => {
                self.alarm.set(None);
                spawn_local(async {
                    alarms::clear(ALARM).await.warn_on_error();
                });
            }
            _ => (),
        }
    }

    /// The timer or the alarm came. It may be early: the clock is not the timer's, and an alarm may be of an
    /// earlier deadline.
    fn ring(&self) {
        let deadline = self.deadline.take();
        if deadline.is_some_and(|deadline| deadline <= crate::now()) {
            self.inbox.put(Input::TimeCame);
        } else {
            self.inbox.turn();
        }
    }
}

/// When the alarm is to be set to; `None` if it may stay as it is, `set` being when it comes. One that comes
/// too early does no harm, so it is not moved with every deadline.
fn next_alarm(now: Millis, deadline: Option<Millis>, set: Option<Millis>) -> Option<Millis> {
    let wanted = deadline?.max(now.after(SHORTEST_ALARM));
    let stays = set.is_some_and(|set| now < set && set <= wanted);
    (!stays).then_some(wanted)
}

/// A length of time as `setTimeout` takes it; the longest it can wait is 24 days.
pub(crate) fn milliseconds(length: Millis) -> i32 {
    i32::try_from(length.0).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_000_000_000);

    fn later(seconds: u64) -> Millis {
        NOW.after(Millis::seconds(seconds))
    }

    #[test]
    fn without_a_deadline_no_alarm_is_set() {
        assert_eq!(next_alarm(NOW, None, None), None);
        assert_eq!(next_alarm(NOW, None, Some(later(30))), None);
    }

    #[test]
    fn a_far_deadline_is_the_time_of_the_alarm() {
        assert_eq!(next_alarm(NOW, Some(later(300)), None), Some(later(300)));
    }

    #[test]
    fn a_near_deadline_has_the_nearest_alarm_behind_it() {
        assert_eq!(next_alarm(NOW, Some(later(2)), None), Some(later(30)));
        assert_eq!(next_alarm(NOW, Some(Millis(5)), None), Some(later(30)));
    }

    #[test]
    fn an_alarm_that_comes_in_time_stays() {
        assert_eq!(next_alarm(NOW, Some(later(40)), Some(later(40))), None);
        assert_eq!(next_alarm(NOW, Some(later(40)), Some(later(12))), None);
    }

    #[test]
    fn an_alarm_that_comes_too_late_or_is_past_is_set_anew() {
        assert_eq!(next_alarm(NOW, Some(later(40)), Some(later(41))), Some(later(40)));
        assert_eq!(next_alarm(NOW, Some(later(40)), Some(NOW)), Some(later(40)));
    }

    #[test]
    fn a_length_of_time_fits() {
        assert_eq!(milliseconds(Millis(250)), 250);
        assert_eq!(milliseconds(Millis(u64::MAX)), i32::MAX);
    }
}
