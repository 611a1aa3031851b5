//! A server of all services on a free port, and clients of it.

use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use gitpod_api::runtime::http::server::{HttpServer, HttpService};
use gitpod_api::{Client, ClientBuilder, RetryPolicy};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::rpcs;
use crate::support::services::{Behaviour, Handler};
use crate::support::tap::{Seen, Tap};

/// A server. Dropping it closes its connections.
pub(crate) struct Server {
    address: SocketAddr,
    tap: Tap,
    task: JoinHandle<()>,
}

impl Server {
    /// Serves all services with one behaviour.
    pub(crate) async fn start(behaviour: impl Behaviour) -> Self {
        Self::with(behaviour, |service| service).await
    }

    /// Serves all services with one behaviour and with options.
    pub(crate) async fn with(
        behaviour: impl Behaviour,
        configure: impl FnOnce(HttpService) -> HttpService,
    ) -> Self {
        let service = rpcs::router(&Handler(Arc::new(behaviour))).into_http().also_below("/api");
        Self::behind(Tap::new(configure(service)), std::future::pending()).await
    }

    /// Serves until the shutdown signal.
    pub(crate) async fn until(behaviour: impl Behaviour, shutdown: oneshot::Receiver<()>) -> Self {
        let service = rpcs::router(&Handler(Arc::new(behaviour))).into_http().also_below("/api");
        let shutdown = async { shutdown.await.expect("the test sends the signal") };
        Self::behind(Tap::new(service), shutdown).await
    }

    /// Serves behind a tap.
    pub(crate) async fn behind(
        tap: Tap,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Self {
        let server = HttpServer::bind("127.0.0.1:0").await.expect("a free port");
        let address = server.local_addr().expect("it is bound");
        let task = tokio::spawn(server.serve(tap.clone(), shutdown));
        Self { address, tap, task }
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// A client that retries without backoff.
    pub(crate) fn builder(&self) -> ClientBuilder<Client> {
        Client::builder()
            .base_url(format!("http://{}/api", self.address))
            .retry(RetryPolicy::default().with_initial_backoff(Duration::ZERO))
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().expect("the options are valid")
    }

    /// Returns and forgets the calls that went over the wire.
    pub(crate) fn take_seen(&self) -> Vec<Seen> {
        self.tap.take_seen()
    }

    /// Waits for the server to end.
    pub(crate) async fn ended(mut self) {
        (&mut self.task).await.expect("it does not panic");
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}
