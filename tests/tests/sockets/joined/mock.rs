//! The mock over a socket, compared with the mock in process.

use std::sync::Arc;

use gitpod_api::mock::{Mock, MockServer};
use gitpod_api::runtime::codec::Codec;
use gitpod_api::runtime::message::Value;
use gitpod_api::{Client, Code, Message, RetryPolicy, Sampler};

use crate::rpcs;
use crate::same;
use crate::support::services::CallSpec;
use crate::support::wire::{Protocol, Wire};

#[tokio::test]
async fn the_mock_answers_alike_with_and_without_a_socket() {
    for codec in Codec::ALL {
        let server = MockServer::builder().seed(7).start().await.expect("a free port");
        let far = Client::builder().base_url(server.base_url()).codec(codec);
        assert_alike(&far.build().expect("the options are valid")).await;
    }
}

#[tokio::test]
async fn the_mock_answers_alike_in_every_protocol_and_codec() {
    for protocol in Protocol::ALL {
        for codec in Codec::ALL {
            let service = Arc::new(Mock::builder().seed(7).build().router().into_http());
            assert_alike(&Client::new(Wire { service, protocol, codec })).await;
        }
    }
}

/// Compares a mock with the seed 7 with one that is called in process in JSON, for every RPC.
async fn assert_alike(far: &Client) {
    let near = Client::new(Mock::builder().seed(7).build().router());
    for rpc in rpcs::all() {
        // Only the mock makes valid page tokens, so listings are asked for their first page.
        let paged = rpc.method.paging_descriptor().is_some();
        let fill = |request: &mut dyn Message| match paged {
            true => {}
            false => Sampler::new(7).fill(request),
        };
        let path = rpc.method.path();
        let far = rpc.call(far, CallSpec::with(&fill)).await;
        let near = rpc.call(&near, CallSpec::with(&fill)).await;
        match (far, near) {
            (Ok(far), Ok(near)) => assert!(
                same::values(Value::Message(&*far), Value::Message(&*near)),
                "{path}: {far:?} is not {near:?}"
            ),
            // An earlier call deleted the resource.
            (Err(far), Err(near)) => {
                assert_eq!((far.code(), far.message()), (near.code(), near.message()), "{path}");
                assert_eq!(far.code(), Code::NotFound, "{path}: {far}");
            }
            (far, near) => panic!("{path}: {far:?}, {near:?}"),
        }
    }
}

#[tokio::test]
async fn the_mock_injects_errors_into_every_rpc() {
    let server = MockServer::start().await.expect("a free port");
    let client = Client::builder().base_url(server.base_url()).retry(RetryPolicy::none());
    let client = client.codec(Codec::Binary).build().expect("the options are valid");
    for code in [Code::Canceled, Code::NotFound, Code::Unauthenticated, Code::DataLoss] {
        for rpc in rpcs::all() {
            let spec = CallSpec::EMPTY.header("x-mock-error", code.as_str());
            let error = rpc.call(&client, spec).await.expect_err("the injected error");
            assert_eq!((error.code(), error.method()), (code, Some(rpc.method.path())));
        }
    }
}
