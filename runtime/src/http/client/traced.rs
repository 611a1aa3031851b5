//! A layer that shows calls to whatever listens to `tracing`.

use std::time::{Duration, Instant};

use tracing::field::Empty;
use tracing::{Instrument, Span};

use crate::message::Message;
use crate::rpc::{BoxFuture, EncodedRequest, EncodedResponse, Error, MethodDescriptor, Transport};

/// A transport with a span for each call, `rpc`, named by the conventions of OpenTelemetry.
///
/// The span has `rpc.system`, `rpc.service`, `rpc.method`, `url.full` without the request, and
/// when the call is over `attempts`, `rpc.connect_rpc.error_code` and
/// `http.response.status_code` where there are such, and `duration_ms`. An attempt that is
/// repeated is an event in it. Messages, headers and what a server says are nowhere in it.
#[derive(Debug, Clone)]
pub struct Traced<T> {
    transport: T,
}

impl<T: Transport> Traced<T> {
    /// Traces the calls over a transport.
    #[must_use]
    pub const fn new(transport: T) -> Self {
        Self { transport }
    }

    fn span(&self, path: &str) -> Span {
        let name = path.trim_start_matches('/');
        let (service, method) = name.split_once('/').unwrap_or((name, ""));
        let span = tracing::info_span!(
            "rpc",
            otel.kind = "client",
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
            && let Some(url) = self.transport.url(path)
        {
            span.record("url.full", url);
        }
        span
    }
}

/// Puts the outcome on the call's span.
fn record(error: &Error) {
    let span = Span::current();
    span.record("rpc.connect_rpc.error_code", error.code().as_str());
    if let Some(status) = error.http_status() {
        span.record("http.response.status_code", status);
    }
    if let Some(attempts) = error.attempts() {
        span.record("attempts", attempts);
    }
}

/// Tells of an attempt that failed and is followed by another one.
pub(super) fn repeating(error: &Error, attempt: u32, wait: Duration) {
    tracing::debug!(
        attempt,
        code = error.code().as_str(),
        http_status = error.http_status(),
        wait_ms = ms(wait),
        "the attempt failed; trying again",
    );
}

fn ms(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl<T: Transport> Transport for Traced<T> {
    fn send(&self, exchange: EncodedRequest) -> BoxFuture<'_, Result<EncodedResponse, Error>> {
        let span = self.span(exchange.path());
        let call = async move {
            let started = Instant::now();
            let outcome = self.transport.send(exchange).await;
            Span::current().record("duration_ms", ms(started.elapsed()));
            outcome.inspect_err(record)
        };
        Box::pin(call.instrument(span))
    }

    fn admit(&self, method: &'static MethodDescriptor, request: &dyn Message) -> Result<(), Error> {
        self.transport.admit(method, request)
    }

    fn url(&self, path: &str) -> Option<String> {
        self.transport.url(path)
    }
}
