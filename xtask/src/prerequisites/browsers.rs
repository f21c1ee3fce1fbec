//! Chromium and Firefox: found, or installed as root on Debian.

use std::env;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::browser::Browser;
use crate::process::{output, progress, run};

/// The programs of the browsers that are asked for, in their order.
///
/// # Errors
/// When one is missing and cannot be installed.
pub(crate) fn ensure(browsers: &[Browser]) -> Result<Vec<PathBuf>> {
    let missing: Vec<Browser> = {
        let mut missing = Vec::new();
        for &browser in browsers {
            if find(browser)?.is_none() {
                missing.push(browser);
            }
        }
        missing
    };
    if !missing.is_empty() {
        install(&missing)?;
    }
    browsers
        .iter()
        .map(|&browser| {
            find(browser)?.with_context(|| format!("{} is installed but is not found", browser.name()))
        })
        .collect()
}

/// The environment variable that names the program, for people here and for the browser suites.
pub(crate) fn variable(browser: Browser) -> &'static str {
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

fn install(missing: &[Browser]) -> Result<()> {
    let packages: Vec<&str> = missing
        .iter()
        .map(|browser| match browser {
            Browser::Chromium => "chromium",
            Browser::Firefox => "firefox-esr",
        })
        .collect();
    if !(is_debian() && is_root()) {
        let names: Vec<&str> = missing.iter().map(|browser| browser.name()).collect();
        let variables: Vec<&str> = missing.iter().map(|&browser| variable(browser)).collect();
        bail!(
            "{} not found: install {}, or name the program in {}",
            names.join(" and "),
            packages.join(" and "),
            variables.join(" and "),
        );
    }
    progress(
        "prerequisites",
        &format!("installing {} with apt-get", packages.join(" and ")),
    );
    let apt = || {
        let mut command = Command::new("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    output(apt().arg("update")).context("the package lists could not be updated")?;
    run(apt().args(["install", "-y", "-qq"]).args(&packages))
        .with_context(|| format!("{} could not be installed", packages.join(" and ")))
}

fn is_debian() -> bool {
    // Not its derivatives: Ubuntu's `chromium` package is a snap, which takes no unpacked extension.
    fs::read_to_string("/etc/os-release").is_ok_and(|release| release.lines().any(|line| line == "ID=debian"))
}

fn is_root() -> bool {
    output(Command::new("id").arg("-u")).is_ok_and(|user| user.trim() == "0")
}
