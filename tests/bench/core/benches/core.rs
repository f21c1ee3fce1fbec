//! How long each step takes, by the number of contacts.

use core_bench::{CONTACTS, STEPS, Scene};
use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use std::time::Duration;

fn steps(criterion: &mut Criterion) {
    for step in STEPS {
        let mut group = criterion.benchmark_group(step);
        group
            .sample_size(20)
            .warm_up_time(Duration::from_millis(200))
            .measurement_time(Duration::from_millis(600));
        for contacts in CONTACTS {
            let scene = Scene::new(contacts);
            group.bench_function(BenchmarkId::from_parameter(contacts), |bencher| {
                bencher.iter_batched(
                    || scene.prepare(step),
                    |prepared| scene.run(step, prepared),
                    BatchSize::LargeInput,
                );
            });
        }
        group.finish();
    }
}

criterion_group!(benches, steps);
criterion_main!(benches);
