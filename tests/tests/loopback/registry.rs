//! The registry of message types, compared with the schema.

use gitpod_api::types::{MESSAGES, message_type};
use gitpod_tests::project_api;

#[test]
fn every_message_is_registered_in_the_order_of_the_schema() {
    let api = project_api();
    let names: Vec<&str> = MESSAGES.iter().map(|of| of.name()).collect();
    let expected: Vec<&str> = api.messages.iter().map(|of| of.full_name.as_str()).collect();
    assert_eq!(names, expected);
}

#[test]
fn a_registered_type_makes_messages_of_its_name() {
    for of in MESSAGES {
        assert_eq!(of.new_message().descriptor().name(), of.name());
    }
}

#[test]
fn a_type_is_found_by_its_full_name_only() {
    for name in ["gitpod.v1.Project", "gitpod.v1.ListProjectsRequest.Filter"] {
        assert_eq!(message_type(name).map(|of| of.name()), Some(name));
    }
    for name in ["", "Project", "gitpod.v1.project", "gitpod.v1.", ".gitpod.v1.Project"] {
        assert!(message_type(name).is_none(), "{name}");
    }
}
