//! Paging: client methods that return pages, and the runtime's `Paged` for their requests.

use super::{Item, deprecation, docs, fields};
use crate::ir::{Api, Message, NestedField, Paging, Rpc, RustName, Service};
use crate::tokens::{Tokens, quote};

/// The client method that returns pages. `None` for an RPC without paging.
pub(super) fn trait_method(api: &Api, service: &Service, rpc: &Rpc) -> Option<Tokens> {
    let client_trait = &service.rust.client_trait;
    let signature = signature(api, rpc, rpc.paging.as_ref()?);
    let method = &rpc.method;
    let doc = pages_doc(rpc);
    let deprecated = deprecation::attribute(rpc.deprecated.as_ref());
    Some(quote! {
        #doc
        #deprecated
        #signature {
            rt::Pages::new(request, |request| #client_trait::#method(self, request))
        }
    })
}

/// The signature of the client method that returns pages.
pub(super) fn signature(api: &Api, rpc: &Rpc, paging: &Paging) -> Tokens {
    let (name, request) = (&paging.method, api[rpc.request].path.in_model());
    quote!(fn #name(&self, request: #request) -> rt::Pages<'_, #request>)
}

/// The docs of a method that returns pages.
pub(super) fn pages_doc(rpc: &Rpc) -> Tokens {
    docs::attributes(&[
        format!("Returns the pages of `{}`, fetched on demand.", rpc.name),
        String::new(),
        "Starts at the page token of the request. `.items()` returns a stream of items instead of"
            .to_owned(),
        "pages. If the server repeats a page token, the stream ends with an error.".to_owned(),
    ])
}

/// The implementations of `Paged` for the requests of a service.
pub(super) fn implementations(api: &Api, service: &Service) -> Vec<Item> {
    service.rpcs.iter().filter_map(|rpc| implementation(api, rpc)).collect()
}

/// The names of the outer and the inner field.
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
    let (request_page, token) = names(api, request, paging.page_token);
    let (response_page, next) = names(api, response, paging.next_page_token);
    let allow_deprecated = deprecation::allow_deprecated(deprecation::in_paging(api, rpc, paging));
    let item = fields::single_in_model(api, items.ty.inner());
    let (items, name) = (&items.rust, &rpc.name);
    let (request, response) = (request.path.in_model(), response.path.in_model());
    let tokens = quote! {
        #allow_deprecated
        impl rt::Paged for #request {
            type Response = #response;
            type Item = #item;
            #[inline]
            fn page_token(&self) -> &str {
                self.#request_page.as_ref().map_or("", |page| &page.#token)
            }
            #[inline]
            fn set_page_token(&mut self, token: String) {
                self.#request_page.get_or_insert_default().#token = token;
            }
            #[inline]
            fn next_page_token(response: &Self::Response) -> &str {
                response.#response_page.as_ref().map_or("", |page| &page.#next)
            }
            #[inline]
            fn is_empty(response: &Self::Response) -> bool {
                response.#items.is_empty()
            }
            #[inline]
            fn into_items(response: Self::Response) -> Vec<Self::Item> {
                response.#items
            }
        }
    };
    Some(Item::new(format!("pages of {name}"), tokens))
}
