//! The files of one extension, before they are written to a folder or into an archive.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use anyhow::{Context, Result};

/// File contents by their path in the extension, with `/` between folders; in order.
#[derive(Clone, Default)]
pub(crate) struct Package {
    files: BTreeMap<String, Vec<u8>>,
}

impl Package {
    pub(crate) fn add(&mut self, path: &str, content: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), content.into());
    }

    pub(super) fn add_file(&mut self, path: &str, source: &Path) -> Result<()> {
        self.add(
            path,
            fs::read(source).with_context(|| format!("{} cannot be read", source.display()))?,
        );
        Ok(())
    }

    /// Adds the files with one of the extensions, of a folder and of those below it.
    pub(super) fn add_folder(&mut self, source: &Path, path: &str, extensions: &[&str]) -> Result<()> {
        let entries = fs::read_dir(source).with_context(|| format!("{} cannot be read", source.display()))?;
        for entry in entries {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if path.is_empty() {
                name
            } else {
                format!("{path}/{name}")
            };
            let source = entry.path();
            if entry.file_type()?.is_dir() {
                self.add_folder(&source, &path, extensions)?;
            } else if source
                .extension()
                .and_then(OsStr::to_str)
                .is_some_and(|it| extensions.contains(&it))
            {
                self.add_file(&path, &source)?;
            }
        }
        Ok(())
    }

    pub(crate) fn content(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.files
            .iter()
            .map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// Makes the folder hold these files and no others. A file that is the same already is not touched, so a browser
    /// that runs from the folder is not disturbed without need.
    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        self.remove_others(folder, "")?;
        for (path, content) in &self.files {
            let target = folder.join(path);
            if fs::read(&target).is_ok_and(|present| present == *content) {
                continue;
            }
            if let Some(parent) = target.parent() {
                fs::create_dir_all(parent).with_context(|| format!("{} cannot be made", parent.display()))?;
            }
            fs::write(&target, content).with_context(|| format!("{} cannot be written", target.display()))?;
        }
        Ok(())
    }

    fn remove_others(&self, folder: &Path, prefix: &str) -> Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.remove_others(&entry.path(), &format!("{path}/"))?;
                match fs::remove_dir(entry.path()) {
                    Err(error) if error.kind() != ErrorKind::DirectoryNotEmpty => return Err(error.into()),
                    _ => {}
                }
            } else if !self.files.contains_key(&path) {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(files: &[(&str, &str)]) -> Package {
        let mut package = Package::default();
        for (path, content) in files {
            package.add(path, *content);
        }
        package
    }

    #[test]
    fn writing_leaves_exactly_the_files_of_the_package() {
        let folder = tempfile::tempdir().unwrap();
        package(&[("a.js", "old"), ("gone/b.js", "b"), ("kept/c.js", "c")])
            .write(folder.path())
            .unwrap();
        package(&[("a.js", "new"), ("kept/c.js", "c"), ("kept/d/e.js", "e")])
            .write(folder.path())
            .unwrap();

        let mut written = Package::default();
        written.add_folder(folder.path(), "", &["js"]).unwrap();
        let written: Vec<_> = written
            .files()
            .map(|(path, content)| (path.to_owned(), content.to_vec()))
            .collect();
        assert_eq!(
            written,
            [
                ("a.js".to_owned(), b"new".to_vec()),
                ("kept/c.js".to_owned(), b"c".to_vec()),
                ("kept/d/e.js".to_owned(), b"e".to_vec()),
            ]
        );
        assert!(!folder.path().join("gone").exists());
    }

    #[test]
    fn a_folder_gives_only_files_with_the_extensions() {
        let folder = tempfile::tempdir().unwrap();
        package(&[("a.png", "a"), ("a.svg", "a"), ("b/c.png", "c")])
            .write(folder.path())
            .unwrap();
        let mut icons = Package::default();
        icons.add_folder(folder.path(), "icons", &["png"]).unwrap();
        assert_eq!(
            icons.files().map(|(path, _)| path).collect::<Vec<_>>(),
            ["icons/a.png", "icons/b/c.png"]
        );
    }
}
