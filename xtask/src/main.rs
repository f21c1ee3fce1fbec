//! The one entry point for people and for continuous integration: `cargo xtask --help` lists its commands.

mod background;
mod bench;
mod browser;
mod build;
mod demo;
mod fuzz;
mod package;
mod prerequisites;
mod process;
mod screens;
mod simulator;
mod soak;
mod survive;
mod test;
mod workspace;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, packages, tests and demonstrates Headwater.
///
/// Every command first installs what it needs and can install: the wasm target of Rust, the npm packages, and, as
/// root on Debian, Chromium and Firefox. What it cannot install it names in one line.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Build(build::Arguments),
    Package(package::Arguments),
    Test(test::Arguments),
    Demo(demo::Arguments),
    Soak(soak::Arguments),
    Fuzz(fuzz::Arguments),
    Bench(bench::Arguments),
    Screens(screens::Arguments),
    Survive(survive::Arguments),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Build(arguments) => build::run(&arguments),
        Command::Package(arguments) => package::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Soak(arguments) => soak::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Screens(arguments) => screens::run(&arguments),
        Command::Survive(arguments) => survive::run(&arguments),
    };
    match result {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
