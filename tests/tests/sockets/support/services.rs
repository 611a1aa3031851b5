//! The macro behind the list of all RPCs: a server of all services, and a call of each RPC.

use std::sync::Arc;
use std::time::Duration;

use gitpod_api::runtime::rpc::{Context, MethodDescriptor};
use gitpod_api::{BoxFuture, Call, Client, Error, Message, methods};
use gitpod_codegen::ir;
use gitpod_tests::project_api;

/// How handlers answer, the same for every RPC.
pub(crate) trait Behaviour: Send + Sync + 'static {
    /// Reads the request and fills the response.
    fn answer<'a>(
        &'a self,
        context: &'a Context,
        request: &'a dyn Message,
        response: &'a mut dyn Message,
    ) -> BoxFuture<'a, Result<(), Error>>;
}

/// The handler of every service.
#[derive(Clone)]
pub(crate) struct Handler(pub(crate) Arc<dyn Behaviour>);

/// One RPC, with the calls that users write.
pub(crate) struct Rpc {
    pub(crate) method: &'static MethodDescriptor,
    call: for<'a> fn(&'a Client, CallSpec<'a>) -> BoxFuture<'a, Answer>,
}

pub(crate) type Answer = Result<Box<dyn Message>, Error>;

impl Rpc {
    /// Returns the RPC of a documented name.
    pub(crate) fn new(
        documented: &str,
        call: for<'a> fn(&'a Client, CallSpec<'a>) -> BoxFuture<'a, Answer>,
    ) -> Self {
        let method = every_method().find(|method| method.documented_name() == Some(documented));
        let method = method.unwrap_or_else(|| panic!("the method table has no {documented}"));
        Self { method, call }
    }

    pub(crate) async fn call(&self, client: &Client, spec: CallSpec<'_>) -> Answer {
        (self.call)(client, spec).await
    }
}

/// Every RPC of the method table.
pub(crate) fn every_method() -> impl Iterator<Item = &'static MethodDescriptor> {
    methods::SERVICES.iter().flat_map(|service| service.methods().iter().copied())
}

/// The number of RPCs that the schema declares free of side effects.
pub(crate) fn read_only_rpcs() -> usize {
    let is_read_only = |rpc: &ir::Rpc| rpc.idempotency == ir::Idempotency::NoSideEffects;
    project_api().rpcs().filter(|(_, rpc)| is_read_only(rpc)).count()
}

/// How an RPC is called.
#[derive(Clone, Copy)]
pub(crate) struct CallSpec<'a> {
    fill: &'a (dyn Fn(&mut dyn Message) + Sync),
    header: Option<(&'a str, &'a str)>,
    timeout: Option<Duration>,
    by_documented_name: bool,
}

impl<'a> CallSpec<'a> {
    /// An empty request, sent by the method of the client trait.
    pub(crate) const EMPTY: Self =
        Self { fill: &|_| (), header: None, timeout: None, by_documented_name: false };

    /// A request that `fill` makes of an empty one.
    pub(crate) const fn with(fill: &'a (dyn Fn(&mut dyn Message) + Sync)) -> Self {
        Self { fill, ..Self::EMPTY }
    }

    pub(crate) const fn header(self, name: &'a str, value: &'a str) -> Self {
        Self { header: Some((name, value)), ..self }
    }

    pub(crate) const fn timeout(self, timeout: Duration) -> Self {
        Self { timeout: Some(timeout), ..self }
    }

    /// Selects the documented name or the method of the client trait.
    pub(crate) const fn by_documented_name(self, yes: bool) -> Self {
        Self { by_documented_name: yes, ..self }
    }

    /// Returns the request. The closures of the list know its type.
    pub(crate) fn request<Q: Message + Default>(&self) -> Q {
        let mut request = Q::default();
        (self.fill)(&mut request);
        request
    }

    /// Sends the call by one of the two names.
    pub(crate) fn send<Q, R: Message + Default>(
        self,
        request: Q,
        by_method: impl FnOnce(Q) -> Call<'a, R>,
        by_documented_name: impl FnOnce(Q) -> Call<'a, R>,
    ) -> BoxFuture<'a, Answer> {
        let mut call = match self.by_documented_name {
            true => by_documented_name(request),
            false => by_method(request),
        };
        if let Some((name, value)) = self.header {
            call = call.header(name, value);
        }
        if let Some(timeout) = self.timeout {
            call = call.timeout(timeout);
        }
        Box::pin(async move { Ok(Box::new(call.await?) as Box<dyn Message>) })
    }
}

/// Implements the servers, and lists every RPC with its calls.
macro_rules! services {
    ($(
        $service:ident, $client:ident, $server:ident, $module:ident {
            $( $rpc:ident($request:ident) -> $response:ident, [$($accessor:ident)+] $name:ident; )+
        }
    )+) => {
        use gitpod_api::client::{Client, $($client),+};
        use gitpod_api::model::*;
        use gitpod_api::server::{$($service, $server),+};
        use gitpod_api::{Error, Request, Response, Router};

        use $crate::support::services::{CallSpec, Handler, Rpc};

        $(
            impl $service for Handler {
                $(
                    async fn $rpc(&self, request: Request<$request>) -> Result<Response<$response>, Error> {
                        let mut response = $response::default();
                        self.0.answer(request.context(), &request.message, &mut response).await?;
                        Ok(response.into())
                    }
                )+
            }
        )+

        /// A router of all services.
        pub(crate) fn router(handler: &Handler) -> Router {
            Router::new()$(.add($server::new(handler.clone())))+
        }

        /// Every RPC, with its calls.
        pub(crate) fn all() -> Vec<Rpc> {
            vec![$($(
                Rpc::new(
                    concat!($(stringify!($accessor), ".",)+ stringify!($name)),
                    |client: &Client, spec: CallSpec<'_>| {
                        spec.send(
                            spec.request::<$request>(),
                            |request| client.$rpc(request),
                            |request| client$(.$accessor())+.$name(request),
                        )
                    },
                ),
            )+)+]
        }
    };
}
