//! The response with prost's derive, as `prost-build` would generate it from the exported proto files.
//!
//! Maps are `BTreeMap`s, as in the generated crate. Nothing but the derive is used, so that prost's own
//! code is measured.

use std::collections::BTreeMap;

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct ListProjectsResponse {
    #[prost(message, optional, tag = "1")]
    pagination: Option<PaginationResponse>,
    #[prost(message, repeated, tag = "2")]
    projects: Vec<Project>,
    #[prost(message, optional, tag = "3")]
    count: Option<CountResponse>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct PaginationResponse {
    #[prost(string, tag = "1")]
    next_token: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct CountResponse {
    #[prost(int32, tag = "1")]
    value: i32,
    #[prost(enumeration = "CountResponseRelation", tag = "2")]
    relation: i32,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Project {
    #[prost(string, tag = "1")]
    id: String,
    #[prost(message, optional, tag = "2")]
    metadata: Option<ProjectMetadata>,
    #[prost(message, optional, tag = "3")]
    initializer: Option<EnvironmentInitializer>,
    #[prost(message, optional, tag = "4")]
    environment_class: Option<ProjectEnvironmentClass>,
    #[prost(string, tag = "5")]
    devcontainer_file_path: String,
    #[prost(message, optional, tag = "6")]
    used_by: Option<UsedBy>,
    #[prost(string, tag = "7")]
    automations_file_path: String,
    #[prost(string, tag = "8")]
    technical_description: String,
    #[prost(message, optional, tag = "9")]
    prebuild_configuration: Option<ProjectPrebuildConfiguration>,
    #[prost(enumeration = "ProjectPhase", tag = "10")]
    desired_phase: i32,
    #[prost(message, repeated, tag = "11")]
    environment_classes: Vec<ProjectEnvironmentClass>,
    #[prost(message, optional, tag = "12")]
    recommended_editors: Option<RecommendedEditors>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ProjectMetadata {
    #[prost(string, tag = "1")]
    organization_id: String,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(message, optional, tag = "3")]
    creator: Option<Subject>,
    #[prost(message, optional, tag = "4")]
    created_at: Option<Time>,
    #[prost(message, optional, tag = "5")]
    updated_at: Option<Time>,
}

/// A `Timestamp` or a `Duration`.
#[derive(Clone, PartialEq, prost::Message)]
struct Time {
    #[prost(int64, tag = "1")]
    seconds: i64,
    #[prost(int32, tag = "2")]
    nanos: i32,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Subject {
    #[prost(string, tag = "1")]
    id: String,
    #[prost(enumeration = "Principal", tag = "2")]
    principal: i32,
}

#[derive(Clone, PartialEq, prost::Message)]
struct EnvironmentInitializer {
    #[prost(message, repeated, tag = "1")]
    specs: Vec<Spec>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct Spec {
    #[prost(oneof = "InitializerSpec", tags = "1, 2")]
    spec: Option<InitializerSpec>,
}

#[derive(Clone, PartialEq, prost::Oneof)]
enum InitializerSpec {
    #[prost(message, tag = "1")]
    Git(GitInitializer),
    #[prost(message, tag = "2")]
    ContextUrl(ContextUrlInitializer),
}

#[derive(Clone, PartialEq, prost::Message)]
struct GitInitializer {
    #[prost(string, tag = "1")]
    remote_uri: String,
    #[prost(string, tag = "2")]
    upstream_remote_uri: String,
    #[prost(enumeration = "CloneTargetMode", tag = "3")]
    target_mode: i32,
    #[prost(string, tag = "4")]
    clone_target: String,
    #[prost(string, tag = "5")]
    checkout_location: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ContextUrlInitializer {
    #[prost(string, tag = "1")]
    url: String,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ProjectEnvironmentClass {
    #[prost(oneof = "EnvironmentClass", tags = "1, 2")]
    environment_class: Option<EnvironmentClass>,
    #[prost(int32, tag = "3")]
    order: i32,
}

#[derive(Clone, PartialEq, prost::Oneof)]
enum EnvironmentClass {
    #[prost(bool, tag = "1")]
    LocalRunner(bool),
    #[prost(string, tag = "2")]
    EnvironmentClassId(String),
}

#[derive(Clone, PartialEq, prost::Message)]
struct UsedBy {
    #[prost(int32, tag = "3")]
    total_subjects: i32,
    #[prost(message, repeated, tag = "4")]
    subjects: Vec<Subject>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct ProjectPrebuildConfiguration {
    #[prost(bool, tag = "1")]
    enabled: bool,
    #[prost(string, repeated, tag = "2")]
    environment_class_ids: Vec<String>,
    #[prost(message, optional, tag = "3")]
    timeout: Option<Time>,
    #[prost(message, optional, tag = "4")]
    trigger: Option<PrebuildTrigger>,
    #[prost(message, optional, tag = "5")]
    executor: Option<Subject>,
    #[prost(bool, tag = "6")]
    enable_jetbrains_warmup: bool,
}

#[derive(Clone, PartialEq, prost::Message)]
struct PrebuildTrigger {
    #[prost(oneof = "Trigger", tags = "1")]
    trigger: Option<Trigger>,
}

#[derive(Clone, PartialEq, prost::Oneof)]
enum Trigger {
    #[prost(message, tag = "1")]
    DailySchedule(DailySchedule),
}

#[derive(Clone, PartialEq, prost::Message)]
struct DailySchedule {
    #[prost(int32, tag = "1")]
    hour_utc: i32,
}

#[derive(Clone, PartialEq, prost::Message)]
struct RecommendedEditors {
    #[prost(btree_map = "string, message", tag = "1")]
    editors: BTreeMap<String, EditorVersions>,
}

#[derive(Clone, PartialEq, prost::Message)]
struct EditorVersions {
    #[prost(string, repeated, tag = "1")]
    versions: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
enum CountResponseRelation {
    Unspecified = 0,
    Eq = 1,
    Gte = 2,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
enum ProjectPhase {
    Unspecified = 0,
    Active = 1,
    Deleted = 2,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
enum Principal {
    Unspecified = 0,
    Account = 1,
    User = 2,
    Runner = 3,
    Environment = 4,
    ServiceAccount = 5,
    RunnerManager = 6,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
enum CloneTargetMode {
    Unspecified = 0,
    RemoteHead = 1,
    RemoteCommit = 2,
    RemoteBranch = 3,
    LocalBranch = 4,
    RemoteTag = 5,
}
