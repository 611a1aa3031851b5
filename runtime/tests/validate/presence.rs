//! When rules apply: presence, `required` and `ignore`.

use gitpod_runtime::message::rules::{Bound, CelRule, Ignore, Kind, Lower, Rule, Rules, Upper};
use gitpod_runtime::message::{FieldDescriptor, Presence};
use gitpod_runtime::{Bytes, Duration, Enumeration, Timestamp};

use crate::color::Color;
use crate::sample::{Entries, Field, Many, Maybe, Sample, leak};
use crate::{broken, descriptor_of, expect, explicit, is_even, plain};

const REQUIRED: &str = "value is required [required]";
const EMPTY: &str = "value is empty, which is not a valid UUID [string.uuid_empty]";

fn uuid() -> Rules {
    Rules::new(Kind::String, &[Rule::Uuid])
}

#[test]
fn a_field_without_presence_is_validated_at_its_default() {
    expect(&plain(String::new(), uuid()), Some(EMPTY));
    expect(&plain(String::new(), uuid().ignore(Ignore::IfZeroValue)), None);
    let expected = "must be a valid UUID [string.uuid]";
    expect(&plain("x".to_owned(), uuid().ignore(Ignore::IfZeroValue)), Some(expected));
    expect(&plain("x".to_owned(), uuid().ignore(Ignore::Always)), None);
}

#[test]
fn a_field_with_presence_is_validated_if_it_is_set() {
    let (absent, empty) = (|| Maybe::<String>(None), || Maybe(Some(String::new())));
    expect(&explicit(absent(), uuid()), None);
    expect(&explicit(empty(), uuid()), Some(EMPTY));
    // The zero value of a field with presence is to be unset.
    expect(&explicit(empty(), uuid().ignore(Ignore::IfZeroValue)), Some(EMPTY));
    expect(&explicit(empty(), uuid().ignore(Ignore::Always)), None);
}

#[test]
fn required_needs_a_set_field_or_a_value_other_than_the_default() {
    #[track_caller]
    fn check(value: impl Field, violation: Option<&str>) {
        expect(&plain(value, Rules::new(Kind::String, &[]).required()), violation);
    }
    check(String::new(), Some(REQUIRED));
    check(" ".to_owned(), None);
    check(0_i32, Some(REQUIRED));
    check(0.0, Some(REQUIRED));
    check(-0.0, None);
    check(f64::NAN, None);
    check(false, Some(REQUIRED));
    check(Bytes::default(), Some(REQUIRED));
    check(Color::default(), Some(REQUIRED));
    check(Color::from_name_or_unknown("MAUVE"), None);
    check(Many::<String>(Vec::new()), Some(REQUIRED));
    check(Many(vec![String::new()]), None);
    check(Entries::<String, String>::from([]), Some(REQUIRED));
    let required = || Rules::new(Kind::String, &[]).required();
    expect(&explicit(Maybe::<String>(None), required()), Some(REQUIRED));
    expect(&explicit(Maybe(Some(String::new())), required()), None);
    expect(&explicit(Maybe::<Duration>(None), required()), Some(REQUIRED));
    expect(&explicit(Duration::ZERO, required()), None);
}

#[test]
fn a_missing_field_has_no_other_violations() {
    expect(&plain(String::new(), uuid().required()), Some(REQUIRED));
}

#[test]
fn required_applies_unless_all_rules_are_ignored() {
    let rules = || Rules::new(Kind::String, &[Rule::MinLen(2)]).required();
    expect(&plain(String::new(), rules().ignore(Ignore::IfZeroValue)), Some(REQUIRED));
    expect(&plain(String::new(), rules().ignore(Ignore::Always)), None);
}

#[test]
fn zero_values_of_elements_are_ignored() {
    #[track_caller]
    fn check(list: impl Field, kind: Kind, count: usize) {
        let never =
            Rule::Cel(CelRule { id: "never", message: "", expression: "", holds: |_| false });
        let items = leak(Rules::new(kind, leak([never])).ignore(Ignore::IfZeroValue));
        let found = broken(&plain(list, Rules::new(kind, leak([Rule::Items(items)]))));
        assert_eq!(found.len(), count, "{found:?}");
    }
    let duration = Duration::new(0, 1).unwrap();
    check(Many(vec![Duration::ZERO, duration]), Kind::Duration, 1);
    let timestamp = Timestamp::new(0, 1).unwrap();
    check(Many(vec![Timestamp::EPOCH, timestamp]), Kind::Timestamp, 1);
    check(Many(vec![Color::default(), Color::from_number_or_unknown(77)]), Kind::Enum, 1);
    let filled = plain("x".to_owned(), Rules::new(Kind::String, &[]));
    check(Many(vec![Sample::default(), filled]), Kind::Message, 1);
}

#[test]
fn conditions_have_their_own_id_and_message() {
    let rules = || {
        let even = CelRule {
            id: "number.even",
            message: "must be even",
            expression: "this % 2 == 0",
            holds: is_even,
        };
        let bounds = Rule::Bounds(Lower::Gt(Bound::Integer(7)), Upper::None);
        Rules::new(Kind::I32, leak([Rule::Cel(even), bounds]))
    };
    expect(&plain(8_i32, rules()), None);
    expect(&plain(9_i32, rules()), Some("must be even [number.even]"));
    assert_eq!(
        broken(&plain(5_i32, rules())),
        ["f: must be even [number.even]", "f: must be greater than 7 [int32.gt]"]
    );
    expect(&explicit(Maybe::<i32>(None), rules()), None);
}

/// Two oneofs: one with two strings, one with one.
fn oneofs(values: [Option<&str>; 3]) -> Sample {
    let arm =
        |number, name, oneof| FieldDescriptor::new(number, name, name, Presence::Oneof(oneof));
    let fields = vec![
        arm(1, "a", 0).rules(leak(uuid())),
        arm(2, "b", 0),
        arm(3, "c", 1),
        FieldDescriptor::new(4, "after", "after", Presence::Implicit)
            .rules(leak(Rules::new(Kind::String, &[Rule::MinLen(1)]))),
    ];
    let mut fields_of: Vec<Box<dyn Field>> = Vec::new();
    for value in values {
        fields_of.push(Box::new(Maybe(value.map(str::to_owned))));
    }
    fields_of.push(Box::new(String::new()));
    Sample::of(descriptor_of(fields).require_oneofs(&[0]), fields_of)
}

#[test]
fn a_missing_oneof_is_reported_before_fields() {
    let after = "after: must be at least 1 characters [string.min_len]";
    let missing = "choice: exactly one field is required in oneof [required]";
    assert_eq!(broken(&oneofs([None, None, None])), [missing, after]);
    assert_eq!(broken(&oneofs([None, None, Some("")])), [missing, after]);
    assert_eq!(broken(&oneofs([None, Some(""), None])), [after]);
    // A set arm is checked even at its default.
    let empty = format!("a: {EMPTY}");
    assert_eq!(broken(&oneofs([Some(""), None, None])), [&empty, after]);
}

#[test]
fn an_unvalidated_message_has_no_violations() {
    let fields = vec![FieldDescriptor::new(1, "f", "f", Presence::Implicit).rules(leak(uuid()))];
    let message = Sample::of(descriptor_of(fields).unvalidated(), vec![Box::new(String::new())]);
    assert_eq!(broken(&message), [""; 0]);
}
