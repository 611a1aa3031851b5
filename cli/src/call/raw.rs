//! Calls whose JSON goes out and comes back as it is, also of RPCs that the schema lacks.

use std::borrow::Cow;

use gitpod_api::{EncodedRequest, EncodedResponse};
use serde_core::de::IgnoredAny;

use super::{Task, client, unknown_method};
use crate::error::Error;
use crate::{methods, output};

/// Calls the RPC and prints what comes back.
pub(super) fn run(task: &Task) -> Result<(), Error> {
    let json = task.data.read()?;
    check(&json).map_err(|problem| Error::bad_call(format!("{}: {problem}", task.data)))?;
    let exchange = exchange(&task.method, json)?;
    let path = exchange.path().to_owned();
    let reply = client::run(&task.settings, async |transport| {
        let outcome = transport.send(exchange).await;
        Ok(outcome.map_err(|error| error.with_method(path))?)
    })?;
    print(reply)
}

/// Finds the RPC; one that the schema lacks needs its full path.
fn exchange(name: &str, json: Cow<'_, [u8]>) -> Result<EncodedRequest, Error> {
    let json = json.into_owned();
    match methods::find(name) {
        Some(method) => Ok(EncodedRequest::new(method, json)),
        None if is_path(name) => Ok(EncodedRequest::raw(name.to_owned(), json)),
        None => Err(unknown_method(name)),
    }
}

/// Whether a name is a path: a service with its package, a slash and a method.
fn is_path(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    };
    let path = name.strip_prefix('/').unwrap_or(name);
    path.split_once('/').is_some_and(|(service, method)| {
        plain(method) && service.contains('.') && service.split('.').all(plain)
    })
}

/// Whether the bytes are JSON; what is told quotes nothing, for there may be secrets.
fn check(json: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(json)
        .map_err(|error| format!("it is not UTF-8 at byte {}", error.valid_up_to() + 1))?;
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| format!("it is not JSON: {error}"))?;
    Ok(())
}

/// Prints a reply as it came, with a newline at its end if it has none.
fn print(mut reply: EncodedResponse) -> Result<(), Error> {
    if reply.body.ends_with(b"\n") {
        reply.body.pop();
    }
    output::write(&reply.body)
}

#[cfg(test)]
mod tests {
    use super::is_path;

    #[test]
    fn paths_have_a_package_a_service_and_a_method() {
        for path in ["acme.v1.BookService/GetBook", "/acme.v1.BookService/Get_Book2"] {
            assert!(is_path(path), "{path}");
        }
        for name in [
            "",
            "/",
            "a.B",
            "a.B/",
            "/C",
            "BookService/Get",
            "a.B/C/D",
            "a..B/C",
            ".B/C",
            "a.B/C?x",
            "a.B/..",
            "../a.B/C",
            "a.B/C D",
            "ä.B/C",
            "//a.B/C",
        ] {
            assert!(!is_path(name), "{name}");
        }
    }
}
