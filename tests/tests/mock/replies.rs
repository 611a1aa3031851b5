//! Responses of every RPC to documented requests and to valid sampled ones.

use gitpod_api::runtime::json::encode_to_string;
use gitpod_api::runtime::message::Value;
use gitpod_api::runtime::validate::validate;
use gitpod_api::{Message, Router};

use crate::full::{emptied, missing};
use crate::support::{self, all, decode, documented, filled, has, router, send};

/// Calls an RPC and checks the properties of every response.
async fn check(router: &Router, method: &'static support::Method, request: &dyn Message) {
    let (name, asked) = (method.name(), encode_to_string(request));
    let reply = send(router, method, &asked, &[]).await;
    let reply = reply.unwrap_or_else(|error| panic!("{asked}: {error}"));
    let mut response = method.response().new_message();
    gitpod_api::runtime::json::decode_into(&reply.body, &mut *response)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let json = serde_json::from_slice(&reply.body).expect("JSON");
    let mut lacks = missing(&*response, &json);
    let emptied = emptied(request);
    lacks.retain(|path| !emptied.iter().any(|name| path.ends_with(name)));
    assert!(lacks.is_empty(), "{name} {asked}\nlacks {lacks:?}\n{json:#}");
    if let Err(violations) = validate(&*response) {
        panic!("{name} {asked}\n{violations}\n{json:#}");
    }
    for (index, field) in request.descriptor().fields().iter().enumerate() {
        let asked = request.get(index);
        if has(&*response, field.name())
            && let (Value::String(asked), Value::String(returned)) =
                (asked, response.get(support::index(&*response, field.name())))
            && !asked.is_empty()
        {
            assert_eq!(returned, asked, "{name}: {}", field.name());
        }
    }
}

#[tokio::test]
async fn every_documented_request_gets_a_complete_and_valid_response() {
    let requests = documented();
    assert!(requests.len() >= all().count());
    // Examples that delete or list get a mock of their own, so that they do not affect the others.
    let shared = router();
    for (method, json) in &requests {
        let request = decode(method, json);
        let apart = ["Delete", "Leave", "List"].iter().any(|verb| method.name().starts_with(verb));
        check(&if apart { router() } else { shared.clone() }, method, &*request).await;
    }
}

#[tokio::test]
async fn every_valid_request_gets_a_complete_and_valid_response() {
    let router = router();
    let methods = (0..5).flat_map(|_| all());
    for (seed, method) in (0..).zip(methods) {
        let request = filled(method, seed);
        validate(&*request).unwrap_or_else(|broken| panic!("{}: {broken}", method.name()));
        check(&router, method, &*request).await;
    }
}

#[tokio::test]
async fn the_same_seed_and_the_same_calls_give_the_same_responses() {
    let (first, second) = (router(), router());
    let other = gitpod_api::mock::Mock::builder().seed(8).build().router();
    let mut differ = 0;
    for (seed, method) in (0..).zip(all()) {
        let request = encode_to_string(&*filled(method, seed));
        let mut replies = Vec::new();
        for router in [&first, &second, &other] {
            replies.push(send(router, method, &request, &[]).await.expect("a reply").body);
        }
        assert_eq!(replies[0], replies[1], "{}", method.name());
        differ += usize::from(replies[0] != replies[2]);
    }
    assert!(differ > 50, "{differ}");
}
