//! Servers that fail and recover.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use gitpod_api::runtime::rpc::{Context, Idempotency};
use gitpod_api::{BoxFuture, Code, Error, Message};

use crate::every_rpc::read_only_rpcs;
use crate::rpcs;
use crate::server::Server;
use crate::services::{Asking, Behaviour};

/// Fails so many times on each RPC, and succeeds from then on.
#[derive(Clone)]
struct Flaky {
    failures: u32,
    calls: Arc<Mutex<BTreeMap<&'static str, u32>>>,
}

impl Flaky {
    fn new(failures: u32) -> Self {
        Self { failures, calls: Arc::default() }
    }

    /// How often an RPC was called.
    fn calls(&self, path: &str) -> u32 {
        self.calls.lock().expect("nobody panicked").get(path).copied().unwrap_or_default()
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
        let mut calls = self.calls.lock().expect("nobody panicked");
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
async fn what_only_reads_outlives_two_failures_and_what_writes_none() {
    for use_get in [false, true] {
        let flaky = Flaky::new(2);
        let server = Server::start(flaky.clone()).await;
        let client = server.builder().use_get(use_get).build().expect("all is set");
        let mut repeated = 0;
        for rpc in rpcs::all() {
            let path = rpc.method.path();
            let outcome = rpc.call(&client, Asking::EMPTY).await;
            if rpc.method.idempotency() == Idempotency::NoSideEffects {
                outcome.unwrap_or_else(|error| panic!("{error}"));
                assert_eq!(flaky.calls(path), 3, "{path}");
                repeated += 1;
            } else {
                let error = outcome.expect_err(path);
                assert_eq!((error.code(), error.message()), (&Code::Unavailable, "failure 1"));
                assert_eq!((error.attempts(), flaky.calls(path)), (Some(1), 1), "{path}");
            }
        }
        assert_eq!(repeated, read_only_rpcs());
    }
}

#[tokio::test]
async fn a_server_that_keeps_failing_is_left_with_its_last_word() {
    let flaky = Flaky::new(u32::MAX);
    let server = Server::start(flaky.clone()).await;
    let client = server.client();
    for rpc in rpcs::all() {
        let path = rpc.method.path();
        let error = rpc.call(&client, Asking::EMPTY).await.expect_err(path);
        let attempts = flaky.calls(path);
        assert_eq!(error.attempts(), Some(attempts), "{path}");
        assert_eq!(error.message(), format!("failure {attempts}"), "{path}");
    }
}
