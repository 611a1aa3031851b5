//! Every rule: valid values, invalid values and the messages of violations.
//!
//! Ids, messages and their order follow the protovalidate specification.

mod bounds;
mod collections;
mod detail;
mod formats;
mod listed;
mod nested;
mod presence;
mod sample;
mod strings;

#[path = "../support/color.rs"]
mod color;

use gitpod_runtime::message::rules::Rules;
use gitpod_runtime::message::{FieldDescriptor, MessageDescriptor, Presence, Value};
use gitpod_runtime::validate::validate;

use sample::{Field, Sample};

/// A message with one field `f` without presence.
fn plain(value: impl Field, rules: Rules) -> Sample {
    field(value, Presence::Implicit, rules)
}

/// A message with one field `f` with presence.
fn explicit(value: impl Field, rules: Rules) -> Sample {
    field(value, Presence::Explicit, rules)
}

fn field(value: impl Field, presence: Presence, rules: Rules) -> Sample {
    let table = FieldDescriptor::new(1, "f", "f", presence).rules(sample::leak(rules));
    Sample::new(vec![table], vec![Box::new(value)])
}

/// The descriptor of a message with these fields and two oneofs.
fn descriptor_of(fields: Vec<FieldDescriptor>) -> MessageDescriptor {
    MessageDescriptor::new("test.v1.Sample", sample::leak(fields), &["choice", "other"])
}

/// The violations of a message, each as `path: message [rule]`.
fn broken(message: &Sample) -> Vec<String> {
    let outcome = validate(message);
    outcome.err().into_iter().flatten().map(|violation| violation.to_string()).collect()
}

/// Checks that a message with one field is valid, or breaks exactly this rule.
#[track_caller]
fn expect(message: &Sample, violation: Option<&str>) {
    let expected: Vec<String> = violation.map(|text| format!("f: {text}")).into_iter().collect();
    assert_eq!(broken(message), expected, "{message:?}");
}

/// A condition on numbers, in the form of generated code.
fn is_even(this: Value<'_>) -> bool {
    let Value::I32(this) = this else { return true };
    this % 2 == 0
}
