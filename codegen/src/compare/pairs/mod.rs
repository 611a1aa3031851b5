//! Finds the items of the new state that continue items of the old one.
//!
//! Items with equal names continue each other. What is left is paired where something else says that an
//! item has been renamed: an RPC by its documented name, the messages of an RPC by the RPC, nested types
//! by what they are nested in, types by fields that use them, and others by their contents. Fields and
//! enum values are paired by their numbers.

mod members;
mod pairing;
mod shape;

use std::collections::HashMap;

use crate::ir::{Api, EnumId, MessageId, RpcId, ServiceId, Type, TypeId};

pub(super) use members::{Members, fields, oneofs, values};
use pairing::Pairing;

/// The pairs of items of two APIs.
pub(super) struct Pairs {
    pub(super) services: Pairing<ServiceId>,
    pub(super) rpcs: Pairing<RpcId>,
    pub(super) messages: Pairing<MessageId>,
    pub(super) enums: Pairing<EnumId>,
}

impl Pairs {
    /// Pairs the items of two APIs.
    pub(super) fn new(old: &Api, new: &Api) -> Self {
        let mut search = Search { old, new, pairs: Self::by_name(old, new) };
        search.services();
        search.rpcs();
        search.types();
        search.pairs
    }

    fn by_name(old: &Api, new: &Api) -> Self {
        let names = |api: &Api| {
            let messages = api.messages.iter().map(|message| (message.name.clone(), message.id));
            messages.collect::<HashMap<_, _>>()
        };
        let old_messages = names(old);
        let messages = new
            .messages
            .iter()
            .filter_map(|message| Some((*old_messages.get(&message.name)?, message.id)));
        let old_enums: HashMap<_, _> =
            old.enums.iter().map(|of| (of.name.as_str(), of.id)).collect();
        let enums =
            new.enums.iter().filter_map(|of| Some((*old_enums.get(of.name.as_str())?, of.id)));
        let services = new.services.enumerate().filter_map(|(id, service)| {
            Some((old.services.find(|other| other.name == service.name)?, id))
        });
        Self {
            services: services.collect(),
            rpcs: Pairing::default(),
            messages: messages.collect(),
            enums: enums.collect(),
        }
    }

    /// The type in the new state that continues a type.
    pub(super) fn new_type(&self, id: TypeId) -> Option<TypeId> {
        match id {
            TypeId::Message(id) => self.messages.new_of(id).map(TypeId::Message),
            TypeId::Enum(id) => self.enums.new_of(id).map(TypeId::Enum),
        }
    }

    /// The type in the old state that a type continues.
    pub(super) fn old_type(&self, id: TypeId) -> Option<TypeId> {
        match id {
            TypeId::Message(id) => self.messages.old_of(id).map(TypeId::Message),
            TypeId::Enum(id) => self.enums.old_of(id).map(TypeId::Enum),
        }
    }

    /// Whether a type of the new state continues one of the old state. Types that come with protobuf
    /// continue themselves.
    pub(super) fn is_same(&self, old: Type, new: Type) -> bool {
        match (old, new) {
            (Type::Message(old), Type::Message(new)) => self.messages.new_of(old) == Some(new),
            (Type::Enum(old), Type::Enum(new)) => self.enums.new_of(old) == Some(new),
            _ => old == new,
        }
    }
}

/// Two states during the search.
struct Search<'a> {
    old: &'a Api,
    new: &'a Api,
    pairs: Pairs,
}

