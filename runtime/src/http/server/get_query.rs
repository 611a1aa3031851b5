//! The parameters `encoding` and `compression` in the query string of a Connect `GET`.

use std::borrow::Cow;

use connectrpc::ConnectError;

use super::coding;
use super::options::Options;

/// Checks codec and compression of a query string, and rewrites the compression to its canonical
/// name, as `connectrpc` expects it.
///
/// # Errors
///
/// HTTP status 415 for another codec than JSON, `unimplemented` for a compression that is not served.
pub(super) fn normalize(options: &Options, query: &str) -> Result<String, ConnectError> {
    let pairs: Result<Vec<_>, _> = query.split('&').map(|pair| checked(options, pair)).collect();
    Ok(pairs?.join("&"))
}

fn checked<'q>(options: &Options, pair: &'q str) -> Result<Cow<'q, str>, ConnectError> {
    match pair.split_once('=') {
        Some(("encoding", codec)) if codec != "json" => {
            let message = format!("encoding={codec} is not supported; use encoding=json");
            Err(ConnectError::unsupported_media_type(message))
        }
        Some(("compression", found)) => match coding::served(options, found) {
            Some(coding) => Ok(format!("compression={coding}").into()),
            None => Err(coding::not_served(options, "compression", found)),
        },
        _ => Ok(pair.into()),
    }
}
