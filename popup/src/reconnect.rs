//! How long to wait before connecting to the worker again.

use std::time::Duration;

const SHORTEST: Duration = Duration::from_millis(50);
const LONGEST: Duration = Duration::from_secs(4);

/// Waits that double as long as nothing is heard from the worker.
///
/// The first is short: connecting is what wakes a stopped worker, and most often it was only stopped. Later ones keep a
/// worker that cannot start from being started again without end.
#[derive(Debug, Default)]
pub(crate) struct ReconnectDelay {
    failures: u32,
}

impl ReconnectDelay {
    /// How long to wait this time.
    pub(crate) fn next(&mut self) -> Duration {
        let delay = SHORTEST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        delay
    }

    /// The worker was heard.
    pub(crate) fn reset(&mut self) {
        self.failures = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_a_limit() {
        let mut delay = ReconnectDelay::default();
        let waits: Vec<u128> = (0..9).map(|_| delay.next().as_millis()).collect();
        assert_eq!(waits, [50, 100, 200, 400, 800, 1600, 3200, 4000, 4000]);
    }

    #[test]
    fn a_worker_that_answered_is_tried_again_at_once() {
        let mut delay = ReconnectDelay::default();
        for _ in 0..100 {
            delay.next();
        }
        delay.reset();
        assert_eq!(delay.next(), SHORTEST);
    }
}
