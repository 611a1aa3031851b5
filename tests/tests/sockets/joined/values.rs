//! Values of every RPC: what the client sends is what the handler receives, and the other way round,
//! plain, compressed and in query strings.

use std::collections::BTreeSet;

use gitpod_api::Client;
use gitpod_api::runtime::codec::Codec;
use gitpod_api::runtime::rpc::Idempotency;
use gitpod_tests::project_api;

use crate::rpcs;
use crate::support::sampled::{Sampled, Sampling, round_trip};
use crate::support::server::Server;
use crate::support::services::{every_method, read_only_rpcs};
use crate::support::tap::Seen;

/// Calls every RPC by both of its names, with every field set and with arbitrary values.
async fn round_trip_every_rpc(client: &Client, codec: Codec) {
    let arbitrary = match codec {
        Codec::Json => Sampled::Arbitrary,
        Codec::Binary => Sampled::Numbered,
    };
    for rpc in rpcs::all() {
        for seed in 0..2 {
            round_trip(&rpc, client, Sampled::Filled(seed), seed % 2 == 0).await;
            round_trip(&rpc, client, arbitrary(seed), seed % 2 == 0).await;
        }
    }
}

#[tokio::test]
async fn every_rpc_round_trips() {
    let server = Server::start(Sampling).await;
    let table: BTreeSet<_> = every_method().map(|of| format!("/api{}", of.path())).collect();
    assert_eq!(table.len(), project_api().rpcs().count());
    for codec in Codec::ALL {
        let client = server.builder().codec(codec).build().expect("the options are valid");
        round_trip_every_rpc(&client, codec).await;
        let called: BTreeSet<_> = server.take_seen().into_iter().map(|seen| seen.path).collect();
        assert_eq!(called, table, "{codec:?}");
    }
}

#[tokio::test]
async fn every_rpc_round_trips_with_gzip() {
    let server = Server::with(Sampling, |service| service.compress_from(1)).await;
    for codec in Codec::ALL {
        let client = server.builder().codec(codec).compress_requests(0);
        round_trip_every_rpc(&client.build().expect("the options are valid"), codec).await;
    }
    let gzip = Some("gzip".to_owned());
    let count = |of: fn(&Seen) -> &Option<String>, seen: &[Seen]| {
        seen.iter().filter(|seen| *of(seen) == gzip).count()
    };
    let seen = server.take_seen();
    assert_eq!(count(|seen| &seen.request_encoding, &seen), seen.len());
    // An empty message is not worth it.
    assert!(count(|seen| &seen.response_encoding, &seen) > seen.len() / 2);
}

#[tokio::test]
async fn side_effect_free_rpcs_round_trip_with_get() {
    let server = Server::start(Sampling).await;
    let readers = every_method().filter(|of| of.idempotency() == Idempotency::NoSideEffects);
    let readers: BTreeSet<_> = readers.map(|of| format!("/api{}", of.path())).collect();
    assert_eq!(readers.len(), read_only_rpcs());
    for codec in Codec::ALL {
        let client = server.builder().codec(codec).use_get(true);
        round_trip_every_rpc(&client.build().expect("the options are valid"), codec).await;
        let seen = server.take_seen();
        let gets: BTreeSet<_> =
            seen.iter().filter(|seen| seen.verb == "GET").map(|seen| seen.path.clone()).collect();
        let posts: Vec<_> = readers.difference(&gets).map(String::as_str).collect();
        // The ID of an invite is sensitive, so it is not in a URL.
        assert_eq!(posts, ["/api/gitpod.v1.OrganizationService/GetOrganizationInviteSummary"]);
        assert!(gets.is_subset(&readers), "{codec:?}: {gets:?}");
    }
}
