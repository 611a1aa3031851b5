//! The method table: a constant for each service and each RPC, used by clients, servers and tools.

use super::registry::message_type;
use super::{Item, Source, deprecation, docs, paths};
use crate::ir::{Api, Idempotency, Rpc, Service};
use crate::tokens::{Tokens, quote};

/// `methods/mod.rs` and a file for each service.
pub(super) fn emit(api: &Api) -> Vec<Source<'_>> {
    let mut sources = vec![root(api)];
    sources.extend(api.services.iter().map(|service| table(api, service)));
    sources
}

/// The absolute path of an RPC's descriptor.
pub(super) fn path(service: &Service, rpc: &Rpc) -> Tokens {
    let (module, constant) = (&service.rust.module, &rpc.constant);
    quote!(crate::methods::#module::#constant)
}

fn root(api: &Api) -> Source<'_> {
    let doc = vec!["Descriptors of all services and RPCs, as constants.".to_owned()];
    Source::new("src/methods/mod.rs", "api.yaml", doc, || {
        let modules = || api.services.iter().map(|service| &service.rust.module);
        let declarations = modules().map(|module| quote!(pub mod #module;));
        let services = modules().map(|module| quote!(&#module::SERVICE));
        let services = quote! {
            #(#declarations)*
            /// All services of the API, in schema order.
            pub const SERVICES: &[&rt::ServiceDescriptor] = &[#(#services),*];
        };
        vec![Item::new("imports", paths::import()), Item::new("services", services)]
    })
}

fn table<'a>(api: &'a Api, service: &'a Service) -> Source<'a> {
    let path = format!("src/methods/{}.rs", service.rust.module.unraw());
    let doc = vec![format!("Method descriptors of `{}`.", service.full_name)];
    Source::new(path, api.origin(service), doc, || table_items(api, service))
}

fn table_items(api: &Api, service: &Service) -> Vec<Item> {
    let full_name = &service.full_name;
    let constants = service.rpcs.iter().map(|rpc| &rpc.constant);
    let table = quote! {
        /// The service, with its methods in schema order.
        pub const SERVICE: rt::ServiceDescriptor =
            rt::ServiceDescriptor::new(#full_name, &[#(#constants),*]);
    };
    let mut items =
        vec![Item::new("imports", paths::import_with_models(service)), Item::new("table", table)];
    items.extend(service.rpcs.iter().map(|rpc| constant(api, service, rpc)));
    items
}

/// The constant of an RPC. It is no static, because a static is compiled with the crate, together with
/// the types that it names.
fn constant(api: &Api, service: &Service, rpc: &Rpc) -> Item {
    let constant = &rpc.constant;
    let doc = docs::line(&format!("`{}`", rpc.path));
    let descriptor = descriptor(api, service, rpc);
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_rpc(api, rpc));
    let tokens = quote! {
        #doc
        #allow_deprecated
        pub const #constant: &rt::MethodDescriptor = &#descriptor;
    };
    Item::new(&rpc.name, tokens)
}

fn descriptor(api: &Api, service: &Service, rpc: &Rpc) -> Tokens {
    let Rpc { name, path, .. } = rpc;
    let full_name = &service.full_name;
    let (request, response) = (message_type(&api[rpc.request]), message_type(&api[rpc.response]));
    let documented = &rpc.documented.name;
    let idempotency = match rpc.idempotency {
        Idempotency::Unknown => None,
        Idempotency::NoSideEffects => Some(quote!(.no_side_effects())),
        Idempotency::Idempotent => Some(quote!(.idempotent())),
    };
    let paging = paging(api, rpc);
    let deprecated = rpc.deprecated.as_ref().map(|deprecation| {
        let note = deprecation::note(deprecation);
        quote!(.deprecated(#note))
    });
    quote! {
        rt::MethodDescriptor::new(#full_name, #name, #path, #request, #response)
            .documented(#documented)
            #idempotency
            #paging
            #deprecated
    }
}

fn paging(api: &Api, rpc: &Rpc) -> Option<Tokens> {
    let paging = rpc.paging.as_ref()?;
    let items = &api[rpc.response][paging.items].name;
    let convention = api.paging.as_ref()?;
    let (request, token, size) =
        (&convention.request_field, &convention.token, &convention.page_size);
    let (response, next) = (&convention.response_field, &convention.next_token);
    let query = convention.query.as_ref().filter(|_| paging.query).map(|query| {
        let (token, size) = (&query.token, &query.page_size);
        quote!(.query(#token, #size))
    });
    Some(quote! {
        .paging(
            rt::PagingDescriptor::new(#items)
                .request(#request, #token, #size)
                .response(#response, #next)
                #query
        )
    })
}
