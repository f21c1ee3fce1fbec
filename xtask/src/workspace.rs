//! Where things are.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use cargo_metadata::{Metadata, MetadataCommand};

/// The version of everything that ships: all members of the workspace share it.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The checkout that this command was started in.
pub(crate) struct Workspace {
    root: PathBuf,
    metadata: Metadata,
}

impl Workspace {
    /// # Errors
    /// When cargo cannot read the workspace.
    pub(crate) fn locate() -> Result<Self> {
        // At run time, since several checkouts may share one target directory and so one xtask binary.
        let package = env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let metadata = MetadataCommand::new()
            .manifest_path(package.join("Cargo.toml"))
            .exec()
            .context("cargo could not describe the workspace")?;
        Ok(Self {
            root: metadata.workspace_root.clone().into_std_path_buf(),
            metadata,
        })
    }

    pub(crate) fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The path of something in the checkout.
    pub(crate) fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// Where cargo puts what it compiles; may lie outside the checkout.
    pub(crate) fn cargo_target(&self) -> &Path {
        self.metadata.target_directory.as_std_path()
    }

    /// Where xtask keeps its intermediate files and reports; always in the checkout.
    pub(crate) fn scratch(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join("target").join(relative)
    }

    /// Where finished extensions go.
    pub(crate) fn dist(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join("dist").join(relative)
    }

    /// A command line tool that an npm package of `content-script` or `tests` brings along.
    pub(crate) fn npm_tool(&self, folder: &str, tool: &str) -> PathBuf {
        self.path(folder).join("node_modules/.bin").join(tool)
    }

    /// `path` as people write it: relative to the checkout where it lies in it.
    pub(crate) fn display<'path>(&self, path: &'path Path) -> std::path::Display<'path> {
        path.strip_prefix(&self.root).unwrap_or(path).display()
    }
}
