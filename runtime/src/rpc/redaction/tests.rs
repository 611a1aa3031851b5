use std::fmt::Write;

use gitpod_formats::base64;

use super::Secrets;
use crate::rpc::Metadata;

const TOKEN: &str = "gp_Zk3/9+xQ-7v.Lm2~Wt8";

fn secrets(headers: &[(&str, &str)]) -> Secrets {
    let mut metadata = Metadata::new();
    for (name, value) in headers {
        metadata.append(name, *value).unwrap();
    }
    Secrets::sent_in(&metadata)
}

fn redacted(headers: &[(&str, &str)], text: &str) -> String {
    secrets(headers).redact(text).unwrap_or_else(|| text.to_owned())
}

/// A text in which every character is escaped.
fn escaped(text: &str, escape: impl Fn(&mut String, u8)) -> String {
    let mut out = String::new();
    text.bytes().for_each(|byte| escape(&mut out, byte));
    out
}

/// The token in the encodings in which servers repeat it.
fn encodings() -> Vec<String> {
    let lower = escaped(TOKEN, |out, byte| write!(out, "%{byte:02x}").unwrap());
    vec![
        TOKEN.to_owned(),
        TOKEN.to_lowercase(),
        TOKEN.to_uppercase(),
        lower.to_uppercase(),
        lower.replace('%', "%25"),
        TOKEN.replace('/', "%2F").replace('+', "%2b"),
        lower,
        TOKEN.replace('/', "\\/"),
        TOKEN.replace('/', "\\\\/"),
        escaped(TOKEN, |out, byte| write!(out, "\\u{byte:04x}").unwrap()),
        escaped(TOKEN, |out, byte| write!(out, "\\u{byte:04X}").unwrap()),
        escaped(TOKEN, |out, byte| write!(out, "\\x{byte:02x}").unwrap()),
        escaped(TOKEN, |out, byte| write!(out, "&#{byte};").unwrap()),
        escaped(TOKEN, |out, byte| write!(out, "&#x{byte:x};").unwrap()),
    ]
}

#[test]
fn every_encoding_of_a_token_is_redacted() {
    let bearer = format!("Bearer {TOKEN}");
    let header = [("authorization", bearer.as_str())];
    for encoded in encodings() {
        assert_eq!(redacted(&header, &format!("a {encoded}!")), "a [redacted]!", "{encoded}");
        assert_eq!(redacted(&header, &encoded), "[redacted]");
    }
}

#[test]
fn base64_of_a_text_around_a_secret_is_redacted() {
    for secret in [TOKEN, "words of some tenant", ">>>>>>>>>", "?????????"] {
        let header = [("x-tenant", secret)];
        for before in ["", "a", "ab", "abc", "\u{ff}"] {
            for after in ["", "a", "ab", "abc"] {
                let text = format!("{before}{secret}{after}");
                let standard = base64::encode(text.as_bytes());
                for encoded in [
                    standard.clone(),
                    standard.trim_end_matches('=').to_owned(),
                    base64::encode_url_safe(text.as_bytes()),
                    standard.replace('+', "%2B").replace('/', "%2f").replace('=', "%3D"),
                ] {
                    let shown = redacted(&header, &encoded);
                    let (start, end) = shown.split_once("[redacted]").expect(&encoded);
                    assert!(start.len() <= 6 && end.len() <= 11, "{encoded}: {shown}");
                }
            }
        }
    }
}

#[test]
fn pieces_of_a_credential_are_redacted() {
    let header = [("authorization", "Bearer abcdefghijklmnop")];
    for (text, expected) in [
        ("cdefghij", "[redacted]"),
        ("<cdefghij>", "<[redacted]>"),
        ("cdefghi", "cdefghi"),
        ("abcdefghijkl.ijklmnop", "[redacted].[redacted]"),
        ("abcdefghijklmnopabcdefghijklmnop", "[redacted]"),
        ("it is abcd…", "it is [redacted]…"),
        ("it is abcdefg... again", "it is [redacted]... again"),
        ("it is abc…", "it is abc…"),
        ("it is abcd", "it is abcd"),
        ("ends with %61%62%63%64%65%66%67%68%6", "ends with [redacted]%6"),
    ] {
        assert_eq!(redacted(&header, text), expected);
    }
    let secrets = secrets(&header);
    assert_eq!(secrets.redact_start("it is abcd").unwrap(), "it is [redacted]");
    assert_eq!(secrets.redact_start("it is abc"), None);
}

