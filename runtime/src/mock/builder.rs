//! Settings of a mock, and the mock itself.
//!
//! Used by generated crates. It must not depend on the server.

use std::fmt;
use std::marker::PhantomData;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::fault_injection::FaultInjection;
use super::generator::Generator;
use super::plan::Catalogue;
use super::policy::Policy;
use super::service::{Engine, MockService};
use super::store::Limits;
use crate::message::Message;
use crate::rpc::{Error, MessageType, Router, ServiceDescriptor};

/// The tables of an API. Generated crates implement it.
pub trait Api: Send + Sync + 'static {
    /// All services.
    fn services() -> &'static [&'static ServiceDescriptor];
    /// All message types.
    fn messages() -> &'static [MessageType];
}

/// The default of [`Builder::max_resources`].
const MAX_RESOURCES: usize = 1_000;
/// The default of [`Builder::max_resource_bytes`].
const MAX_RESOURCE_BYTES: usize = 256 * 1024 * 1024;
/// The default of [`Builder::max_elements`].
const MAX_ELEMENTS: usize = 5_000;

/// Settings of a mock.
pub struct Builder<A> {
    seed: u64,
    policy: Policy,
    empty: bool,
    max_resources: usize,
    max_resource_bytes: usize,
    max_elements: usize,
    latency: Duration,
    fail_rate: f64,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) max_connections: Option<usize>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Builder<A> {
    pub(super) fn new() -> Self {
        Self {
            seed: 0,
            policy: Policy::Lenient,
            empty: false,
            max_resources: MAX_RESOURCES,
            max_resource_bytes: MAX_RESOURCE_BYTES,
            max_elements: MAX_ELEMENTS,
            latency: Duration::ZERO,
            fail_rate: 0.0,
            host: "127.0.0.1".to_owned(),
            port: 0,
            max_connections: None,
            api: PhantomData,
        }
    }

    /// Sets the seed of all sampled values. Defaults to 0.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Rejects unknown ids (`not_found`), duplicates (`already_exists`) and invalid requests
    /// (`invalid_argument`); see the [module](super). Replaces [`stateless`](Self::stateless).
    /// Defaults to a lenient mock.
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.policy = Policy::Strict;
        self
    }

    /// Handles every request on its own: nothing is remembered, so the same request always gets the
    /// same response, and any id exists, even after it was deleted. Lists contain the resources that
    /// exist from the start and those that were inserted. Replaces [`strict`](Self::strict).
    /// Defaults to a mock that remembers.
    #[must_use]
    pub fn stateless(mut self) -> Self {
        self.policy = Policy::Stateless;
        self
    }

    /// Starts without resources: lists contain only resources that were created or inserted. Unknown
    /// ids are treated as before; combine with [`strict`](Self::strict) to reject them. Defaults to
    /// three resources of each type.
    #[must_use]
    pub fn empty(mut self) -> Self {
        self.empty = true;
        self
    }

    /// Sets the maximum number of resources of each type that are stored besides those that exist
    /// from the start. The oldest one is dropped when another one is stored; its id is unknown from
    /// then on. Also bounds the number of deleted resources that are known as such, and of lists
    /// that are known to have been populated. Defaults to 1,000; at least 1.
    #[must_use]
    pub fn max_resources(mut self, max: usize) -> Self {
        self.max_resources = max.max(1);
        self
    }

    /// Sets the maximum size of all stored resources together, in bytes, besides those that exist
    /// from the start. It is estimated from their values: the length of texts and 16 bytes for each
    /// field. Beyond it, the oldest resources of the largest type are dropped, deleted ones first.
    /// Defaults to 256 MiB.
    #[must_use]
    pub fn max_resource_bytes(mut self, max: usize) -> Self {
        self.max_resource_bytes = max;
        self
    }

    /// Sets the maximum number of elements in the lists and maps of one request, all counted
    /// together: resources to create, ids in a filter. Requests with more are rejected with
    /// `resource_exhausted` and have no effect. Defaults to 5,000.
    #[must_use]
    pub fn max_elements(mut self, max: usize) -> Self {
        self.max_elements = max;
        self
    }

    /// Delays every call. Defaults to no delay. A delay needs a tokio runtime, even in the same
    /// process.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Sets the fraction of calls that fail with `unavailable`, from 0 to 1. Defaults to 0. The seed
    /// determines which calls fail. A call that fails has no effect.
    #[must_use]
    pub fn fail_rate(mut self, rate: f64) -> Self {
        self.fail_rate = rate;
        self
    }

    /// Sets the host name or IP address to listen on. Defaults to `127.0.0.1`.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// Sets the port to listen on. Defaults to 0, which picks a free port.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the maximum number of open connections, at least 1. Further clients wait until another
    /// connection is closed. Defaults to no limit.
    #[must_use]
    pub fn max_connections(mut self, max: usize) -> Self {
        self.max_connections = Some(max);
        self
    }

    /// Builds a mock without a socket.
    #[must_use]
    pub fn build(self) -> Mock<A> {
        let catalogue = Catalogue::new(A::services(), A::messages());
        let generator = Generator::new(Arc::clone(&catalogue.resources), self.seed);
        let limits = Limits { resources: self.max_resources, bytes: self.max_resource_bytes };
        let store = match self.empty {
            true => generator.empty_store(limits),
            false => generator.initial_store(limits),
        };
        let faults = FaultInjection {
            seed: self.seed,
            latency: self.latency,
            rate: self.fail_rate,
            calls: AtomicU64::new(0),
            messages: A::messages(),
        };
        let store = Mutex::new(store);
        let (policy, max_elements) = (self.policy, self.max_elements);
        let engine = Engine { catalogue, generator, policy, store, faults, max_elements };
        Mock { engine: Arc::new(engine), api: PhantomData }
    }
}

