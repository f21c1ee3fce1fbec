//! Chromium and Firefox: found, or installed as root on Debian.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::Browser;
use crate::process::{output, progress, run};

/// The environment variable that names the program of a browser, and the program.
///
/// # Errors
/// When it is missing and cannot be installed.
pub(crate) fn program(browser: Browser) -> Result<(&'static str, PathBuf)> {
    let found = match find(browser)? {
        Some(found) => found,
        None => {
            install(browser)?;
            find(browser)?.with_context(|| format!("{} is installed but is not found", browser.name()))?
        }
    };
    Ok((variable(browser), found))
}

/// The environment variable that names the program, for people here and for the browser suites.
fn variable(browser: Browser) -> &'static str {
    match browser {
        Browser::Chromium => "CHROMIUM",
        Browser::Firefox => "FIREFOX",
    }
}

fn find(browser: Browser) -> Result<Option<PathBuf>> {
    let variable = variable(browser);
    if let Some(named) = env::var_os(variable).filter(|named| !named.is_empty()) {
        let found = which::which(&named)
            .with_context(|| format!("{variable} names {}, which is no program", named.display()))?;
        return Ok(Some(found));
    }
    let names: &[&str] = match browser {
        Browser::Chromium => &["chromium", "chromium-browser"],
        Browser::Firefox => &["firefox", "firefox-esr"],
    };
    Ok(names.iter().find_map(|name| which::which(name).ok()))
}

fn install(browser: Browser) -> Result<()> {
    let package = match browser {
        Browser::Chromium => "chromium",
        Browser::Firefox => "firefox-esr",
    };
    if !(is_debian() && is_root()) {
        bail!(
            "{} not found: install {package}, or name the program in {}",
            browser.name(),
            variable(browser),
        );
    }
    progress("prerequisites", &format!("installing {package} with apt-get"));
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    output(apt().arg("update")).context("the package lists could not be updated")?;
    run(apt().args(["install", "-y", "-qq", package]))
        .with_context(|| format!("{package} could not be installed"))
}

fn is_debian() -> bool {
    // Not its derivatives: Ubuntu's `chromium` package is a snap, which takes no unpacked extension.
    fs::read_to_string("/etc/os-release").is_ok_and(|release| release.lines().any(|line| line == "ID=debian"))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}
