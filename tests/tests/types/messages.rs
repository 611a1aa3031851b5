//! Messages in collections, and the accessors of responses.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use gitpod_api::{
    GetProjectResponse, JoinOrganizationRequest, Principal, Project, Sample, Subject,
    UpdateProjectRequest,
};

#[test]
fn messages_without_floats_go_into_hash_sets() {
    let user = Subject::default().with_id("a").with_principal(Principal::User);
    let runner = user.clone().with_principal(Principal::Runner);
    let subjects = HashSet::from([user.clone(), runner.clone(), user.clone()]);
    assert_eq!(subjects.len(), 2);
    assert!(subjects.contains(&user) && !subjects.contains(&Subject::default()));
}

#[test]
fn equal_messages_have_equal_hashes_and_others_differ() {
    let state = RandomState::new();
    let mut hashes = HashSet::new();
    for seed in 0..200 {
        let (one, two) = (Project::arbitrary(seed), Project::arbitrary(seed));
        assert_eq!(state.hash_one(&one), state.hash_one(&two));
        hashes.insert(state.hash_one(&one));
    }
    let projects: HashSet<_> = (0..200).map(Project::arbitrary).collect();
    assert_eq!(hashes.len(), projects.len());
}

#[test]
fn hashes_tell_fields_arms_and_presence_apart() {
    use gitpod_api::model::join_organization_request::JoinId;
    let distinct = [
        JoinOrganizationRequest::from(JoinId::OrganizationId("a".into())),
        JoinOrganizationRequest::from(JoinId::InviteId("a".into())),
        JoinOrganizationRequest::from(JoinId::InviteId(String::new())),
        JoinOrganizationRequest::default(),
    ];
    assert_eq!(HashSet::from(distinct).len(), 4);
    let state = RandomState::new();
    let unset = UpdateProjectRequest::default();
    let empty = unset.clone().with_name("");
    let moved = unset.clone().with_project_id("x");
    let named = unset.clone().with_name("x");
    let hashes: HashSet<u64> =
        [unset, empty, moved, named].iter().map(|request| state.hash_one(request)).collect();
    assert_eq!(hashes.len(), 4);
}

#[test]
fn responses_return_their_message_or_name_what_is_missing() {
    let project = Project::default().with_id("x");
    let response = GetProjectResponse::default().with_project(project.clone());
    assert_eq!(response.require_project(), Ok(&project));
    assert_eq!(response.into_project(), Ok(project));
    let missing = GetProjectResponse::default().into_project().unwrap_err();
    assert_eq!(missing.to_string(), "missing field `project` in gitpod.v1.GetProjectResponse");
}

#[test]
fn fields_that_do_not_exist_are_absent() {
    use gitpod_api::runtime::message::{Message, Value};
    let project = &Project::arbitrary(1) as &dyn Message;
    let count = project.descriptor().fields().len();
    assert!((0..count).any(|index| !matches!(project.get(index), Value::Absent)));
    for index in [count, count + 1, count + 6, usize::MAX] {
        assert!(matches!(project.get(index), Value::Absent), "{index}");
    }
}
