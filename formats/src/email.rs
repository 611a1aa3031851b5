//! E-mail addresses [as HTML defines them].
//!
//! [as HTML defines them]: https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address

/// The maximum length of a domain label.
const LABEL: usize = 63;

/// The characters allowed before the `@`, besides letters and digits.
const LOCAL: &[u8] = b".!#$%&'*+/=?^_`{|}~-";

/// Whether a text is an e-mail address as HTML defines it.
#[must_use]
pub fn is_email(text: &str) -> bool {
    // Neither side may contain an `@`.
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

#[cfg(test)]
mod tests {
    use super::is_email;

    #[test]
    fn addresses() {
        for text in ["emma@example.com", "a.b+c@x", "!#$%@a-b.c", ".@x"] {
            assert!(is_email(text), "{text}");
        }
        let long = format!("a@{}.com", "x".repeat(64));
        for text in ["", "a", "@x", "a@", "a@b@c", "a b@x", "a@-x", "a@x-", "a@x..y", "é@x", &long]
        {
            assert!(!is_email(text), "{text}");
        }
    }
}