impl<A> fmt::Debug for Builder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("seed", &self.seed)
            .field("policy", &self.policy)
            .field("empty", &self.empty)
            .field("max_resources", &self.max_resources)
            .field("max_resource_bytes", &self.max_resource_bytes)
            .field("max_elements", &self.max_elements)
            .field("latency", &self.latency)
            .field("fail_rate", &self.fail_rate)
            .field("host", &self.host)
            .field("port", &self.port)
            .field("max_connections", &self.max_connections)
            .finish()
    }
}

/// A mock in the same process. Clones share its state.
pub struct Mock<A> {
    engine: Arc<Engine>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Mock<A> {
    /// Creates a mock with default settings.
    #[must_use]
    pub fn new() -> Self {
        Builder::new().build()
    }

    /// Returns a builder for a mock.
    #[must_use]
    pub fn builder() -> Builder<A> {
        Builder::new()
    }

    /// Returns the services as a router: a transport for clients in the same process, or something
    /// to serve yourself. All routers of a mock share its state.
    #[must_use]
    pub fn router(&self) -> Router {
        let services = self.engine.catalogue.services.iter();
        services.fold(Router::new().emit_defaults(), |router, service| {
            let (engine, service) = (Arc::clone(&self.engine), Arc::clone(service));
            router.add(MockService { engine, service })
        })
    }

    /// Stores a resource, as if it had been created with exactly these values. Replaces the resource
    /// with the same id, or with the same natural key such as the group of a policy.
    ///
    /// `parents` holds ids by which requests address the resource and for which its type has no
    /// field, such as `[("organization_id", "…")]` for a member of an organization.
    ///
    /// # Errors
    ///
    /// Returns `invalid_argument` if the mock stores no resources of this type, or if requests do
    /// not address them by one of the parents.
    pub fn insert(&self, resource: &dyn Message, parents: &[(&str, &str)]) -> Result<(), Error> {
        self.engine.insert(resource, parents)
    }

    /// Describes what the mock does for each RPC, one line each. Use it to understand a response.
    #[must_use]
    pub fn plans(&self) -> String {
        let catalogue = &self.engine.catalogue;
        let lines = catalogue.plans().map(|plan| plan.describe(&catalogue.resources));
        lines.fold(String::new(), |text, line| text + &line + "\n")
    }
}

impl<A: Api> Default for Mock<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> Clone for Mock<A> {
    fn clone(&self) -> Self {
        Self { engine: Arc::clone(&self.engine), api: PhantomData }
    }
}

impl<A> fmt::Debug for Mock<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Mock").field("engine", &self.engine).finish()
    }
}
