//! [`Pool`]: connections to servers and proxies, kept alive between requests.

use std::future::{self, Future};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use http_body::{Body as _, Frame};
use http_body_util::Full;
use hyper::body::Incoming;
use tokio::runtime::Handle;
use tokio::sync::oneshot;
use tokio::task;

use super::connection::Connection;
use super::connector::Connector;
use super::exchange::{Body, Response, SendError, Stage};
use super::idle::{IdleConnections, Lease, Lookup, spawn};
use super::url::Url;
use crate::rpc::BoxFuture;

/// The idle time after which tokio looks for events of a connection before it is used again. Between the
/// `block_on` calls of a program on one thread, it does not notice that a server closes a connection.
const UNOBSERVED: Duration = Duration::from_secs(1);

/// HTTP/1.1 connections to servers and proxies.
pub(super) struct Pool {
    connector: Connector,
    idle: Arc<IdleConnections>,
}

impl Pool {
    pub(super) fn new(connector: Connector) -> Self {
        Self { connector, idle: Arc::default() }
    }

    /// Sends a request. It is sent again if an idle connection was closed before any of it was written.
    pub(super) async fn send(
        &self,
        request: &mut Option<Request<Full<Bytes>>>,
        url: &Url,
    ) -> Result<Response, SendError> {
        loop {
            let mut lease = match self.idle.take(url) {
                Lookup::Found { lease, idle_for } => {
                    if idle_for >= UNOBSERVED {
                        // On a runtime with one thread, this polls for events before the task goes on.
                        task::yield_now().await;
                    }
                    lease
                }
                Lookup::Pending(idle) => self.idle_or_new(idle, url).await?,
            };
            let connection = lease.connection();
            let unsent = request.take().expect("it is put back before it is sent again");
            let mut response = pin!(connection.send(unsent, url));
            let response = future::poll_fn(|context| {
                connection.poll(context);
                response.as_mut().poll(context)
            });
            match response.await {
                Ok(response) => {
                    let (head, incoming) = response.into_parts();
                    let body = Body::Pool(PoolBody { incoming, lease });
                    let (status, headers) = (head.status, head.headers);
                    return Ok(Response { status, headers, body, url: url.clone() });
                }
                Err(mut error) => match error.take_message() {
                    Some(unsent) if lease.is_reused => {
                        *request = Some(unsent);
                        // A server that closes one connection often closes all.
                        self.idle.drop_closed(url);
                    }
                    Some(_) => return Err(SendError::unwritten(error.into_error())),
                    None => return Err(SendError::broken(error.into_error())),
                },
            }
        }
    }

    /// The connection that is there first: an idle one or a new one.
    fn idle_or_new<'a>(
        &'a self,
        mut idle: oneshot::Receiver<Lease>,
        url: &Url,
    ) -> BoxFuture<'a, Result<Lease, SendError>> {
        let mut new = Some(self.connect(url.clone()));
        Box::pin(future::poll_fn(move |context| poll_either(&mut idle, &mut new, context)))
    }

    fn connect(&self, url: Url) -> BoxFuture<'static, Result<Lease, SendError>> {
        let (connector, idle) = (self.connector.clone(), Arc::clone(&self.idle));
        Box::pin(async move {
            let connected = connector.connect(&url).await;
            let connected =
                connected.map_err(|source| SendError { stage: Stage::Connect, source })?;
            let connection = Connection::new(connected, url).await?;
            Ok(Lease::new(Box::new(connection), &idle, false))
        })
    }
}

/// Waits for either connection. If an idle one is first, the new one is for later requests.
fn poll_either(
    idle: &mut oneshot::Receiver<Lease>,
    new: &mut Option<BoxFuture<'static, Result<Lease, SendError>>>,
    context: &mut Context<'_>,
) -> Poll<Result<Lease, SendError>> {
    if let Poll::Ready(Ok(lease)) = Pin::new(idle).poll(context) {
        if let Some(new) = new.take() {
            spawn(&Handle::current(), Box::pin(async { drop(new.await) }));
        }
        return Poll::Ready(Ok(lease));
    }
    new.as_mut().map_or(Poll::Pending, |new| new.as_mut().poll(context))
}

/// The body of a response. Its connection is used again after the end.
pub(super) struct PoolBody {
    // Fields are dropped in order, and a connection is not idle before its body is gone.
    incoming: Incoming,
    lease: Lease,
}

impl PoolBody {
    pub(super) fn poll_frame(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        let incoming = Pin::new(&mut self.incoming);
        if let Poll::Ready(frame) = incoming.poll_frame(context) {
            return Poll::Ready(frame);
        }
        self.lease.connection().poll(context);
        Pin::new(&mut self.incoming).poll_frame(context)
    }
}
