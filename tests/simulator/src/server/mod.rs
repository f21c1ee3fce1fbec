//! Listening: HTTP/1.1 and WebSocket, over TLS or without, on localhost alone.

mod certificate;
mod observe;
mod routes;

use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

use anyhow::{Context, Result};
use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt;

use crate::arguments::Arguments;
use crate::sign_in::sessions::Sessions;
use crate::simulator::{Addresses, Simulator};

pub(crate) use observe::CutConnection;

/// Starts to listen everywhere. Tells the one line that says where.
pub(crate) async fn start(arguments: &Arguments, npm: Option<std::path::PathBuf>) -> Result<String> {
    let instance = Port::listen(arguments.port).await?;
    let mut pages = Vec::new();
    for port in arguments.page_ports() {
        pages.push(Port::listen(port).await?);
    }
    let identity = Port::listen(arguments.identity_port()).await?;
    let tls = if arguments.http {
        None
    } else {
        Some(certificate::acceptor()?)
    };

    let addresses = Addresses {
        scheme: if arguments.http { "http" } else { "https" },
        port: instance.number,
        page_ports: pages.iter().map(|port| port.number).collect(),
        identity_port: identity.number,
    };
    let line = announcement(&addresses);
    let simulator = Simulator::new(
        addresses,
        npm,
        Sessions::new(arguments.session_lifetime()),
        arguments.verbose,
    );
    tokio::spawn(Arc::clone(&simulator).keep_time());
    instance.serve(routes::instance(&simulator), tls.as_ref());
    for port in pages {
        port.serve(routes::pages(&simulator), tls.as_ref());
    }
    identity.serve(routes::identity_provider(&simulator), tls.as_ref());
    Ok(line)
}

fn announcement(addresses: &Addresses) -> String {
    let pages = addresses.pages("localhost").join(" and ");
    let also = if pages.is_empty() {
        String::new()
    } else {
        format!("pages also on {pages}, ")
    };
    format!(
        "Amazon Connect simulator: {}/ ({also}identity provider on {}); Ctrl-C stops it",
        addresses.instance("localhost"),
        addresses.identity_provider("localhost"),
    )
}

/// How many ports to try where any will do.
const FREE_PORT_ATTEMPTS: u32 = 20;

/// One port, on both loopback addresses where there are two.
struct Port {
    number: u16,
    listeners: Vec<TcpListener>,
}

impl Port {
    async fn listen(number: u16) -> Result<Self> {
        let mut attempts = if number == 0 { FREE_PORT_ATTEMPTS } else { 1 };
        loop {
            attempts -= 1;
            match Self::listen_once(number).await {
                // A port that is free for IPv4 alone: the next one may be free for both.
                Err(error) if error.kind() == io::ErrorKind::AddrInUse && attempts > 0 => {}
                Err(error) if number == 0 => return Err(error).context("no free port was found"),
                Err(error) => {
                    return Err(error).with_context(|| {
                        format!(
                            "port {number} cannot be used; is another simulator running? --port takes another"
                        )
                    });
                }
                Ok(port) => return Ok(port),
            }
        }
    }

    async fn listen_once(number: u16) -> io::Result<Self> {
        let first = bind(Ipv4Addr::LOCALHOST.into(), number).await?;
        let number = first.local_addr()?.port();
        let mut listeners = vec![first];
        match bind(Ipv6Addr::LOCALHOST.into(), number).await {
            Ok(second) => listeners.push(second),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => return Err(error),
            // A machine without IPv6.
            Err(error) => tracing::debug!("not listening on [::1]:{number}: {error}"),
        }
        Ok(Self { number, listeners })
    }

    fn serve(self, router: Router, tls: Option<&TlsAcceptor>) {
        for listener in self.listeners {
            tokio::spawn(accept(listener, router.clone(), tls.cloned()));
        }
    }
}

async fn bind(address: IpAddr, port: u16) -> io::Result<TcpListener> {
    TcpListener::bind(SocketAddr::new(address, port)).await
}

async fn accept(listener: TcpListener, router: Router, tls: Option<TlsAcceptor>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                tokio::spawn(connection(stream, router.clone(), tls.clone()));
            }
            // Out of file descriptors, or a client gone already: the next one may do.
            Err(error) => tracing::warn!("a connection was not accepted: {error}"),
        }
    }
}

async fn connection(stream: TcpStream, router: Router, tls: Option<TlsAcceptor>) {
    // Without it small answers wait for acknowledgements.
    let _ = stream.set_nodelay(true);
    match tls {
        None => serve(stream, router).await,
        Some(tls) => match tls.accept(stream).await {
            Ok(stream) => serve(stream, router).await,
            // Mostly a browser that does not trust the certificate.
            Err(error) => tracing::debug!("no TLS connection: {error}"),
        },
    }
}

async fn serve(stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static, router: Router) {
    let service = service_fn(move |request: Request<Incoming>| {
        let router = router.clone();
        async move {
            let response = router
                .oneshot(request.map(Body::new))
                .await
                .unwrap_or_else(|never: Infallible| match never {});
            cut_or(response)
        }
    });
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades()
        .await;
    if let Err(error) = served {
        tracing::debug!("a connection ended early: {error}");
    }
}

/// An error instead of an answer makes the server close the connection.
fn cut_or(response: Response) -> io::Result<Response> {
    if response.extensions().get::<CutConnection>().is_some() {
        Err(io::Error::other("cut on purpose"))
    } else {
        Ok(response)
    }
}
