//! The macro behind the list of all RPCs: servers of all services, and calls of every RPC.

/// Implements the servers, and calls every RPC by both of its names.
macro_rules! services {
    ($(
        $service:ident, $client:ident, $server:ident, $module:ident {
            $( $rpc:ident($request:ident) -> $response:ident, [$($accessor:ident)+] $name:ident; )+
        }
    )+) => {
        use gitpod_api::client::{Client, $($client),+};
        use gitpod_api::model::*;
        use gitpod_api::server::{$($service, $server),+};
        use gitpod_api::{Code, Error, Request, Response, Router, methods};

        use $crate::{Documented, Examples, Unimplemented, block_on, method_named};

        $(
            impl $service for Documented {
                $(
                    async fn $rpc(&self, request: Request<$request>) -> Result<Response<$response>, Error> {
                        self.answer(method_named(&methods::$module::SERVICE, stringify!($rpc)), &request)
                    }
                )+
            }

            impl $service for Unimplemented {}
        )+

        /// A router whose handlers answer with the documented examples.
        pub(crate) fn documented(examples: &Examples) -> Router {
            let handler = Documented(examples.clone());
            Router::new()$(.add($server::new(handler.clone())))+
        }

        /// A router whose handlers implement no RPC.
        pub(crate) fn unimplemented() -> Router {
            Router::new()$(.add($server::new(Unimplemented)))+
        }

        /// Calls every RPC by its trait and by its documented name, and compares the answers.
        pub(crate) fn call_all(client: &Client, examples: &Examples) -> Vec<&'static str> {
            let mut called = Vec::new();
            $($({
                let method = method_named(&methods::$module::SERVICE, stringify!($rpc));
                let request: $request = examples.request(method);
                let expected: $response = examples.response(method);
                let answer = block_on(client.$rpc(request.clone())).unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(answer, expected, "{}", method.path());
                let answer = block_on(client$(.$accessor())+.$name(request)).unwrap_or_else(|e| panic!("{e}"));
                assert_eq!(answer, expected, "{}", method.path());
                let documented = concat!($(stringify!($accessor), ".",)+ stringify!($name));
                assert_eq!(method.documented_name(), Some(documented));
                called.push(method.path());
            })+)+
            called
        }

        /// Calls every RPC of a client without handlers, and expects `unimplemented` with the name of the RPC.
        pub(crate) fn call_unimplemented(client: &Client) {
            $($({
                let method = method_named(&methods::$module::SERVICE, stringify!($rpc));
                let error = block_on(client.$rpc($request::default())).expect_err("no handler");
                assert_eq!(error.code(), Code::Unimplemented, "{}", method.path());
                assert!(error.to_string().contains(method.path().trim_start_matches('/')), "{error}");
            })+)+
        }
    };
}
