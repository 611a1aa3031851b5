//! Many calls at once.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use gitpod_api::client::ProjectServiceClient;
use gitpod_api::runtime::rpc::Context;
use gitpod_api::{BoxFuture, Code, Error, GetProjectRequest, Message, RetryPolicy};
use tokio::sync::oneshot;
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

/// Answers, and shuts its server down in the middle of one of its calls.
struct Closing {
    begun: AtomicUsize,
    answered: Arc<AtomicUsize>,
    shutdown: Mutex<Option<oneshot::Sender<()>>>,
}

/// The call that shuts the server down.
const LAST_STRAW: usize = 300;

impl Behaviour for Closing {
    fn answer<'a>(
        &'a self,
        _: &'a Context,
        _: &'a dyn Message,
        _: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async {
            if self.begun.fetch_add(1, Ordering::SeqCst) == LAST_STRAW {
                let shutdown = self.shutdown.lock().expect("nobody panicked").take();
                shutdown.expect("there is one such call").send(()).expect("the server waits");
            }
            // Lets other calls begin, so that many are under way when the server shuts down.
            tokio::task::yield_now().await;
            self.answered.fetch_add(1, Ordering::SeqCst);
            Ok(())
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn calls_under_way_are_answered_when_a_server_shuts_down_and_others_fail_clearly() {
    let (shutdown, is_shut_down) = oneshot::channel();
    let answered = Arc::new(AtomicUsize::new(0));
    let closing = Closing {
        begun: AtomicUsize::new(0),
        answered: Arc::clone(&answered),
        shutdown: Mutex::new(Some(shutdown)),
    };
    let server = Server::until(closing, is_shut_down).await;
    let client = server.builder().retry(RetryPolicy::none()).build().expect("all is set");
    let mut tasks = JoinSet::new();
    for _ in 0..TASKS {
        let client = client.clone();
        tasks.spawn(async move {
            let mut replies = 0;
            loop {
                match client.get_project(GetProjectRequest::default()).await {
                    Ok(_) => replies += 1,
                    Err(error) => return (replies, error),
                }
            }
        });
    }
    server.ended().await;
    let mut replies = 0;
    for (count, error) in tasks.join_all().await {
        assert_eq!((error.code(), error.http_status()), (&Code::Unavailable, None), "{error}");
        replies += count;
    }
    // Whatever a handler did, its caller knows.
    assert_eq!(replies, answered.load(Ordering::SeqCst));
    assert!(replies > LAST_STRAW, "{replies}");
    let error = client.get_project(GetProjectRequest::default()).await.expect_err("it is gone");
    assert!(error.nothing_sent(), "{error:?}");
}
