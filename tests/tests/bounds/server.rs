//! The memory that a server allocates for one request.

use std::future::poll_fn;
use std::pin::pin;

use gitpod_api::mock::MockServer;
use gitpod_api::runtime::codec::Codec;
use gitpod_api::runtime::http::server::HttpService;
use hyper::body::Body;
use tower_service::Service;

use crate::allocations::peak_during;

const CREATE_PROJECTS: &str = "/gitpod.v1.ProjectService/CreateProjects";

/// Sends a request in a codec to a service in this thread. Returns the response's body and the peak.
fn send(service: &mut HttpService, codec: Codec, body: String) -> (String, usize) {
    let content_type = format!("application/{}", codec.name());
    let request = http::Request::post(CREATE_PROJECTS).header("content-type", content_type);
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

/// A request to create this number of empty projects.
fn empty_projects(codec: Codec, count: usize) -> String {
    match codec {
        Codec::Json => format!(r#"{{"projects":[{}{{}}]}}"#, "{},".repeat(count - 1)),
        Codec::Binary => "\n\0".repeat(count),
    }
}

#[test]
fn empty_elements_are_rejected_within_the_default_limit() {
    let mut service = MockServer::builder().build().router().into_http();
    for (codec, count) in [(Codec::Json, 1_000_000), (Codec::Binary, 2_000_000)] {
        let (answer, peak) = send(&mut service, codec, empty_projects(codec, count));
        assert!(answer.contains(r#""code":"resource_exhausted""#), "{answer}");
        assert!(answer.contains("at most 25165824 bytes in memory"), "{answer}");
        assert!(peak < 36 << 20, "{codec:?}: {peak}");
    }
}

#[test]
fn unknown_fields_stay_within_the_default_limit() {
    let mut service = MockServer::builder().build().router().into_http();
    // Field 15 with a number, in the request and in each of its projects.
    for (record, count) in [("\x78\0", 2_000_000), ("\n\x02\x78\0", 1_000_000)] {
        let (_, peak) = send(&mut service, Codec::Binary, record.repeat(count));
        assert!(peak < 36 << 20, "{count}: {peak}");
    }
}

#[test]
fn a_flood_of_violations_has_a_small_response() {
    let mut service = MockServer::builder().build().router().into_http().validate_requests();
    for codec in Codec::ALL {
        for count in [500, 10_000] {
            let (answer, peak) = send(&mut service, codec, empty_projects(codec, count));
            assert!(answer.contains(r#""code":"invalid_argument""#), "{answer}");
            assert!(answer.len() < 64 << 10, "{}", answer.len());
            assert!(peak < 36 << 20, "{codec:?}: {peak}");
        }
    }
}
