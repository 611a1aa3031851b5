//! The documented names: `client.organizations().domain_verifications().verify(request)`.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::{Item, Source, deprecation, docs, paging};
use crate::ir::{Accessor, Api, Doc, Resource, Rpc, Service};

/// A documented path with what is under it.
struct Group<'a> {
    /// The step that leads here.
    step: &'a Accessor,
    doc: Option<&'a Doc>,
    rpcs: Vec<(&'a Service, &'a Rpc)>,
    /// The paths one step on.
    children: Vec<&'a str>,
}

type Groups<'a> = IndexMap<&'a str, Group<'a>>;

/// `accessors.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let doc = "The client's methods under the names of the API's documentation.".to_owned();
    Source::new("src/accessors.rs", "api.yaml", vec![doc], || items(api))
}

fn items(api: &Api) -> Vec<Item> {
    let groups = groups(api);
    let import = (!groups.is_empty()).then(|| {
        Item::new(
            "imports",
            quote!(
                use crate::model;
            ),
        )
    });
    let mut items: Vec<Item> = import.into_iter().collect();
    items.push(Item::new("roots", roots(&groups)));
    for (path, group) in &groups {
        items.push(Item::new(*path, structure(group)));
        items.push(Item::new(*path, methods(api, group, &groups)));
    }
    items
}

/// Every documented path and its prefixes, parents before children.
fn groups(api: &Api) -> Groups<'_> {
    let mut groups = Groups::new();
    for (service, rpc) in api.rpcs() {
        let mut parent: Option<&str> = None;
        for step in &rpc.documented.accessors {
            let path = step.path.as_str();
            if !groups.contains_key(path) {
                let group = Group { step, doc: None, rpcs: Vec::new(), children: Vec::new() };
                groups.insert(path, group);
                if let Some(parent) = parent.and_then(|parent| groups.get_mut(parent)) {
                    parent.children.push(path);
                }
            }
            parent = Some(path);
        }
        if let Some(group) = parent.and_then(|parent| groups.get_mut(parent)) {
            group.rpcs.push((service, rpc));
        }
    }
    for Resource { path, doc } in api.services.iter().flat_map(|service| &service.resources) {
        if let Some(group) = groups.get_mut(path.as_str()) {
            group.doc = Some(doc);
        }
    }
    groups
}

fn group_doc(group: &Group<'_>) -> TokenStream {
    match group.doc {
        Some(doc) => docs::attributes(&doc.markdown),
        None => docs::line("What is documented under this name."),
    }
}

/// The accessors of the first steps, on the client itself.
fn roots(groups: &Groups<'_>) -> TokenStream {
    let roots = groups.iter().filter(|(path, _)| !path.contains('.')).map(|(_, group)| {
        let Accessor { method, group: name, .. } = group.step;
        let doc = group_doc(group);
        quote! {
            #doc
            #[must_use]
            pub fn #method(&self) -> #name<'_> {
                #name(self)
            }
        }
    });
    quote! {
        impl crate::Client {
            #(#roots)*
        }
    }
}

fn structure(group: &Group<'_>) -> TokenStream {
    let (name, doc) = (&group.step.group, group_doc(group));
    quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'a>(&'a crate::Client);
    }
}

fn methods(api: &Api, group: &Group<'_>, groups: &Groups<'_>) -> TokenStream {
    let name = &group.step.group;
    let methods = group.rpcs.iter().map(|(service, rpc)| method(api, service, rpc));
    let children = group.children.iter().filter_map(|path| groups.get(path)).map(|child| {
        let Accessor { method, group: name, .. } = child.step;
        let doc = group_doc(child);
        quote! {
            #doc
            #[must_use]
            pub fn #method(&self) -> #name<'a> {
                #name(self.0)
            }
        }
    });
    let silence = group.rpcs.iter().any(|(_, rpc)| deprecation::in_rpc(api, rpc));
    let silence = deprecation::silence(silence);
    quote! {
        #silence
        impl<'a> #name<'a> {
            #(#methods)*
            #(#children)*
        }
    }
}

fn method(api: &Api, service: &Service, rpc: &Rpc) -> TokenStream {
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
    let pages = rpc.paging.as_ref().zip(rpc.documented.pages.as_ref()).map(|(paging, name)| {
        let (target, doc) = (&paging.method, paging::pages_doc(rpc));
        quote! {
            #doc
            #deprecated
            pub fn #name(&self, request: #request) -> crate::Pages<'a, #request> {
                crate::client::#client_trait::#target(self.0, request)
            }
        }
    });
    quote! {
        #doc
        #deprecated
        pub fn #name(&self, request: #request) -> crate::Call<'a, #response> {
            crate::client::#client_trait::#target(self.0, request)
        }
        #pages
    }
}
