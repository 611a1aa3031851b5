//! What a transport found out about a failure besides what the server said.

use std::fmt;

use super::Error;

/// How much of a body that nobody understood is kept, in characters.
const BODY_CHARS: usize = 512;

/// What a transport found out about a failure.
#[derive(Clone, Default)]
pub(super) struct Report {
    http_status: Option<u16>,
    url: Option<Box<str>>,
    attempts: Option<u32>,
    body: Option<Box<str>>,
    hint: Option<Box<str>>,
    nothing_sent: bool,
}

impl Error {
    /// The status of the HTTP response, if there was one.
    #[must_use]
    pub fn http_status(&self) -> Option<u16> {
        self.report().http_status
    }

    /// Where the request went, if it went over HTTP; without query, so without the request.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        self.report().url.as_deref()
    }

    /// How often the call was tried, if the client counts.
    #[must_use]
    pub fn attempts(&self) -> Option<u32> {
        self.report().attempts
    }

    /// The start of a response that was neither a reply nor an error of the protocol, such as a
    /// proxy's page: at most 512 characters, with a space for each control character.
    #[must_use]
    pub fn body(&self) -> Option<&str> {
        self.report().body.as_deref()
    }

    /// What the caller might do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&str> {
        self.report().hint.as_deref()
    }

    /// Whether it is certain that nothing of the request reached a server, so that any call may
    /// be repeated.
    #[must_use]
    pub fn nothing_sent(&self) -> bool {
        self.report().nothing_sent
    }

    /// Sets the status of the HTTP response.
    #[must_use]
    pub fn with_http_status(mut self, status: u16) -> Self {
        self.report_mut().http_status = Some(status);
        self
    }

    /// Sets where the request went: without query and credentials.
    #[must_use]
    pub fn with_url(mut self, url: impl Into<Box<str>>) -> Self {
        self.report_mut().url = Some(url.into());
        self
    }

    /// Sets how often the call was tried.
    #[must_use]
    pub fn with_attempts(mut self, attempts: u32) -> Self {
        self.report_mut().attempts = Some(attempts);
        self
    }

    /// Keeps the start of a response that was not understood; see [`body`](Self::body).
    #[must_use]
    pub fn with_body(mut self, body: &[u8]) -> Self {
        // No character takes more than four bytes.
        let start = body.get(..BODY_CHARS * 4).unwrap_or(body);
        let text = String::from_utf8_lossy(start);
        let text: String = text.chars().take(BODY_CHARS).map(without_control).collect();
        self.report_mut().body = Some(text.trim().into());
        self
    }

    /// Sets what the caller might do about it.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Box<str>>) -> Self {
        self.report_mut().hint = Some(hint.into());
        self
    }

    /// Says that nothing of the request reached a server. A transport that is not certain leaves
    /// it alone: the call may then be repeated although it is not idempotent.
    #[must_use]
    pub fn with_nothing_sent(mut self) -> Self {
        self.report_mut().nothing_sent = true;
        self
    }
}

impl Report {
    /// The fields that hold something.
    pub(super) fn debug_fields(&self, out: &mut fmt::DebugStruct<'_, '_>) {
        let Self { http_status, url, attempts, body, hint, nothing_sent } = self;
        if let Some(status) = http_status {
            out.field("http_status", status);
        }
        if let Some(url) = url {
            out.field("url", url);
        }
        if let Some(attempts) = attempts {
            out.field("attempts", attempts);
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

    /// Hides a secret that a server echoed, also one that the end of the body cuts.
    pub(super) fn redact(&mut self, secret: &str) {
        let Some(body) = &mut self.body else { return };
        let mut text = body.replace(secret, crate::rpc::REDACTED);
        let cut = (4..secret.len()).rev().filter_map(|length| secret.get(..length));
        if let Some(start) = cut.into_iter().find(|start| text.ends_with(start)) {
            text.truncate(text.len() - start.len());
            text.push_str(crate::rpc::REDACTED);
        }
        *body = text.into();
    }
}

/// A character that keeps a text in one line.
pub(super) fn without_control(char: char) -> char {
    if char.is_control() || matches!(char, '\u{2028}' | '\u{2029}') { ' ' } else { char }
}
