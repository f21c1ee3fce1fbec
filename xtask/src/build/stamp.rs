//! Which inputs something was made from, so that it is made again only when they change.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

pub(super) struct Stamp {
    file: PathBuf,
    fingerprint: String,
}

impl Stamp {
    /// The stamp of `inputs`, kept in `folder` beside what is made from them.
    pub(super) fn of(folder: &Path, inputs: &[&[u8]]) -> Self {
        let mut hash = Sha256::new();
        for input in inputs {
            // Without the length, moving bytes from one input to the next would not show.
            hash.update((input.len() as u64).to_le_bytes());
            hash.update(input);
        }
        let fingerprint = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Self {
            file: folder.join("stamp"),
            fingerprint,
        }
    }

    pub(super) fn is_current(&self) -> bool {
        fs::read_to_string(&self.file).is_ok_and(|recorded| recorded == self.fingerprint)
    }

    /// To be called once everything is made.
    pub(super) fn record(&self) -> Result<()> {
        fs::write(&self.file, &self.fingerprint)
            .with_context(|| format!("{} cannot be written", self.file.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_recorded_inputs_are_current() {
        let folder = tempfile::tempdir().unwrap();
        let stamp = Stamp::of(folder.path(), &[b"ab", b"c"]);
        assert!(!stamp.is_current());
        stamp.record().unwrap();
        assert!(Stamp::of(folder.path(), &[b"ab", b"c"]).is_current());
        assert!(!Stamp::of(folder.path(), &[b"a", b"bc"]).is_current());
    }
}
