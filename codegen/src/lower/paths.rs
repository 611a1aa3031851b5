//! The Rust paths of types, and the check that they are unique.

use super::collect::{self, Collected};
use super::names;
use super::scope::RustScope;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, MessageId, OneofId, RustName, RustPath, Table, TypeId};
use crate::source::Span;

/// Returns the Rust path of a type. A nested type is in a module named after its message.
pub(super) fn rust_path(collected: &Collected<'_>, id: TypeId) -> RustPath {
    let (path, parent, module) = match id {
        TypeId::Message(id) => {
            let collect::Message { path, parent, module, .. } = &collected.messages[id];
            (path, *parent, module)
        }
        TypeId::Enum(id) => {
            let collect::Enum { path, parent, module, .. } = &collected.enums[id];
            (path, *parent, module)
        }
    };
    let modules = match parent {
        Some(parent) => inner_modules(collected, parent),
        None => Vec::new(),
    };
    RustPath {
        file: names::module(module),
        modules,
        name: names::type_name(names::last_part(path)),
    }
}

/// Returns the modules of the types nested in a message.
pub(super) fn inner_modules(collected: &Collected<'_>, message: MessageId) -> Vec<RustName> {
    let path = &collected.messages[message].path;
    path.split('.').map(names::module).collect()
}

/// Claims the names of all types and modules of the models, each in its module. Skips what is nested
/// in a message whose name is taken, because its collisions would only follow from that.
pub(super) fn claim_model_names(
    api: &Api,
    collected: &Collected<'_>,
    oneof_spans: &Table<MessageId, Table<OneofId, Span>>,
    problems: &mut Diagnostics,
) {
    let mut scopes: indexmap::IndexMap<String, RustScope> = indexmap::IndexMap::new();
    let mut claim = |path: &RustPath, name, origin: &str, span, problems: &mut Diagnostics| {
        let module: String = path.modules.iter().map(|module| format!("{module}::")).collect();
        scopes.entry(module).or_default().claim(name, origin, span, problems)
    };
    let mut clear = collected.messages.filled(&false);
    let within = |parent: Option<MessageId>, clear: &Table<MessageId, bool>| {
        parent.is_none_or(|parent| clear[parent])
    };
    for (message, found) in api.messages.iter().zip(&collected.messages) {
        let is_clear = within(found.parent, &clear)
            && claim(&message.path, &message.path.name, &message.name, found.span, problems)
            && message.module.as_ref().is_none_or(|module| {
                claim(&message.path, module, &message.name, found.span, problems)
            });
        clear[message.id] = is_clear;
        for (id, oneof) in message.oneofs.enumerate().filter(|_| is_clear) {
            let origin = format!("{}.{}", message.name, oneof.name);
            let span = oneof_spans[message.id][id];
            claim(&oneof.path, &oneof.path.name, &origin, span, problems);
        }
    }
    for (lowered, found) in api.enums.iter().zip(&collected.enums) {
        if within(found.parent, &clear) {
            let span = found.raw.name.span;
            claim(&lowered.path, &lowered.path.name, &lowered.name, span, problems);
        }
    }
}
