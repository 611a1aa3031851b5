//! Copies of values and messages whose types are not known at compile time.

#[path = "support/mod.rs"]
#[allow(dead_code, unused_imports, reason = "shared with other tests")]
mod support;

use gitpod_runtime::message::{Slot, Value, copy, copy_message};
use support::{Color, Everything, Meta, everything};

#[test]
fn copies_into_a_default_message_are_equal() {
    let original = everything();
    let mut copied = Everything::default();
    assert!(copy_message(&original, &mut copied));
    assert_eq!(copied, original);
    let mut empty = Everything::default();
    assert!(copy_message(&Everything::default(), &mut empty));
    assert_eq!(empty, Everything::default());
}

#[test]
fn unset_fields_are_kept_and_lists_and_maps_are_replaced() {
    let mut target = everything();
    let source = Everything { texts: vec!["one".to_owned()], ..Everything::default() };
    assert!(copy_message(&source, &mut target));
    assert_eq!(target.texts, ["one"]);
    assert!(target.metas.is_empty() && target.labels.is_empty() && target.text.is_empty());
    assert_eq!(target.maybe_text, everything().maybe_text);
    assert_eq!(target.choice, everything().choice);
}

#[test]
fn unknown_enum_values_are_copied() {
    use gitpod_runtime::Enumeration;
    for color in [Color::from_name_or_unknown("COLOR_GALACTIC"), Color::from_number_or_unknown(77)]
    {
        let mut copied = Color::default();
        assert!(copy(Value::Enum(&color), Slot::Enum(&mut copied)));
        assert_eq!(copied, color);
    }
}

#[test]
fn values_of_another_type_are_not_copied() {
    let mut number = 7;
    assert!(!copy(Value::String("8"), Slot::I32(&mut number)));
    assert!(!copy(Value::I64(8), Slot::I32(&mut number)));
    assert!(!copy(Value::Absent, Slot::I32(&mut number)));
    assert_eq!(number, 7);
    let (original, mut meta) = (everything(), Meta::default());
    assert!(!copy_message(&original, &mut meta));
    assert_eq!(meta, Meta::default());

    let texts = vec!["a".to_owned()];
    let mut numbers = vec![1_i64];
    assert!(!copy(Value::List(&texts), Slot::List(&mut numbers)));
    assert!(numbers.is_empty());
    let mut by_number = original.by_number.clone();
    assert!(!copy(Value::Map(&original.labels), Slot::Map(&mut by_number)));
    assert!(by_number.is_empty());
}
