//! The settings of an HTTP service and their defaults.

use std::time::Duration;

use connectrpc::{
    CompressionPolicy, CompressionRegistry, ConnectRpcService, DeadlinePolicy, Limits,
};

use super::dispatch::Dispatch;
use super::gzip::Gzip;
use crate::http::memory::memory_limit;

/// The settings of an HTTP service. The setters of [`HttpService`](super::HttpService) document them.
#[derive(Debug, Clone)]
pub(super) struct Options {
    pub(super) body_limit: usize,
    pub(super) body_timeout: Duration,
    pub(super) message_limit: usize,
    /// `None` follows the message limit.
    pub(super) memory_limit: Option<usize>,
    pub(super) min_timeout: Duration,
    pub(super) max_timeout: Option<Duration>,
    pub(super) default_timeout: Option<Duration>,
    pub(super) compression: bool,
    pub(super) compress_from: usize,
    pub(super) get: bool,
    /// Each has a leading slash and no trailing one.
    pub(super) prefixes: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            body_limit: 4 << 20,
            body_timeout: Duration::from_secs(60),
            message_limit: 4 << 20,
            memory_limit: None,
            min_timeout: Duration::ZERO,
            max_timeout: None,
            default_timeout: None,
            compression: true,
            compress_from: 1 << 10,
            get: true,
            prefixes: Vec::new(),
        }
    }
}

impl Options {
    /// The maximum memory of a decoded message, in bytes.
    pub(super) fn memory_limit(&self) -> usize {
        memory_limit(self.memory_limit, self.message_limit)
    }

    /// The service of `connectrpc` with these settings, for unary or for streaming routes.
    pub(super) fn connect_service(&self, streaming: bool) -> ConnectRpcService<Dispatch> {
        let limits = Limits::default()
            .with_max_request_body_size(self.body_limit)
            .with_max_message_size(self.message_limit);
        ConnectRpcService::new(Dispatch { streaming })
            .with_limits(limits)
            .with_deadline_policy(self.deadline_policy())
            .with_compression(self.codings())
            .with_compression_policy(CompressionPolicy::default().with_min_size(self.compress_from))
    }

    /// The timeout of a call whose client asks for `requested`, as the [policy](Self::deadline_policy)
    /// moderates it.
    pub(super) fn timeout(&self, requested: Option<Duration>) -> Option<Duration> {
        let Some(requested) = requested else { return self.default_timeout };
        let max = self.max_timeout.unwrap_or(Duration::MAX);
        Some(requested.max(self.min_timeout).min(max))
    }

    fn deadline_policy(&self) -> DeadlinePolicy {
        let mut policy = DeadlinePolicy::new().with_min(self.min_timeout);
        if let Some(max) = self.max_timeout {
            policy = policy.with_max(max);
        }
        if let Some(default) = self.default_timeout {
            policy = policy.with_default_timeout(default);
        }
        policy
    }

    /// The codings that are served, other than identity.
    pub(super) fn codings(&self) -> CompressionRegistry {
        let none = CompressionRegistry::new();
        if self.compression { none.register(Gzip::new()) } else { none }
    }
}
