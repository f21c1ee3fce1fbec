//! The sessions in a simulated browser, machine and network in which everything takes time and anything may fail: random
//! stories, a death of the worker at every step of one, and a month of work.
//!
//! A program of its own, so that it can be told how much: `cargo xtask soak --help`. Without arguments it tells a few
//! stories, so that `cargo test` shows them alive; `cargo xtask test` tells 2,000.

mod death;
mod memory;
mod month;
#[allow(dead_code, reason = "shared with the scripted tests")]
#[path = "../session/page.rs"]
mod page;
mod random;
#[allow(dead_code, reason = "shared with the scripted tests")]
#[path = "../session/service.rs"]
mod service;
mod story;
mod tab;
mod world;

use std::{
    cell::RefCell,
    panic::{self, AssertUnwindSafe},
    process::ExitCode,
    sync::atomic::{AtomicBool, AtomicU64, Ordering},
    thread,
};

use story::Story;

#[global_allocator]
static ALLOCATOR: memory::Counting = memory::Counting;

/// What is to be shown.
#[derive(Debug, Clone)]
struct Plan {
    seeds: u64,
    from: u64,
    /// Die at every one of so many steps of a story.
    every: u64,
    days: u64,
    /// The story with a death at this step alone.
    step: Option<u64>,
    loud: bool,
}

const USAGE: &str = "simulation [--seeds N] [--from SEED] [--every N] [--days N] [--step N] [--loud]";

/// All of it as a test, for those who run tests by name.
const NAME: &str = "simulation";

fn nothing_to_do(why: &str) -> ! {
    println!("running 0 tests\n\ntest result: ok. 0 passed; 0 failed; {why}");
    std::process::exit(0);
}

