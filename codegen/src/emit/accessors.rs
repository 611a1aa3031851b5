//! The documented names: `client.organizations().domain_verifications().verify(request)`.

use indexmap::IndexMap;
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::{Item, Source, deprecation, docs, paging};
use crate::ir::{Api, Doc, Resource, Rpc, RustName, Service};

/// A documented path with what is under it.
#[derive(Default)]
struct Group<'a> {
    /// The last segment as a method.
    accessor: Option<&'a RustName>,
    doc: Option<&'a Doc>,
    rpcs: Vec<(&'a Service, &'a Rpc)>,
    children: Vec<String>,
}

/// `accessors.rs`.
pub(super) fn emit(api: &Api) -> Source<'_> {
    let doc = "The client's methods under the names of the API's documentation.".to_owned();
    Source::new("src/accessors.rs", "api.yaml", vec![doc], || items(api))
}

fn items(api: &Api) -> Vec<Item> {
    let groups = groups(api);
    let mut items = vec![
        Item::new(
            "imports",
            quote!(
                use crate::model;
            ),
        ),
        Item::new("roots", roots(&groups)),
    ];
    for (path, group) in &groups {
        items.push(Item::new(path, structure(path, group)));
        items.push(Item::new(path, methods(api, path, group, &groups)));
    }
    items
}

/// Every documented path and its prefixes, parents before children.
fn groups(api: &Api) -> IndexMap<String, Group<'_>> {
    let mut groups: IndexMap<String, Group<'_>> = IndexMap::new();
    for (service, rpc) in api.rpcs() {
        let mut path = String::new();
        for accessor in &rpc.documented.accessors {
            let parent = path.clone();
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(accessor.stem());
            if !groups.contains_key(&path) {
                let group = Group { accessor: Some(accessor), ..Group::default() };
                groups.insert(path.clone(), group);
                if let Some(parent) = groups.get_mut(&parent) {
                    parent.children.push(path.clone());
                }
            }
        }
        if let Some(group) = groups.get_mut(&path) {
            group.rpcs.push((service, rpc));
        }
    }
    for Resource { path, doc } in api.services.iter().flat_map(|service| &service.resources) {
        if let Some(group) = groups.get_mut(path) {
            group.doc = Some(doc);
        }
    }
    groups
}

/// The struct of a path: `organizations.domain_verifications` is `OrganizationsDomainVerifications`.
fn structure_name(path: &str) -> Ident {
    let name: String = path
        .split(['.', '_'])
        .filter_map(|word| {
            let mut letters = word.chars();
            let first = letters.next()?;
            Some(first.to_ascii_uppercase().to_string() + letters.as_str())
        })
        .collect();
    Ident::new(&name, Span::call_site())
}

fn group_doc(group: &Group<'_>) -> TokenStream {
    match group.doc {
        Some(doc) => docs::attributes(&doc.markdown),
        None => docs::line("What is documented under this name."),
    }
}

/// The accessors of the first segments, on the client itself.
fn roots(groups: &IndexMap<String, Group<'_>>) -> TokenStream {
    let roots = groups.iter().filter(|(path, _)| !path.contains('.')).map(|(path, group)| {
        let (accessor, name, doc) = (group.accessor, structure_name(path), group_doc(group));
        quote! {
            #doc
            #[must_use]
            pub fn #accessor(&self) -> #name<'_> {
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

fn structure(path: &str, group: &Group<'_>) -> TokenStream {
    let (name, doc) = (structure_name(path), group_doc(group));
    quote! {
        #doc
        #[derive(Clone, Copy, Debug)]
        pub struct #name<'a>(&'a crate::Client);
    }
}

fn methods(
    api: &Api,
    path: &str,
    group: &Group<'_>,
    groups: &IndexMap<String, Group<'_>>,
) -> TokenStream {
    let name = structure_name(path);
    let methods = group.rpcs.iter().map(|(service, rpc)| method(api, service, rpc));
    let children = group.children.iter().filter_map(|path| Some((path, groups.get(path)?)));
    let children = children.map(|(path, child)| {
        let (accessor, name, doc) = (child.accessor, structure_name(path), group_doc(child));
        quote! {
            #doc
            #[must_use]
            pub fn #accessor(&self) -> #name<'a> {
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
