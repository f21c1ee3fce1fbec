//! What fuzzing learned stays so: the committed corpus, fed to its targets.

use std::{fs, path::Path};

use headwater_fuzz::TARGETS;

#[test]
fn the_corpus_is_harmless() {
    for (name, target) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let mut inputs = 0;
        for entry in fs::read_dir(&folder).expect("a corpus for every target") {
            let path = entry.expect("an entry").path();
            println!("{}", path.display());
            target(&fs::read(&path).expect("an input"));
            inputs += 1;
        }
        assert!(inputs > 0, "the corpus of {name} is empty");
    }
}

/// Bodies, frames and messages that are cut anywhere.
#[test]
fn what_is_cut_is_harmless() {
    for (name, target) in TARGETS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        for path in ["good"].map(|file| folder.join(file)) {
            let input = fs::read(&path).expect("a good input for every target");
            for length in (0..input.len()).step_by(7) {
                target(&input[..length]);
            }
        }
    }
}
