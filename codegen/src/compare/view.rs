//! A state of a schema, and what a comparison looks up in it.

use std::collections::HashMap;

use super::uses::Uses;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, MessageId, RpcId, TypeId};
use crate::raw::{self, Item, items};
use crate::source::{Sources, Span};
use crate::{lower, parse};

/// A state of a schema: its text, as written, and lowered.
#[derive(Debug)]
pub struct State {
    /// The text.
    pub sources: Sources,
    /// The schema as written.
    pub schema: raw::Schema,
    /// The API.
    pub api: Api,
}

impl State {
    /// Reads and checks a schema.
    ///
    /// # Errors
    ///
    /// Returns the mistakes of the schema with its text.
    pub fn read(sources: Sources) -> Result<Self, Box<(Diagnostics, Sources)>> {
        let schema = parse(&sources);
        match lower(&schema) {
            Ok(api) => Ok(Self { sources, schema, api }),
            Err(problems) => Err(Box::new((problems, sources))),
        }
    }
}

/// A state with its indexes.
pub(super) struct View<'a> {
    pub(super) api: &'a Api,
    pub(super) schema: &'a raw::Schema,
    pub(super) uses: Uses,
    items: HashMap<String, Item<'a>>,
    outer: HashMap<TypeId, MessageId>,
    inline: HashMap<MessageId, RpcId>,
}

impl<'a> View<'a> {
    pub(super) fn new(state: &'a State) -> Self {
        let items = items(&state.schema).into_iter().collect();
        let State { schema, api, .. } = state;
        let outer = api
            .messages
            .iter()
            .flat_map(|message| message.nested.iter().map(|nested| (*nested, message.id)));
        let inline = api.rpc_ids().flat_map(|id| {
            let rpc = &api[id];
            let messages = [(rpc.request, "Request"), (rpc.response, "Response")];
            messages.into_iter().filter_map(move |(message, suffix)| {
                let is_inline = api[message].name.strip_suffix(suffix) == Some(&rpc.name);
                is_inline.then_some((message, id))
            })
        });
        let (outer, inline) = (outer.collect(), inline.collect());
        Self { api, schema, uses: Uses::new(api), items, outer, inline }
    }

    /// The message that a type is nested in.
    pub(super) fn outer(&self, id: TypeId) -> Option<MessageId> {
        self.outer.get(&id).copied()
    }

    /// The RPC that declares a message.
    pub(super) fn inline_of(&self, id: MessageId) -> Option<RpcId> {
        self.inline.get(&id).copied()
    }

    /// The full name of a type.
    pub(super) fn full_name(&self, id: TypeId) -> &'a str {
        match id {
            TypeId::Message(id) => &self.api[id].full_name,
            TypeId::Enum(id) => &self.api[id].full_name,
        }
    }

    /// The full names of the types that are nested in a type, directly or indirectly.
    pub(super) fn nested(&self, id: TypeId) -> Vec<String> {
        let TypeId::Message(id) = id else { return Vec::new() };
        let nested = self.api[id].nested.iter().flat_map(|nested| {
            let inner = self.nested(*nested);
            std::iter::once(self.full_name(*nested).to_owned()).chain(inner)
        });
        nested.collect()
    }

    /// Whether programs use a type by itself.
    pub(super) fn is_standalone(&self, id: TypeId) -> bool {
        match self.item(self.full_name(id)) {
            Some(Item::Message { declared: Some(message), .. }) => {
                message.standalone.as_ref().is_some_and(|standalone| standalone.value)
            }
            _ => false,
        }
    }

    /// The ids of all types.
    pub(super) fn types(&self) -> impl Iterator<Item = TypeId> {
        let messages = self.api.messages.iter().map(|message| TypeId::Message(message.id));
        messages.chain(self.api.enums.iter().map(|of| TypeId::Enum(of.id)))
    }

    /// The item with a full name, as written.
    pub(super) fn item(&self, full_name: &str) -> Option<Item<'a>> {
        self.items.get(full_name).copied()
    }

    /// The place of an item: its name.
    pub(super) fn place(&self, full_name: &str) -> Option<Span> {
        self.item(full_name).map(Item::name)
    }

    /// The field with a full name, as written.
    pub(super) fn field(&self, full_name: &str) -> Option<&'a raw::Field> {
        match self.item(full_name)? {
            Item::Field(field) => Some(field),
            _ => None,
        }
    }

    /// The RPC with a full name, as written.
    pub(super) fn rpc(&self, full_name: &str) -> Option<&'a raw::Rpc> {
        match self.item(full_name)? {
            Item::Rpc(rpc) => Some(rpc),
            _ => None,
        }
    }
}