#[test]
fn other_headers_are_redacted_whole_or_cut_off() {
    let header = [("x-owner", "organization owners")];
    for (text, expected) in [
        ("the organization owners are away", "the [redacted] are away"),
        ("the organization%20owners%21", "the [redacted]%21"),
        ("the organization is gone", "the organization is gone"),
        ("the organization", "the [redacted]"),
        ("the organization o…\" is", "the [redacted]…\" is"),
        ("organization organization owners", "organization [redacted]"),
        ("is it the organization%20own%6", "is it the [redacted]"),
    ] {
        assert_eq!(redacted(&header, text), expected);
    }
}

#[test]
fn secrets_of_each_kind_of_header() {
    let digest = "Digest username=\"emma-woodhouse\", realm=\"books.example\", \
                  uri=\"/a.B/GetBook\", nonce=\"dcd98b7102dd\", response=\"6629fae49393\"";
    let basic = format!("Basic {}", base64::encode(b"emma:wood house 7"));
    let headers: [(&str, &str, &[&str]); 9] = [
        ("authorization", digest, &["6629fae49393", "dcd98b7102dd", &digest[7..]]),
        ("authorization", &basic, &[&basic[6..], "emma:wood house 7", "wood house 7"]),
        ("proxy-authorization", "Token 0123456789", &["0123456789"]),
        ("authorization", "0123456789", &["0123456789"]),
        ("x-auth", "0123456789", &["0123456789"]),
        ("apikey", "0123456789", &["0123456789"]),
        ("x-tenant", "0123456789", &["0123456789"]),
        (
            "cookie",
            "theme=dark; session=\"0123456789\"; id=9876543210",
            &["0123456789", "9876543210"],
        ),
        ("grpc-metadata", "01234567", &["01234567"]),
    ];
    for (name, value, parts) in headers {
        for part in parts {
            let shown = redacted(&[(name, value)], &format!("({part})"));
            assert_eq!(shown, "([redacted])", "{name}: {value}");
        }
    }
    let same = "emma-woodhouse books.example /a.B/GetBook Digest Bearer dark";
    assert_eq!(redacted(&[("authorization", digest), ("cookie", "theme=dark")], same), same);
}

#[test]
fn short_values_and_public_headers_are_no_secrets() {
    for (name, value) in [
        ("authorization", "Bearer 1234567"),
        ("x-flag", "true"),
        ("user-agent", "books/1.2.3"),
        ("accept-language", "de-CH,de"),
        ("x-request-id", "0123456789"),
        ("x-mock-error-detail", "acme.v1.Hint"),
        ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
    ] {
        let text = format!("sent {value}");
        assert_eq!(redacted(&[(name, value)], &text), text);
    }
}

#[test]
fn binary_data_keeps_its_length() {
    let secrets = secrets(&[("authorization", "Bearer 0123456789")]);
    let mut bytes = b"\x0a\x0c<0123456789>\xff".to_vec();
    secrets.mask(&mut bytes);
    assert_eq!(bytes, b"\x0a\x0c<**********>\xff");
}

#[test]
fn characters_of_several_bytes_are_kept_whole() {
    let basic = format!("Basic {}", base64::encode("emma:pässwörtchen".as_bytes()));
    let header = [("authorization", basic.as_str())];
    assert_eq!(redacted(&header, "ä pässwörtchen ö"), "ä [redacted] ö");
    assert_eq!(redacted(&header, "öpässwörö"), "ö[redacted]ö");
}

#[test]
fn escapes_that_are_none_are_text() {
    let header = [("authorization", "Bearer 100%&x;\\q%zz")];
    assert_eq!(redacted(&header, "got 100%&x;\\q%zz."), "got [redacted].");
    for text in ["%", "100%", "&", "&amp", "&nbsp;", "\\", "\\u12", "&#9999999;", "%c3%bc"] {
        assert_eq!(redacted(&header, text), text);
    }
}
