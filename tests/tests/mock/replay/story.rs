//! The examples of the schema as steps of a story.

use std::fs;
use std::path::Path;

use gitpod_api::Message;
use gitpod_api::runtime::json;
use gitpod_api::runtime::rpc::MessageType;
use gitpod_tests::{project_api, workspace};
use serde_json::Value as Json;

use crate::support::{Method, Plan, all, json_name};

/// A documented call.
pub(super) struct Example {
    pub(super) method: &'static Method,
    /// File, line, RPC and title.
    pub(super) place: String,
    pub(super) request: Box<dyn Message>,
    pub(super) response: Box<dyn Message>,
}

/// A call to replay.
pub(super) struct Step {
    pub(super) place: String,
    pub(super) plan: Plan,
    pub(super) request: Json,
    pub(super) response: Json,
}

/// Elements of an example that the service rejects.
pub(super) struct Failure {
    pub(super) place: String,
    pub(super) request: Json,
    pub(super) plan: Plan,
}

/// All examples, in the order of the schema.
pub(super) fn examples() -> Vec<Example> {
    let (api, lines) = (project_api(), schema_lines());
    let rpcs = api.rpcs().flat_map(|(_, rpc)| {
        let method = all().find(|method| method.path() == rpc.path).expect("in the table");
        let example = |example: &gitpod_codegen::ir::Example| Example {
            method,
            place: place(&lines, method.name(), &example.title),
            request: decode(method.request(), &example.request),
            response: decode(method.response(), &example.response),
        };
        rpc.examples.iter().map(example).collect::<Vec<_>>()
    });
    rpcs.collect()
}

fn decode(message_type: MessageType, json: &str) -> Box<dyn Message> {
    let mut message = message_type.new_message();
    json::decode_into(json.as_bytes(), &mut *message).expect("an example is valid");
    message
}

/// A message as JSON without defaults.
pub(super) fn canonical(message: &dyn Message) -> Json {
    serde_json::from_str(&json::encode_to_string(message)).expect("JSON")
}

/// The lines of the schema, with file and number.
fn schema_lines() -> Vec<(String, String)> {
    let folder = workspace().join("schema");
    let read = |path: &Path| fs::read_to_string(path).expect("UTF-8");
    let entries = fs::read_dir(&folder).expect("the schema").map(|entry| entry.expect("a file"));
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|ext| ext == "yaml"));
    let lines = files.flat_map(|file| {
        let name = file.file_name().to_string_lossy().into_owned();
        let text = read(&file.path());
        let lines = text
            .lines()
            .enumerate()
            .map(|(at, line)| (format!("schema/{name}:{}", at + 1), line.trim().to_owned()));
        lines.collect::<Vec<_>>()
    });
    lines.collect()
}

fn place(lines: &[(String, String)], rpc: &str, title: &str) -> String {
    let name = format!("- name: {rpc}");
    let from = lines.iter().position(|(_, line)| *line == name).expect("every RPC has a line");
    let titles = lines[from..].iter().filter(|(_, line)| line.starts_with("- title:"));
    let own = titles.into_iter().find(|(_, line)| line.contains(title));
    let (line, _) = own.unwrap_or(&lines[from]);
    format!("{line}: {rpc}, {title:?}")
}

/// The calls that an example stands for. A call for several resources is one call for each of
/// them.
pub(super) fn steps(example: &Example, plans: &[Plan]) -> (Vec<Step>, Vec<Failure>) {
    let plan = plans.iter().find(|plan| plan.method.path() == example.method.path());
    let plan = plan.expect("every RPC has a plan").clone();
    let (request, response) = (canonical(&*example.request), canonical(&*example.response));
    if plan.verb == "for each" {
        let single = plan.method.name().strip_suffix('s').expect("a plural");
        let single = plans.iter().find(|plan| plan.method.name() == single).expect("the singular");
        return each(example, &plan, single, &request, &response);
    }
    (vec![Step { place: example.place.clone(), plan, request, response }], Vec::new())
}

fn each(
    example: &Example,
    plan: &Plan,
    single: &Plan,
    request: &Json,
    response: &Json,
) -> (Vec<Step>, Vec<Failure>) {
    let given = plan.given.as_deref().map(json_name);
    let lists = response.as_object().into_iter().flatten();
    let failed: Vec<_> = lists
        .filter(|(name, _)| Some(*name) != given.as_ref())
        .flat_map(|(_, list)| list.as_array().into_iter().flatten())
        .filter_map(|item| item.as_object())
        .map(|failure| failure.get("index").and_then(Json::as_u64).unwrap_or(0))
        .collect();
    let mut shown = given.iter().flat_map(|given| response[given].as_array()).flatten();
    let elements =
        request.as_object().and_then(|request| request.values().find_map(Json::as_array));
    let (mut steps, mut failures) = (Vec::new(), Vec::new());
    for (at, element) in (0_u64..).zip(elements.expect("a list of requests")) {
        let place = format!("{}, element {at}", example.place);
        let request = match (element, single.keys.first()) {
            (Json::String(id), Some((key, _))) => serde_json::json!({ json_name(key): id }),
            (element, _) => element.clone(),
        };
        let plan = single.clone();
        if failed.contains(&at) {
            failures.push(Failure { place, request, plan });
            continue;
        }
        let response = match (&plan.given, shown.next()) {
            (Some(given), Some(item)) => serde_json::json!({ json_name(given): item }),
            _ => serde_json::json!({}),
        };
        steps.push(Step { place, plan, request, response });
    }
    (steps, failures)
}
