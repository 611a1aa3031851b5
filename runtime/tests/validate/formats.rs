//! String formats.

use gitpod_runtime::message::rules::{Kind, Rule, Rules};

use crate::{broken, plain};

/// Checks that a format accepts some texts and rejects others, with the expected messages.
#[track_caller]
fn check(rule: Rule, id: &str, name: &str, valid: &[&str], invalid: &[&str]) {
    let rules: &'static [Rule] = crate::sample::leak([rule]);
    let outcome = |text: &str| broken(&plain(text.to_owned(), Rules::new(Kind::String, rules)));
    for text in valid {
        assert_eq!(outcome(text), [""; 0], "{text:?}");
    }
    for text in invalid {
        assert_eq!(outcome(text), [format!("f: must be a valid {name} [string.{id}]")], "{text:?}");
    }
    let empty = format!("f: value is empty, which is not a valid {name} [string.{id}_empty]");
    assert_eq!(outcome(""), [empty]);
}

#[test]
fn uuids() {
    let valid = [
        "7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30",
        "7C1E9A40-3F52-4D0A-9B1C-5E8F2D6A7B30",
        "00000000-0000-0000-0000-000000000000",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ];
    let invalid = [
        "7c1e9a403f524d0a9b1c5e8f2d6a7b30",
        "7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b3",
        "7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b300",
        "7c1e9a40-3f52-4d0a-9b1c5-e8f2d6a7b30",
        "7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30-",
        "{7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30}",
        "7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b3g",
        " 7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30",
        "7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30\n",
        "7c1e9a40–3f52–4d0a–9b1c–5e8f2d6a7b30",
        "x",
    ];
    check(Rule::Uuid, "uuid", "UUID", &valid, &invalid);
}

#[test]
fn email_addresses_follow_html() {
    let label = "a".repeat(63);
    let longest = format!("a@{label}.{label}");
    let too_long = format!("a@{label}b.example");
    let valid = [
        "foo@example.com",
        "a@b",
        "first.last+tag@sub.example.co",
        "..@example",
        "!#$%&'*+/=?^_`{|}~-@x-y.z",
        "1@2.3",
        &longest,
    ];
    let invalid = [
        "foo",
        "@example.com",
        "foo@",
        "foo@example.",
        "foo@.example",
        "foo@a..b",
        "foo@-a.b",
        "foo@a-.b",
        "foo@a_b.c",
        "a@b@c",
        "Foo <foo@example.com>",
        " foo@example.com",
        "foo@example.com\n",
        "\"a b\"@example.com",
        "foo@[127.0.0.1]",
        "ä@example.com",
        "a@exämple.com",
        &too_long,
    ];
    check(Rule::Email, "email", "email address", &valid, &invalid);
}

const VALID_URIS: &[&str] = &[
    "https://example.com",
    "https://example.com/foo/bar?baz=quux#frag",
    "https://user:pass@example.com:8443/a//b/?x=/?&y#/?",
    "https://example.com:",
    "https://:80",
    "https://",
    "http:///path",
    "http:",
    "http:?q",
    "http:#f",
    "a+b-c.d1:x",
    "mailto:someone@example.com",
    "urn:uuid:7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30",
    "file:/etc/hosts",
    "file:///etc/hosts",
    "https://127.0.0.1:1",
    "https://[::1]",
    "https://[2001:db8::7]:443/",
    "https://[fe80::1%25en1]/",
    "https://[::ffff:127.0.0.1]",
    "https://[v1.a:b]/",
    "https://[VA.b]/",
    "https://ex%C3%A4mple.com",
    "https://example.com/%00%ff",
    "https://example.com/!$&'()*+,;=:@-._~",
    "x:y?z?/#?/",
];

const INVALID_URIS: &[&str] = &[
    "example.com",
    "/path",
    "//example.com",
    "./foo",
    ":foo",
    "1http://example.com",
    "ht_tp://example.com",
    "http//example.com",
    "https://example.com/a b",
    " https://example.com",
    "https://example.com\n",
    "https://exämple.com",
    "https://example.com/ä",
    "https://example.com/%",
    "https://example.com/%4",
    "https://example.com/%4g",
    "https://example.com/[",
    "https://example.com?[",
    "https://example.com#a#b",
    "https://example.com#[",
    "https://ex%FFample.com",
    "https://example.com:port",
    "https://a@b@c",
    "https://a:b:c",
    "https://[::1",
    "https://::1",
    "https://[::1]x",
    "https://[::1]:x",
    "https://[1:2:3]",
    "https://[12345::]",
    "https://[1::2:3:4:5:6:7:8]",
    "https://[fe80::1%en1]",
    "https://[fe80::1%25]",
    "https://[v1]",
    "https://[v.a]",
    "https://[vg.a]",
    "https://[v1.]",
    "https://<host>",
    "https://example.com/\"",
    "https://example.com/\\",
];

#[test]
fn absolute_uris() {
    check(Rule::Uri, "uri", "URI", VALID_URIS, INVALID_URIS);
}
