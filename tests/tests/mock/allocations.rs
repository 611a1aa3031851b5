//! The memory and the work of calls, counted as allocations.

use allocation_counter::{AllocationInfo, measure};
use gitpod_api::Router;
use serde_json::{Value as Json, json};
use tokio::runtime::{Builder, Runtime};

use crate::support::{ask, builder, method, send};

/// Runs calls on the thread whose allocations are counted.
fn runtime() -> Runtime {
    Builder::new_current_thread().build().expect("a runtime")
}

/// Counts the allocations of a call, and returns the size of its response.
fn measured(router: &Router, name: &str, request: &Json) -> (AllocationInfo, usize) {
    let (runtime, request) = (runtime(), request.to_string());
    let mut size = 0;
    let counted = measure(|| {
        let reply = runtime.block_on(send(router, method(name), &request, &[])).expect(name);
        size = reply.body.len();
    });
    (counted, size)
}

#[test]
fn a_batch_holds_each_result_once() {
    let router = builder().max_resources(1).build().router();
    // The first call fills what is cached.
    measured(&router, "CreateProjects", &json!({"projects": [{}]}));
    let (counted, size) =
        measured(&router, "CreateProjects", &json!({"projects": vec![json!({}); 500]}));
    // The results as messages and as JSON, for which the buffer grows.
    let ratio = counted.bytes_max / size as u64;
    assert!(ratio < 6, "{} for {size} bytes", counted.bytes_max);
}

#[test]
fn a_batch_that_is_too_large_costs_its_request() {
    let router = builder().build().router();
    let request = json!({"projects": vec![json!({}); 50_000]}).to_string();
    let runtime = runtime();
    let rejected =
        measure(|| drop(runtime.block_on(send(&router, method("CreateProjects"), &request, &[]))));
    let mut message = method("CreateProjects").request().new_message();
    let decoded = measure(|| {
        gitpod_api::runtime::json::decode_into(request.as_bytes(), &mut *message).expect("valid");
    });
    let limit = decoded.bytes_max + 2 * request.len() as u64 + 16_384;
    assert!(rejected.bytes_max < limit, "{rejected:?} after {decoded:?}");
}

#[test]
fn looking_for_duplicates_does_not_depend_on_what_is_stored() {
    let router = builder().strict().build().router();
    let runners = runtime().block_on(ask(&router, "ListRunners", json!({}))).expect("a page");
    let runner = &runners["runners"][0]["runnerId"];
    let create = |number: usize| {
        let host = format!("host-{number:04}.example");
        let request = json!({"runnerId": runner, "scmId": "github", "host": host, "pat": true});
        measured(&router, "CreateSCMIntegration", &request).0.count_total
    };
    let counts: Vec<u64> = (0..500).map(create).collect();
    let (first, last): (u64, u64) = (counts[..20].iter().sum(), counts[480..].iter().sum());
    assert!(last < first + first / 2, "{first} allocations, then {last}");
}

#[test]
fn a_list_is_remembered_without_its_filter() {
    let router = builder().max_resource_bytes(0).build().router();
    let list = |number: usize| {
        let search = format!("{number} {}", "x".repeat(100_000));
        let request = json!({"filter": {"search": search}});
        measured(&router, "ListProjects", &request).0.bytes_current
    };
    let left: i64 = (0..20).map(list).sum();
    assert!(left < 20_000, "{left} bytes");
}
