//! The client's information about a failure besides the server's error: HTTP status, URL,
//! attempts, body and hint. Transports and interceptors set it.

use std::fmt;

use super::Error;

/// The maximum length of [`Error::body`], in characters.
const BODY_CHARS: usize = 512;

/// The client's information about a failure.
#[derive(Clone, Default)]
pub(super) struct Report {
    pub(super) unrecognized_code: Option<Box<str>>,
    http_status: Option<u16>,
    pub(super) url: Option<Box<str>>,
    attempts: Option<u32>,
    pub(super) waited: Option<Box<str>>,
    pub(super) body: Option<Box<str>>,
    pub(super) hint: Option<Box<str>>,
    nothing_sent: bool,
}

impl Error {
    /// The text in the `code` of the error body, if it is not a code of the Connect protocol:
    /// `NOT_FOUND`, `cancelled` or an empty string, for example. [`code`](Self::code) then follows from
    /// the HTTP status. `None` for errors with a valid code.
    #[must_use]
    pub fn unrecognized_code(&self) -> Option<&str> {
        self.report().unrecognized_code.as_deref()
    }

    /// The HTTP status of the response. `None` without an HTTP response.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.report().http_status
    }

    /// The URL of the request, without query. `None` for transports without URLs.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.report().url.as_deref()
    }

    /// The number of attempts. `None` without the interceptor `Retry`.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.report().attempts
    }

    /// The polls of a failed wait: their number, their time and the state in the last response. `None`
    /// for calls that are not part of a wait.
    #[must_use]
    pub fn waited(&self) -> Option<&str> {
        self.report().waited.as_deref()
    }

    /// The start of a response body that is not part of the protocol, such as a proxy's error page:
    /// at most 512 characters, with control characters replaced by spaces.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.report().body.as_deref()
    }

    /// A hint for fixing the failure.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.report().hint.as_deref()
    }

    /// Whether no part of the request can have reached a server, so that any call may be retried.
    #[must_use]
    pub fn nothing_sent(&self) -> bool {
        self.report().nothing_sent
    }

    /// Sets the text in the `code` of the error body that is not a code of the protocol.
    pub(super) fn with_unrecognized_code(mut self, code: String) -> Self {
        self.report_mut().unrecognized_code = Some(code.into());
        self
    }

    /// Sets the HTTP status of the response.
    #[must_use]
    pub fn with_http_status(mut self, status: u16) -> Self {
        self.report_mut().http_status = Some(status);
        self
    }

    /// Sets the URL of the request, which must not contain a query or credentials.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.report_mut().url = Some(url.into());
        self
    }

    /// Sets the number of attempts.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.report_mut().attempts = Some(attempts);
        self
    }

    /// Sets the polls of a wait.
    #[cfg(feature = "retry")]
    pub(in crate::rpc) fn with_waited(mut self, polls: &str) -> Self {
        let polls: String = polls.chars().map(without_control).collect();
        self.report_mut().waited = Some(polls.into());
        self
    }

    /// Sets the unexpected response body, of which the start is kept; see [`body`](Self::body).
    #[must_use]
    pub fn with_body(mut self, body: &[u8]) -> Self {
        // A character has at most four bytes.
        let start = body.get(..BODY_CHARS * 4).unwrap_or(body);
        let text = String::from_utf8_lossy(start);
        let text: String = text.chars().take(BODY_CHARS).map(without_control).collect();
        self.report_mut().body = Some(text.trim().into());
        self
    }

    /// Sets a hint for fixing the failure.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.report_mut().hint = Some(hint.into());
        self
    }

    /// Marks the request as not sent, so that it is retried even if it is not idempotent.
    /// Transports must only set it if no part of the request can have reached a server.
    #[must_use]
    pub fn with_nothing_sent(mut self) -> Self {
        self.report_mut().nothing_sent = true;
        self
    }
}

impl Report {
    /// Removes the URL if it satisfies a condition.
    pub(super) fn take_url_if(&mut self, condition: impl FnOnce(&str) -> bool) -> Option<Box<str>> {
        self.url.take_if(|url| condition(url))
    }

    /// Writes the fields that are set.
    pub(super) fn debug_fields(&self, out: &mut fmt::DebugStruct<'_, '_>) {
        let Self {
            unrecognized_code,
            http_status,
            url,
            attempts,
            waited,
            body,
            hint,
            nothing_sent,
        } = self;
        if let Some(code) = unrecognized_code {
            out.field("unrecognized_code", code);
        }
        if let Some(status) = http_status {
            out.field("http_status", status);
        }
        if let Some(url) = url {
            out.field("url", url);
        }
        if let Some(attempts) = attempts {
            out.field("attempts", attempts);
        }
        if let Some(waited) = waited {
            out.field("waited", waited);
        }
        if let Some(body) = body {
            out.field("body", body);
        }
        if let Some(hint) = hint {
            out.field("hint", hint);
        }
        if *nothing_sent {
            out.field("nothing_sent", nothing_sent);
        }
    }
}

/// Replaces control characters and line separators with a space.
pub(super) fn without_control(char: char) -> char {
    if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') { ' ' } else { char }
}
