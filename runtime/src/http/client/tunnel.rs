//! Tunnels through HTTP proxies (`CONNECT`).

use std::error::Error as StdError;
use std::future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{fmt, io};

use http::HeaderValue;
use httparse::{EMPTY_HEADER, Response, Status};
use tokio::io::{AsyncRead as _, AsyncWrite as _, ReadBuf};

use super::stream::Stream;
use super::url::Url;

/// The maximum number of headers of a proxy's response.
const MAX_HEADERS: usize = 100;

/// The maximum size of the head of a proxy's response, in bytes.
const MAX_HEAD: usize = 8192;

/// The reason why there is no tunnel.
#[derive(Debug)]
pub(super) enum TunnelError {
    Io(io::Error),
    Authorization,
    TooLong,
    Closed,
    /// The response is not HTTP.
    Invalid,
    /// There are bytes after the head of a successful response, which has no body.
    Excess,
    /// The status of the response.
    Unsuccessful(u16),
}

/// Opens a tunnel to the host of a URL over a connection to a proxy. Only the host and the port are
/// sent.
pub(super) async fn open(
    proxy: &mut Stream,
    url: &Url,
    authorization: Option<&HeaderValue>,
) -> Result<(), TunnelError> {
    let request = request(url, authorization);
    let mut sent = 0;
    future::poll_fn(|context| poll_send(proxy, context, &request, &mut sent))
        .await
        .map_err(TunnelError::Io)?;
    let mut head = vec![0; MAX_HEAD];
    let mut head = ReadBuf::new(&mut head);
    loop {
        let before = head.filled().len();
        future::poll_fn(|context| Pin::new(&mut *proxy).poll_read(context, &mut head))
            .await
            .map_err(TunnelError::Io)?;
        if head.filled().len() == before {
            return Err(TunnelError::Closed);
        }
        match parse(head.filled())? {
            Some((200..=299, excess)) if excess > 0 => return Err(TunnelError::Excess),
            Some((200..=299, _)) => return Ok(()),
            Some((407, _)) => return Err(TunnelError::Authorization),
            Some((status, _)) => return Err(TunnelError::Unsuccessful(status)),
            None if head.remaining() == 0 => return Err(TunnelError::TooLong),
            None => {}
        }
    }
}

fn request(url: &Url, authorization: Option<&HeaderValue>) -> Vec<u8> {
    let (host, port) = (url.host(), url.port_or_default());
    let head = format!("CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n");
    let mut request = head.into_bytes();
    if let Some(authorization) = authorization {
        request.extend([b"Proxy-Authorization: ", authorization.as_bytes(), b"\r\n"].concat());
    }
    request.extend(b"\r\n");
    request
}

fn poll_send(
    stream: &mut Stream,
    context: &mut Context<'_>,
    bytes: &[u8],
    sent: &mut usize,
) -> Poll<io::Result<()>> {
    while *sent < bytes.len() {
        match ready!(Pin::new(&mut *stream).poll_write(context, &bytes[*sent..]))? {
            0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
            written => *sent += written,
        }
    }
    Pin::new(stream).poll_flush(context)
}

/// The status of a response and the number of bytes after its head. `None` if the head is not complete.
fn parse(bytes: &[u8]) -> Result<Option<(u16, usize)>, TunnelError> {
    let mut headers = [EMPTY_HEADER; MAX_HEADERS];
    let mut response = Response::new(&mut headers);
    match response.parse(bytes) {
        Ok(Status::Complete(length)) => {
            Ok(response.code.map(|status| (status, bytes.len() - length)))
        }
        Ok(Status::Partial) => Ok(None),
        Err(_) => Err(TunnelError::Invalid),
    }
}

impl fmt::Display for TunnelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("tunnel error: ")?;
        match self {
            Self::Io(_) => f.write_str("io error establishing tunnel"),
            Self::Authorization => f.write_str("proxy authorization required"),
            Self::TooLong => f.write_str("proxy response headers too long"),
            Self::Closed => f.write_str("the proxy closed the connection"),
            Self::Invalid => f.write_str("the proxy's response is not valid HTTP"),
            Self::Excess => f.write_str("unexpected bytes after the proxy's response"),
            Self::Unsuccessful(status) => write!(f, "the proxy answered with HTTP status {status}"),
        }
    }
}

impl StdError for TunnelError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Io(error) => Some(error),
            _ => None,
        }
    }
}
