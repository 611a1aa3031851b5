//! The printer and prettyplease print the same: every item of every generated crate, and these items
//! with names of other lengths, so that lines are broken elsewhere.

use std::path::Path;

use super::{Page, check_size, print};
use crate::ir::Api;
use crate::tokens::{Tokens, quote};
use crate::{emit, load, lower, parse};

/// The folders of the schemas, relative to this crate.
const SCHEMAS: [&str; 6] = [
    "../schema",
    "../tests/golden",
    "../tests/suites/connect/schema",
    "../tests/suites/protobuf/schema",
    "../tests/suites/protobuf_runner/schema",
    "../tests/suites/well_known/schema",
];

/// How often each item is printed with other names.
const ROUNDS: u64 = 2;

fn api(folder: &str) -> Api {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    lower(&parse(&load(&folder).unwrap())).unwrap()
}

fn assert_same(name: &str, tokens: &Tokens) {
    let expected = prettyplease::unparse(&syn::parse_str(&tokens.to_string()).unwrap());
    let mut page = Page::default();
    let printed = print(tokens, &mut page).unwrap();
    let differing = printed.lines().zip(expected.lines()).find(|(a, b)| a != b);
    assert!(printed == expected, "{name}: {differing:?}\n{printed}\n--- but expected\n{expected}");
}

#[test]
fn items_are_printed_as_by_prettyplease() {
    for folder in SCHEMAS {
        let (api, mut items) = (api(folder), 0);
        for source in &emit(&api).sources {
            for item in source.items() {
                assert_same(&item.name, &item.tokens);
                items += 1;
            }
        }
        assert!(items > 10, "{folder}: {items}");
    }
}

#[test]
fn lines_are_broken_as_by_prettyplease() {
    for folder in &SCHEMAS[1..] {
        let api = api(folder);
        for source in &emit(&api).sources {
            for item in source.items() {
                for round in 1..=ROUNDS {
                    let mut seed = round;
                    assert_same(&item.name, &renamed(&item.tokens, &mut seed));
                }
            }
        }
    }
}

/// The tokens with longer identifiers. Words that may be keywords stay.
fn renamed(tokens: &Tokens, seed: &mut u64) -> Tokens {
    tokens.with_words(|word| {
        if syn::parse_str::<syn::Ident>(word).is_err() || word == "doc" || word.starts_with("r#") {
            return word.to_owned();
        }
        // Marsaglia's xorshift: every letter count up to 16 comes up.
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        word.to_owned() + &"x".repeat(usize::try_from(*seed % 17).unwrap())
    })
}

#[test]
fn what_is_not_known_is_an_error() {
    for (tokens, expected) in [
        (
            quote!(
                fn a() {
                    loop {}
                }
            ),
            "expected a known kind of expression, found `loop { } }`",
        ),
        (quote!(fn a() { b c }), "expected a semicolon, found `c }`"),
        (quote!(struct A { b }), "expected :"),
        (quote!(const A: u8 = ;), "expected an expression, found `;`"),
        (quote!(impl A for), "expected a type"),
        (quote!(+), "expected an item, found `+`"),
    ] {
        let error = print(&tokens, &mut Page::default()).unwrap_err().to_string();
        assert!(error.starts_with(expected), "{error}");
    }
}

#[test]
fn too_many_tokens_are_an_error() {
    let tokens = quote!(ab c);
    assert_eq!(check_size(&tokens, 3), Ok(()));
    let error = check_size(&tokens, 2).unwrap_err().to_string();
    assert_eq!(error, "expected at most 4 GiB, found `3 bytes`");
}
