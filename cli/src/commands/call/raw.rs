//! Calls with a raw body, also of RPCs that the schema does not have.

use gitpod_api::runtime::codec::Codec;
use gitpod_api::runtime::rpc::RawCall;
use gitpod_api::{Channel, EncodedResponse};
use serde_core::de::IgnoredAny;

use super::client::Encoding;
use super::data::Data;
use super::{Args, client, unknown_method};
use crate::catalog::methods;
use crate::error::Error;
use crate::output;

/// Calls the RPC and prints the body of its response.
pub(super) fn run(args: &Args) -> Result<(), Error> {
    let codec = args.settings.codec;
    let body = args.data.read()?;
    check(codec, &args.data, &body)
        .map_err(|problem| Error::bad_call(format!("{}: {problem}", args.data)))?;
    let body = body.into_owned();
    if methods::find(&args.method).is_none() && !is_path(&args.method) {
        return Err(unknown_method(&args.method));
    }
    let response = client::run(&args.settings, async |channel| {
        Ok(call(channel, &args.method, body).codec(codec.into()).await?)
    })?;
    print(response)
}

/// The call of an RPC by name, or by its full path if the schema does not have it.
fn call<'a>(channel: &'a Channel, name: &str, body: Vec<u8>) -> RawCall<'a> {
    match methods::find(name) {
        Some(method) => RawCall::of_method(channel, method, body),
        None => channel.raw(name.to_owned(), body),
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

/// Checks that a body can be in the encoding. Errors quote nothing, because requests may hold secrets.
fn check(encoding: Encoding, data: &Data, body: &[u8]) -> Result<(), String> {
    match (encoding, data) {
        (Encoding::Json, _) => check_json(body),
        (Encoding::Binary, Data::Input(_)) => Ok(()),
        // The command line has no binary data; its default is an empty object.
        (Encoding::Binary, Data::Given(_)) => {
            Err("a raw binary request comes from a file or standard input".to_owned())
        }
    }
}

fn check_json(json: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(json)
        .map_err(|error| format!("it is not UTF-8 at byte {}", error.valid_up_to() + 1))?;
    serde_json::from_str::<IgnoredAny>(text).map_err(|error| format!("it is not JSON: {error}"))?;
    Ok(())
}

/// Prints the body of a response. A newline is added to JSON unless it ends with one.
fn print(mut response: EncodedResponse) -> Result<(), Error> {
    if response.codec == Codec::Binary {
        return output::write_bytes(&response.body).map_err(Error::Output);
    }
    if response.body.ends_with(b"\n") {
        response.body.pop();
    }
    output::write(&response.body).map_err(Error::Output)
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
