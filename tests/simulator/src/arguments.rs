//! The command line.

use std::path::PathBuf;
use std::time::Duration;

use clap::Parser;

/// A local Amazon Connect instance for development and tests.
///
/// It serves sign-in, the CTI service, the WebSocket and a control panel over HTTPS on localhost, pages
/// that integrate it on further ports, and a control API below /_sim/ that makes things happen.
#[derive(Debug, Parser)]
#[command(name = "connect-simulator", version)]
pub(crate) struct Arguments {
    /// Port of the instance; 0 takes any free ports for everything.
    #[arg(long, default_value_t = 9443)]
    pub(crate) port: u16,

    /// Plain HTTP instead of HTTPS.
    #[arg(long)]
    pub(crate) http: bool,

    /// Ports on which the pages are served too, as other origins [default: the next two ports].
    #[arg(long, value_delimiter = ',', value_name = "PORT,PORT")]
    pub(crate) page_ports: Option<Vec<u16>>,

    /// Port of the identity provider that /saml goes to [default: the third port after the instance's].
    #[arg(long, value_name = "PORT")]
    pub(crate) identity_port: Option<u16>,

    /// How long a sign-in lasts without being renewed.
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) session_minutes: u64,

    /// The same in seconds.
    #[arg(long, value_name = "N", conflicts_with = "session_minutes")]
    pub(crate) session_seconds: Option<u64>,

    /// Folder with npm packages, for /crm-npm and /ccp-v2/ [default: tests/node_modules, looked for
    /// upwards from the current folder].
    #[arg(long, value_name = "FOLDER")]
    pub(crate) npm: Option<PathBuf>,

    /// Print a line for each request.
    #[arg(long)]
    pub(crate) verbose: bool,
}

impl Arguments {
    pub(crate) fn session_lifetime(&self) -> Duration {
        self.session_seconds.map_or_else(
            || Duration::from_secs(self.session_minutes.saturating_mul(60)),
            Duration::from_secs,
        )
    }

    pub(crate) fn page_ports(&self) -> Vec<u16> {
        self.page_ports
            .clone()
            .unwrap_or_else(|| vec![self.port_after(1), self.port_after(2)])
    }

    pub(crate) fn identity_port(&self) -> u16 {
        self.identity_port.unwrap_or_else(|| self.port_after(3))
    }

    fn port_after(&self, offset: u16) -> u16 {
        if self.port == 0 {
            0
        } else {
            self.port.saturating_add(offset)
        }
    }
}
