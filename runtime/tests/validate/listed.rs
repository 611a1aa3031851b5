//! Type URLs of an `Any` and paths of a `FieldMask`.

use gitpod_runtime::message::rules::{Ignore, Kind, Rule, Rules};
use gitpod_runtime::well_known::{Any, FieldMask, StringValue};

use super::sample::{Entries, Many, Maybe, leak};
use super::{broken, expect, explicit, plain};

const A: &str = "type.googleapis.com/acme.v1.A";
const B: &str = "type.googleapis.com/acme.v1.B";

fn any(url: &str) -> Maybe<Any> {
    Maybe(Some(Any::new(url, b"".to_vec())))
}

fn mask<const N: usize>(paths: [&str; N]) -> Maybe<FieldMask> {
    Maybe(Some(FieldMask::from(paths)))
}

fn rules<const N: usize>(rules: [Rule; N]) -> Rules {
    Rules::new(Kind::Message, leak(rules))
}

#[test]
fn type_in() {
    let check = |url, violation| {
        expect(&explicit(any(url), rules([Rule::TypeIn(&[A, B])])), violation);
    };
    let expected = Some("type URL must be in the allow list [any.in]");
    check(A, None);
    check(B, None);
    check("type.googleapis.com/acme.v1.AA", expected);
    check("example.com/acme.v1.A", expected);
    check("acme.v1.A", expected);
    check("", expected);
}

#[test]
fn type_not_in() {
    let check = |url, violation| {
        expect(&explicit(any(url), rules([Rule::TypeNotIn(&[A])])), violation);
    };
    check(A, Some("type URL must not be in the block list [any.not_in]"));
    check(B, None);
    check("", None);
}

#[test]
fn exact_paths() {
    let check = |mask, violation| {
        expect(&explicit(mask, rules([Rule::Paths(&["a", "b.c"])])), violation);
    };
    let expected = Some("must equal paths [a, b.c] [field_mask.const]");
    check(mask(["a", "b.c"]), None);
    check(mask(["b.c", "a"]), expected);
    check(mask(["a"]), expected);
    check(mask(["a", "b.c", "b.c"]), expected);
    check(mask([]), expected);
    expect(&explicit(mask([]), rules([Rule::Paths(&[])])), None);
}

#[test]
fn paths_in() {
    let check = |mask, violation| {
        expect(&explicit(mask, rules([Rule::PathsIn(&["a", "b.c"])])), violation);
    };
    let expected = Some("must only contain paths in [a, b.c] [field_mask.in]");
    check(mask([]), None);
    check(mask(["a", "a.x.y", "b.c", "b.c.d", "a"]), None);
    check(mask(["a", "b"]), expected);
    check(mask(["ab"]), expected);
    check(mask(["b.cd"]), expected);
    check(mask([""]), expected);
}

#[test]
fn paths_not_in() {
    let check = |mask, violation| {
        expect(&explicit(mask, rules([Rule::PathsNotIn(&["a", "b.c"])])), violation);
    };
    let expected = Some("must not contain any paths in [a, b.c] [field_mask.not_in]");
    check(mask([]), None);
    check(mask(["b", "ab", "b.cd", ""]), None);
    check(mask(["b", "a"]), expected);
    check(mask(["a.x"]), expected);
    check(mask(["b.c.d"]), expected);
}

#[test]
fn violations_are_reported_in_the_order_of_the_rules() {
    let all = [Rule::Paths(&["a"]), Rule::PathsIn(&["a"]), Rule::PathsNotIn(&["b"])];
    let violations = broken(&explicit(mask(["b"]), rules(all)));
    let ids = violations.iter().filter_map(|text| Some(text.rsplit_once(' ')?.1));
    assert!(ids.eq(["[field_mask.const]", "[field_mask.in]", "[field_mask.not_in]"]));
}

#[test]
fn elements_and_map_values() {
    let paths = leak(rules([Rule::PathsIn(&["a"])]).ignore(Ignore::IfZeroValue));
    let masks = Many(vec![FieldMask::from(["a"]), FieldMask::from(["b"]), FieldMask::default()]);
    assert_eq!(
        broken(&plain(masks, rules([Rule::Items(paths)]))),
        ["f[1]: must only contain paths in [a] [field_mask.in]"]
    );
    let types = leak(rules([Rule::TypeIn(&[A])]));
    let map = Entries::from([(1, Any::new(A, b"".to_vec())), (2, Any::new(B, b"".to_vec()))]);
    assert_eq!(
        broken(&plain(map, rules([Rule::Values(types)]))),
        ["f[2]: type URL must be in the allow list [any.in]"]
    );
}

#[test]
fn unset_fields_and_other_messages_are_valid() {
    let all = || {
        rules([
            Rule::TypeIn(&[A]),
            Rule::Paths(&["a"]),
            Rule::PathsIn(&["a"]),
            Rule::PathsNotIn(&[]),
        ])
    };
    expect(&explicit(Maybe::<Any>(None), all()), None);
    expect(&explicit(Maybe(Some(StringValue::from("a"))), all()), None);
    expect(&explicit(any(A), all()), None);
    expect(&explicit(mask(["a"]), all()), None);
}
