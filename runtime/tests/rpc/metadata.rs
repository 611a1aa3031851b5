//! Headers and trailers.

use gitpod_runtime::rpc::{EncodedRequest, Metadata};

use crate::support::METHODS;

#[test]
fn names_are_case_insensitive_and_stored_in_lower_case() {
    let mut metadata = Metadata::new();
    metadata.append("X-One", "1").unwrap();
    metadata.append("x-two", "2").unwrap();
    metadata.append("x-one", "3").unwrap();
    assert_eq!(metadata.get("X-ONE"), Some("1"));
    assert_eq!(
        metadata.iter().collect::<Vec<_>>(),
        [("x-one", "1"), ("x-two", "2"), ("x-one", "3")]
    );
    metadata.insert("X-ONE", "4").unwrap();
    assert_eq!(metadata.get_all("x-one").collect::<Vec<_>>(), ["4"]);
    assert!(metadata.remove("X-One"));
    assert!(!metadata.remove("x-one"));
    assert_eq!(metadata.len(), 1);
    assert!(!metadata.is_empty());
}

#[test]
fn invalid_names_and_values_are_rejected() {
    let mut metadata = Metadata::new();
    metadata.insert("x", "old").unwrap();
    for name in ["", "a b", "a:b", "a\n", "ä", "a\"", "(a)"] {
        let error = metadata.append(name, "v").unwrap_err();
        assert_eq!(error.name(), name);
        assert_eq!(error.to_string(), format!("invalid header name {name:?}"));
    }
    for value in ["a\r\nb: c", "\0", "ä", "\u{7f}"] {
        let error = metadata.insert("x", value).unwrap_err();
        assert!(!error.to_string().contains(value));
    }
    assert_eq!(metadata.get("x"), Some("old"));
    metadata.insert("x", "").unwrap();
    metadata.insert("x", "tab\tand space").unwrap();
}

#[test]
fn debug_redacts_credentials() {
    let mut metadata = Metadata::new();
    for name in [
        "Authorization",
        "Proxy-Authorization",
        "Cookie",
        "Set-Cookie",
        "X-Api-Key",
        "X-Session-Token",
    ] {
        metadata.append(name, "hidden").unwrap();
    }
    metadata.append("accept", "shown").unwrap();
    let debug = format!("{metadata:?}");
    assert!(!debug.contains("hidden"), "{debug}");
    assert!(debug.contains("\"accept\": \"shown\""), "{debug}");
}

#[test]
fn debug_of_an_encoded_request_has_no_body() {
    let request = EncodedRequest::new(&METHODS[0], b"hidden".to_vec());
    assert!(!format!("{request:?}").contains("hidden"));
}
