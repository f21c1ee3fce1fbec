//! Time as the sessions count it.

use headwater_protocol::Millis;

/// A machine that sleeps, or hangs, is this late for what was planned.
const OVERSLEPT: Millis = Millis::seconds(15);

/// Makes of the machine's clock one that never goes back: a clock that is set back by hours would put off by hours what
/// was planned before.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    last: Millis,
    ahead: Millis,
}

impl Clock {
    /// The time, when the machine's clock shows this.
    pub(crate) fn steady(&mut self, wall: Millis) -> Millis {
        let now = wall.after(self.ahead);
        if now < self.last {
            self.ahead = self.last.since(wall);
        }
        self.last = self.last.max(now);
        self.last
    }

    /// What the machine's clock shows at this time.
    pub(crate) fn wall(&self, time: Millis) -> Millis {
        time.since(self.ahead)
    }

    /// Whether now is so long after what was planned that the machine must have slept.
    pub(crate) fn overslept(now: Millis, planned: Option<Millis>) -> bool {
        planned.is_some_and(|planned| now.since(planned) > OVERSLEPT)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_goes_back() {
        let mut clock = Clock::default();
        assert_eq!(clock.steady(Millis(10_000)), Millis(10_000));
        // Set back by seven seconds.
        assert_eq!(clock.steady(Millis(3_000)), Millis(10_000));
        assert_eq!(clock.steady(Millis(3_500)), Millis(10_500));
        assert_eq!(clock.wall(Millis(11_000)), Millis(4_000));
        // And set right again: time jumps ahead, as after a sleep.
        assert_eq!(clock.steady(Millis(11_000)), Millis(18_000));
    }

    #[test]
    fn a_machine_that_is_late_has_slept() {
        assert!(!Clock::overslept(Millis(10_000), None));
        assert!(!Clock::overslept(Millis(10_000), Some(Millis(9_000))));
        assert!(Clock::overslept(Millis(100_000), Some(Millis(9_000))));
    }
}
