//! Thirty days of work, without a pause: nothing may grow.

use headwater_protocol::Millis;

use crate::{memory, story::Story};

const HOUR: u64 = 3_600_000;
const CONTACTS_AN_HOUR: u64 = 20;

/// What was measured at the end of a day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day {
    /// Bytes on the heap, of the sessions and of the simulated browser around them.
    pub(crate) heap: usize,
    /// Bytes of the largest state that was stored so far.
    pub(crate) stored: usize,
    pub(crate) requests: u64,
    pub(crate) lives: u64,
    /// What is planned: requests under way, WebSockets, and what is on its way to somebody.
    pub(crate) under_way: usize,
}

/// Lives through so many days and says after each how things stand. The worker dies about once an hour.
pub(crate) fn live(days: u64, mut tell: impl FnMut(u64, Day)) -> Vec<Day> {
    let mut story = Story::new(30);
    story.world.service.session = Millis(HOUR);
    for _ in 0..3 {
        story.world.open_tab();
    }
    story.world.open_popup();
    let mut measured = Vec::new();
    let mut number = 0;
    for day in 1..=days {
        for _ in 0..24 {
            hour(&mut story, &mut number);
        }
        let world = &mut story.world;
        world.service.set_contacts(&[]);
        world.pass(Millis::seconds(90));
        world.executed.clear();
        world.service.requests.clear();
        world.trace.clear();
        for tab in world.tabs.iter_mut().flatten() {
            tab.forget_history();
        }
        let today = Day {
            heap: memory::in_use(),
            stored: world.largest_stored,
            requests: world.requests,
            lives: world.lives,
            under_way: world.requests_under_way() + world.sockets_open() + world.queued(),
        };
        tell(day, today);
        measured.push(today);
    }
    story.settle();
    measured
}

fn hour(story: &mut Story, number: &mut u64) {
    let slot = HOUR / CONTACTS_AN_HOUR;
    for contact in 0..CONTACTS_AN_HOUR {
        *number += 1;
        let id = format!("contact-{number}");
        let world = &mut story.world;
        let mut left = slot;
        for (state, lasts) in [("connecting", 8), ("connected", 90), ("ended", 20)] {
            world.service.set_contacts(&[(&id, state)]);
            world.pass(Millis::seconds(lasts));
            left -= lasts * 1000;
            let tab = (*number % 3) as usize;
            world.call(tab, "30");
            world.publish();
        }
        world.service.set_contacts(&[]);
        if contact == 7 {
            world.kill();
        }
        world.pass(Millis(left));
    }
}
