//! `cargo xtask build`: from the sources to extensions that a browser loads.

mod bundle;
mod content_script;
mod defaults;
mod locales;
pub(crate) mod manifest;
pub(crate) mod messages;
mod package;
mod popup;
mod size_budget;
mod stamp;
mod wasm;
mod worker;

use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Args;

use crate::browser::Browser;
use crate::prerequisites;
use crate::process::{Stopwatch, progress};
use crate::workspace::Workspace;

pub(crate) use defaults::DEVELOPMENT_INSTANCE;
pub(crate) use package::Package;

/// Builds the extension for Chromium and for Firefox, unpacked, into dist/chromium and dist/firefox.
///
/// The sizes of what ships are held against size-budget.toml; exceeding one fails. What did not change since the last
/// build is not made again.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Build for development instead, into dist/dev-chromium and dist/dev-firefox: the same extension that also takes
    /// https://localhost:9443 as its Amazon Connect instance and the pages of localhost as allowed sites.
    #[arg(long)]
    dev: bool,
}

/// What a build is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Release {
    Store,
    Development,
}

impl Release {
    /// The folder of a build below dist.
    pub(crate) fn folder(self, browser: Browser) -> String {
        match self {
            Self::Store => browser.name().to_owned(),
            Self::Development => format!("dev-{}", browser.name()),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let workspace = Workspace::locate()?;
    let release = if arguments.dev {
        Release::Development
    } else {
        Release::Store
    };
    within_budget(&workspace, &[release])?;
    Ok(ExitCode::SUCCESS)
}

/// A finished build, also written to its folder below dist.
pub(crate) struct Built {
    pub(crate) release: Release,
    pub(crate) browser: Browser,
    pub(crate) package: Package,
    /// Names with sizes in bytes: the wasm modules, then every file.
    pub(crate) sizes: Vec<(String, u64)>,
}

/// Builds for both browsers, writes the folders, and holds what was written against its budgets.
///
/// # Errors
/// When a step fails, or a size exceeds its budget.
pub(crate) fn within_budget(workspace: &Workspace, releases: &[Release]) -> Result<Vec<Built>> {
    let stopwatch = Stopwatch::start();
    let all = build(workspace, releases)?;
    // The builds differ in a few hundred bytes of the manifest and of the defaults.
    if let Some(first) = all.first() {
        size_budget::check(workspace, &first.sizes)?;
    }
    println!("built in {stopwatch}");
    Ok(all)
}

/// Builds for both browsers and writes the folders, whatever the sizes: for those who want to run it.
///
/// # Errors
/// When a step fails.
pub(crate) fn build(workspace: &Workspace, releases: &[Release]) -> Result<Vec<Built>> {
    prerequisites::for_build(workspace)?;
    messages::generate(workspace)?;
    let parts = Parts::make(workspace)?;

    let mut all = Vec::new();
    for &release in releases {
        for browser in Browser::ALL {
            let package = assemble(workspace, &parts, release, browser)
                .with_context(|| format!("the build for {}", release.folder(browser)))?;
            let folder = workspace.dist(release.folder(browser));
            package.write(&folder)?;
            progress("written", &workspace.display(&folder).to_string());
            let sizes = parts.sizes(&package);
            all.push(Built {
                release,
                browser,
                package,
                sizes,
            });
        }
    }
    Ok(all)
}

/// What all builds have in common.
struct Parts {
    worker: wasm::Module,
    popup: wasm::Module,
    options: wasm::Module,
    common: Package,
}

impl Parts {
    fn make(workspace: &Workspace) -> Result<Self> {
        let packages = [wasm::WORKER, "headwater-popup", "headwater-options"];
        let [worker, popup, options] = wasm::build(workspace, packages)?;
        let mut common = Package::default();
        popup::add(workspace, &popup, &options, &mut common)?;
        content_script::add(workspace, &mut common)?;
        common.add_folder(&workspace.path("icons"), "icons", &["png"])?;
        locales::add(workspace, &mut common)?;
        common.add_file("LICENSE", &workspace.path("LICENSE"))?;
        Ok(Self {
            worker,
            popup,
            options,
            common,
        })
    }

    /// Names with sizes in bytes: the wasm modules, then every file of a build.
    fn sizes(&self, package: &Package) -> Vec<(String, u64)> {
        let mut sizes = vec![
            ("worker.wasm".to_owned(), self.worker.wasm.len() as u64),
            ("popup.wasm".to_owned(), self.popup.wasm.len() as u64),
            ("options.wasm".to_owned(), self.options.wasm.len() as u64),
        ];
        sizes.extend(
            package
                .files()
                .map(|(path, bytes)| (path.to_owned(), bytes.len() as u64)),
        );
        sizes
    }
}

fn assemble(workspace: &Workspace, parts: &Parts, release: Release, browser: Browser) -> Result<Package> {
    let manifest = manifest::read(workspace, release, browser)?;
    let defaults = defaults::of(&manifest, release)?;
    let mut package = parts.common.clone();
    package.add(
        "worker.js",
        worker::module(workspace, &parts.worker, release, &defaults)?,
    );
    if browser == Browser::Chromium {
        package.add_file(
            "managed_schema.json",
            &workspace.path("manifest/managed_schema.json"),
        )?;
    }
    package.add("manifest.json", format!("{manifest:#}\n"));
    Ok(package)
}
