//! TCP connections.

use std::future::{self, Future};
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use socket2::{SockRef, TcpKeepalive};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{sleep, timeout};

use super::base_url;
use super::url::Url;

/// The time after which an idle connection is probed, and between the probes.
const KEEPALIVE: Duration = Duration::from_secs(15);

/// The number of probes without an answer after which a connection is closed.
const KEEPALIVE_RETRIES: u32 = 3;

/// How long the addresses of one family are tried alone (RFC 6555).
const HEAD_START: Duration = Duration::from_millis(300);

/// Connects to the host and the port of a URL. Each of the host's addresses gets an equal part of the
/// time limit. If it has IPv4 and IPv6 addresses, both families are tried.
pub(super) async fn connect(url: &Url, limit: Duration) -> io::Result<TcpStream> {
    let (host, port) = (url.host(), url.port_or_default());
    let (first, second) = match base_url::address(host) {
        Some(address) => (vec![SocketAddr::new(address, port)], Vec::new()),
        None => by_family(lookup_host((host, port)).await?.collect()),
    };
    let stream = if second.is_empty() {
        connect_to_any(first, limit).await?
    } else {
        let (first, second) = (connect_to_any(first, limit), connect_to_any(second, limit));
        with_head_start(pin!(first), pin!(second)).await?
    };
    // A connection works without these options, too.
    let _ = stream.set_nodelay(true);
    let _ = SockRef::from(&stream).set_tcp_keepalive(&keepalive());
    Ok(stream)
}

fn keepalive() -> TcpKeepalive {
    let keepalive = TcpKeepalive::new().with_time(KEEPALIVE);
    #[cfg(not(any(target_os = "openbsd", target_os = "haiku", target_os = "solaris")))]
    let keepalive = keepalive.with_interval(KEEPALIVE);
    #[cfg(not(any(target_os = "openbsd", target_os = "haiku", target_os = "solaris")))]
    let keepalive = keepalive.with_retries(KEEPALIVE_RETRIES);
    keepalive
}

/// The addresses of the family that the system prefers, and the others.
fn by_family(addresses: Vec<SocketAddr>) -> (Vec<SocketAddr>, Vec<SocketAddr>) {
    let prefers_v6 = addresses.first().is_some_and(SocketAddr::is_ipv6);
    addresses.into_iter().partition(|address| address.is_ipv6() == prefers_v6)
}

/// Connects to the first address that accepts. The error is that of the first one.
async fn connect_to_any(addresses: Vec<SocketAddr>, limit: Duration) -> io::Result<TcpStream> {
    let parts = u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
    let mut failed = None;
    for address in addresses {
        let late = |late| io::Error::new(io::ErrorKind::TimedOut, late);
        let outcome = timeout(limit / parts, TcpStream::connect(address)).await;
        match outcome.map_err(late).flatten() {
            Ok(stream) => return Ok(stream),
            Err(error) => failed = failed.or(Some(error)),
        }
    }
    let unreachable = || io::Error::new(io::ErrorKind::NotConnected, "Network unreachable");
    Err(failed.unwrap_or_else(unreachable))
}

/// The outcome of the future that succeeds first. The second one starts when the first one has failed
/// or had its head start.
async fn with_head_start<T>(
    mut first: Pin<&mut impl Future<Output = io::Result<T>>>,
    mut second: Pin<&mut impl Future<Output = io::Result<T>>>,
) -> io::Result<T> {
    let mut head_start = pin!(sleep(HEAD_START));
    let (mut is_over, mut failed) = (false, [false; 2]);
    future::poll_fn(|context| {
        if !failed[0]
            && let Poll::Ready(outcome) = first.as_mut().poll(context)
        {
            if outcome.is_ok() || failed[1] {
                return Poll::Ready(outcome);
            }
            failed[0] = true;
        }
        is_over = is_over || failed[0] || head_start.as_mut().poll(context).is_ready();
        if is_over
            && !failed[1]
            && let Poll::Ready(outcome) = second.as_mut().poll(context)
        {
            if outcome.is_ok() || failed[0] {
                return Poll::Ready(outcome);
            }
            failed[1] = true;
        }
        Poll::Pending
    })
    .await
}
