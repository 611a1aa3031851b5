//! The `wire.rs` beside each file of models: descriptors, and access to fields by index.
//!
//! They are separate so that the models contain only what users read. Types are named relative to
//! the `model` module. Used by [`super::model`].

use super::{Item, Source, enums, message_impl, oneof, paths};
use crate::ir::{Api, Message, Module, TypeId};
use crate::tokens::{Tokens, quote};

/// `wire.rs` in the folder of a module.
pub(super) fn emit<'a>(api: &'a Api, origin: &str, module: &'a Module) -> Source<'a> {
    let path = format!("src/model/{}/wire.rs", module.name.unraw());
    let doc = vec![format!(
        "Descriptors and trait implementations of the types in `{}.rs`.",
        module.name.unraw()
    )];
    Source::new(path, origin, doc, || {
        let mut items = vec![Item::new("imports", paths::import_of_wire())];
        for id in &module.types {
            type_items(api, *id, &mut items);
        }
        items
    })
}

/// The declaration of the module, in the file of models. Its name cannot clash with that of a nested
/// module, because names in the schema do not start with an underscore.
pub(super) fn declaration(module: &Module) -> Tokens {
    let path = format!("{}/wire.rs", module.name.unraw());
    quote!(#[path = #path] mod _wire;)
}

fn type_items(api: &Api, id: TypeId, items: &mut Vec<Item>) {
    match id {
        TypeId::Enum(id) => items.push(Item::new(&api[id].name, enums::implementation(&api[id]))),
        TypeId::Message(id) => message_items(api, &api[id], items),
    }
}

fn message_items(api: &Api, message: &Message, items: &mut Vec<Item>) {
    let item = |tokens| Item::new(&message.name, tokens);
    items.push(item(message_impl::implementation(api, message)));
    items.extend(
        message
            .oneofs
            .iter()
            .filter_map(|oneof| oneof::redacting_debug(api, message, oneof))
            .map(item),
    );
    for id in &message.nested {
        type_items(api, *id, items);
    }
}
