//! When to try again: exponential backoff with full jitter and a cap.

use headwater_protocol::Millis;

/// A source of jitter. Deterministic: its seed is an argument.
#[derive(Debug, Clone)]
pub(crate) struct Jitter(u64);

impl Jitter {
    pub(crate) fn new(seed: u64) -> Self {
        // A xorshift generator stays at zero for ever.
        Self(seed | 1)
    }

    /// A number below one.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Counts failures in a row and says how long to wait after each.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    base: Millis,
    cap: Millis,
    failures: u32,
}

impl Backoff {
    pub(crate) fn new(base: Millis, cap: Millis) -> Self {
        Self {
            base,
            cap,
            failures: 0,
        }
    }

    pub(crate) fn succeeded(&mut self) {
        self.failures = 0;
    }

    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// The wait after one more failure. What the service asks for (`Retry-After`) is the least.
    pub(crate) fn failed(&mut self, jitter: &mut Jitter, asked: Option<Millis>) -> Millis {
        let ceiling = self
            .base
            .0
            .saturating_mul(1 << self.failures.min(16))
            .min(self.cap.0);
        self.failures = self.failures.saturating_add(1);
        // Half of the wait is certain, so that a broken service is never hammered.
        let wait = ceiling / 2 + (jitter.next() * (ceiling / 2) as f64) as u64;
        Millis(wait.max(asked.map_or(0, |asked| asked.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_up_to_the_cap_and_start_over() {
        let mut jitter = Jitter::new(7);
        let mut backoff = Backoff::new(Millis(100), Millis(1000));
        for failure in 0..20 {
            let ceiling = (100_u64 << failure.min(10)).min(1000);
            let wait = backoff.failed(&mut jitter, None);
            assert!((ceiling / 2..=ceiling).contains(&wait.0), "{failure}: {wait:?}");
        }
        backoff.succeeded();
        assert!(backoff.failed(&mut jitter, None).0 <= 100);
    }

    #[test]
    fn the_service_may_ask_for_more() {
        let mut backoff = Backoff::new(Millis(100), Millis(1000));
        assert_eq!(
            backoff.failed(&mut Jitter::new(0), Some(Millis(9000))),
            Millis(9000)
        );
    }
}
