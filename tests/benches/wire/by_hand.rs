//! The response as a user would model it without this project: plain structs with serde's derive.
//!
//! They implement the parts of ProtoJSON that this response needs. Timestamps are parsed with `jiff` and
//! durations with the code below; unknown enum values are kept; defaults are not written. Where there
//! is a choice, they take the faster one:
//!
//! - The arms of a oneof are separate `Option`s, so that two arms at once are not an error. An enum with
//!   `flatten` would buffer every object that contains it.
//! - Enums are read by name only, and `null` only into an `Option`.
//! - Errors have no path, and secrets are not redacted.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ListProjectsResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pagination: Option<PaginationResponse>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    projects: Vec<Project>,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<CountResponse>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PaginationResponse {
    #[serde(skip_serializing_if = "String::is_empty")]
    next_token: String,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct CountResponse {
    #[serde(skip_serializing_if = "is_default")]
    value: i32,
    #[serde(skip_serializing_if = "is_default")]
    relation: CountResponseRelation,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Project {
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<ProjectMetadata>,
    #[serde(skip_serializing_if = "Option::is_none")]
    initializer: Option<EnvironmentInitializer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment_class: Option<ProjectEnvironmentClass>,
    #[serde(skip_serializing_if = "String::is_empty")]
    devcontainer_file_path: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    environment_classes: Vec<ProjectEnvironmentClass>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used_by: Option<UsedBy>,
    #[serde(skip_serializing_if = "String::is_empty")]
    automations_file_path: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    technical_description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    prebuild_configuration: Option<ProjectPrebuildConfiguration>,
    #[serde(skip_serializing_if = "is_default")]
    desired_phase: ProjectPhase,
    #[serde(skip_serializing_if = "Option::is_none")]
    recommended_editors: Option<RecommendedEditors>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ProjectMetadata {
    #[serde(skip_serializing_if = "String::is_empty")]
    organization_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Subject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<Timestamp>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Subject {
    #[serde(skip_serializing_if = "String::is_empty")]
    id: String,
    #[serde(skip_serializing_if = "is_default")]
    principal: Principal,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct EnvironmentInitializer {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    specs: Vec<Spec>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Spec {
    #[serde(skip_serializing_if = "Option::is_none")]
    git: Option<GitInitializer>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context_url: Option<ContextUrlInitializer>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct GitInitializer {
    #[serde(skip_serializing_if = "String::is_empty")]
    remote_uri: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    upstream_remote_uri: String,
    #[serde(skip_serializing_if = "is_default")]
    target_mode: CloneTargetMode,
    #[serde(skip_serializing_if = "String::is_empty")]
    clone_target: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    checkout_location: String,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ContextUrlInitializer {
    #[serde(skip_serializing_if = "String::is_empty")]
    url: String,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ProjectEnvironmentClass {
    #[serde(skip_serializing_if = "Option::is_none")]
    local_runner: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    environment_class_id: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    order: i32,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct UsedBy {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subjects: Vec<Subject>,
    #[serde(skip_serializing_if = "is_default")]
    total_subjects: i32,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct ProjectPrebuildConfiguration {
    #[serde(skip_serializing_if = "is_default")]
    enabled: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    environment_class_ids: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeout: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    trigger: Option<PrebuildTrigger>,
    #[serde(skip_serializing_if = "Option::is_none")]
    executor: Option<Subject>,
    #[serde(skip_serializing_if = "is_default")]
    enable_jetbrains_warmup: bool,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct PrebuildTrigger {
    #[serde(skip_serializing_if = "Option::is_none")]
    daily_schedule: Option<DailySchedule>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct DailySchedule {
    #[serde(skip_serializing_if = "is_default")]
    hour_utc: i32,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct RecommendedEditors {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    editors: BTreeMap<String, EditorVersions>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct EditorVersions {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    versions: Vec<String>,
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
enum CountResponseRelation {
    #[default]
    #[serde(rename = "COUNT_RESPONSE_RELATION_UNSPECIFIED")]
    Unspecified,
    #[serde(rename = "COUNT_RESPONSE_RELATION_EQ")]
    Eq,
    #[serde(rename = "COUNT_RESPONSE_RELATION_GTE")]
    Gte,
    #[serde(untagged)]
    Unknown(String),
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
enum ProjectPhase {
    #[default]
    #[serde(rename = "PROJECT_PHASE_UNSPECIFIED")]
    Unspecified,
    #[serde(rename = "PROJECT_PHASE_ACTIVE")]
    Active,
    #[serde(rename = "PROJECT_PHASE_DELETED")]
    Deleted,
    #[serde(untagged)]
    Unknown(String),
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
enum Principal {
    #[default]
    #[serde(rename = "PRINCIPAL_UNSPECIFIED")]
    Unspecified,
    #[serde(rename = "PRINCIPAL_ACCOUNT")]
    Account,
    #[serde(rename = "PRINCIPAL_USER")]
    User,
    #[serde(rename = "PRINCIPAL_RUNNER")]
    Runner,
    #[serde(rename = "PRINCIPAL_ENVIRONMENT")]
    Environment,
    #[serde(rename = "PRINCIPAL_SERVICE_ACCOUNT")]
    ServiceAccount,
    #[serde(rename = "PRINCIPAL_RUNNER_MANAGER")]
    RunnerManager,
    #[serde(untagged)]
    Unknown(String),
}

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
enum CloneTargetMode {
    #[default]
    #[serde(rename = "CLONE_TARGET_MODE_UNSPECIFIED")]
    Unspecified,
    #[serde(rename = "CLONE_TARGET_MODE_REMOTE_HEAD")]
    RemoteHead,
    #[serde(rename = "CLONE_TARGET_MODE_REMOTE_COMMIT")]
    RemoteCommit,
    #[serde(rename = "CLONE_TARGET_MODE_REMOTE_BRANCH")]
    RemoteBranch,
    #[serde(rename = "CLONE_TARGET_MODE_LOCAL_BRANCH")]
    LocalBranch,
    #[serde(rename = "CLONE_TARGET_MODE_REMOTE_TAG")]
    RemoteTag,
    #[serde(untagged)]
    Unknown(String),
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A duration, such as `1.5s` in JSON.
#[derive(Debug, PartialEq)]
struct Span(Duration);

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&str>::deserialize(deserializer)?;
        let span = parse_span(text).ok_or_else(|| D::Error::custom("not a duration"))?;
        Ok(Self(span))
    }
}

fn parse_span(text: &str) -> Option<Duration> {
    let text = text.strip_suffix('s')?;
    let (seconds, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = u32::try_from(fraction.len()).ok()?;
    let nanos = match digits {
        0 => 0,
        _ => fraction.parse::<u32>().ok()? * 10_u32.pow(9_u32.checked_sub(digits)?),
    };
    Some(Duration::new(seconds.parse().ok()?, nanos))
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.0.as_secs(), self.0.subsec_nanos()) {
            (seconds, 0) => serializer.collect_str(&format_args!("{seconds}s")),
            (seconds, nanos) => serializer.collect_str(&format_args!("{seconds}.{nanos:09}s")),
        }
    }
}