fn plan() -> Result<Plan, String> {
    let mut plan = Plan {
        seeds: 60,
        from: 1,
        every: 40,
        days: 1,
        step: None,
        loud: false,
    };
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo nextest` asks for the tests, then for the ignored ones, before it runs each by its name.
    if arguments.iter().any(|argument| argument == "--list") {
        if !arguments.iter().any(|argument| argument == "--ignored") {
            println!("{NAME}: test");
        }
        std::process::exit(0);
    }
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        let mut number = || {
            arguments
                .next()
                .and_then(|number| number.parse().ok())
                .ok_or_else(|| format!("{argument} needs a number. {USAGE}"))
        };
        match argument.as_str() {
            "--seeds" => plan.seeds = number()?,
            "--from" => plan.from = number()?,
            "--every" => plan.every = number()?,
            "--days" => plan.days = number()?,
            "--step" => plan.step = Some(number()?),
            "--loud" => plan.loud = true,
            // Of the harness that `cargo test` takes every test program for.
            "--quiet" | "-q" | "--nocapture" | "--show-output" | "--exact" => {}
            "--ignored" => nothing_to_do("none is ignored"),
            filter if !filter.starts_with('-') => {
                if !NAME.contains(filter) {
                    nothing_to_do(&format!("filtered by {filter}"));
                }
            }
            other => return Err(format!("{other} is unknown. {USAGE}")),
        }
    }
    Ok(plan)
}

thread_local! {
    static FAILURE: RefCell<String> = const { RefCell::new(String::new()) };
}

fn main() -> ExitCode {
    let plan = match plan() {
        Ok(plan) => plan,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    };
    panic::set_hook(Box::new(|panic| {
        FAILURE.with(|failure| failure.replace(panic.to_string()));
    }));
    let passed = match plan.step {
        Some(step) => attempt(plan.from, |_| death::die_at(plan.from, step)),
        None => stories(&plan) && deaths(&plan) && a_month(&plan),
    };
    if passed {
        println!("test result: ok. {} passed; 0 failed", plan.seeds + 2);
        ExitCode::SUCCESS
    } else {
        println!("test result: FAILED. 0 passed; 1 failed");
        ExitCode::FAILURE
    }
}

/// Tells a story; if it ends badly, says how.
fn attempt(seed: u64, tell: impl FnOnce(&mut Option<Story>) -> Story) -> bool {
    let mut story = None;
    let told = panic::catch_unwind(AssertUnwindSafe(|| {
        story = Some(tell(&mut story));
    }));
    if told.is_ok() {
        return true;
    }
    FAILURE.with(|failure| println!("\nseed {seed}: {}", failure.borrow()));
    if let Some(story) = story {
        print_trace(&story);
    }
    false
}

fn print_trace(story: &Story) {
    for line in &story.world.trace {
        println!("  {line}");
    }
}

fn one_story(seed: u64) -> bool {
    let mut story = Story::new(seed);
    let told = panic::catch_unwind(AssertUnwindSafe(|| story.tell()));
    if told.is_err() {
        FAILURE.with(|failure| println!("\nseed {seed}: {}", failure.borrow()));
        print_trace(&story);
        println!("\nagain: cargo xtask soak --seeds 1 --from {seed}");
    }
    told.is_ok()
}

/// Does it with every number below `count`, in as many threads as there are processors, until one does not pass.
fn all_pass(count: u64, passes: impl Fn(u64) -> bool + Sync) -> bool {
    let next = AtomicU64::new(0);
    let failed = AtomicBool::new(false);
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while !failed.load(Ordering::Relaxed) {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        return;
                    }
                    if !passes(number) {
                        failed.store(true, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    !failed.load(Ordering::Relaxed)
}

/// Random stories.
fn stories(plan: &Plan) -> bool {
    let passed = all_pass(plan.seeds, |number| {
        let passed = one_story(plan.from + number);
        if plan.loud && (number + 1).is_multiple_of(500) {
            println!("{:>9} of {} stories", number + 1, plan.seeds);
        }
        passed
    });
    if passed {
        println!("{} random stories from seed {} end well", plan.seeds, plan.from);
    }
    passed
}

/// A death at every step, or at so many of them.
fn deaths(plan: &Plan) -> bool {
    if plan.every == 0 {
        return true;
    }
    let steps = death::steps(plan.from);
    let apart = steps.div_ceil(plan.every).max(1);
    let passed = all_pass(steps.div_ceil(apart), |number| {
        let step = 1 + number * apart;
        let passed = attempt(plan.from, |_| death::die_at(plan.from, step));
        if !passed {
            println!("the worker died at step {step} of {steps}");
            println!("again: cargo xtask soak --from {} --step {step}", plan.from);
        }
        passed
    });
    if passed {
        println!(
            "a story of {steps} steps ends well with a death at {}",
            if apart == 1 {
                "every one".to_owned()
            } else {
                format!("one in {apart}")
            }
        );
    }
    passed
}

fn a_month(plan: &Plan) -> bool {
    if plan.days == 0 {
        return true;
    }
    let mut days = Vec::new();
    let lived = panic::catch_unwind(AssertUnwindSafe(|| {
        days = month::live(plan.days, |day, today| {
            if plan.loud && (day == 1 || day.is_multiple_of(10)) {
                println!(
                    "{:>9} days: heap {} kB, stored {} B, {} requests, {} lives of the worker, {} under way",
                    day,
                    today.heap / 1000,
                    today.stored,
                    today.requests,
                    today.lives,
                    today.under_way
                );
            }
        });
    }));
    if lived.is_err() {
        FAILURE.with(|failure| println!("\nthe month: {}", failure.borrow()));
        return false;
    }
    let (first, last) = (days[0], days[days.len() - 1]);
    let grown = last.heap.saturating_sub(first.heap);
    if grown > 64 * 1024 || last.stored > 64 * 1024 || last.under_way > first.under_way + 5 {
        println!("the month: things grow: {first:?} after the first day, {last:?} after the last");
        return false;
    }
    println!(
        "{} days with 20 contacts an hour: heap {:+} B from the first day to the last, at most {} B stored",
        plan.days,
        last.heap as i64 - first.heap as i64,
        last.stored
    );
    true
}
