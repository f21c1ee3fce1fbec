//! One story, told as often as it has steps: each time the worker dies at another one.

use headwater_protocol::Millis;
use serde_json::json;

use crate::{service::INSTANCE, story::Story};

/// A working day in little, in which every kind of input and effect comes up.
fn day(seed: u64, kill_at: Option<u64>) -> Story {
    let mut story = Story::new(seed);
    let world = &mut story.world;
    world.kill_at = kill_at;
    world.service.signed_in = false;
    let (one, other) = (world.open_tab(), world.open_tab());
    world.open_popup();
    world.pass(Millis::seconds(3));
    world.agent_signs_in();
    world.pass(Millis::seconds(3));
    let call = |story: &mut Story, tab: usize| {
        let name = seed.to_string();
        story.world.call(tab, &name);
        story.world.pass(Millis(150));
    };
    for state in ["connecting", "connected", "ended"] {
        story.world.service.set_contacts(&[("a", state)]);
        story.world.pass(Millis(400));
        call(&mut story, one);
    }
    story.world.publish();
    story.world.service.set_contacts(&[]);
    story.world.tab_says(
        one,
        json!({"master": {"id": 1, "method": "becomeMaster", "topic": "t"}}),
    );
    story
        .world
        .popup_says(&json!({"setState": {"instance": INSTANCE, "ask": 1, "state": "Lunch"}}));
    story.world.pass(Millis::seconds(1));
    story.world.service.name = "Bea";
    story.world.tab_says(other, json!("reloadConfiguration"));
    story.world.pass(Millis::seconds(1));
    // One page is away while a call is accepted.
    let away = story.world.open_tab();
    let ringing = story.call_rings();
    story.world.pass(Millis(400));
    story.world.break_port(away);
    story.world.accept(other, &ringing);
    story.world.pass(Millis(400));
    // The session expires, and the agent signs in again.
    story.world.service.signed_in = false;
    story.world.service.changed();
    call(&mut story, other);
    story.world.pass(Millis::seconds(5));
    story.world.agent_signs_in();
    story.world.pass(Millis::seconds(2));
    story
        .world
        .popup_says(&json!({"signOut": {"instance": INSTANCE}}));
    story.world.pass(Millis::seconds(3));
    story
}

/// How many steps the story has.
pub(crate) fn steps(seed: u64) -> u64 {
    let mut story = day(seed, None);
    let steps = story.world.steps;
    story.settle();
    steps
}

/// Tells the story with a death at this step.
pub(crate) fn die_at(seed: u64, step: u64) -> Story {
    let mut story = day(seed, Some(step));
    story.settle();
    story
}
