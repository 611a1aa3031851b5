//! The memory and the work of calls, counted as allocations.

use std::future::ready;
use std::pin::pin;

use allocation_counter::{AllocationInfo, measure};
use gitpod_api::Router;
use gitpod_api::runtime::json;
use serde_json::{Value as Json, json};
use tokio::runtime::{Builder, Runtime};

use crate::support::{ask, builder, method, send};

/// Runs calls on the thread whose allocations are counted.
fn runtime() -> Runtime {
    Builder::new_current_thread().build().expect("a runtime")
}

/// Counts the allocations of a call.
fn measured(router: &Router, name: &str, request: &Json) -> AllocationInfo {
    let (runtime, request) = (runtime(), request.to_string());
    measure(|| drop(runtime.block_on(send(router, method(name), &request, &[])).expect(name)))
}

/// The number of elements after which a batch gives the thread back.
const PIECE: usize = 32;

#[test]
fn a_batch_holds_each_result_once() {
    let router = builder().max_resources(1).build().router();
    let (runtime, create) = (runtime(), method("CreateProjects"));
    let request = json!({"projects": vec![json!({}); 10 * PIECE]}).to_string();
    let reply = runtime.block_on(send(&router, create, &request, &[])).expect("created");
    let mut message = create.response().new_message();
    let results = measure(|| {
        json::decode_into(&reply.body, &mut *message).expect("valid");
    });
    // The same again, up to before the response is encoded.
    let handled = measure(|| {
        runtime.block_on(async {
            let mut call = pin!(send(&router, create, &request, &[]));
            for _ in 0..10 {
                tokio::select! {
                    biased;
                    _ = &mut call => panic!("there is another piece"),
                    () = ready(()) => {}
                }
            }
        });
    });
    let limit = results.bytes_current * 3 / 2;
    assert!(handled.bytes_max < limit.unsigned_abs(), "{handled:?} for {results:?}");
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
        json::decode_into(request.as_bytes(), &mut *message).expect("valid");
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
        measured(&router, "CreateSCMIntegration", &request).count_total
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
        measured(&router, "ListProjects", &request).bytes_current
    };
    let left: i64 = (0..20).map(list).sum();
    assert!(left < 20_000, "{left} bytes");
}
