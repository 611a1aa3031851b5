//! A mock on a socket.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::builder::{Api, Builder, Mock};
use crate::http::server::HttpServer;

/// The path that the services are under besides the root, as the production service has them.
const PREFIX: &str = "/api";

/// A mock that listens, under `/` and under `/api/`. It stops when it is dropped.
pub struct Server<A> {
    mock: Mock<A>,
    address: SocketAddr,
    /// Tells the task to stop; when it is dropped, it does so too.
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
        let (host, port) = (self.host.clone(), self.port);
        Server::bind(self.build(), &host, port).await
    }
}

impl<A: Api> Server<A> {
    /// Starts a mock with no settings, on a free port of this machine.
    ///
    /// # Errors
    ///
    /// When the system has no port.
    pub async fn start() -> io::Result<Self> {
        Builder::new().start().await
    }

    /// A mock with settings.
    #[must_use]
    pub fn builder() -> Builder<A> {
        Builder::new()
    }

    async fn bind(mock: Mock<A>, host: &str, port: u16) -> io::Result<Self> {
        let server = HttpServer::bind((host, port)).await?;
        let address = server.local_addr()?;
        let service = mock.router().into_http().also_below(PREFIX);
        let (stop, stopped) = oneshot::channel();
        let task = tokio::spawn(server.serve(service, async {
            // Both mean it: to be told, and that nobody is left to tell.
            let _ = stopped.await;
        }));
        Ok(Self { mock, address, stop: Some(stop), task })
    }

    /// The base URL for clients on this machine, such as `http://127.0.0.1:4000`.
    #[must_use]
    pub fn base_url(&self) -> String {
        let mut address = self.address;
        // All addresses of a machine are none that one can call.
        address.set_ip(match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            ip => ip,
        });
        format!("http://{address}")
    }

    /// The address that it listens at.
    #[must_use]
    pub const fn local_addr(&self) -> SocketAddr {
        self.address
    }

    /// The mock that answers, for clients in the same process.
    #[must_use]
    pub const fn mock(&self) -> &Mock<A> {
        &self.mock
    }

    /// Stops: accepts nothing more, and is done when the calls that are under way have their
    /// replies.
    pub async fn shutdown(mut self) {
        drop(self.stop.take());
        // It ends with an error only if it panicked, which the hook has told.
        let _ = (&mut self.task).await;
    }
}

impl<A> Drop for Server<A> {
    fn drop(&mut self) {
        // Whoever shut it down has waited for its end already.
        self.task.abort();
    }
}

impl<A> fmt::Debug for Server<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}