impl Search<'_> {
    /// Pairs services that share at least half of their RPCs.
    fn services(&mut self) {
        let left: Vec<_> = self
            .new
            .services
            .enumerate()
            .filter(|(id, _)| self.pairs.services.old_of(*id).is_none())
            .collect();
        for (id, service) in left {
            let renamed = self.old.services.enumerate().find(|(other, old)| {
                let shared = old
                    .rpcs
                    .iter()
                    .filter(|rpc| service.rpcs.iter().any(|new| new.name == rpc.name));
                let shared = shared.count();
                self.pairs.services.new_of(*other).is_none()
                    && shared > 0
                    && shared * 2 >= old.rpcs.len().max(service.rpcs.len())
            });
            if let Some((old, _)) = renamed {
                self.pairs.services.insert(old, id);
            }
        }
    }

    /// Pairs RPCs by name in services that are paired, then by documented name, then by the contents of
    /// their messages.
    fn rpcs(&mut self) {
        let old: Vec<RpcId> = self.old.rpc_ids().collect();
        let by_name: HashMap<(ServiceId, &str), RpcId> =
            old.iter().map(|id| ((id.service, self.old[*id].name.as_str()), *id)).collect();
        for id in self.new.rpc_ids() {
            let service = self.pairs.services.old_of(id.service);
            let same = service.and_then(|of| by_name.get(&(of, self.new[id].name.as_str())));
            if let Some(same) = same {
                self.pairs.rpcs.insert(*same, id);
            }
        }
        let of_new = self.new;
        let of_old = self.old;
        self.remaining_rpcs(|old, new| of_old[old].documented.name == of_new[new].documented.name);
        self.remaining_rpcs(|old, new| {
            let (old, new) = (&of_old[old], &of_new[new]);
            shape::are_similar(&of_old[old.request], &of_new[new.request])
                && shape::are_similar(&of_old[old.response], &of_new[new.response])
        });
    }

    fn remaining_rpcs(&mut self, continues: impl Fn(RpcId, RpcId) -> bool) {
        for id in self
            .new
            .rpc_ids()
            .filter(|id| self.pairs.rpcs.old_of(*id).is_none())
            .collect::<Vec<_>>()
        {
            let left = self.old.rpc_ids().filter(|old| self.pairs.rpcs.new_of(*old).is_none());
            let found = left.into_iter().find(|old| continues(*old, id));
            if let Some(old) = found {
                self.pairs.rpcs.insert(old, id);
            }
        }
    }

    /// Pairs types until nothing more follows from what is paired.
    fn types(&mut self) {
        self.messages_of_rpcs();
        self.follow();
        shape::pair(self.old, self.new, &mut self.pairs);
        self.follow();
    }

    fn messages_of_rpcs(&mut self) {
        for id in self.new.rpc_ids() {
            let Some(old) = self.pairs.rpcs.old_of(id) else { continue };
            let (old, new) = (&self.old[old], &self.new[id]);
            self.pairs.messages.insert_if_free(old.request, new.request);
            self.pairs.messages.insert_if_free(old.response, new.response);
        }
    }

    /// Pairs nested types by their names, and types by fields that are paired.
    fn follow(&mut self) {
        let mut pending: Vec<(MessageId, MessageId)> = self.pairs.messages.iter().collect();
        while let Some((old, new)) = pending.pop() {
            let (old, new) = (&self.old[old], &self.new[new]);
            for nested in &new.nested {
                let name = self.new.short_name(*nested);
                let same = old.nested.iter().find(|id| self.old.short_name(**id) == name);
                if let Some(same) = same {
                    pending.extend(self.insert(*same, *nested));
                }
            }
            for (old, new) in fields(old, new).pairs {
                match (old.ty.inner(), new.ty.inner()) {
                    (Type::Message(a), Type::Message(b))
                        if shape::are_similar(&self.old[a], &self.new[b]) =>
                    {
                        pending.extend(self.insert(TypeId::Message(a), TypeId::Message(b)));
                    }
                    (Type::Enum(a), Type::Enum(b))
                        if shape::are_similar_enums(&self.old[a], &self.new[b]) =>
                    {
                        self.insert(TypeId::Enum(a), TypeId::Enum(b));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Pairs two types, if neither is paired. Returns new pairs of messages.
    fn insert(&mut self, old: TypeId, new: TypeId) -> Option<(MessageId, MessageId)> {
        match (old, new) {
            (TypeId::Message(old), TypeId::Message(new)) => {
                self.pairs.messages.insert_if_free(old, new).then_some((old, new))
            }
            (TypeId::Enum(old), TypeId::Enum(new)) => {
                self.pairs.enums.insert_if_free(old, new);
                None
            }
            _ => None,
        }
    }
}
