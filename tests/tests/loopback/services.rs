//! What is done with the list of all RPCs.

/// Implements the servers, and calls every RPC under both of its names.
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

        use $crate::{Documented, Examples, Silent, block_on, constant};

        $(
            impl $service for Documented {
                $(
                    async fn $rpc(&self, request: Request<$request>) -> Result<Response<$response>, Error> {
                        self.answer(constant(&methods::$module::SERVICE, stringify!($rpc)), &request)
                    }
                )+
            }

            impl $service for Silent {}
        )+

        /// A router in which every service gives its documented answers.
        pub(crate) fn documented(examples: &Examples) -> Router {
            let handler = Documented(examples.clone());
            Router::new()$(.add($server::new(handler.clone())))+
        }

        /// A router whose handlers implement nothing.
        pub(crate) fn silent() -> Router {
            Router::new()$(.add($server::new(Silent)))+
        }

        /// Calls every RPC by its trait and by its documented name, and compares the answers.
        pub(crate) fn call_all(client: &Client, examples: &Examples) -> Vec<&'static str> {
            let mut called = Vec::new();
            $($({
                let method = constant(&methods::$module::SERVICE, stringify!($rpc));
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

        /// Calls every RPC where nothing is implemented.
        pub(crate) fn call_unimplemented(client: &Client) {
            $($({
                let method = constant(&methods::$module::SERVICE, stringify!($rpc));
                let error = block_on(client.$rpc($request::default())).expect_err("nobody answers");
                assert_eq!(*error.code(), Code::Unimplemented, "{}", method.path());
                assert!(error.to_string().contains(method.path().trim_start_matches('/')), "{error}");
            })+)+
        }
    };
}
