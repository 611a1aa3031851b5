//! Client traits, one a service, and the client that implements all of them.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Item, Source, deprecation, docs, methods, paging, paths};
use crate::ir::{Api, Rpc, Service};

/// `client/mod.rs` and a file for each service.
pub(super) fn emit(api: &Api) -> Vec<Source<'_>> {
    let mut sources = vec![root(api)];
    sources.extend(api.services.iter().map(|service| self::service(api, service)));
    sources
}

fn root(api: &Api) -> Source<'_> {
    let doc = vec![
        "The client and its traits.".to_owned(),
        String::new(),
        "[`Client`] implements every trait over a [`Channel`](crate::Channel). Code that takes"
            .to_owned(),
        "`Arc<dyn …Client>` can be tested with a fake that implements the methods it needs;"
            .to_owned(),
        "the others return `unimplemented`.".to_owned(),
    ];
    Source::new("src/client/mod.rs", "api.yaml", doc, || {
        let modules = paths::private_modules(api);
        vec![
            Item::new("imports", paths::import()),
            Item::new("modules", modules),
            Item::new("Client", client()),
            Item::new("Client", over_http()),
        ]
    })
}

fn client() -> TokenStream {
    quote! {
        /// Calls every RPC of the API over a channel: a transport and the interceptors around it.
        ///
        /// Cloning is cheap; clones share the channel.
        #[derive(Clone)]
        pub struct Client {
            channel: rt::Channel,
        }
        impl Client {
            /// A client over a transport, such as a [`Router`](crate::Router) in the same
            /// process, or over a channel with interceptors.
            #[must_use]
            pub fn new(channel: impl Into<rt::Channel>) -> Self {
                Self { channel: channel.into() }
            }
            /// The channel of the calls.
            #[must_use]
            pub const fn channel(&self) -> &rt::Channel {
                &self.channel
            }
            /// A call of any RPC by its path, such as `acme.v1.BookService/GetBook`, with
            /// JSON in and JSON out, for RPCs that this version does not have yet.
            pub fn raw(
                &self,
                path: impl Into<std::borrow::Cow<'static, str>>,
                json: impl Into<Vec<u8>>,
            ) -> rt::RawCall<'_> {
                self.channel.raw(path, json)
            }
        }
        impl std::fmt::Debug for Client {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct("Client").finish_non_exhaustive()
            }
        }
    }
}

/// The methods of the client that need HTTP.
fn over_http() -> TokenStream {
    quote! {
        #[cfg(feature = "http-client")]
        static DEFAULTS: rt::ClientDefaults = rt::ClientDefaults::new(
            crate::BASE_URL,
            crate::BASE_URL_VARIABLES,
            crate::TOKEN_VARIABLES,
            concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
        );
        #[cfg(feature = "http-client")]
        impl Client {
            /// A client over HTTP, with what the environment says: a token in one of
            /// [`TOKEN_VARIABLES`](crate::TOKEN_VARIABLES), and perhaps another base URL than
            /// [`BASE_URL`](crate::BASE_URL) in one of
            /// [`BASE_URL_VARIABLES`](crate::BASE_URL_VARIABLES).
            ///
            /// ```no_run
            /// # fn example() -> Result<(), gitpod_api::ConfigError> {
            /// let client = gitpod_api::Client::from_env()?;
            /// # Ok(())
            /// # }
            /// ```
            ///
            /// # Errors
            ///
            /// When there is no token, and when a variable holds what cannot be used.
            pub fn from_env() -> Result<Self, rt::ConfigError> {
                Self::builder().read_env().require_token().build()
            }
            /// Builds a client over HTTP, or over any transport with timeouts and retries.
            pub fn builder() -> rt::ClientBuilder<Self> {
                rt::ClientBuilder::new(&DEFAULTS, |channel| Self { channel })
            }
        }
    }
}

fn service<'a>(api: &'a Api, service: &'a Service) -> Source<'a> {
    let path = format!("src/client/{}.rs", service.rust.module.unraw());
    let doc = vec![format!("The client trait of `{}`.", service.full_name)];
    Source::new(path, api.origin(service), doc, || service_items(api, service))
}

fn service_items(api: &Api, service: &Service) -> Vec<Item> {
    let mut items = vec![
        Item::new("imports", paths::import_with_models(service)),
        Item::new(&service.name, client_trait(api, service)),
        Item::new(&service.name, implementation(api, service)),
    ];
    items.extend(paging::implementations(api, service));
    items
}

fn client_trait(api: &Api, service: &Service) -> TokenStream {
    let name = &service.rust.client_trait;
    let doc = docs::with_facts(
        &service.doc,
        &[
            format!(
                "The client's side of `{}`. Implement it for fakes: a method that is not",
                service.full_name
            ),
            "written answers that it is not implemented, and names its RPC.".to_owned(),
        ],
    );
    let methods = service.rpcs.iter().map(|rpc| trait_method(api, service, rpc));
    let silence = deprecation::silence(deprecation::in_service(api, service));
    quote! {
        #doc
        #silence
        pub trait #name: Send + Sync {
            #(#methods)*
        }
    }
}

fn trait_method(api: &Api, service: &Service, rpc: &Rpc) -> TokenStream {
    let method = &rpc.method;
    let (request, response) = (api[rpc.request].path.in_model(), api[rpc.response].path.in_model());
    let descriptor = methods::path(service, rpc);
    let doc = rpc_docs(rpc);
    let deprecated = deprecation::attribute(rpc.deprecated.as_ref());
    let pages = paging::trait_method(api, rpc);
    quote! {
        #doc
        #deprecated
        fn #method(&self, request: #request) -> rt::Call<'_, #response> {
            let _ = request;
            rt::Call::unimplemented(#descriptor)
        }
        #pages
    }
}

fn implementation(api: &Api, service: &Service) -> TokenStream {
    let name = &service.rust.client_trait;
    let methods = service.rpcs.iter().map(|rpc| {
        let method = &rpc.method;
        let (request, response) =
            (api[rpc.request].path.in_model(), api[rpc.response].path.in_model());
        let descriptor = methods::path(service, rpc);
        quote! {
            fn #method(&self, request: #request) -> rt::Call<'_, #response> {
                rt::Call::over(self.channel(), #descriptor, request)
            }
        }
    });
    let silence = deprecation::silence(deprecation::in_service(api, service));
    quote! {
        #silence
        impl #name for crate::Client {
            #(#methods)*
        }
    }
}

/// The docs of a client's method: what it does, its facts and its first example.
fn rpc_docs(rpc: &Rpc) -> TokenStream {
    let mut lines = docs::rpc(rpc);
    if let Some(example) = rpc.examples.first() {
        lines.extend([String::new(), format!("# Example: {}", example.title), String::new()]);
        lines.push("```json".to_owned());
        lines.extend(example.request.lines().map(str::to_owned));
        lines.push("```".to_owned());
    }
    docs::attributes(&lines)
}
