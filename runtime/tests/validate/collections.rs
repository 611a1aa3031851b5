//! Lists, maps and enums.

use gitpod_runtime::message::rules::{Bound, CelRule, Ignore, Kind, Lower, Rule, Rules, Upper};
use gitpod_runtime::{Bytes, Enumeration};

use crate::color::Color;
use crate::sample::{Entries, Field, Many, leak};
use crate::{broken, expect, plain};

fn list(length: usize, rule: Rule) -> crate::Sample {
    plain(Many(vec![0_i32; length]), Rules::new(Kind::I32, leak([rule])))
}

#[test]
fn list_sizes() {
    expect(&list(2, Rule::MinItems(2)), None);
    let expected = "must contain at least 2 item(s) [repeated.min_items]";
    expect(&list(1, Rule::MinItems(2)), Some(expected));
    expect(&list(0, Rule::MinItems(2)), Some(expected));
    expect(&list(2, Rule::MaxItems(2)), None);
    let expected = "must contain no more than 2 item(s) [repeated.max_items]";
    expect(&list(3, Rule::MaxItems(2)), Some(expected));
}

#[test]
fn map_sizes() {
    let map = |rule| {
        let entries = Entries::from([("a".to_owned(), 1_i32), ("b".to_owned(), 2)]);
        plain(entries, Rules::new(Kind::I32, leak([rule])))
    };
    expect(&map(Rule::MinPairs(2)), None);
    let expected = "map must be at least 3 entries [map.min_pairs]";
    expect(&map(Rule::MinPairs(3)), Some(expected));
    expect(&map(Rule::MaxPairs(2)), None);
    expect(&map(Rule::MaxPairs(1)), Some("map must be at most 1 entries [map.max_pairs]"));
}

#[test]
fn unique_elements() {
    #[track_caller]
    fn check(list: impl Field, unique: bool) {
        let expected = "repeated value must contain unique items [repeated.unique]";
        let list = plain(list, Rules::new(Kind::I32, &[Rule::Unique]));
        expect(&list, (!unique).then_some(expected));
    }
    let texts = |texts: &[&str]| Many(texts.iter().map(|&text| text.to_owned()).collect());
    check(texts(&[]), true);
    check(texts(&["a", "A", ""]), true);
    check(texts(&["a", "b", "a"]), false);
    check(Many(vec![true, false]), true);
    check(Many(vec![1_i64, 2, 1]), false);
    check(Many(vec![1_u64, 2]), true);
    check(Many(vec![Bytes::from(vec![1]), Bytes::from(vec![1])]), false);
    check(Many(vec![0.0, -0.0]), false);
    check(Many(vec![f64::NAN, f64::NAN]), true);
    check(Many(vec![1.5_f32, 1.5]), false);
    check(
        Many(vec![Color::from_number_or_unknown(1), Color::from_name_or_unknown("COLOR_RED")]),
        false,
    );
    check(Many(vec![Color::from_number_or_unknown(77), Color::from_number_or_unknown(77)]), false);
    check(
        Many(vec![Color::from_name_or_unknown("MAUVE"), Color::from_name_or_unknown("MAUVE")]),
        false,
    );
}

#[test]
fn rules_apply_to_elements() {
    static ITEMS: Rules = Rules::new(Kind::String, &[Rule::MinLen(2), Rule::Uuid]);
    let rules = Rules::new(Kind::String, leak([Rule::MaxItems(1), Rule::Items(&ITEMS)]));
    let list = Many(vec!["7c1e9a40-3f52-4d0a-9b1c-5e8f2d6a7b30".to_owned(), "x".to_owned()]);
    assert_eq!(
        broken(&plain(list, rules)),
        [
            "f: must contain no more than 1 item(s) [repeated.max_items]",
            "f[1]: must be at least 2 characters [string.min_len]",
            "f[1]: must be a valid UUID [string.uuid]",
        ]
    );
}

#[test]
fn empty_elements_are_ignored_only_if_the_rules_say_so() {
    static PLAIN: Rules = Rules::new(Kind::String, &[Rule::Uuid]);
    static IF_ZERO: Rules = Rules::new(Kind::String, &[Rule::Uuid]).ignore(Ignore::IfZeroValue);
    static ALWAYS: Rules = Rules::new(Kind::String, &[Rule::Uuid]).ignore(Ignore::Always);
    let outcome = |items: &'static Rules| {
        let list = Many(vec![String::new(), "x".to_owned()]);
        broken(&plain(list, Rules::new(Kind::String, leak([Rule::Items(items)]))))
    };
    let empty = "f[0]: value is empty, which is not a valid UUID [string.uuid_empty]";
    let wrong = "f[1]: must be a valid UUID [string.uuid]";
    assert_eq!(outcome(&PLAIN), [empty, wrong]);
    assert_eq!(outcome(&IF_ZERO), [wrong]);
    assert_eq!(outcome(&ALWAYS), [""; 0]);
}

