//! When to try again: exponential backoff with full jitter and a cap.

use headwater_protocol::Millis;

/// A source of jitter. Deterministic: its seed is an argument.
#[derive(Debug, Clone)]
pub(crate) struct Jitter(u64);

impl Jitter {
    pub(crate) fn new(seed: u64) -> Self {
        // A xorshift generator stays at zero for ever, and for long near a small seed.
        Self(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        (self.next() * end as f64) as u64
    }

    /// A number below one.
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// The longest that a service is obeyed: one that asks for a day has lost its way.
const MOST_ASKED: Millis = Millis::seconds(3600);

/// Counts failures in a row and says when to try again after each.
#[derive(Debug, Clone)]
pub(crate) struct Backoff {
    base: Millis,
    cap: Millis,
    failures: u32,
    /// The service asked for silence until then (`Retry-After`).
    not_before: Millis,
}

impl Backoff {
    pub(crate) fn new(base: Millis, cap: Millis) -> Self {
        Self {
            base,
            cap,
            failures: 0,
            not_before: Millis(0),
        }
    }

    pub(crate) fn succeeded(&mut self) {
        self.failures = 0;
        self.not_before = Millis(0);
    }

    pub(crate) fn failures(&self) -> u32 {
        self.failures
    }

    /// When to try again after one more failure: anywhere in a span that doubles with each (full jitter). What the
    /// service asks for is the least.
    pub(crate) fn failed(&mut self, now: Millis, jitter: &mut Jitter, asked: Option<Millis>) -> Millis {
        let span = self
            .base
            .0
            .saturating_mul(1 << self.failures.min(16))
            .min(self.cap.0);
        self.failures = self.failures.saturating_add(1);
        if let Some(asked) = asked {
            self.not_before = now.after(asked.min(MOST_ASKED));
        }
        let wait = Millis(jitter.below(span));
        self.at_once(now.after(wait))
    }

    /// The earliest time from `now` on at which the service may be asked, whatever speaks for hurry.
    pub(crate) fn at_once(&self, now: Millis) -> Millis {
        now.max(self.not_before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = Millis(1_000_000);

    #[test]
    fn waits_lie_in_spans_that_grow_up_to_the_cap_and_start_over() {
        let mut jitter = Jitter::new(7);
        let mut longest = [0; 20];
        for _ in 0..200 {
            let mut backoff = Backoff::new(Millis(100), Millis(1000));
            for (failure, longest) in longest.iter_mut().enumerate() {
                let span = (100_u64 << failure.min(10)).min(1000);
                let wait = backoff.failed(NOW, &mut jitter, None).since(NOW).0;
                assert!(wait <= span, "{failure}: {wait}");
                *longest = wait.max(*longest);
            }
            backoff.succeeded();
            assert!(backoff.failed(NOW, &mut jitter, None).since(NOW).0 <= 100);
        }
        // The whole span is used.
        assert!(
            longest[0] > 90 && longest[1] > 180 && longest[19] > 900,
            "{longest:?}"
        );
    }

    #[test]
    fn the_service_may_ask_for_more_and_no_hurry_is_greater() {
        let mut backoff = Backoff::new(Millis(100), Millis(1000));
        let until = NOW.after(Millis(9000));
        assert_eq!(
            backoff.failed(NOW, &mut Jitter::new(0), Some(Millis(9000))),
            until
        );
        assert_eq!(backoff.at_once(NOW), until);
        // A failure that asks for nothing does not shorten what was asked for.
        assert_eq!(backoff.failed(NOW, &mut Jitter::new(0), None), until);
        backoff.succeeded();
        assert_eq!(backoff.at_once(NOW), NOW);
    }

    #[test]
    fn a_service_that_asks_for_ever_is_not_obeyed() {
        let mut backoff = Backoff::new(Millis(100), Millis(1000));
        let at = backoff.failed(NOW, &mut Jitter::new(0), Some(Millis(u64::MAX)));
        assert_eq!(at, NOW.after(MOST_ASKED));
    }
}
