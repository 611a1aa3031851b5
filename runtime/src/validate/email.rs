//! E-mail addresses, [as HTML defines them].
//!
//! [as HTML defines them]: https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address

/// Longest label of a domain.
const LABEL: usize = 63;

/// What stands before the `@` beside letters and digits.
const LOCAL: &[u8] = b".!#$%&'*+/=?^_`{|}~-";

pub(super) fn is_email(text: &str) -> bool {
    // Neither side can hold an `@`.
    text.split_once('@').is_some_and(|(local, domain)| {
        is_local(local.as_bytes()) && domain.split('.').all(|label| is_label(label.as_bytes()))
    })
}

fn is_local(local: &[u8]) -> bool {
    !local.is_empty()
        && local.iter().all(|byte| byte.is_ascii_alphanumeric() || LOCAL.contains(byte))
}

fn is_label(label: &[u8]) -> bool {
    let inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let end = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    label.len() <= LABEL && label.iter().all(inner) && end(label.first()) && end(label.last())
}
