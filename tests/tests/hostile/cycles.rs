//! Messages that contain themselves, directly or through other messages.

use gitpod_codegen::ir;
use gitpod_tests::file_with_fields;

use crate::accepted;

fn field<'a>(api: &'a ir::Api, message: &str, field: &str) -> &'a ir::Field {
    let message = api.messages.iter().find(|found| found.name == message).expect("the message");
    message.fields.iter().find(|found| found.name == field).expect("the field")
}

/// The API of these messages and an RPC whose request contains `A`.
fn reaching_a(messages: &str) -> ir::Api {
    let root = "- {name: a, number: 1, type: A, doc: The start of the cycle.}";
    accepted(file_with_fields(root, messages))
}

#[test]
fn only_single_fields_on_a_cycle_are_boxed() {
    let api = reaching_a(
        "\
- name: A
  doc: Contains messages of its own type.
  oneofs: [{name: kind, doc: Another message of this type.}]
  fields:
  - {name: itself, number: 1, type: A, doc: A message of the same type.}
  - {name: list, number: 2, type: repeated A, doc: A list of the same type.}
  - {name: map, number: 3, type: \"map<string, A>\", doc: Messages of the same type by name.}
  - {name: arm, number: 4, type: A, oneof: kind, doc: An arm of the same type.}
  - {name: over_b, number: 5, type: B, doc: Leads back through a field.}
  - {name: over_list, number: 6, type: L, doc: Leads back through a list.}
  - {name: leaf, number: 7, type: Leaf, doc: Ends the chain.}
- {name: B, doc: Contains an A., fields: [{name: a, number: 1, type: A, doc: Closes the cycle.}]}
- {name: L, doc: Contains a list of A., fields: [{name: a, number: 1, type: repeated A, doc: Closes the cycle.}]}
- {name: Leaf, doc: Has no fields.}
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
  doc: The outer message.
  fields: [{name: part, number: 1, type: A.Part, doc: The nested message.}]
  messages:
  - name: Part
    doc: Refers to its outer message.
    fields: [{name: whole, number: 1, type: A, doc: The outer message.}]
",
    );
    assert!(field(&api, "A", "part").boxed);
    assert!(field(&api, "A.Part", "whole").boxed);
}

/// A chain of messages, each of which contains the next. The field of the last one has the type `end`.
fn chain(length: usize, end: &str) -> String {
    let mut messages = String::new();
    for index in 0..length {
        let name = if index == 0 { "A".to_owned() } else { format!("A{index}") };
        let next = if index + 1 == length { end.to_owned() } else { format!("A{}", index + 1) };
        messages.push_str(&format!(
            "- {{name: {name}, doc: A link of the chain., \
             fields: [{{name: link, number: 1, type: {next}, doc: The next message.}}]}}\n"
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
