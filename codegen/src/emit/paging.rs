//! Listings as pages and items: what a request and a response must tell the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Item, deprecation, docs, fields};
use crate::ir::{Api, Message, NestedField, Rpc, RustName, Service};

/// The method of a client trait that gives the pages of a listing.
pub(super) fn trait_method(api: &Api, rpc: &Rpc) -> Option<TokenStream> {
    let paging = rpc.paging.as_ref()?;
    let (name, method) = (&paging.method, &rpc.method);
    let request = api[rpc.request].path.in_model();
    let doc = pages_doc(rpc);
    let deprecated = deprecation::attribute(rpc.deprecated.as_ref());
    Some(quote! {
        #doc
        #deprecated
        fn #name(&self, request: #request) -> rt::Pages<'_, #request> {
            rt::Pages::new(request, |request| self.#method(request))
        }
    })
}

/// The docs of a method that gives pages.
pub(super) fn pages_doc(rpc: &Rpc) -> TokenStream {
    docs::attributes(&[
        format!("The pages of `{}`, fetched as they are asked for.", rpc.name),
        String::new(),
        "Starts at the request's own page token; `.items()` gives single items. A server that"
            .to_owned(),
        "repeats a page token ends the stream with an error.".to_owned(),
    ])
}

/// The implementation of `Paged` for every request of a service that pages.
pub(super) fn implementations(api: &Api, service: &Service) -> Vec<Item> {
    service.rpcs.iter().filter_map(|rpc| implementation(api, rpc)).collect()
}

/// The names of a nested field: that of the outer one and its own.
fn names<'a>(
    api: &'a Api,
    message: &'a Message,
    field: NestedField,
) -> (&'a RustName, &'a RustName) {
    (&message[field.outer].rust, &api[field.message][field.inner].rust)
}

fn implementation(api: &Api, rpc: &Rpc) -> Option<Item> {
    let paging = rpc.paging.as_ref()?;
    let (request, response) = (&api[rpc.request], &api[rpc.response]);
    let items = &response[paging.items];
    let (asks, token) = names(api, request, paging.page_token);
    let (leads, next) = names(api, response, paging.next_page_token);
    let item = fields::single_in_model(api, items.ty.inner());
    let (items, name) = (&items.rust, &rpc.name);
    let (request, response) = (request.path.in_model(), response.path.in_model());
    let silence = deprecation::silence(deprecation::in_rpc(api, rpc));
    let tokens = quote! {
        #silence
        impl rt::Paged for #request {
            type Response = #response;
            type Item = #item;
            fn page_token(&self) -> &str {
                self.#asks.as_ref().map_or("", |page| &page.#token)
            }
            fn set_page_token(&mut self, token: String) {
                self.#asks.get_or_insert_default().#token = token;
            }
            fn next_page_token(response: &Self::Response) -> &str {
                response.#leads.as_ref().map_or("", |page| &page.#next)
            }
            fn into_items(response: Self::Response) -> Vec<Self::Item> {
                response.#items
            }
        }
    };
    Some(Item::new(format!("pages of {name}"), tokens))
}
