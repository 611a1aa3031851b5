//! Every RPC there and back: what the client sends is what the handler gets, and the other way
//! round, whatever stands in it and however it travels.

use std::collections::BTreeSet;

use gitpod_api::runtime::message::Value;
use gitpod_api::runtime::rpc::{Context, Idempotency};
use gitpod_api::{BoxFuture, Client, Error, Message, Sampler};
use gitpod_codegen::ir;
use gitpod_tests::project_api;

use crate::rpcs;
use crate::same;
use crate::server::Server;
use crate::services::{Asking, Behaviour, Rpc, every_method};
use crate::tap::Seen;

/// The header that tells the handler what it is about to be sent.
const SEED: &str = "x-seed";

/// Messages that both sides make on their own.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Sampled {
    /// Everything set.
    Filled(u64),
    /// Anything that is allowed.
    Arbitrary(u64),
}

impl Sampled {
    fn request(self, message: &mut dyn Message) {
        match self {
            Self::Filled(seed) => Sampler::new(seed).fill(message),
            Self::Arbitrary(seed) => Sampler::new(seed).vary(message),
        }
    }

    /// Something else than the request, also where both have the same fields.
    fn response(self, message: &mut dyn Message) {
        match self {
            Self::Filled(seed) => Self::Filled(!seed).request(message),
            Self::Arbitrary(seed) => Self::Arbitrary(!seed).request(message),
        }
    }

    fn to_header(self) -> String {
        match self {
            Self::Filled(seed) => format!("filled {seed}"),
            Self::Arbitrary(seed) => format!("arbitrary {seed}"),
        }
    }

    fn from_header(context: &Context) -> Self {
        let header = context.metadata().get(SEED).expect("the header");
        let (kind, seed) = header.split_once(' ').expect("kind and seed");
        let seed = seed.parse().expect("a number");
        if kind == "filled" { Self::Filled(seed) } else { Self::Arbitrary(seed) }
    }
}

/// Answers with the sampled response, if the request is the sampled one.
pub(crate) struct Sampling;

impl Behaviour for Sampling {
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        request: &'a dyn Message,
        response: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>> {
        Box::pin(async move {
            let sampled = Sampled::from_header(context);
            let method = context.method().expect("over a socket there is one");
            let mut expected = method.request().new_message();
            sampled.request(&mut *expected);
            if !same::values(Value::Message(request), Value::Message(&*expected)) {
                let difference = format!("got {request:?} in place of {expected:?}");
                return Err(Error::invalid_argument(difference));
            }
            sampled.response(response);
            Ok(())
        })
    }
}

/// The number of RPCs that the schema declares free of side effects.
pub(crate) fn read_only_rpcs() -> usize {
    let is_read_only = |rpc: &ir::Rpc| rpc.idempotency == ir::Idempotency::NoSideEffects;
    project_api().rpcs().filter(|(_, rpc)| is_read_only(rpc)).count()
}

pub(crate) async fn goes_there_and_back(
    rpc: &Rpc,
    client: &Client,
    sampled: Sampled,
    documented: bool,
) {
    let (path, seed) = (rpc.method.path(), sampled.to_header());
    let fill = |request: &mut dyn Message| sampled.request(request);
    let asking = Asking::with(&fill).header(SEED, &seed).by_documented_name(documented);
    let response = rpc.call(client, asking).await.unwrap_or_else(|error| panic!("{error}"));
    let mut expected = rpc.method.response().new_message();
    sampled.response(&mut *expected);
    assert!(
        same::values(Value::Message(&*response), Value::Message(&*expected)),
        "{path}, {sampled:?}: got {response:?} in place of {expected:?}"
    );
}

/// Every RPC, by both of its names, full and with odd values.
async fn all_go_there_and_back(client: &Client) {
    for rpc in rpcs::all() {
        for seed in 0..2 {
            goes_there_and_back(&rpc, client, Sampled::Filled(seed), seed % 2 == 0).await;
            goes_there_and_back(&rpc, client, Sampled::Arbitrary(seed), seed % 2 == 0).await;
        }
    }
}

#[tokio::test]
async fn values_in_are_values_out() {
    let server = Server::start(Sampling).await;
    all_go_there_and_back(&server.client()).await;
    let called: BTreeSet<_> = server.take_seen().into_iter().map(|seen| seen.path).collect();
    let table: BTreeSet<_> = every_method().map(|of| format!("/api{}", of.path())).collect();
    assert_eq!(called, table);
    assert_eq!(table.len(), project_api().rpcs().count());
}

#[tokio::test]
async fn values_survive_compression() {
    let server = Server::with(Sampling, |service| service.compress_from(1)).await;
    let client = server.builder().compress_requests(0).build().expect("all is set");
    all_go_there_and_back(&client).await;
    let gzip = Some("gzip".to_owned());
    let count = |of: fn(&Seen) -> &Option<String>, seen: &[Seen]| {
        seen.iter().filter(|seen| *of(seen) == gzip).count()
    };
    let seen = server.take_seen();
    assert_eq!(count(|seen| &seen.request_encoding, &seen), seen.len());
    // An empty message is not worth it.
    assert!(count(|seen| &seen.reply_encoding, &seen) > seen.len() / 2);
}

#[tokio::test]
async fn what_has_no_side_effects_goes_as_get_with_the_same_values() {
    let server = Server::start(Sampling).await;
    let client = server.builder().use_get(true).build().expect("all is set");
    all_go_there_and_back(&client).await;
    let readers = every_method().filter(|of| of.idempotency() == Idempotency::NoSideEffects);
    let readers: BTreeSet<_> = readers.map(|of| format!("/api{}", of.path())).collect();
    let seen = server.take_seen();
    let gets: BTreeSet<_> =
        seen.iter().filter(|seen| seen.verb == "GET").map(|seen| seen.path.clone()).collect();
    assert_eq!(gets, readers);
    assert_eq!(gets.len(), read_only_rpcs());
}
