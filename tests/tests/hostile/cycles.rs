//! Messages that contain themselves, directly or through other messages.

use gitpod_codegen::ir;
use gitpod_tests::file_with_fields;

use crate::accepted;

fn field<'a>(api: &'a ir::Api, message: &str, field: &str) -> &'a ir::Field {
    let message = api.messages.iter().find(|found| found.name == message).expect("the message");
    message.fields.iter().find(|found| found.name == field).expect("the field")
}

/// An RPC that reaches `A`, and messages.
fn reaching_a(messages: &str) -> ir::Api {
    let root = "- {name: a, number: 1, type: A, doc: Where it starts.}";
    accepted(file_with_fields(root, messages))
}

#[test]
fn only_single_fields_on_a_cycle_are_boxed() {
    let api = reaching_a(
        "\
- name: A
  doc: Holds others of its kind.
  oneofs: [{name: kind, doc: What it holds last.}]
  fields:
  - {name: itself, number: 1, type: A, doc: Another one.}
  - {name: list, number: 2, type: repeated A, doc: Some more.}
  - {name: map, number: 3, type: \"map<string, A>\", doc: Some with names.}
  - {name: arm, number: 4, type: A, oneof: kind, doc: Another one again.}
  - {name: over_b, number: 5, type: B, doc: One that leads back.}
  - {name: over_list, number: 6, type: L, doc: One that leads back through a list.}
  - {name: leaf, number: 7, type: Leaf, doc: One that leads nowhere.}
- {name: B, doc: Leads back., fields: [{name: a, number: 1, type: A, doc: The way back.}]}
- {name: L, doc: Leads back., fields: [{name: a, number: 1, type: repeated A, doc: The way back.}]}
- {name: Leaf, doc: Leads nowhere.}
",
    );
    for boxed in ["itself", "arm", "over_b"] {
        assert!(field(&api, "A", boxed).boxed, "{boxed}");
    }
    for plain in ["list", "map", "over_list", "leaf"] {
        assert!(!field(&api, "A", plain).boxed, "{plain}");
    }
    assert!(field(&api, "B", "a").boxed);
    assert!(!field(&api, "L", "a").boxed);
    assert!(!field(&api, "GetThingRequest", "a").boxed);
    assert!(api.messages.iter().take(5).all(|message| message.reached_by.len() == 1));
}

#[test]
fn a_message_may_contain_the_message_that_it_is_nested_in() {
    let api = reaching_a(
        "\
- name: A
  doc: Has a part.
  fields: [{name: part, number: 1, type: A.Part, doc: What it is made of.}]
  messages:
  - name: Part
    doc: Knows its whole.
    fields: [{name: whole, number: 1, type: A, doc: What it is a part of.}]
",
    );
    assert!(field(&api, "A", "part").boxed);
    assert!(field(&api, "A.Part", "whole").boxed);
}

/// Messages of which each contains the next; the last one's field has the type `end`.
fn chain(length: usize, end: &str) -> String {
    let mut messages = String::new();
    for index in 0..length {
        let name = if index == 0 { "A".to_owned() } else { format!("A{index}") };
        let next = if index + 1 == length { end.to_owned() } else { format!("A{}", index + 1) };
        messages.push_str(&format!(
            "- {{name: {name}, doc: One of a chain., \
             fields: [{{name: link, number: 1, type: {next}, doc: What follows.}}]}}\n"
        ));
    }
    messages
}

#[test]
fn a_long_chain_needs_no_deep_stack() {
    let api = reaching_a(&chain(3_000, "string"));
    assert!(api.messages.iter().flat_map(|message| &message.fields).all(|field| !field.boxed));
    let last = api.messages.iter().last().expect("there are messages");
    assert_eq!((last.name.as_str(), last.reached_by.len()), ("A2999", 1));
}

#[test]
fn every_field_of_a_long_cycle_is_boxed() {
    let api = reaching_a(&chain(3_000, "A"));
    let boxed = api.messages.iter().flat_map(|message| &message.fields).filter(|field| field.boxed);
    assert_eq!(boxed.count(), 3_000);
}
