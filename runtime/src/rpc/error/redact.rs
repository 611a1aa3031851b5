//! Redaction of an error: replaces the secrets of a request in every part that can be shown.

use std::error::Error as StdError;
use std::fmt;
use std::iter;
use std::mem;
use std::sync::Arc;

use serde_json::Value;

use super::report::Report;
use super::{Error, ErrorDetail, Source};
use crate::codec::DecodeError;
use crate::rpc::Metadata;
use crate::rpc::redaction::Secrets;

impl Error {
    /// Redacts what the server echoed of the secrets in the headers of its request, which went to the
    /// URL `to`.
    ///
    /// The channel calls it for every error of a transport and of a response that cannot be decoded.
    pub(crate) fn redact_echoes(mut self, sent: &Metadata, to: Option<&str>) -> Self {
        // After a redirect, the URL is text of the server.
        let url = self.0.report.take_url_if(|url| Some(url) == to);
        let redacted = self.redact(&Secrets::sent_in(sent));
        url.into_iter().fold(redacted, Self::with_url)
    }

    fn redact(mut self, secrets: &Secrets) -> Self {
        // The code, the status and the counts are not text of the server. The path of the RPC is that
        // of the call.
        let inner = &mut *self.0;
        replace(&mut inner.message, secrets);
        inner.details.iter_mut().for_each(|detail| detail.redact(secrets));
        inner.metadata.redact(secrets);
        inner.report.redact(secrets);
        if let Some(source) = &mut inner.source
            && let Some(redacted) = redacted_source(source, secrets)
        {
            *source = redacted;
        }
        self
    }
}

fn replace(text: &mut String, secrets: &Secrets) {
    if let Some(redacted) = secrets.redact(text) {
        *text = redacted;
    }
}

fn replace_boxed(text: Option<&mut Box<str>>, secrets: &Secrets) {
    if let Some(text) = text
        && let Some(redacted) = secrets.redact(text)
    {
        *text = redacted.into();
    }
}

impl ErrorDetail {
    fn redact(&mut self, secrets: &Secrets) {
        replace(&mut self.type_name, secrets);
        secrets.mask(&mut self.value);
        self.debug.iter_mut().for_each(|debug| redact_json(debug, secrets));
    }
}

/// Redacts secrets in all strings, keys and numbers of a JSON value.
fn redact_json(json: &mut Value, secrets: &Secrets) {
    match json {
        Value::String(text) => replace(text, secrets),
        Value::Array(items) => items.iter_mut().for_each(|item| redact_json(item, secrets)),
        Value::Object(fields) => {
            for (mut key, mut value) in mem::take(fields) {
                replace(&mut key, secrets);
                redact_json(&mut value, secrets);
                json[key] = value;
            }
        }
        Value::Number(number) => {
            if let Some(redacted) = secrets.redact(&number.to_string()) {
                *json = redacted.into();
            }
        }
        Value::Null | Value::Bool(_) => {}
    }
}

impl Report {
    fn redact(&mut self, secrets: &Secrets) {
        for text in [&mut self.unrecognized_code, &mut self.url, &mut self.waited, &mut self.hint] {
            replace_boxed(text.as_mut(), secrets);
        }
        if let Some(body) = &mut self.body
            && let Some(redacted) = secrets.redact_start(body)
        {
            *body = redacted.into();
        }
    }
}

/// A source without the secrets. `None` if it has none.
fn redacted_source(source: &Source, secrets: &Secrets) -> Option<Source> {
    if let Some(error) = source.downcast_ref::<DecodeError>() {
        return Some(Arc::new(error.clone().redact(|text| secrets.redact(text))));
    }
    if let Some(error) = source.downcast_ref::<Error>() {
        return Some(Arc::new(error.clone().redact(secrets)));
    }
    let first: &(dyn StdError + 'static) = &**source;
    let causes = || iter::successors(Some(first), |&error| error.source());
    let has_secret = causes().any(|error| {
        [format!("{error}"), format!("{error:?}"), format!("{error:#?}")]
            .iter()
            .any(|text| secrets.redact(text).is_some())
    });
    has_secret.then(|| -> Source {
        let mut text = first.to_string();
        for cause in causes().skip(1) {
            text.push_str(": ");
            text.push_str(&cause.to_string());
        }
        // If the secret is only in the `Debug` output, nothing of `Display` is lost.
        Arc::new(Redacted(secrets.redact(&text).unwrap_or(text)))
    })
}

/// Stands for a source with secrets, and for its causes.
struct Redacted(String);

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl StdError for Redacted {}
