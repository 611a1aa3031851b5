//! Mocks with different seeds, which get the same calls.

use gitpod_api::Router;
use gitpod_api::mock::Mock;
use gitpod_api::runtime::json;
use gitpod_api::runtime::rpc::MessageType;
use serde_json::Value as Json;

use super::story::canonical;
use crate::support::{Method, send};

/// The number of mocks. A sampled flag is the same in all of them about once in 32,768 cases.
pub(super) const COUNT: usize = 16;

/// Mocks that start without resources.
pub(super) struct Mocks(Vec<(Mock, Router)>);

impl Mocks {
    pub(super) fn new() -> Self {
        let mock = |seed: usize| {
            let mock = Mock::builder().seed(seed as u64).empty().build();
            let router = mock.router();
            (mock, router)
        };
        Self((0..COUNT).map(mock).collect())
    }

    /// Calls an RPC of every mock.
    pub(super) async fn call(
        &self,
        method: &'static Method,
        request: &Json,
    ) -> Result<Vec<Json>, String> {
        self.call_each(method, &vec![request.clone(); COUNT]).await
    }

    /// Calls an RPC of the first mock, for replies that hold page tokens.
    pub(super) async fn call_first(
        &self,
        method: &'static Method,
        request: &Json,
    ) -> Result<Json, String> {
        let replies = self.call_each(method, std::slice::from_ref(request)).await?;
        Ok(replies.into_iter().next().expect("a reply"))
    }

    /// Calls an RPC of every mock with a request of its own.
    pub(super) async fn call_each(
        &self,
        method: &'static Method,
        requests: &[Json],
    ) -> Result<Vec<Json>, String> {
        let mut replies = Vec::new();
        for ((_, router), request) in self.0.iter().zip(requests) {
            let reply = send(router, method, &request.to_string(), &[]).await;
            let reply = reply.map_err(|error| error.to_string())?;
            let mut response = method.response().new_message();
            json::decode_into(&reply.body, &mut *response).expect("a response");
            replies.push(canonical(&*response));
        }
        Ok(replies)
    }

    /// Stores a resource, with a value for each mock.
    pub(super) fn insert(
        &self,
        message_type: MessageType,
        values: &[Json],
        parents: &[(String, String)],
    ) {
        let parents: Vec<_> =
            parents.iter().map(|(name, id)| (name.as_str(), id.as_str())).collect();
        for ((mock, _), value) in self.0.iter().zip(values) {
            let mut message = message_type.new_message();
            json::decode_into(value.to_string().as_bytes(), &mut *message).expect("a resource");
            mock.insert(&*message, &parents).expect("a resource with its parents");
        }
    }
}
