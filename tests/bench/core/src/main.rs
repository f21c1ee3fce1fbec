//! Counts what a clock cannot tell on a busy machine: allocations, and, under callgrind, instructions.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    env,
    hint::black_box,
    sync::atomic::{AtomicUsize, Ordering},
};

use anyhow::{Context, Result};
use core_bench::{CONTACTS, Made, Prepared, STEPS, Scene};
use serde_json::json;

struct Counting;

static ALLOCATIONS: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[expect(
    unsafe_code,
    reason = "an allocator is; this one passes on to that of the system"
)]
// SAFETY: everything is passed on as it came.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        BYTES.fetch_add(layout.size(), Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        ALLOCATIONS.fetch_add(1, Ordering::Relaxed);
        BYTES.fetch_add(size.saturating_sub(layout.size()), Ordering::Relaxed);
        unsafe { System.realloc(pointer, layout, size) }
    }
}

/// Callgrind counts in here alone.
#[inline(never)]
#[unsafe(no_mangle)]
#[expect(unsafe_code, reason = "callgrind finds it by its name")]
fn headwater_measured(scene: &Scene, step: &str, prepared: Prepared) -> Made {
    scene.run(step, prepared)
}

/// Without arguments: a line of JSON for each step and number of contacts, `{step, contacts, allocations, bytes}`.
/// With a step and a number of contacts: does that once.
fn main() -> Result<()> {
    let mut arguments = env::args().skip(1);
    if let Some(step) = arguments.next() {
        let contacts = arguments.next().context("how many contacts?")?.parse()?;
        let scene = Scene::new(contacts);
        let prepared = scene.prepare(&step);
        let _ = black_box(headwater_measured(&scene, &step, prepared));
        return Ok(());
    }
    for step in STEPS {
        for contacts in CONTACTS {
            let scene = Scene::new(contacts);
            let prepared = scene.prepare(step);
            let before = (ALLOCATIONS.load(Ordering::Relaxed), BYTES.load(Ordering::Relaxed));
            let made = black_box(headwater_measured(&scene, step, prepared));
            let allocations = ALLOCATIONS.load(Ordering::Relaxed) - before.0;
            let bytes = BYTES.load(Ordering::Relaxed) - before.1;
            drop(made);
            println!(
                "{}",
                json!({"step": step, "contacts": contacts, "allocations": allocations, "bytes": bytes})
            );
        }
    }
    Ok(())
}
