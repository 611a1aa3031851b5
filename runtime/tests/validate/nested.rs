//! Nested messages and paths of violations.

use gitpod_runtime::message::rules::{Ignore, Kind, Rule, Rules};
use gitpod_runtime::message::{FieldDescriptor, Presence};

use crate::sample::{Entries, Field, Many, Maybe, Sample, leak};
use crate::{broken, descriptor_of, plain};

const SHORT: &str = "must be at least 1 characters [string.min_len]";

/// An invalid message: its `name` is empty, but required to have a character.
fn nameless() -> Sample {
    let rules = leak(Rules::new(Kind::String, &[Rule::MinLen(1)]));
    let name = FieldDescriptor::new(1, "name", "name", Presence::Implicit).rules(rules);
    Sample::new(vec![name], vec![Box::new(String::new())])
}

/// A message with one field without rules.
fn outer(name: &'static str, value: impl Field, presence: Presence) -> Sample {
    Sample::new(vec![FieldDescriptor::new(7, name, name, presence)], vec![Box::new(value)])
}

#[test]
fn nested_messages_are_validated_without_rules_on_the_field() {
    let message = outer("environment_class", nameless(), Presence::Explicit);
    assert_eq!(broken(&message), [format!("environment_class.name: {SHORT}")]);
    let absent = outer("environment_class", Maybe::<Sample>(None), Presence::Explicit);
    assert_eq!(broken(&absent), [""; 0]);
}

#[test]
fn paths_through_lists_and_maps() {
    let versions = outer("versions", Many(vec![nameless()]), Presence::Implicit);
    let editors = Entries::from([("goland".to_owned(), versions)]);
    let editors = outer("editors", editors, Presence::Implicit);
    let projects = Many(vec![Sample::default(), editors]);
    let message = outer("projects", projects, Presence::Implicit);
    assert_eq!(
        broken(&message),
        [format!(r#"projects[1].editors["goland"].versions[0].name: {SHORT}"#)]
    );
}

#[test]
fn paths_through_every_key_type() {
    let check = |map: Box<dyn Field>, path: &str| {
        let table = vec![FieldDescriptor::new(1, "m", "m", Presence::Implicit)];
        assert_eq!(broken(&Sample::new(table, vec![map])), [format!("{path}.name: {SHORT}")]);
    };
    check(Box::new(Entries::from([(-3_i32, nameless())])), "m[-3]");
    check(Box::new(Entries::from([(u64::MAX, nameless())])), "m[18446744073709551615]");
    check(Box::new(Entries::from([(false, nameless())])), "m[false]");
    check(Box::new(Entries::from([("3".to_owned(), nameless())])), r#"m["3"]"#);
}

#[test]
fn rules_of_a_field_come_before_rules_of_its_message() {
    let list = Many(vec![nameless(), nameless()]);
    let rules = Rules::new(Kind::Message, &[Rule::MinItems(3)]);
    assert_eq!(
        broken(&plain(list, rules)),
        [
            "f: must contain at least 3 item(s) [repeated.min_items]".to_owned(),
            format!("f[0].name: {SHORT}"),
            format!("f[1].name: {SHORT}"),
        ]
    );
}

#[test]
fn ignored_messages_are_not_validated() {
    static ALWAYS: Rules = Rules::new(Kind::Message, &[]).ignore(Ignore::Always);
    static IF_ZERO: Rules = Rules::new(Kind::Message, &[]).ignore(Ignore::IfZeroValue);
    let message = |rules| Rules::new(Kind::Message, leak([rules]));
    let always = || Rules::new(Kind::Message, &[]).ignore(Ignore::Always);
    assert_eq!(broken(&plain(nameless(), always())), [""; 0]);
    assert_eq!(broken(&plain(Many(vec![nameless()]), always())), [""; 0]);
    let list = || Many(vec![nameless()]);
    let map = || Entries::from([(1_i32, nameless())]);
    assert_eq!(broken(&plain(list(), message(Rule::Items(&ALWAYS)))), [""; 0]);
    assert_eq!(broken(&plain(map(), message(Rule::Values(&ALWAYS)))), [""; 0]);
    assert_eq!(broken(&plain(list(), message(Rule::Items(&IF_ZERO)))), [""; 0]);
}

#[test]
fn messages_inside_an_unvalidated_message_are_not_validated() {
    let table = vec![FieldDescriptor::new(1, "inner", "inner", Presence::Explicit)];
    let message = Sample::of(descriptor_of(table).unvalidated(), vec![Box::new(nameless())]);
    assert_eq!(broken(&outer("f", message, Presence::Explicit)), [""; 0]);
}

#[test]
fn violations_do_not_contain_secrets() {
    let rules = leak(Rules::new(Kind::String, &[Rule::MaxLen(3), Rule::Uuid]));
    let values = leak(Rules::new(Kind::String, leak([Rule::Values(rules)])));
    let fields = vec![
        FieldDescriptor::new(1, "token", "token", Presence::Implicit).sensitive().rules(rules),
        FieldDescriptor::new(2, "tokens", "tokens", Presence::Implicit).sensitive().rules(values),
    ];
    let tokens = Entries::from([("hunter1".to_owned(), "hunter2".to_owned())]);
    let message = Sample::new(fields, vec![Box::new("hunter3".to_owned()), Box::new(tokens)]);
    let violations = gitpod_runtime::validate::validate(&message).unwrap_err();
    assert_eq!(
        violations.to_string(),
        "token: must be at most 3 characters [string.max_len]\n\
         token: must be a valid UUID [string.uuid]\n\
         tokens[redacted]: must be at most 3 characters [string.max_len]\n\
         tokens[redacted]: must be a valid UUID [string.uuid]"
    );
    let detail = violations.to_detail();
    let everything =
        format!("{violations:?} {detail:?} {}", String::from_utf8_lossy(detail.value()));
    assert!(!everything.contains("hunter"), "{everything}");
}
