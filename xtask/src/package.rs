//! `cargo xtask package`: the archives that the stores take.

use std::fs;
use std::io::{Cursor, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use crate::build::{self, Package, Release};
use crate::workspace::{VERSION, Workspace};

/// Builds for the stores and writes dist/headwater-chromium-VERSION.zip and dist/headwater-firefox-VERSION.zip.
///
/// The same sources give the same archives, byte for byte: entries are in order and their times are fixed.
#[derive(Args)]
pub(crate) struct Arguments {}

pub(crate) fn run(_: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    for built in build::within_budget(&workspace, &[Release::Store])? {
        let file = workspace.dist(format!("headwater-{}-{VERSION}.zip", built.browser.name()));
        let archive = archive(&built.package)?;
        fs::write(&file, &archive).with_context(|| format!("{} cannot be written", file.display()))?;
        println!("{} {} bytes", workspace.display(&file), archive.len());
    }
    Ok(ExitCode::SUCCESS)
}

/// A package as the stores take it.
pub(crate) fn archive(package: &Package) -> Result<Vec<u8>> {
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in package.files() {
        archive.start_file(path, options)?;
        archive.write_all(content)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use zip::ZipArchive;

    use super::*;

    #[test]
    fn the_order_in_which_files_were_added_does_not_show() {
        let files = [("b/popup.js", "two"), ("a.json", "one")];
        let (mut forwards, mut backwards) = (Package::default(), Package::default());
        files
            .iter()
            .for_each(|(path, content)| forwards.add(path, *content));
        files
            .iter()
            .rev()
            .for_each(|(path, content)| backwards.add(path, *content));
        assert_eq!(archive(&forwards).unwrap(), archive(&backwards).unwrap());
    }

    #[test]
    fn an_archive_holds_the_files_with_the_oldest_time_it_can_say() {
        let mut package = Package::default();
        package.add("a.json", "one");
        let mut archive = ZipArchive::new(Cursor::new(archive(&package).unwrap())).unwrap();
        let mut entry = archive.by_index(0).unwrap();
        assert_eq!(entry.name().unwrap(), "a.json");
        assert_eq!(
            entry
                .last_modified()
                .map(|time| (time.year(), time.month(), time.day())),
            Some((1980, 1, 1))
        );
        let mut content = String::new();
        entry.read_to_string(&mut content).unwrap();
        assert_eq!(content, "one");
    }
}