#[test]
fn rules_apply_to_keys_and_values() {
    static KEYS: Rules = Rules::new(Kind::String, &[Rule::MinLen(2)]);
    static VALUES: Rules =
        Rules::new(Kind::I32, &[Rule::Bounds(Lower::Gt(Bound::Integer(0)), Upper::None)]);
    let rules = Rules::new(Kind::I32, leak([Rule::Keys(&KEYS), Rule::Values(&VALUES)]));
    let map = [("a".to_owned(), 0_i32), ("bb".to_owned(), 0), ("cc".to_owned(), 1)];
    assert_eq!(
        broken(&plain(Entries::from(map), rules)),
        [
            r#"key f["a"]: must be at least 2 characters [string.min_len]"#,
            r#"f["a"]: must be greater than 0 [int32.gt]"#,
            r#"f["bb"]: must be greater than 0 [int32.gt]"#,
        ]
    );
}

#[test]
fn keys_of_every_type() {
    #[track_caller]
    fn check(map: impl Field, kind: Kind, violation: &str) {
        let bounds = Rule::Bounds(Lower::Gt(Bound::Integer(9)), Upper::None);
        let cel = Rule::Cel(gitpod_runtime::message::rules::CelRule {
            id: "never",
            message: "is never valid",
            expression: "false",
            holds: |_| false,
        });
        let rule = if kind == Kind::Bool { cel } else { bounds };
        let keys = leak(Rules::new(kind, leak([rule])));
        let rules = Rules::new(Kind::Bool, leak([Rule::Keys(keys)]));
        assert_eq!(broken(&plain(map, rules)), [violation]);
    }
    let greater = |kind| format!("must be greater than 9 [{kind}.gt]");
    check(Entries::from([(-3_i32, true)]), Kind::I32, &format!("key f[-3]: {}", greater("int32")));
    check(Entries::from([(3_u32, true)]), Kind::U32, &format!("key f[3]: {}", greater("uint32")));
    check(Entries::from([(-3_i64, true)]), Kind::I64, &format!("key f[-3]: {}", greater("int64")));
    check(Entries::from([(3_u64, true)]), Kind::U64, &format!("key f[3]: {}", greater("uint64")));
    check(Entries::from([(true, true)]), Kind::Bool, "key f[true]: is never valid [never]");
}

#[test]
fn keys_are_quoted_in_paths() {
    static VALUES: Rules = Rules::new(Kind::String, &[Rule::MinLen(1)]);
    let map = Entries::from([("a \"b\"\\\n".to_owned(), String::new())]);
    assert_eq!(
        broken(&plain(map, Rules::new(Kind::String, leak([Rule::Values(&VALUES)])))),
        [r#"f["a \"b\"\\\n"]: must be at least 1 characters [string.min_len]"#]
    );
}

#[test]
fn defined_only() {
    let check = |color: Color, violation| {
        expect(&plain(color, Rules::new(Kind::Enum, &[Rule::DefinedOnly])), violation);
    };
    let expected = "value must be one of the defined enum values [enum.defined_only]";
    check(Color::default(), None);
    check(Color::from_number_or_unknown(1), None);
    check(Color::from_number_or_unknown(77), Some(expected));
    check(Color::from_name_or_unknown("MAUVE"), Some(expected));
}

#[test]
fn a_large_list_beyond_its_maximum_is_reported_for_its_size_only() {
    static ITEMS: Rules = Rules::new(Kind::String, &[Rule::Uuid]);
    const CEL: CelRule =
        CelRule { id: "cel", message: "never", expression: "false", holds: |_| false };
    let rules = |max| {
        let rules = [Rule::Cel(CEL), Rule::MaxItems(max), Rule::Unique, Rule::Items(&ITEMS)];
        Rules::new(Kind::String, leak(rules))
    };
    let count = |len, max| broken(&plain(Many(vec!["x".to_owned(); len]), rules(max))).len();
    // The condition, the size, the uniqueness, and each element.
    assert_eq!(count(50, 40), 53);
    assert_eq!(count(1024, 1023), 100);
    assert_eq!(count(1025, 1025), 100);
    let large = broken(&plain(Many(vec!["x".to_owned(); 1025]), rules(1024)));
    assert_eq!(large, ["f: must contain no more than 1024 item(s) [repeated.max_items]"]);
}

#[test]
fn a_large_map_beyond_its_maximum_is_reported_for_its_size_only() {
    static KEYS: Rules = Rules::new(Kind::String, &[Rule::Uuid]);
    let map = |len: u32| {
        let entries = Entries((0..len).map(|key| (key.to_string(), 1_i32)).collect());
        let rules = leak([Rule::MaxPairs(1024), Rule::Keys(&KEYS)]);
        broken(&plain(entries, Rules::new(Kind::I32, rules)))
    };
    assert_eq!(map(1024).len(), 100);
    assert_eq!(map(1025), ["f: map must be at most 1024 entries [map.max_pairs]"]);
}
