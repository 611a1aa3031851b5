//! Calls of any RPC of a mock in the same process, and the plans of the mock.

use gitpod_api::mock::{Mock, MockBuilder};
use gitpod_api::runtime::json;
use gitpod_api::runtime::message::{Slot, Value, copy};
use gitpod_api::runtime::rpc::{MethodDescriptor, Transport};
use gitpod_api::{EncodedRequest, EncodedResponse, Error, Message, Router, Sampler, methods};
use gitpod_tests::project_api;

pub(crate) type Method = MethodDescriptor;

/// Every RPC of the API.
pub(crate) fn all() -> impl Iterator<Item = &'static MethodDescriptor> {
    methods::SERVICES.iter().flat_map(|service| service.methods().iter().copied())
}

/// The RPC with this name, such as `GetProject`.
pub(crate) fn method(name: &str) -> &'static MethodDescriptor {
    all().find(|method| method.name() == name).unwrap_or_else(|| panic!("there is no {name}"))
}

pub(crate) fn builder() -> MockBuilder {
    Mock::builder().seed(7)
}

pub(crate) fn router() -> Router {
    builder().build().router()
}

pub(crate) fn strict_router() -> Router {
    builder().strict().build().router()
}

/// Calls an RPC and returns the encoded response.
pub(crate) async fn send(
    router: &Router,
    method: &'static MethodDescriptor,
    json: &str,
    headers: &[(&str, &str)],
) -> Result<EncodedResponse, Error> {
    let mut request = EncodedRequest::new(method, json.into());
    for (name, value) in headers {
        request.metadata.insert(name, *value).expect("a header");
    }
    router.send(request).await
}

/// Calls an RPC and returns the decoded response.
pub(crate) async fn call(
    router: &Router,
    method: &'static MethodDescriptor,
    request: &dyn Message,
) -> Result<Box<dyn Message>, Error> {
    let reply = send(router, method, &json::encode_to_string(request), &[]).await?;
    let mut response = method.response().new_message();
    json::decode_into(&reply.body, &mut *response)
        .unwrap_or_else(|error| panic!("{}: {error}", method.name()));
    Ok(response)
}

/// Calls an RPC by name, with JSON, and returns the response as JSON.
pub(crate) async fn ask(
    router: &Router,
    name: &str,
    request: serde_json::Value,
) -> Result<serde_json::Value, Error> {
    let reply = send(router, method(name), &request.to_string(), &[]).await?;
    Ok(serde_json::from_slice(&reply.body).expect("JSON"))
}

/// A valid request with all fields set. A request for a list asks for the first page.
pub(crate) fn filled(method: &MethodDescriptor, seed: u64) -> Box<dyn Message> {
    let mut request = method.request().new_message();
    Sampler::new(seed).fill(&mut *request);
    if let Some(paging) = method.paging_descriptor() {
        set(&mut *request, &[paging.request_field(), paging.token()], Value::String(""));
    }
    request
}

/// The documented requests.
pub(crate) fn documented() -> Vec<(&'static MethodDescriptor, String)> {
    let api = project_api();
    let rpcs = api.rpcs().flat_map(|(_, rpc)| {
        let method = all().find(|method| method.path() == rpc.path).expect("in the table");
        rpc.examples.iter().map(move |example| (method, example.request.clone()))
    });
    rpcs.collect()
}

pub(crate) fn decode(method: &MethodDescriptor, json: &str) -> Box<dyn Message> {
    let mut request = method.request().new_message();
    json::decode_into(json.as_bytes(), &mut *request).expect("a documented request");
    request
}

/// The index of the field with this name.
pub(crate) fn index(message: &dyn Message, name: &str) -> usize {
    let mut fields = message.descriptor().fields().iter();
    fields.position(|field| field.name() == name).unwrap_or_else(|| panic!("no {name}"))
}

/// Whether a message has a field with this name.
pub(crate) fn has(message: &dyn Message, name: &str) -> bool {
    message.descriptor().fields().iter().any(|field| field.name() == name)
}

/// Sets the field at a path.
pub(crate) fn set(message: &mut dyn Message, path: &[&str], value: Value<'_>) {
    let (name, rest) = path.split_first().expect("a path");
    match (message.slot(index(message, name)), rest) {
        (slot, []) => assert!(copy(value, slot), "{name} has another kind"),
        (Slot::Message(inner), rest) => set(inner, rest, value),
        (slot, _) => panic!("{name} is {slot:?} and not a message"),
    }
}

/// The name of a field in JSON.
pub(crate) fn json_name(field: &str) -> String {
    let mut words = field.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |name, word| name + &word[..1].to_uppercase() + &word[1..])
}

/// The string in a field.
pub(crate) fn string<'a>(message: &'a dyn Message, name: &str) -> &'a str {
    match message.get(index(message, name)) {
        Value::String(text) => text,
        other => panic!("{name} is {other:?}"),
    }
}

/// The message in a field, as JSON.
pub(crate) fn inner(message: &dyn Message, name: &str) -> String {
    match message.get(index(message, name)) {
        Value::Message(inner) => json::encode_to_string(inner),
        other => panic!("{name} is {other:?}"),
    }
}

/// The messages in a list, as JSON.
pub(crate) fn items(message: &dyn Message, name: &str) -> Vec<String> {
    match message.get(index(message, name)) {
        Value::List(list) => (0..list.len())
            .map(|index| match list.get(index) {
                Value::Message(item) => json::encode_to_string(item),
                other => panic!("{other:?} in {name}"),
            })
            .collect(),
        other => panic!("{name} is {other:?}"),
    }
}

/// The plan of an RPC, parsed from its description.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) method: &'static MethodDescriptor,
    pub(crate) verb: String,
    pub(crate) resource: String,
    /// Key fields of the request and the matching fields of the resource; `None` if the resource
    /// has no such field.
    pub(crate) keys: Vec<(String, Option<String>)>,
    pub(crate) given: Option<String>,
}

/// The plans of all RPCs.
pub(crate) fn plans() -> Vec<Plan> {
    Mock::new().plans().lines().zip(all()).map(|(line, method)| plan(line, method)).collect()
}

fn plan(line: &str, method: &'static MethodDescriptor) -> Plan {
    let (_, what) = line.split_once(": ").expect("an RPC and its plan");
    let (what, given) = match what.split_once(" -> ") {
        Some((what, given)) => (what, Some(given.to_owned())),
        None => (what, None),
    };
    let (what, keys) = what.split_once(" by ").unwrap_or((what, ""));
    let keys = keys.split(" and ").filter(|key| !key.is_empty()).map(|key| {
        match (key.split_once(" = "), key.strip_suffix(" (beside)")) {
            (Some((key, field)), _) => (key.to_owned(), Some(field.to_owned())),
            (None, Some(key)) => (key.to_owned(), None),
            (None, None) => (key.to_owned(), Some(key.to_owned())),
        }
    });
    let (verb, resource) = what.rsplit_once(' ').unwrap_or((what, ""));
    let (verb, resource) = (verb.to_owned(), resource.to_owned());
    Plan { method, verb, resource, keys: keys.collect(), given }
}

/// The plan with this verb for a resource. A `get` has to have keys.
pub(crate) fn plan_of(plans: &[Plan], verb: &str, resource: &str) -> Option<Plan> {
    let of = |plan: &&Plan| plan.verb == verb && plan.resource == resource;
    plans.iter().filter(of).find(|plan| !plan.keys.is_empty() || verb != "get").cloned()
}
