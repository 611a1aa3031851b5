//! A mock on a socket.
//!
//! Used by generated crates.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::builder::{Api, Builder, Mock};
use crate::http::server::HttpServer;

/// The prefix of paths in production. The mock accepts paths with and without it.
const PREFIX: &str = "/api";

/// A mock that listens on a socket, under `/` and `/api/`. It stops when it is dropped.
pub struct Server<A> {
    mock: Mock<A>,
    address: SocketAddr,
    /// Stops the task when it is dropped.
    stop: Option<oneshot::Sender<()>>,
    task: JoinHandle<()>,
}

impl<A: Api> Builder<A> {
    /// Builds a mock and starts a server for it.
    ///
    /// # Errors
    ///
    /// Returns an error if the address cannot be resolved or is in use.
    pub async fn start(self) -> io::Result<Server<A>> {
        let mut server = HttpServer::bind((&*self.host, self.port)).await?;
        if let Some(max) = self.max_connections {
            server = server.max_connections(max);
        }
        Server::serve(self.build(), server)
    }
}

impl<A: Api> Server<A> {
    /// Starts a mock with default settings, on a free port of the loopback interface.
    ///
    /// # Errors
    ///
    /// Returns an error if no port is free.
    pub async fn start() -> io::Result<Self> {
        Builder::new().start().await
    }

    /// Returns a builder for a mock.
    #[must_use]
    pub fn builder() -> Builder<A> {
        Builder::new()
    }

    fn serve(mock: Mock<A>, server: HttpServer) -> io::Result<Self> {
        let address = server.local_addr()?;
        let service = mock.router().health().reflection().into_http().also_below(PREFIX);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(server.serve(service, async {
            // The sender sends nothing: it is dropped to stop the server.
            let _ = stopped.await;
        }));
        Ok(Self { mock, address, stop: Some(stop), task })
    }

    /// The base URL for clients on this machine, such as `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        let mut address = self.address;
        // Clients cannot connect to an unspecified address such as 0.0.0.0.
        address.set_ip(match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        });
        format!("http://{address}")
    }

    /// The address that the server listens on.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// The mock itself, for clients in the same process.
    #[must_use]
    pub const fn mock(&self) -> &Mock<A> {
        &self.mock
    }

    /// Stops accepting connections and waits for the calls in progress.
    pub async fn shutdown(mut self) {
        drop(self.stop.take());
        // The task fails only if it panicked, which the panic hook has reported.
        let _ = (&mut self.task).await;
    }
}

impl<A> Drop for Server<A> {
    fn drop(&mut self) {
        // After a shutdown, the task has ended already.
        self.task.abort();
    }
}

impl<A> fmt::Debug for Server<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}
