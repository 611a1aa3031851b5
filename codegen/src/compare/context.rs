//! What the comparisons of items share: both states, the pairs, and the directions of messages.

use super::change::{Change, Comparison, Prose, Side, Used};
use super::pairs::Pairs;
use super::uses::{Use, path};
use super::view::{State, View};
use super::wire::Peers;
use crate::ir::{RpcId, ServiceId, TypeId};
use crate::source::{Sources, Span};

/// Two states of a schema.
pub(super) struct Context<'a> {
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    pub(super) pairs: Pairs,
}

/// The directions in which an old and a new program exchange an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Directions {
    /// Old clients send it to new servers.
    pub(super) requests: bool,
    /// New servers send it to old clients.
    pub(super) replies: bool,
}

impl Directions {
    pub(super) fn any(self) -> bool {
        self.requests || self.replies
    }
}

impl<'a> Context<'a> {
    pub(super) fn new(old: &'a State, new: &'a State) -> Self {
        let pairs = Pairs::new(&old.api, &new.api);
        Self { old: View::new(old), new: View::new(new), pairs }
    }

    /// The directions of a type of the old state. RPCs that are gone do not count, because that is a
    /// change of its own. Programs exchange standalone types in ways of their own.
    pub(super) fn directions(&self, old: TypeId) -> Directions {
        let used = self.old.uses.of(self.old.api, old);
        let lives = |rpcs: &[RpcId]| rpcs.iter().any(|rpc| self.pairs.rpcs.new_of(*rpc).is_some());
        if used.side() == Side::None {
            return Directions { requests: true, replies: true };
        }
        Directions {
            requests: lives(used.requests),
            replies: lives(used.replies) || used.in_details,
        }
    }

    /// Where a type of the new state is used.
    pub(super) fn used(&self, new: TypeId) -> Used {
        self.new.uses.of(self.new.api, new).describe(self.new.api)
    }

    /// Where a type of the old state was used.
    pub(super) fn was_used(&self, old: TypeId) -> Used {
        self.old.uses.of(self.old.api, old).describe(self.old.api)
    }

    /// Adds to a change of an item its name in the old state, its uses, and the places of both names.
    pub(super) fn located(&self, change: Change, old: &str, new: &str, used: Used) -> Change {
        change.was(old).used(used).at(self.old.place(old), self.new.place(new))
    }

    /// An RPC of the new state as the place where an item is used.
    pub(super) fn used_by(&self, rpc: RpcId) -> Used {
        Use { requests: &[rpc], replies: &[rpc], in_details: false }.describe(self.new.api)
    }

    /// An RPC of the old state as the place where an item was used.
    pub(super) fn was_used_by(&self, rpc: RpcId) -> Used {
        Use { requests: &[rpc], replies: &[rpc], in_details: false }.describe(self.old.api)
    }

    /// Whether a type that is gone has gone with its outer message or with the RPCs that used it.
    pub(super) fn goes_with_others(&self, old: TypeId) -> bool {
        self.lone_in_old().owner(old).is_some()
    }

    /// Whether a new type comes with its outer message or with the RPCs that use it.
    pub(super) fn comes_with_others(&self, new: TypeId) -> bool {
        self.lone_in_new().owner(new).is_some()
    }

    /// What only the old state has.
    pub(super) fn lone_in_old(&self) -> Lone<'_, 'a> {
        let pairs = &self.pairs;
        Lone {
            view: &self.old,
            rpc: Box::new(|id| pairs.rpcs.new_of(id).is_none()),
            ty: Box::new(|id| pairs.new_type(id).is_none()),
        }
    }

    /// What only the new state has.
    pub(super) fn lone_in_new(&self) -> Lone<'_, 'a> {
        let pairs = &self.pairs;
        Lone {
            view: &self.new,
            rpc: Box::new(|id| pairs.rpcs.old_of(id).is_none()),
            ty: Box::new(|id| pairs.old_type(id).is_none()),
        }
    }

    /// Old clients and new servers, for requests.
    pub(super) fn requests(&self) -> Peers<'_> {
        let (writer, reader) = (self.old.api, self.new.api);
        Peers { writer, reader, writer_is_old: true, pairs: &self.pairs }
    }

    /// New servers and old clients, for responses.
    pub(super) fn replies(&self) -> Peers<'_> {
        let (writer, reader) = (self.new.api, self.old.api);
        Peers { writer, reader, writer_is_old: false, pairs: &self.pairs }
    }
}

/// What only one of the states has.
pub(super) struct Lone<'c, 'a> {
    view: &'c View<'a>,
    rpc: Box<dyn Fn(RpcId) -> bool + 'c>,
    ty: Box<dyn Fn(TypeId) -> bool + 'c>,
}

/// What a type comes or goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// The message that it is nested in.
    Outer,
    /// An RPC that declares it, or the first of those that use it.
    Rpc(RpcId),
}

impl Lone<'_, '_> {
    /// What a type comes or goes with, if it does not do so by itself.
    pub(super) fn owner(&self, id: TypeId) -> Option<Owner> {
        if self.view.outer(id).is_some_and(|outer| (self.ty)(TypeId::Message(outer))) {
            return Some(Owner::Outer);
        }
        if let TypeId::Message(message) = id
            && let Some(rpc) = self.view.inline_of(message)
        {
            return Some(Owner::Rpc(rpc));
        }
        let used = self.view.uses.of(self.view.api, id);
        let mut rpcs = used.requests.iter().chain(used.replies);
        let is_other = used.in_details || self.view.is_standalone(id);
        if is_other || !rpcs.clone().all(|rpc| (self.rpc)(*rpc)) {
            return None;
        }
        rpcs.next().map(|rpc| Owner::Rpc(*rpc))
    }

    /// Adds the RPCs that come or go with a service to a change of it, with their types.
    pub(super) fn add_service(&self, service: ServiceId, change: &mut Change) {
        let api = self.view.api;
        for rpc in api[service].rpcs.ids().map(|rpc| RpcId { service, rpc }) {
            if (self.rpc)(rpc) {
                change.reach.push(path(api, rpc));
                change.inside.push(format!("{}.{}", api[service].full_name, api[rpc].name));
                change.inside.extend(self.with_rpc(rpc));
            }
        }
    }

    /// The full names of the types that come or go with an RPC.
    pub(super) fn with_rpc(&self, rpc: RpcId) -> Vec<String> {
        let types = self.view.types().filter(|id| (self.ty)(*id));
        let of_rpc = types.filter(|id| self.owner(*id) == Some(Owner::Rpc(rpc)));
        let names = of_rpc.flat_map(|id| {
            let nested = self.view.nested(id);
            std::iter::once(self.view.full_name(id).to_owned()).chain(nested)
        });
        names.collect()
    }
}

impl Comparison {
    /// Sorts by files and places. What is gone is sorted by its old place.
    pub(super) fn sort(&mut self, old: &Sources, new: &Sources) {
        let key = |was: Option<Span>, is: Option<Span>| {
            let (sources, span) = match (was, is) {
                (_, Some(span)) => (new, Some(span)),
                (span, None) => (old, span),
            };
            let file = span.and_then(|span| sources.get(span.file)).map(|file| file.name.clone());
            (file, span.map(|span| span.start))
        };
        self.changes.sort_by_key(|Change { old, new, .. }| key(*old, *new));
        self.prose.sort_by_key(|Prose { old, new, .. }| key(*old, *new));
    }
}
