//! Where the npm packages are.

use std::path::{Path, PathBuf};

/// The folder that was given, or `tests/node_modules` upwards from the current folder, or the one beside
/// this crate. None if there is none.
pub(crate) fn find(given: Option<&Path>) -> Option<PathBuf> {
    if let Some(given) = given {
        return Some(given.to_owned());
    }
    let current = std::env::current_dir().unwrap_or_default();
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("node_modules");
    current
        .ancestors()
        .map(|folder| folder.join("tests/node_modules"))
        .chain([beside])
        .find(|folder| folder.is_dir())
}
