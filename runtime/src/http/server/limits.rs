//! The limits of a connection and their defaults.

use std::time::Duration;

/// The limits of a connection. The setters of [`HttpServer`](super::HttpServer) document them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) header_timeout: Duration,
    pub(super) stall_timeout: Duration,
    pub(super) idle_timeout: Duration,
    pub(super) ping_interval: Duration,
    pub(super) max_streams: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            header_timeout: Duration::from_secs(30),
            stall_timeout: Duration::from_secs(30),
            // Clients keep idle connections for up to 90 seconds. They should be the first to close
            // them, because a request may already be on its way when the server does.
            idle_timeout: Duration::from_secs(120),
            ping_interval: Duration::from_secs(30),
            max_streams: 100,
        }
    }
}
