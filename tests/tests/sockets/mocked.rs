//! The mock over a socket, against the same mock without one.

use gitpod_api::mock::{Mock, MockServer};
use gitpod_api::runtime::message::Value;
use gitpod_api::{Client, Code, Message, RetryPolicy, Sampler};

use crate::rpcs;
use crate::same;
use crate::services::Asking;

#[tokio::test]
async fn a_socket_makes_no_difference() {
    let server = MockServer::builder().seed(7).start().await.expect("a free port");
    let far = Client::builder().base_url(server.base_url()).build().expect("all is set");
    let near = Client::new(Mock::builder().seed(7).build().router());
    for rpc in rpcs::all() {
        // Page tokens are the mock's own, so lists are asked for their first page.
        let paged = rpc.method.paging_descriptor().is_some();
        let fill = |request: &mut dyn Message| match paged {
            true => {}
            false => Sampler::new(7).fill(request),
        };
        let path = rpc.method.path();
        let far = rpc.call(&far, Asking::with(&fill)).await;
        let near = rpc.call(&near, Asking::with(&fill)).await;
        match (far, near) {
            (Ok(far), Ok(near)) => assert!(
                same::values(Value::Message(&*far), Value::Message(&*near)),
                "{path}: {far:?} is not {near:?}"
            ),
            // What was deleted before.
            (Err(far), Err(near)) => {
                assert_eq!((far.code(), far.message()), (near.code(), near.message()), "{path}");
                assert_eq!(*far.code(), Code::NotFound, "{path}: {far}");
            }
            (far, near) => panic!("{path}: {far:?}, {near:?}"),
        }
    }
}

#[tokio::test]
async fn every_error_can_be_had() {
    let server = MockServer::start().await.expect("a free port");
    let client = Client::builder().base_url(server.base_url()).retry(RetryPolicy::none());
    let client = client.build().expect("all is set");
    for code in [Code::Canceled, Code::NotFound, Code::Unauthenticated, Code::DataLoss] {
        for rpc in rpcs::all() {
            let asking = Asking::EMPTY.header("x-mock-error", code.as_str());
            let error = rpc.call(&client, asking).await.expect_err("asked for");
            assert_eq!((error.code(), error.method()), (&code, Some(rpc.method.path())));
        }
    }
}
