//! [`Tracing`]: spans of calls.

use std::time::{Duration, Instant};

use tracing::field::Empty;
use tracing::{Instrument, Span};

use super::{AnyRequest, AnyResponse, Interceptor, Next, Side};
use crate::rpc::{BoxFuture, Error};

/// An interceptor that creates a span named `rpc` for each call, with attributes named after
/// OpenTelemetry's conventions.
///
/// The span has `otel.kind`, `rpc.system`, `rpc.service`, `rpc.method` and `url.full` without the
/// query. When the call ends, `duration_ms` is recorded and, if known, `attempts`,
/// `rpc.connect_rpc.error_code` and `http.response.status_code`. Each retry is an event in the
/// span. Messages, headers and error messages are never recorded.
#[derive(Debug, Clone, Default)]
pub struct Tracing;

impl Tracing {
    /// Traces calls.
    #[must_use]
    pub const fn new() -> Self {
        Self
    }
}

fn span(request: &AnyRequest<'_>, next: Next<'_>) -> Span {
    let name = request.path().trim_start_matches('/');
    let (service, method) = name.split_once('/').unwrap_or((name, ""));
    let kind = match request.side() {
        Side::Client => "client",
        Side::Server => "server",
    };
    let span = tracing::info_span!(
        "rpc",
        otel.kind = kind,
        rpc.system = "connect_rpc",
        rpc.service = service,
        rpc.method = method,
        url.full = Empty,
        attempts = Empty,
        rpc.connect_rpc.error_code = Empty,
        http.response.status_code = Empty,
        duration_ms = Empty,
    );
    if !span.is_disabled()
        && let Some(url) = next.url(request.path())
    {
        span.record("url.full", url);
    }
    span
}

/// Records the error on the call's span.
fn record_error(error: &Error) {
    let span = Span::current();
    span.record("rpc.connect_rpc.error_code", error.code().as_str());
    if let Some(status) = error.http_status() {
        span.record("http.response.status_code", status);
    }
    if let Some(attempts) = error.attempts() {
        span.record("attempts", attempts);
    }
}

/// Records a retry.
#[cfg(feature = "retry")]
pub(super) fn record_retry(error: &Error, attempt: u32, wait: Duration) {
    tracing::debug!(
        attempt,
        code = error.code().as_str(),
        http_status = error.http_status(),
        wait_ms = ms(wait),
        "attempt failed, retrying",
    );
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Interceptor for Tracing {
    fn intercept<'a>(
        &'a self,
        request: AnyRequest<'a>,
        next: Next<'a>,
    ) -> BoxFuture<'a, Result<AnyResponse, Error>> {
        let span = span(&request, next);
        let call = async move {
            let started = Instant::now();
            let outcome = next.run(request).await;
            Span::current().record("duration_ms", ms(started.elapsed()));
            outcome.inspect_err(record_error)
        };
        Box::pin(call.instrument(span))
    }
}
