//! Retries against a server that fails and recovers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use gitpod_api::runtime::rpc::{Context, Idempotency};
use gitpod_api::{BoxFuture, Code, Error, Message};

use crate::rpcs;
use crate::support::server::Server;
use crate::support::services::{Behaviour, CallSpec, read_only_rpcs};

/// Fails the first calls of each RPC, and succeeds from then on.
#[derive(Clone)]
struct Flaky {
    failures: u32,
    calls: Arc<Mutex<BTreeMap<&'static str, u32>>>,
}

impl Flaky {
    fn new(failures: u32) -> Self {
        Self { failures, calls: Arc::default() }
    }

    /// The number of calls of an RPC.
    fn calls(&self, path: &str) -> u32 {
        self.calls.lock().expect("no test panicked").get(path).copied().unwrap_or_default()
    }
}

impl Behaviour for Flaky {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        let path = context.method().expect("over a socket there is one").path();
        let mut calls = self.calls.lock().expect("no test panicked");
        let number = calls.entry(path).or_default();
        *number += 1;
        let outcome = match *number > self.failures {
            true => Ok(()),
            false => Err(Error::unavailable(format!("failure {number}"))),
        };
        Box::pin(std::future::ready(outcome))
    }
}

#[tokio::test]
async fn only_side_effect_free_rpcs_are_retried() {
    for use_get in [false, true] {
        let flaky = Flaky::new(2);
        let server = Server::start(flaky.clone()).await;
        let client = server.builder().use_get(use_get).build().expect("the options are valid");
        let mut repeated = 0;
        for rpc in rpcs::all() {
            let path = rpc.method.path();
            let outcome = rpc.call(&client, CallSpec::EMPTY).await;
            if rpc.method.idempotency() == Idempotency::NoSideEffects {
                outcome.unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(flaky.calls(path), 3, "{path}");
                repeated += 1;
            } else {
                let error = outcome.expect_err(path);
                assert_eq!((error.code(), error.message()), (Code::Unavailable, "failure 1"));
                assert_eq!((error.attempts(), flaky.calls(path)), (Some(1), 1), "{path}");
            }
        }
        assert_eq!(repeated, read_only_rpcs());
    }
}

#[tokio::test]
async fn the_last_error_is_returned_after_all_retries() {
    let flaky = Flaky::new(u32::MAX);
    let server = Server::start(flaky.clone()).await;
    let client = server.client();
    for rpc in rpcs::all() {
        let path = rpc.method.path();
        let error = rpc.call(&client, CallSpec::EMPTY).await.expect_err(path);
        let attempts = flaky.calls(path);
        assert_eq!(error.attempts(), Some(attempts), "{path}");
        assert_eq!(error.message(), format!("failure {attempts}"), "{path}");
    }
}
