//! The command as a person starts it.

mod common;

use std::process::{Command, Stdio};

use common::{BINARY, Simulator};

#[test]
fn a_port_in_use_is_one_clear_line() {
    let simulator = Simulator::start();
    let port = simulator.base.rsplit(':').next().unwrap();
    let output = Command::new(BINARY)
        .args(["--http", "--port", port])
        .env("RUST_BACKTRACE", "1")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stdout, b"");
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(message.lines().count(), 1, "{message}");
    assert!(
        message.starts_with(&format!("error: port {port} cannot be used")),
        "{message}"
    );
}

#[test]
fn wrong_arguments_are_explained() {
    let output = Command::new(BINARY).arg("--ports").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("--ports"));
    let help = Command::new(BINARY).arg("--help").output().unwrap();
    assert!(
        String::from_utf8(help.stdout)
            .unwrap()
            .contains("--session-minutes")
    );
}

#[test]
fn it_stops_when_asked_to() {
    for signal in ["-TERM", "-INT"] {
        let mut simulator = Simulator::start();
        let id = simulator.process().id().to_string();
        let sent = Command::new("kill")
            .args([signal, &id])
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(sent.success());
        assert!(simulator.process().wait().unwrap().success(), "{signal}");
    }
}
