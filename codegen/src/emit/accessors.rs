//! Accessors: client methods under their documented names, such as
//! `client.organizations().domain_verifications().verify(request)`.

use super::{Item, Source, deprecation, docs, paging};
use crate::ir::{Accessor, Api, Rpc, Service};
use crate::tokens::{Tokens, quote};

/// `accessors.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let doc = "Client methods under the names of the API documentation.".to_owned();
    Source::new("src/accessors.rs", "api.yaml", vec![doc], || items(api))
}

fn items(api: &Api) -> Vec<Item> {
    let import = (!api.accessors.is_empty()).then(|| {
        Item::new(
            "imports",
            quote!(
                use crate::model;
            ),
        )
    });
    let mut items: Vec<Item> = import.into_iter().collect();
    items.push(Item::new("roots", roots(api)));
    for accessor in &api.accessors {
        items.push(Item::new(&accessor.path, structure(accessor)));
        items.push(Item::new(&accessor.path, methods(api, accessor)));
    }
    items
}

fn group_doc(accessor: &Accessor) -> Tokens {
    match &accessor.doc {
        Some(doc) => docs::attributes(&doc.markdown()),
        None => docs::line("Methods documented under this name."),
    }
}

/// The top-level accessors, which are methods of the client.
fn roots(api: &Api) -> Tokens {
    let roots = api.accessors.iter().filter(|accessor| accessor.parent.is_none());
    let roots = roots.map(|accessor| {
        let Accessor { method, group, .. } = accessor;
        let doc = group_doc(accessor);
        quote! {
            #doc
            #[must_use]
            #[inline]
            pub fn #method(&self) -> #group<'_> {
                #group(self)
            }
        }
    });
    quote! {
        impl crate::Client {
            #(#roots)*
        }
    }
}

fn structure(accessor: &Accessor) -> Tokens {
    let (name, doc) = (&accessor.group, group_doc(accessor));
    quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'a>(&'a crate::Client);
    }
}

fn methods(api: &Api, accessor: &Accessor) -> Tokens {
    let Accessor { group: name, rpcs, children, .. } = accessor;
    let methods = rpcs.iter().map(|id| method(api, &api[id.service], &api[*id]));
    let children = children.iter().map(|child| {
        let child = &api[*child];
        let Accessor { method, group, .. } = child;
        let doc = group_doc(child);
        quote! {
            #doc
            #[must_use]
            #[inline]
            pub fn #method(&self) -> #group<'a> {
                #group(self.0)
            }
        }
    });
    let uses_deprecated = rpcs.iter().any(|id| deprecation::in_rpc(api, &api[*id]));
    let allow_deprecated = deprecation::allow_deprecated(uses_deprecated);
    quote! {
        #allow_deprecated
        impl<'a> #name<'a> {
            #(#methods)*
            #(#children)*
        }
    }
}

fn method(api: &Api, service: &Service, rpc: &Rpc) -> Tokens {
    let (name, target) = (&rpc.documented.method, &rpc.method);
    let client_trait = &service.rust.client_trait;
    let (request, response) = (api[rpc.request].path.in_model(), api[rpc.response].path.in_model());
    let doc = docs::attributes(&[
        rpc.doc.summary(),
        String::new(),
        format!(
            "Calls [`{client_trait}::{0}`](crate::client::{client_trait}::{0}).",
            target.unraw()
        ),
    ]);
    let deprecated = deprecation::attribute(rpc.deprecated.as_ref());
    let pages = rpc.paging.as_ref().map(|paging| {
        let (name, target) = (&paging.documented_method, &paging.method);
        let doc = paging::pages_doc(rpc);
        quote! {
            #doc
            #deprecated
            #[inline]
            pub fn #name(&self, request: #request) -> crate::Pages<'a, #request> {
                crate::client::#client_trait::#target(self.0, request)
            }
        }
    });
    quote! {
        #doc
        #deprecated
        #[inline]
        pub fn #name(&self, request: #request) -> crate::Call<'a, #response> {
            crate::client::#client_trait::#target(self.0, request)
        }
        #pages
    }
}
