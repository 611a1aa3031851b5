//! The paging parameters in the query string of list RPCs.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::rpc::{Error, PageQuery};

/// The number of characters of an invalid value that an error repeats.
const MAX_SHOWN: usize = 40;

/// Parses the page from a query string, given the keys of the token and of the page size.
///
/// Parameters without a value count as absent. Other keys are ignored.
pub(super) fn parse_page_query(keys: (&str, &str), query: &str) -> Result<PageQuery, Error> {
    let mut page = PageQuery::new();
    if let Some(token) = value(keys.0, query)? {
        page.token = Some(token.into_owned());
    }
    if let Some(size) = value(keys.1, query)? {
        page.size = Some(size.parse().map_err(|_| not_an_integer(keys.1, &size))?);
    }
    Ok(page)
}

/// The value of a key. `None` if it is absent or empty.
fn value<'q>(key: &str, query: &'q str) -> Result<Option<Cow<'q, str>>, Error> {
    let mut found = None;
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if value.is_empty() || decode(name).as_deref() != Some(key) {
            continue;
        }
        let value = decode(value).ok_or_else(|| not_utf8(key))?;
        if found.replace(value).is_some() {
            return Err(repeated(key));
        }
    }
    Ok(found)
}

/// Decodes percent-encoding and `+` as a space. `None` if the result is not UTF-8.
fn decode(text: &str) -> Option<Cow<'_, str>> {
    if !text.contains('+') {
        return percent_decode_str(text).decode_utf8().ok();
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().ok()?;
    Some(Cow::Owned(decoded.into_owned()))
}

fn not_an_integer(key: &str, found: &str) -> Error {
    let shown: String = found.chars().take(MAX_SHOWN).collect();
    Error::invalid_argument(format!(
        "query parameter `{key}` must be a 32-bit integer, not {shown:?}"
    ))
}

fn not_utf8(key: &str) -> Error {
    Error::invalid_argument(format!("query parameter `{key}` is not UTF-8"))
}

fn repeated(key: &str) -> Error {
    Error::invalid_argument(format!("query parameter `{key}` is given more than once"))
}
