//! The query string of a Connect `GET`: which parameters it must have, and their canonical form.

use std::borrow::Cow;

use connectrpc::ConnectError;

use super::coding;
use super::options::Options;
use crate::codec::Codec;

/// The parameters of the protocol. Those that are `true` are required.
const PARAMETERS: [(&str, bool); 5] = [
    ("message", true),
    ("encoding", true),
    ("base64", false),
    ("compression", false),
    ("connect", false),
];

/// Checks the parameters of the protocol in a query string, and rewrites the compression to its
/// canonical name, as `connectrpc` expects it.
///
/// # Errors
///
/// HTTP status 415 for an unknown codec, `unimplemented` for a compression that is not served, and
/// `invalid_argument` for a required parameter that is missing and for one that is given twice.
pub(super) fn normalize(options: &Options, query: &str) -> Result<String, ConnectError> {
    for (name, required) in PARAMETERS {
        check_count(query, name, required)?;
    }
    let pairs: Result<Vec<_>, _> = query.split('&').map(|pair| checked(options, pair)).collect();
    Ok(pairs?.join("&"))
}

/// A proxy may have checked the other one of two values.
fn check_count(query: &str, name: &str, required: bool) -> Result<(), ConnectError> {
    let names = query.split('&').map(|pair| pair.split_once('=').map_or(pair, |(name, _)| name));
    match names.filter(|found| *found == name).count() {
        0 if required => {
            let message = format!("a GET request requires the query parameter `{name}`");
            Err(ConnectError::invalid_argument(message))
        }
        0 | 1 => Ok(()),
        _ => {
            let message = format!("query parameter `{name}` is given more than once");
            Err(ConnectError::invalid_argument(message))
        }
    }
}

fn checked<'q>(options: &Options, pair: &'q str) -> Result<Cow<'q, str>, ConnectError> {
    match pair.split_once('=') {
        Some(("encoding", codec)) if Codec::from_name(codec).is_none() => {
            let served = Codec::ALL.map(|codec| format!("encoding={}", codec.name()));
            let served = served.join(" or ");
            let message = format!("encoding={codec} is not supported; use {served}");
            Err(ConnectError::unsupported_media_type(message))
        }
        Some(("compression", found)) => match coding::served(options, found) {
            Some(coding) => Ok(format!("compression={coding}").into()),
            None => Err(coding::not_served(options, "compression", found)),
        },
        _ => Ok(pair.into()),
    }
}
