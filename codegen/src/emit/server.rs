//! The server traits, one for each service, and the structs that mount their implementations.

use super::{Item, Source, deprecation, docs, methods, numbers, paths};
use crate::ir::{Api, Rpc, Service};
use crate::tokens::{Tokens, quote};

/// `server/mod.rs` and a file for each service.
pub(super) fn emit(api: &Api) -> Vec<Source<'_>> {
    let mut sources = vec![root(api)];
    sources.extend(api.services.iter().map(|service| self::service(api, service)));
    sources
}

fn root(api: &Api) -> Source<'_> {
    let doc = vec![
        "Server traits, and the structs that mount their implementations in a router.".to_owned(),
        String::new(),
        "Implement a trait with `async fn`. Methods that you leave out return `unimplemented`. Mount"
            .to_owned(),
        "the implementation in a [`Router`](crate::Router).".to_owned(),
    ];
    Source::new("src/server/mod.rs", "api.yaml", doc, || {
        vec![Item::new("modules", paths::private_modules(api))]
    })
}

fn service<'a>(api: &'a Api, service: &'a Service) -> Source<'a> {
    let path = format!("src/server/{}.rs", service.rust.module.unraw());
    let doc = vec![format!("The server trait of `{}`.", service.full_name)];
    Source::new(path, api.origin(service), doc, || {
        vec![
            Item::new("imports", paths::import_with_models(service)),
            Item::new(&service.name, server_trait(api, service)),
            Item::new(&service.name, mount(api, service)),
        ]
    })
}

fn server_trait(api: &Api, service: &Service) -> Tokens {
    let name = &service.rust.server_trait;
    let doc = docs::with_facts(
        &service.doc,
        &[format!(
            "Server for `{}`. Methods that you leave out return `unimplemented`.",
            service.full_name
        )],
    );
    let methods = service.rpcs.iter().map(|rpc| trait_method(api, service, rpc));
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_service(api, service));
    quote! {
        #doc
        #allow_deprecated
        pub trait #name: Send + Sync + 'static {
            #(#methods)*
        }
    }
}

fn trait_method(api: &Api, service: &Service, rpc: &Rpc) -> Tokens {
    let method = &rpc.method;
    let (request, response) = (api[rpc.request].path.in_model(), api[rpc.response].path.in_model());
    let descriptor = methods::path(service, rpc);
    let doc = docs::attributes(&docs::rpc(rpc));
    let deprecated = deprecation::attribute(rpc.deprecated.as_ref());
    quote! {
        #doc
        #deprecated
        fn #method(
            &self,
            request: rt::Request<#request>,
        ) -> impl Future<Output = Result<rt::Response<#response>, rt::Error>> + Send {
            let _ = request;
            std::future::ready(Err(#descriptor.unimplemented()))
        }
    }
}

fn mount(api: &Api, service: &Service) -> Tokens {
    let (name, server_trait) = (&service.rust.server, &service.rust.server_trait);
    let module = &service.rust.module;
    let doc = docs::attributes(&[format!(
        "Mounts an implementation of [`{server_trait}`] in a [`Router`](crate::Router)."
    )]);
    let arms = service.rpcs.enumerate().map(|(id, rpc)| {
        let (method, index) = (&rpc.method, numbers::index(id));
        // Named fully, because `Arc` has methods of its own.
        let call = quote!(#server_trait::#method(&*self.0, request));
        quote!(#index => rt::unary(request, options, |request| #call),)
    });
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_service(api, service));
    let new_doc = docs::line("Mounts a handler.");
    quote! {
        #doc
        #[derive(Debug)]
        pub struct #name<T>(std::sync::Arc<T>);
        impl<T: #server_trait> #name<T> {
            #new_doc
            #[must_use]
            pub fn new(handler: T) -> Self {
                Self(std::sync::Arc::new(handler))
            }
            /// Mounts a shared handler, for example one that a test inspects afterwards.
            #[must_use]
            pub fn from_arc(handler: std::sync::Arc<T>) -> Self {
                Self(handler)
            }
        }
        impl<T> Clone for #name<T> {
            fn clone(&self) -> Self {
                Self(std::sync::Arc::clone(&self.0))
            }
        }
        #allow_deprecated
        impl<T: #server_trait> rt::Service for #name<T> {
            fn descriptor(&self) -> &'static rt::ServiceDescriptor {
                &crate::methods::#module::SERVICE
            }
            fn call<'a>(
                &'a self,
                index: usize,
                request: rt::EncodedRequest,
                options: &'a rt::HandlerOptions,
            ) -> rt::BoxFuture<'a, Result<rt::EncodedResponse, rt::Error>> {
                match index {
                    #(#arms)*
                    _ => rt::unknown_method(&request),
                }
            }
        }
    }
}
