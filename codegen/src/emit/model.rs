//! The models: a file for each module. Nested types are in modules named after their message.
//!
//! [`super::wire`] emits the `wire.rs` of each module.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Item, Source, docs, enums, message, oneof, paths, wire};
use crate::ir::{Api, Message, Module, TypeId};

/// `model/mod.rs` and two files for each module.
pub(super) fn emit(api: &Api) -> Vec<Source<'_>> {
    let mut sources = vec![root(api)];
    for file in &api.files {
        for module in &file.modules {
            sources.push(self::module(api, &file.name(), module));
            sources.push(wire::emit(api, &file.name(), module));
        }
    }
    sources
}

fn root(api: &Api) -> Source<'_> {
    let doc = vec![
        "Messages and enums of the API.".to_owned(),
        String::new(),
        "Types nested in a message are in a module named after the message.".to_owned(),
    ];
    Source::new("src/model/mod.rs", "api.yaml", doc, || {
        let modules = api.files.iter().flat_map(|file| &file.modules);
        let items = modules.map(|Module { name: file, private, .. }| {
            let path = format!("{}.rs", file.unraw());
            let tokens = quote!(#[path = #path] mod #private; pub use self::#private::*;);
            Item::new(format!("module {file}"), tokens)
        });
        items.collect()
    })
}

fn module<'a>(api: &'a Api, origin: &str, module: &'a Module) -> Source<'a> {
    let path = format!("src/model/{}.rs", module.name.unraw());
    Source::new(path, origin, module.doc.markdown.clone(), || {
        let types: Vec<Item> = module.types.iter().flat_map(|id| type_items(api, *id)).collect();
        let mut items = Vec::new();
        // Structs with only strings and numbers do not use the runtime.
        if types.iter().any(|item| paths::is_used(&item.tokens)) {
            items.push(Item::new("imports", paths::import()));
        }
        items.push(Item::new("wire", wire::declaration(module)));
        items.extend(types);
        items
    })
}

fn type_items(api: &Api, id: TypeId) -> Vec<Item> {
    match id {
        TypeId::Enum(id) => vec![Item::new(&api[id].name, enums::definition(api, &api[id]))],
        TypeId::Message(id) => message_items(api, &api[id]),
    }
}

fn message_items(api: &Api, message: &Message) -> Vec<Item> {
    let item = |tokens| Item::new(&message.name, tokens);
    let mut items = vec![item(message::structure(api, message))];
    items.extend(message::methods(api, message).map(item));
    items.extend(nested_module(api, message).map(item));
    items
}

/// The module of a message's oneofs and nested types.
fn nested_module(api: &Api, message: &Message) -> Option<TokenStream> {
    let name = message.module.as_ref()?;
    let import = paths::import_from_parent();
    let oneofs = message.oneofs.iter().map(|oneof| oneof::enumeration(api, message, oneof));
    let types = message.nested.iter().flat_map(|id| type_items(api, *id));
    let types = types.map(|item| item.tokens);
    let doc = docs::line(&format!("Types nested in [`{}`].", message.path.name));
    let content = quote!(#(#oneofs)* #(#types)*);
    // Oneofs with only messages do not use the runtime.
    let import = paths::is_used(&content).then_some(import);
    Some(quote! {
        #doc
        pub mod #name {
            #import
            #content
        }
    })
}
