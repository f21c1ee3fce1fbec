//! What comes on two connections is passed on once.

use headwater_protocol::Millis;
use litemap::LiteMap;

use crate::input::EffectId;

/// How long an old connection is listened to after the next one carries all subscriptions: what was on its way arrives.
const DRAIN: Millis = Millis::seconds(3);
/// How long the second copy of a message may take.
const SECOND_COPY: Millis = Millis::seconds(10);
/// More copies than this are never awaited.
const MOST_AWAITED: usize = 1000;

/// While two connections are open, each message comes twice, in either order.
#[derive(Debug, Default)]
pub(super) struct Overlap {
    /// By text, how many more came on the old connection than on the next one.
    lead: LiteMap<String, i32>,
    /// The old connection, which nothing is sent to any more, and until when it is listened to.
    draining: Option<(EffectId, Millis)>,
    /// Copies of what came on an old connection that is gone may come until then.
    until: Option<Millis>,
}

impl Overlap {
    /// The old connection has done its duty; the one before that, if it is listened to still, is to be closed.
    pub(super) fn drain(&mut self, old: EffectId, now: Millis) -> Option<EffectId> {
        self.draining
            .replace((old, now.after(DRAIN)))
            .map(|(before, _)| before)
    }

    pub(super) fn is_draining(&self, id: EffectId) -> bool {
        self.draining.is_some_and(|(draining, _)| draining == id)
    }

    /// The old connection is gone.
    pub(super) fn ended(&mut self, now: Millis) {
        self.draining = None;
        self.until = Some(now.after(SECOND_COPY));
    }

    /// Both connections are to be closed, or are: what was awaited does not come.
    pub(super) fn forget(&mut self) -> Option<EffectId> {
        std::mem::take(self).draining.map(|(id, _)| id)
    }

    pub(super) fn timeout(&self) -> Option<Millis> {
        self.draining.map(|(_, until)| until).or(self.until)
    }

    /// The old connection that is to be closed now.
    pub(super) fn time_came(&mut self, now: Millis) -> Option<EffectId> {
        match (self.draining, self.until) {
            (Some((id, until)), _) if until <= now => {
                self.ended(now);
                Some(id)
            }
            (None, Some(until)) if until <= now => {
                *self = Self::default();
                None
            }
            _ => None,
        }
    }

    /// Whether copies may come.
    pub(super) fn is_on(&self) -> bool {
        self.draining.is_some() || self.until.is_some()
    }

    /// Whether this is the first of the two copies of a message.
    pub(super) fn is_first(&mut self, text: &str, on_the_old: bool) -> bool {
        let before = self.lead.get(text).copied().unwrap_or_default();
        let lead = before + if on_the_old { 1 } else { -1 };
        if lead == 0 {
            self.lead.remove(text);
        } else if before != 0 || self.lead.len() < MOST_AWAITED {
            self.lead.insert(text.to_owned(), lead);
        }
        lead.abs() > before.abs()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_message_counts_once_however_often_it_is_said() {
        let mut overlap = Overlap::default();
        // Said twice, and both connections carry both.
        let taken = [true, true, false, false].map(|old| overlap.is_first("yes", old));
        assert_eq!(taken, [true, true, false, false]);
        assert!(overlap.is_first("yes", false));
        assert!(!overlap.is_first("yes", true));
        assert_eq!(overlap.lead.len(), 0, "what came twice is forgotten");
    }

    #[test]
    fn ends_by_itself() {
        let mut overlap = Overlap::default();
        assert_eq!(overlap.drain(EffectId(1), Millis(0)), None);
        assert_eq!(overlap.time_came(Millis(1)), None);
        assert_eq!(overlap.timeout(), Some(DRAIN));
        assert_eq!(overlap.time_came(DRAIN), Some(EffectId(1)));
        assert!(overlap.is_on());
        assert_eq!(overlap.time_came(DRAIN.after(SECOND_COPY)), None);
        assert!(!overlap.is_on());
        assert_eq!(overlap.timeout(), None);
    }

    #[test]
    fn does_not_grow_for_ever() {
        let mut overlap = Overlap::default();
        for number in 0..10_000 {
            assert!(overlap.is_first(&number.to_string(), true));
        }
        assert_eq!(overlap.lead.len(), MOST_AWAITED);
    }
}
