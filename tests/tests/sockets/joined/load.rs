//! Concurrent calls, and a shutdown under load.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::{BoxFuture, Client, Code, Error, GetProjectRequest, Message, RetryPolicy};
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use tokio::sync::{Semaphore, oneshot};
use tokio::task::JoinSet;

use crate::rpcs;
use crate::support::sampled::{Sampled, Sampling, round_trip};
use crate::support::server::Server;
use crate::support::services::Behaviour;

const TASKS: usize = 64;
const CALLS: usize = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_calls_get_their_own_responses() {
    let server = Server::start(Sampling).await;
    let client =
        server.builder().retry(RetryPolicy::none()).build().expect("the options are valid");
    let rpcs = Arc::new(rpcs::all());
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let (client, rpcs) = (client.clone(), Arc::clone(&rpcs));
        tasks.spawn(async move {
            for call in 0..CALLS {
                let number = task * CALLS + call;
                // Each call has values of its own.
                let sampled = Sampled::Filled(number as u64);
                let rpc = &rpcs[number % rpcs.len()];
                round_trip(rpc, &client, sampled, call % 2 == 0).await;
            }
        });
    }
    tasks.join_all().await;
    let mut calls = BTreeMap::new();
    for seen in server.take_seen() {
        assert_eq!(seen.status, 200, "{seen:?}");
        *calls.entry(seen.path).or_insert(0) += 1;
    }
    for (index, rpc) in rpcs.iter().enumerate() {
        let expected = (0..TASKS * CALLS).filter(|number| number % rpcs.len() == index).count();
        assert_eq!(calls.get(&format!("/api{}", rpc.method.path())), Some(&expected));
    }
}

/// Answers immediately, except for calls that wait for the gate to open.
struct Gated {
    begun: AtomicUsize,
    answered: Arc<AtomicUsize>,
    waiting: UnboundedSender<()>,
    gate: Arc<Semaphore>,
}

/// The number of calls that are answered before the waiting ones.
const BEFORE: usize = 300;
/// The number of calls that wait, each in its own task. The other tasks go on.
const WAITING: usize = TASKS / 2;

impl Behaviour for Gated {
    fn answer<'a>(
        &'a self,
        _: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            let number = self.begun.fetch_add(1, Ordering::SeqCst);
            if (BEFORE..BEFORE + WAITING).contains(&number) {
                self.waiting.send(()).expect("the test listens");
                self.gate.acquire().await.expect_err("the gate is closed");
            }
            self.answered.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }
}

/// Calls until a call fails. Returns the number of successful calls and the error.
async fn call_until_error(client: Client) -> (usize, Error) {
    let mut responses = 0;
    loop {
        match client.get_project(GetProjectRequest::default()).await {
            Ok(_) => responses += 1,
            Err(error) => return (responses, error),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shutdown_answers_calls_in_progress_and_refuses_new_ones() {
    let (waiting, mut is_waiting) = unbounded_channel();
    let (shutdown, is_shut_down) = oneshot::channel();
    let (answered, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
    let gated = Gated {
        begun: AtomicUsize::new(0),
        answered: Arc::clone(&answered),
        waiting,
        gate: Arc::clone(&gate),
    };
    let server = Server::until(gated, is_shut_down).await;
    let client =
        server.builder().retry(RetryPolicy::none()).build().expect("the options are valid");
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        tasks.spawn(call_until_error(client.clone()));
    }
    for _ in 0..WAITING {
        is_waiting.recv().await.expect("calls wait");
    }
    shutdown.send(()).expect("the server is running");
    while TcpStream::connect(server.address()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    gate.close();
    server.ended().await;
    let mut responses = 0;
    for (count, error) in tasks.join_all().await {
        assert_eq!((error.code(), error.http_status()), (Code::Unavailable, None), "{error}");
        responses += count;
    }
    // The caller of every handler that finished has its response.
    assert_eq!(responses, answered.load(Ordering::SeqCst));
    assert!(responses >= BEFORE + WAITING, "{responses}");
    let error = client.get_project(GetProjectRequest::default()).await.expect_err("it is gone");
    assert!(error.nothing_sent(), "{error:?}");
}
