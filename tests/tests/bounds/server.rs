//! The memory that a server allocates for one request.

use std::future::poll_fn;
use std::pin::pin;

use gitpod_api::mock::MockServer;
use gitpod_api::runtime::http::server::HttpService;
use hyper::body::Body;
use tower_service::Service;

use crate::allocations::peak_during;

/// Sends a request to a service in this thread. Returns the response's body and the peak.
fn send(service: &mut HttpService, path: &str, body: String) -> (String, usize) {
    let request = http::Request::post(path).header("content-type", "application/json");
    let request = request.body(body).expect("the request is valid");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.expect("there is a runtime");
    peak_during(|| {
        runtime.block_on(async {
            let response = service.call(request).await.expect("it never fails");
            let mut body = pin!(response.into_body());
            let mut bytes = Vec::new();
            while let Some(frame) = poll_fn(|context| body.as_mut().poll_frame(context)).await {
                bytes.extend(
                    frame.expect("the body is complete").into_data().ok().unwrap_or_default(),
                );
            }
            String::from_utf8(bytes).expect("it is JSON")
        })
    })
}

#[test]
fn empty_elements_are_rejected_within_the_default_limit() {
    let mut service = MockServer::builder().build().router().into_http();
    let path = "/gitpod.v1.ProjectService/CreateProjects";
    let body = format!(r#"{{"projects":[{}{{}}]}}"#, "{},".repeat(1_000_000));
    let (answer, peak) = send(&mut service, path, body);
    assert!(answer.contains(r#""code":"resource_exhausted""#), "{answer}");
    assert!(answer.contains("at most 16777216 bytes in memory"), "{answer}");
    assert!(peak < 24 << 20, "{peak}");
}

#[test]
fn a_flood_of_violations_has_a_small_response() {
    let mut service = MockServer::builder().build().router().into_http().validate_requests();
    let path = "/gitpod.v1.ProjectService/CreateProjects";
    for count in [500, 10_000] {
        let body = format!(r#"{{"projects":[{}{{}}]}}"#, "{},".repeat(count - 1));
        let (answer, peak) = send(&mut service, path, body);
        assert!(answer.contains(r#""code":"invalid_argument""#), "{answer}");
        assert!(answer.len() < 64 << 10, "{}", answer.len());
        assert!(peak < 24 << 20, "{peak}");
    }
}
