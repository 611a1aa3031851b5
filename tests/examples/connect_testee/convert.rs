//! Headers and error codes in the suite's messages.

use std::collections::BTreeMap;

use connect_conformance::{Code, Enumeration, Header, Metadata, model};

/// The prefix of the names of error codes.
const PREFIX: &str = "CODE_";

/// Headers, with the values of a name together.
pub(crate) fn to_headers(metadata: &Metadata) -> Vec<Header> {
    grouped(metadata.iter())
}

/// Names and values, with the values of a name together.
pub(crate) fn grouped<'a>(entries: impl IntoIterator<Item = (&'a str, &'a str)>) -> Vec<Header> {
    let mut values: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (name, value) in entries {
        values.entry(name).or_default().push(value.to_owned());
    }
    let header =
        |(name, values): (&str, Vec<String>)| Header::default().with_name(name).with_value(values);
    values.into_iter().map(header).collect()
}

/// The names and values of headers.
pub(crate) fn entries(headers: &[Header]) -> impl Iterator<Item = (&str, &str)> {
    headers.iter().flat_map(|header| header.value.iter().map(|value| (&*header.name, &**value)))
}

/// The code of an error to return. `None` if the suite's code is not one of an error.
#[allow(dead_code, reason = "the client only reads errors")]
pub(crate) fn from_suite(code: &model::Code) -> Option<Code> {
    Code::parse(&code.name()?.strip_prefix(PREFIX)?.to_ascii_lowercase())
}

/// The suite's name of the code of an error.
#[allow(dead_code, reason = "the server only returns errors")]
pub(crate) fn to_suite(code: Code) -> model::Code {
    let name = format!("{PREFIX}{}", code.as_str().to_ascii_uppercase());
    model::Code::from_name_or_unknown(&name)
}
