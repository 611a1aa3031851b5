//! The client traits, one for each service, and the client that implements them.

use super::{Item, Source, deprecation, docs, methods, over_http, paging, paths, polled, snippet};
use crate::ir::{Api, Polled, Rpc, Service};
use crate::tokens::{Tokens, quote};

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
        "[`Client`] implements all traits over a [`Channel`](crate::Channel). Code that takes an"
            .to_owned(),
        "`Arc<dyn …Client>` can be tested with a fake that implements only the methods it needs."
            .to_owned(),
        "All other methods return `unimplemented`.".to_owned(),
    ];
    Source::new("src/client/mod.rs", "api.yaml", doc, || {
        let modules = paths::private_modules(api);
        let mut items = vec![
            Item::new("imports", paths::import()),
            Item::new("modules", modules),
            Item::new("Client", client()),
        ];
        items.extend(over_http::items(api));
        items
    })
}

fn client() -> Tokens {
    quote! {
        /// A client for all services of the API.
        ///
        /// Calls go through a [`Channel`](crate::Channel): a transport and its interceptors. Cloning
        /// is cheap, and clones share the channel.
        #[derive(Clone)]
        pub struct Client {
            channel: rt::Channel,
        }
        impl Client {
            /// Creates a client over a transport, such as a [`Router`](crate::Router) in the same
            /// process, or over a channel with interceptors.
            #[must_use]
            pub fn new(channel: impl Into<rt::Channel>) -> Self {
                Self { channel: channel.into() }
            }
            /// Returns the channel.
            #[must_use]
            pub const fn channel(&self) -> &rt::Channel {
                &self.channel
            }
            /// Calls an RPC by its path, such as `acme.v1.BookService/GetBook`, with a JSON request
            /// and a JSON response. Use it for RPCs that this version of the crate does not have.
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
        Item::new(&service.name, forwarding(api, service)),
    ];
    items.extend(paging::implementations(api, service));
    items.extend(polled::implementations(api, service));
    items
}

fn client_trait(api: &Api, service: &Service) -> Tokens {
    let name = &service.rust.client_trait;
    let doc = docs::with_facts(
        &service.doc,
        &[
            format!(
                "Client for `{}`. In tests, implement this trait for a fake: methods",
                service.full_name
            ),
            "that you leave out return `unimplemented` with the name of the RPC.".to_owned(),
        ],
    );
    let methods = service.rpcs.iter().map(|rpc| trait_method(api, service, rpc));
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_service(api, service));
    quote! {
        #doc
        #allow_deprecated
        pub trait #name: Send + Sync {
            #(#methods)*
        }
    }
}

fn trait_method(api: &Api, service: &Service, rpc: &Rpc) -> Tokens {
    let signature = signature(api, rpc);
    let descriptor = methods::path(service, rpc);
    let doc = rpc_docs(api, rpc);
    let deprecated = deprecation::attribute(rpc.deprecated.as_ref());
    let pages = paging::trait_method(api, service, rpc);
    quote! {
        #doc
        #deprecated
        #signature {
            let _ = request;
            rt::Call::unimplemented(#descriptor)
        }
        #pages
    }
}

/// The signature of a client method.
fn signature(api: &Api, rpc: &Rpc) -> Tokens {
    let method = &rpc.method;
    let (request, response) = (api[rpc.request].path.in_model(), api[rpc.response].path.in_model());
    quote!(fn #method(&self, request: #request) -> rt::Call<'_, #response>)
}

fn implementation(api: &Api, service: &Service) -> Tokens {
    let name = &service.rust.client_trait;
    let methods = service.rpcs.iter().map(|rpc| {
        let (signature, descriptor) = (signature(api, rpc), methods::path(service, rpc));
        quote! {
            #[inline]
            #signature {
                rt::Call::over(self.channel(), #descriptor, request)
            }
        }
    });
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_service(api, service));
    quote! {
        #allow_deprecated
        impl #name for crate::Client {
            #(#methods)*
        }
    }
}

/// The implementation for references and smart pointers, which forwards every method.
fn forwarding(api: &Api, service: &Service) -> Tokens {
    let name = &service.rust.client_trait;
    let methods = service.rpcs.iter().map(|rpc| {
        let pages = rpc.paging.as_ref().map(|paging| {
            let (signature, method) = (paging::signature(api, rpc, paging), &paging.method);
            quote!(#signature { #name::#method(&**self, request) })
        });
        let (signature, method) = (signature(api, rpc), &rpc.method);
        quote! {
            #signature {
                #name::#method(&**self, request)
            }
            #pages
        }
    });
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_service(api, service));
    quote! {
        /// For `&T`, `Arc<T>`, `Box<T>` and other pointers to a client, including those to a
        /// trait object.
        #allow_deprecated
        impl<P> #name for P
        where
            P: std::ops::Deref<Target: #name> + Send + Sync + ?Sized,
        {
            #(#methods)*
        }
    }
}

/// The docs of a client method: description, facts and the first example.
fn rpc_docs(api: &Api, rpc: &Rpc) -> Tokens {
    let mut lines = docs::rpc(rpc);
    if let Some(polled) = api.polled(rpc) {
        let item = match polled {
            Polled::Field(field) => format!("`{}`", field.name),
            Polled::Response => "the response".to_owned(),
        };
        let fact = "With the feature `retry`, `wait_until` on the call waits for a state of";
        lines.extend([String::new(), format!("{fact} {item}.")]);
    }
    if let Some(example) = rpc.examples.first() {
        lines.extend([String::new(), format!("# Example: {}", example.title), String::new()]);
        if let Some(block) = snippet::block(api, rpc, &example.request) {
            lines.extend(block);
            lines.extend(["", "The request as JSON:", ""].map(str::to_owned));
        }
        lines.push("```json".to_owned());
        lines.extend(example.request.lines().map(str::to_owned));
        lines.push("```".to_owned());
    }
    docs::attributes(&lines)
}
