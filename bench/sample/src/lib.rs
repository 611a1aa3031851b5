//! The messages that the measured programs decode, encode and send.

use gitpod_api::runtime::message::{Presence, Value};
use gitpod_api::{
    CountResponse, CountResponseRelation, GetProjectResponse, ListProjectsResponse, Message,
    MessageExt, PaginationResponse, Project, ProjectMetadata,
};

/// The number of projects of a list.
pub const PROJECTS: u32 = 100;

/// A page of projects that differ in their IDs and names, with every field set.
///
/// # Panics
///
/// If a field is not set, for instance because it is new in the schema.
#[must_use]
pub fn list(projects: u32) -> ListProjectsResponse {
    let project = Project::from_json(include_str!("project.json")).expect("the file is a project");
    let projects = (0..projects).map(|index| {
        let metadata = project.metadata.clone().expect("the project has metadata");
        let name = format!("{} {index}", metadata.name);
        let id = format!("019cebb1-4c06-7e58-93d7-0ab4f6{index:06x}");
        project.clone().with_id(id).with_metadata(metadata.with_name(name))
    });
    let response = ListProjectsResponse::default()
        .with_pagination(PaginationResponse::default().with_next_token("cHJvamVjdHM6MTAw"))
        .with_projects(projects)
        .with_count(
            CountResponse::default().with_value(1234).with_relation(CountResponseRelation::Gte),
        );
    assert_full(&response);
    response
}

/// A project with little more than its ID.
#[must_use]
pub fn small() -> GetProjectResponse {
    let metadata = ProjectMetadata::default().with_name("Payments");
    let id = "019cebb1-4c06-7e58-93d7-0ab4f6c80000";
    GetProjectResponse::default()
        .with_project(Project::default().with_id(id).with_metadata(metadata))
}

/// Panics if any field in a message or in its nested messages has its default, or if a oneof is unset.
fn assert_full(message: &dyn Message) {
    let of = message.descriptor();
    let mut set_oneofs = vec![false; of.oneofs().len()];
    for (index, field) in of.fields().iter().enumerate() {
        let value = message.get(index);
        match field.presence() {
            Presence::Oneof(oneof) => set_oneofs[oneof] |= !matches!(value, Value::Absent),
            _ => assert!(!value.is_default(), "{} has no `{}`", of.name(), field.name()),
        }
        assert_full_inside(value);
    }
    assert!(set_oneofs.iter().all(|set| *set), "{} has an empty oneof", of.name());
}

fn assert_full_inside(value: Value<'_>) {
    match value {
        Value::Message(message) => assert_full(message),
        Value::List(list) => (0..list.len()).for_each(|index| assert_full_inside(list.get(index))),
        Value::Map(map) => map.visit(&mut |_, value| assert_full_inside(value)),
        _ => {}
    }
}
