//! Lowers authentication: the scheme and what belongs to it.

use super::collect::bad_name;
use super::{api, docs};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Auth, AuthScheme};
use crate::raw::{self, Scheme, Text};
use crate::source::Span;

/// Headers that the protocol or HTTP sets itself.
const RESERVED: &[&str] =
    &["connection", "host", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade"];

/// Prefixes of headers that the protocols or HTTP set themselves.
const RESERVED_PREFIXES: &[&str] = &["accept", "connect-", "content-", "grpc-"];

/// Lowers authentication. `None` if calls send no token, or if there is a mistake.
pub(super) fn lower(raw: &raw::Auth, problems: &mut Diagnostics) -> Option<Auth> {
    let env = api::variables(&raw.env, problems);
    let scheme = match (raw.scheme, &raw.header) {
        (Scheme::Bearer, None) => AuthScheme::Bearer,
        (Scheme::Header, Some(header)) => AuthScheme::Header(self::header(header, problems)?),
        (Scheme::Header, None) => {
            if !raw.broken.has("header") {
                let label = "expected `header`, the name of the header with the token";
                misfit(raw.span, "the scheme `header` names no header", label, problems);
            }
            return None;
        }
        (Scheme::Bearer | Scheme::None, Some(header)) => {
            let label = "only the scheme `header` has this key";
            misfit(header.span, "`header` does not belong to the scheme", label, problems);
            return None;
        }
        (Scheme::None, None) => {
            check_none(raw, problems);
            return None;
        }
    };
    let doc = match &raw.doc {
        Some(doc) => docs::prose(&doc.value),
        None => docs::prose(&default_doc(&scheme)),
    };
    Some(Auth { scheme, env, doc })
}

/// Without a token, there is nothing to say about it.
fn check_none(raw: &raw::Auth, problems: &mut Diagnostics) {
    if let Some(text) = raw.env.first().or(raw.doc.as_ref()) {
        let label = "describes a token, and the scheme `none` has none";
        misfit(text.span, "the scheme `none` has other keys", label, problems);
    }
}

fn misfit(span: Span, message: &str, label: &str, problems: &mut Diagnostics) {
    problems.push(Diagnostic::new(Code::AuthKeys, message).at(span, label));
}

/// The name of the header in lower case.
fn header(name: &Text, problems: &mut Diagnostics) -> Option<String> {
    let lower = name.value.to_ascii_lowercase();
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    if !lower.split('-').all(is_word) {
        problems.push(bad_name("header", name, "words separated by hyphens, such as `x-api-key`"));
        return None;
    }
    let is_reserved = RESERVED.contains(&lower.as_str())
        || RESERVED_PREFIXES.iter().any(|prefix| lower.starts_with(prefix));
    if is_reserved {
        let form = "a header of your own; the protocol sets this one";
        problems.push(bad_name("header", name, form));
        return None;
    }
    Some(lower)
}

fn default_doc(scheme: &AuthScheme) -> String {
    match scheme {
        AuthScheme::Bearer => {
            "The token is sent with every call as `Authorization: Bearer TOKEN`.".to_owned()
        }
        AuthScheme::Header(name) => {
            format!("The token is sent with every call in the header `{name}`.")
        }
    }
}
