//! [`Stream`]: the bytes of a connection, over TCP or TLS. One type, so that HTTP is compiled once.

use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};

/// The bytes of a connection.
pub(super) type Stream = Box<dyn Io>;

/// The bytes of a connection, for hyper.
pub(super) type HyperStream = TokioIo<Stream>;

/// Bytes in both directions.
pub(super) trait Io: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Io for T {}
