//! How a mock is made.

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
use crate::rpc::{MessageType, Router, ServiceDescriptor};

/// The tables of an API, which a mock is driven by; a generated crate implements it.
pub trait Api: Send + Sync + 'static {
    /// Every service.
    fn services() -> &'static [&'static ServiceDescriptor];
    /// Every message type.
    fn messages() -> &'static [MessageType];
}

/// Settings of a mock.
pub struct Builder<A> {
    seed: u64,
    policy: Policy,
    latency: Duration,
    fail_rate: f64,
    pub(super) host: String,
    pub(super) port: u16,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Builder<A> {
    pub(super) fn new() -> Self {
        Self {
            seed: 0,
            policy: Policy::Lenient,
            latency: Duration::ZERO,
            fail_rate: 0.0,
            host: "127.0.0.1".to_owned(),
            port: 0,
            api: PhantomData,
        }
    }

    /// Sets what all that is made up follows from; 0 if nobody says otherwise.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Has ids that nobody created refused, duplicates, and requests that break rules; see the
    /// [module](super).
    #[must_use]
    pub fn strict(mut self) -> Self {
        self.policy = Policy::Strict;
        self
    }

    /// Has every call take this long, in real time: such a mock needs a tokio runtime, also in the
    /// same process.
    #[must_use]
    pub fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Has this part of the calls fail with `unavailable`, from 0 (none) to 1 (all); which ones,
    /// the seed says. They do nothing.
    #[must_use]
    pub fn fail_rate(mut self, rate: f64) -> Self {
        self.fail_rate = rate;
        self
    }

    /// Sets the address to listen at, by name or number; `127.0.0.1` if nobody says otherwise.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.host = host.into();
        self
    }

    /// Sets the port to listen at; 0, as it is if nobody says otherwise, is any free one.
    #[must_use]
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Makes a mock that listens nowhere.
    #[must_use]
    pub fn build(self) -> Mock<A> {
        let catalogue = Catalogue::new(A::services(), A::messages());
        let generator = Generator::new(Arc::clone(&catalogue.resources), self.seed);
        let store = Mutex::new(generator.initial_store());
        let faults = FaultInjection {
            seed: self.seed,
            latency: self.latency,
            rate: self.fail_rate,
            calls: AtomicU64::new(0),
        };
        let engine = Engine { catalogue, generator, policy: self.policy, store, faults };
        Mock { engine: Arc::new(engine), api: PhantomData }
    }
}

impl<A> fmt::Debug for Builder<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("seed", &self.seed)
            .field("policy", &self.policy)
            .field("latency", &self.latency)
            .field("fail_rate", &self.fail_rate)
            .field("host", &self.host)
            .field("port", &self.port)
            .finish()
    }
}

/// A mock in the same process: all services of the API, and what they remember. Clones share it.
pub struct Mock<A> {
    engine: Arc<Engine>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> Mock<A> {
    /// A mock with no settings.
    #[must_use]
    pub fn new() -> Self {
        Builder::new().build()
    }

    /// A mock with settings.
    #[must_use]
    pub fn builder() -> Builder<A> {
        Builder::new()
    }

    /// The services, as a transport for clients in the same process or to be served in another
    /// way. Every router of a mock answers from the same memory.
    #[must_use]
    pub fn router(&self) -> Router {
        let services = self.engine.catalogue.services.iter();
        services.fold(Router::new().emit_defaults(), |router, service| {
            let (engine, service) = (Arc::clone(&self.engine), Arc::clone(service));
            router.add(MockService { engine, service })
        })
    }

    /// What the mock takes each RPC to do, one line each: for people who wonder at a reply.
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
