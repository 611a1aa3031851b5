//! Many calls at once.

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

use crate::every_rpc::{Sampled, Sampling, goes_there_and_back};
use crate::rpcs;
use crate::server::Server;
use crate::services::Behaviour;

const TASKS: usize = 64;
const CALLS: usize = 50;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_reply_finds_its_request_and_none_is_lost() {
    let server = Server::start(Sampling).await;
    let client = server.builder().retry(RetryPolicy::none()).build().expect("all is set");
    let rpcs = Arc::new(rpcs::all());
    let mut tasks = JoinSet::new();
    for task in 0..TASKS {
        let (client, rpcs) = (client.clone(), Arc::clone(&rpcs));
        tasks.spawn(async move {
            for call in 0..CALLS {
                let number = task * CALLS + call;
                // No two calls have the same values.
                let sampled = Sampled::Filled(number as u64);
                let rpc = &rpcs[number % rpcs.len()];
                goes_there_and_back(rpc, &client, sampled, call % 2 == 0).await;
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

/// Answers at once, but for some of the calls, which wait until they are let go.
struct Held {
    begun: AtomicUsize,
    answered: Arc<AtomicUsize>,
    waiting: UnboundedSender<()>,
    gate: Arc<Semaphore>,
}

/// So many calls are answered before those that wait.
const BEFORE: usize = 300;
/// So many wait, each of a task of its own; the other tasks go on meanwhile.
const WAITING: usize = TASKS / 2;

impl Behaviour for Held {
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
                self.gate.acquire().await.expect_err("the gate opens for good");
            }
            self.answered.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }
}

/// Calls again and again until it fails, and tells how often it did not.
async fn call_to_the_end(client: Client) -> (usize, Error) {
    let mut replies = 0;
    loop {
        match client.get_project(GetProjectRequest::default()).await {
            Ok(_) => replies += 1,
            Err(error) => return (replies, error),
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_under_way_are_answered_when_a_server_shuts_down_and_others_fail_clearly() {
    let (waiting, mut is_waiting) = unbounded_channel();
    let (shutdown, is_shut_down) = oneshot::channel();
    let (answered, gate) = (Arc::new(AtomicUsize::new(0)), Arc::new(Semaphore::new(0)));
    let held = Held {
        begun: AtomicUsize::new(0),
        answered: Arc::clone(&answered),
        waiting,
        gate: Arc::clone(&gate),
    };
    let server = Server::until(held, is_shut_down).await;
    let client = server.builder().retry(RetryPolicy::none()).build().expect("all is set");
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        tasks.spawn(call_to_the_end(client.clone()));
    }
    for _ in 0..WAITING {
        is_waiting.recv().await.expect("calls wait");
    }
    shutdown.send(()).expect("the server goes on");
    while TcpStream::connect(server.address()).await.is_ok() {
        tokio::task::yield_now().await;
    }
    gate.close();
    server.ended().await;
    let mut replies = 0;
    for (count, error) in tasks.join_all().await {
        assert_eq!((error.code(), error.http_status()), (&Code::Unavailable, None), "{error}");
        replies += count;
    }
    // Whatever a handler did, its caller knows.
    assert_eq!(replies, answered.load(Ordering::SeqCst));
    assert!(replies >= BEFORE + WAITING, "{replies}");
    let error = client.get_project(GetProjectRequest::default()).await.expect_err("it is gone");
    assert!(error.nothing_sent(), "{error:?}");
}
