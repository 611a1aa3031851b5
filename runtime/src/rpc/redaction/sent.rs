//! [`secrets`]: the values among the headers of a request that are secret.

use gitpod_formats::base64;

use super::PIECE;
use crate::rpc::Metadata;

/// A text that must not appear in errors.
pub(super) struct Secret {
    pub(super) kind: Kind,
    pub(super) text: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A token, a password or a signature. A piece of it is secret, too.
    Credential,
    /// A text of several words, which are not secret by themselves.
    Words,
}

/// Headers that are no secrets, although callers set them: they describe the client and the call, or
/// ask a mock for an error, and errors that repeat them are useful.
const PUBLIC: [&str; 9] = [
    "cache-control",
    "origin",
    "referer",
    "traceparent",
    "tracestate",
    "user-agent",
    "x-mock-error",
    "x-mock-error-detail",
    "x-request-id",
];

/// Parameters of credentials that are no secrets: names, and what the request shows anyway.
const PUBLIC_PARAMETERS: [&str; 8] =
    ["algorithm", "nc", "opaque", "qop", "realm", "signedheaders", "uri", "username"];

/// The secrets in the headers of a request: the values of all headers that the caller set, except for
/// [`PUBLIC`] ones.
pub(super) fn secrets(headers: &Metadata) -> Vec<Secret> {
    let mut secrets = Secrets::default();
    for (name, value) in headers.iter() {
        if name == "cookie" {
            secrets.add_cookies(value);
        } else if headers.is_secret(name) {
            secrets.add_credentials(value);
        } else if !PUBLIC.contains(&name) && !name.starts_with("accept") {
            let has_words = value.trim().contains(' ');
            secrets.add(if has_words { Kind::Words } else { Kind::Credential }, value);
        }
    }
    secrets.0
}

#[derive(Default)]
struct Secrets(Vec<Secret>);

impl Secrets {
    fn add(&mut self, kind: Kind, text: &str) {
        let text = text.trim();
        if text.len() >= PIECE {
            self.0.push(Secret { kind, text: text.to_owned() });
        }
    }

    /// Adds the values of cookies, as in `session=abc; theme=dark`.
    fn add_cookies(&mut self, cookies: &str) {
        for cookie in cookies.split(';') {
            let value = cookie.split_once('=').map_or(cookie, |(_, value)| value);
            self.add(Kind::Credential, value.trim().trim_matches('"'));
        }
    }

    /// Adds the credentials of a header such as `Authorization`, with or without a scheme.
    fn add_credentials(&mut self, value: &str) {
        let value = value.trim();
        let (scheme, credentials) = value.split_once(' ').unwrap_or(("", value));
        if credentials.contains([' ', ',', '"']) {
            // The whole has words that are not secret, such as the path of the request.
            self.add(Kind::Words, credentials);
            self.add_parameters(credentials);
            return;
        }
        self.add(Kind::Credential, credentials);
        if scheme.eq_ignore_ascii_case("basic") {
            self.add_user(credentials);
        }
    }

    /// Adds the parameters of credentials, as in `username="emma", response="6629…"`.
    fn add_parameters(&mut self, parameters: &str) {
        for parameter in parameters.split([',', ' ', ';']) {
            let (name, value) = parameter.split_once('=').unwrap_or(("", parameter));
            if !PUBLIC_PARAMETERS.contains(&name.trim().to_ascii_lowercase().as_str()) {
                self.add(Kind::Credential, value.trim().trim_matches('"'));
            }
        }
    }

    /// Adds a user with a password, and the password, from base64.
    fn add_user(&mut self, encoded: &str) {
        let decoded = base64::decode(encoded).and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(user) = decoded else { return };
        self.add(Kind::Credential, &user);
        if let Some((_, password)) = user.split_once(':') {
            self.add(Kind::Credential, password);
        }
    }
}
