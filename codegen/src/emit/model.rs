//! The models: a file for each module. Nested types are in modules named after their message.
//!
//! [`super::wire`] emits the `wire.rs` of each module.

use super::{Item, Source, crate_root, docs, enums, message, oneof, paths, wire};
use crate::ir::{Api, Message, Module, TypeId};
use crate::tokens::{Tokens, quote};

/// The docs of `model/mod.rs`.
const DOC: &str = "\
Messages and enums of the API.

Types nested in a message are in a module named after the message.

# Message fields

A message field is an `Option`. `require_…` returns a reference to it, `into_…` consumes the message
and returns it, and both return an error that names the field if it is not set. They exist for fields
that the documentation calls always present, and for every message field of a response.
Pages have none, because their items are a list.

# Oneofs

A oneof is an `Option` of an enum with a variant for each field. A message or enum that only one
variant has converts into the oneof with `From`. Strings, numbers and other scalars do not, because
their type does not say which variant is meant.

If a message has one oneof and no other field is required, the oneof and what converts into it also
convert into the message. So they can be passed to setters that take the message.

# Comparisons

Messages implement `PartialEq`. Those without a floating-point number, directly or in a nested
message, also implement `Eq` and `Hash`. Maps are `BTreeMap`s, which have both.

# Enums

An enum has a variant for each value of the schema, and `Unknown` for values that were added to the
API later. They decode as `Unknown` and are encoded as they were decoded. `Unknown` never holds a
known value, so a match on the other variants is reliable.

Enums are `#[non_exhaustive]`, because a new version of this crate may add a variant for what was
`Unknown` before. So a match needs an arm `_` even if it names every variant and `Unknown`. Give
`Unknown` an arm of its own only if you use the unknown value; otherwise `_` covers it.

`ALL` lists the known values. `as_str` and `number` return the wire name and number. `FromStr` and
`TryFrom<i32>` return an error for values that the schema does not have. To forward a value of a
newer API on purpose, use `from_name_or_unknown` and `from_number_or_unknown` of
[`Enumeration`](crate::Enumeration). Enums are ordered as in the schema, unknown values last.";

/// The line of [`DOC`] that only an API with pages has.
const PAGES: &str = "Pages have none, because their items are a list.";

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
    let lines = DOC.lines().filter(|line| *line != PAGES || api.paging.is_some());
    let doc = lines.map(str::to_owned).collect();
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
    Source::new(path, origin, module.doc.markdown(), || {
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
    items.extend(oneof::into_message(api, message).map(item));
    items.extend(nested_module(api, message).map(item));
    items
}

/// The module of a message's oneofs and nested types.
fn nested_module(api: &Api, message: &Message) -> Option<Tokens> {
    let name = message.module.as_ref()?;
    let import = paths::import_from_parent();
    let oneofs = message.oneofs.iter().map(|oneof| oneof::enumeration(api, message, oneof));
    let types = message.nested.iter().flat_map(|id| type_items(api, *id));
    let types = types.map(|item| item.tokens);
    let mut doc = vec![format!("Types nested in [`{}`].", message.path.name)];
    if let Some(hidden) = crate_root::hidden(api, &message.path.modules, name) {
        doc.extend([String::new(), hidden]);
    }
    let doc = docs::attributes(&doc);
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
