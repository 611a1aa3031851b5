//! The query string of list RPCs.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::rpc::{Error, PageQuery};

/// Reads the page that a query string asks for, by the keys of its token and its size.
///
/// A key without a value asks for nothing. Other keys are ignored.
pub(super) fn read_page(keys: (&str, &str), query: &str) -> Result<PageQuery, Error> {
    let mut page = PageQuery::new();
    if let Some(token) = value(keys.0, query)? {
        page.token = Some(token.into_owned());
    }
    if let Some(size) = value(keys.1, query)? {
        page.size = Some(size.parse().map_err(|_| bad_number(keys.1, &size))?);
    }
    Ok(page)
}

/// The value of a key, unless it is empty.
fn value<'q>(key: &str, query: &'q str) -> Result<Option<Cow<'q, str>>, Error> {
    let mut found = None;
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if value.is_empty() || decode(name).as_deref() != Some(key) {
            continue;
        }
        let value = decode(value).ok_or_else(|| not_text(key))?;
        if found.replace(value).is_some() {
            return Err(twice(key));
        }
    }
    Ok(found)
}

/// Takes percent signs and pluses out of a piece of a query string; `None` if it is not UTF-8.
fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('+') {
        return percent_decode_str(text).decode_utf8().ok();
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(Cow::Owned(decoded.into_owned()))
}

fn bad_number(key: &str, found: &str) -> Error {
    // A number that is wrong may be long, and only its start tells anything.
    let start: String = found.chars().take(40).collect();
    Error::invalid_argument(format!(
        "the query parameter `{key}` is {start:?}, and a whole number of 32 bits is expected"
    ))
}

fn not_text(key: &str) -> Error {
    Error::invalid_argument(format!("the query parameter `{key}` is not UTF-8"))
}

fn twice(key: &str) -> Error {
    Error::invalid_argument(format!("the query parameter `{key}` stands there more than once"))
}
