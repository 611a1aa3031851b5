//! RPCs: pairs, additions and removals.

use super::change::{Aspect, Change, Comparison, Kind, Side};
use super::context::Context;
use super::rule::Rule;
use super::wire::Codec;
use super::{deprecation, prose, rust};
use crate::ir::{Api, Idempotency, MessageId, Rpc, RpcId};
use crate::raw;
use crate::source::Span;

pub(super) fn compare(context: &Context<'_>, found: &mut Comparison) {
    for (old, new) in context.pairs.rpcs.iter() {
        Pair::new(context, old, new).compare(found);
    }
    let gone = context.old.api.rpc_ids().filter(|id| {
        context.pairs.rpcs.new_of(*id).is_none()
            && context.pairs.services.new_of(id.service).is_some()
    });
    found.changes.extend(gone.map(|id| removal(context, id)));
    let added = context.new.api.rpc_ids().filter(|id| {
        context.pairs.rpcs.old_of(*id).is_none()
            && context.pairs.services.old_of(id.service).is_some()
    });
    found.changes.extend(added.map(|id| addition(context, id)));
}

fn full_name(api: &Api, id: RpcId) -> String {
    format!("{}.{}", api[id.service].full_name, api[id].name)
}

fn removal(context: &Context<'_>, id: RpcId) -> Change {
    let api = context.old.api;
    let name = full_name(api, id);
    let place = context.old.place(&name);
    let message = format!("RPC `{}` is gone", api[id].name);
    let mut change = Change::new(Rule::RpcNoDelete, Kind::Removed, name, message)
        .used(context.was_used_by(id))
        .at(place, None);
    change.from = Some(signature(api, &api[id]));
    change.inside = context.lone_in_old().with_rpc(id);
    change.breaks_wire("old clients call it, and new servers answer with `unimplemented`");
    change.breaks(Aspect::Rust, format!("`{}` is gone", api[id].method));
    change
}

fn addition(context: &Context<'_>, id: RpcId) -> Change {
    let api = context.new.api;
    let name = full_name(api, id);
    let place = context.new.place(&name);
    let message = format!("RPC `{}` is new", api[id].name);
    let mut change = Change::new(Rule::RpcAdd, Kind::Added, name, message)
        .used(context.used_by(id))
        .at(context.old.place(&context.new.api[id.service].full_name), place);
    change.to = Some(signature(api, &api[id]));
    change.inside = context.lone_in_new().with_rpc(id);
    for (was, is) in context.pairs.rpcs.iter() {
        if api[api[is].response].reached_by.contains(&id)
            && let Some(lost) = rust::lost_wait(context, was, is)
        {
            change.breaks(Aspect::Rust, lost);
        }
    }
    change
}

/// The messages of an RPC.
fn signature(api: &Api, rpc: &Rpc) -> String {
    format!("{} -> {}", api[rpc.request].name, api[rpc.response].name)
}

/// Two RPCs that continue each other.
#[derive(Clone, Copy)]
struct Pair<'a> {
    context: &'a Context<'a>,
    ids: (RpcId, RpcId),
    old: &'a Rpc,
    new: &'a Rpc,
    was: Option<&'a raw::Rpc>,
    is: Option<&'a raw::Rpc>,
}

impl<'a> Pair<'a> {
    fn new(context: &'a Context<'a>, old: RpcId, new: RpcId) -> Self {
        let was = context.old.rpc(&full_name(context.old.api, old));
        let is = context.new.rpc(&full_name(context.new.api, new));
        let ids = (old, new);
        Self { context, ids, old: &context.old.api[old], new: &context.new.api[new], was, is }
    }

    fn compare(self, found: &mut Comparison) {
        let compared = [
            self.name(),
            self.method(),
            self.message(true),
            self.message(false),
            self.idempotency(),
            self.paging(),
            self.deprecation(),
        ];
        found.changes.extend(compared.into_iter().flatten());
        let (old, new) = (self.old_name(), self.new_name());
        prose::compare(self.context, &old, &new, found);
        self.examples(found);
    }

    fn old_name(self) -> String {
        full_name(self.context.old.api, self.ids.0)
    }

    fn new_name(self) -> String {
        full_name(self.context.new.api, self.ids.1)
    }

    fn change(
        self,
        rule: Rule,
        message: impl Into<String>,
        place: impl Fn(&raw::Rpc) -> Option<Span>,
    ) -> Change {
        self.located(Change::new(rule, Kind::Changed, self.new_name(), message.into()), place)
    }

    /// Adds the uses and the places of a property to a change of the RPC.
    fn located(self, change: Change, place: impl Fn(&raw::Rpc) -> Option<Span>) -> Change {
        let at = |rpc: &raw::Rpc| place(rpc).unwrap_or(rpc.name.span);
        change
            .was(&self.old_name())
            .used(self.context.used_by(self.ids.1))
            .at(self.was.map(at), self.is.map(at))
    }

    fn name(self) -> Option<Change> {
        let same_service =
            self.context.pairs.services.new_of(self.ids.0.service) == Some(self.ids.1.service);
        if same_service && self.old.name == self.new.name {
            return None;
        }
        let (old, new) = (self.old_name(), self.new_name());
        let message = format!("RPC `{old}` is now `{new}`");
        let mut change = self.change(Rule::RpcSameName, message, |_| None).values(&old, &new);
        change.kind = Kind::Renamed;
        change.breaks_wire("old clients call a path that new servers do not have");
        change
            .breaks(Aspect::Rust, format!("`{}` is named `{}`", self.old.method, self.new.method));
        let messages = [self.new.request, self.new.response].into_iter();
        let inline = messages.filter(|id| self.context.new.inline_of(*id) == Some(self.ids.1));
        change.inside = inline.map(|id| self.context.new.api[id].full_name.clone()).collect();
        Some(change)
    }

    fn method(self) -> Option<Change> {
        let method = |rpc: &Rpc| {
            let name = &rpc.documented.name;
            name.rsplit_once('.').map_or(name.as_str(), |(_, method)| method).to_owned()
        };
        let (old, new) = (method(self.old), method(self.new));
        if old == new {
            return None;
        }
        let message =
            format!("`{}` has the documented method `{new}` instead of `{old}`", self.new_name());
        let place = |rpc: &raw::Rpc| Some(rpc.method.as_ref()?.span);
        let mut change = self.change(Rule::RpcSameMethod, message, place).values(&old, &new);
        change.breaks(Aspect::Rust, format!("`{old}` is named `{new}`"));
        Some(change)
    }

    /// The request or the response.
    fn message(self, is_request: bool) -> Option<Change> {
        let of = |rpc: &Rpc| if is_request { rpc.request } else { rpc.response };
        let (old, new): (MessageId, MessageId) = (of(self.old), of(self.new));
        let context = self.context;
        if context.pairs.messages.new_of(old) == Some(new) {
            return None;
        }
        let (rule, word) = match is_request {
            true => (Rule::RpcSameRequestType, "takes"),
            false => (Rule::RpcSameResponseType, "returns"),
        };
        let (old, new) = (&context.old.api[old], &context.new.api[new]);
        let message =
            format!("`{}` {word} `{}` instead of `{}`", self.new_name(), new.name, old.name);
        let mut change = self.change(rule, message, |rpc| {
            let message = if is_request { &rpc.request } else { &rpc.response };
            Some(message.as_ref()?.reference.as_ref()?.span)
        });
        change = change.values(&old.name, &new.name);
        if is_request {
            (change.side, change.responses) = (Side::Request, Vec::new());
        } else {
            (change.side, change.requests) = (Side::Response, Vec::new());
        }
        let (lost, come) = (context.lone_in_old(), context.lone_in_new());
        change.inside = lost.with_rpc(self.ids.0);
        change.inside.extend(come.with_rpc(self.ids.1));
        for (codec, aspect) in [(Codec::Binary, Aspect::Binary), (Codec::Json, Aspect::Json)] {
            let agree = match is_request {
                true => context.requests().agree_on_message(codec, old, new),
                false => context.replies().agree_on_message(codec, new, old),
            };
            if !agree {
                change.breaks(aspect, "one side reads the message as another one");
            }
        }
        change.breaks(Aspect::Rust, "code that names its type no longer compiles");
        Some(change)
    }

    fn idempotency(self) -> Option<Change> {
        let text = |level: Idempotency| match level {
            Idempotency::Unknown => "unknown",
            Idempotency::NoSideEffects => "no_side_effects",
            Idempotency::Idempotent => "idempotent",
        };
        let (old, new) = (self.old.idempotency, self.new.idempotency);
        if old == new {
            return None;
        }
        let name = self.new_name();
        let message = format!(
            "`{name}` has the idempotency level `{}` instead of `{}`",
            text(new),
            text(old)
        );
        let rule = Rule::RpcSameIdempotencyLevel;
        let mut change = self.change(rule, message, |_| None).values(text(old), text(new));
        if old == Idempotency::NoSideEffects {
            change.breaks_wire("new servers refuse the GET requests of old clients");
        }
        if new == Idempotency::NoSideEffects {
            change.note(Aspect::RunTime, "new clients may send it as GET");
        }
        match (old, new) {
            (Idempotency::Unknown, _) => change.note(Aspect::RunTime, "new clients retry it"),
            (_, Idempotency::Unknown) => {
                change.note(Aspect::RunTime, "new clients no longer retry it");
            }
            _ => {}
        }
        Some(change)
    }

    fn paging(self) -> Option<Change> {
        let context = self.context;
        let items = |api: &'a Api, rpc: &'a Rpc| {
            let paging = rpc.paging.as_ref()?;
            Some((&api[rpc.response][paging.items], paging.query))
        };
        let (old, new) = (items(context.old.api, self.old), items(context.new.api, self.new));
        let is_same_field = match (old, new) {
            (Some((old, _)), Some((new, _))) => {
                let messages =
                    (&context.old.api[self.old.response], &context.new.api[self.new.response]);
                let fields = super::pairs::fields(messages.0, messages.1).pairs;
                fields.iter().any(|(was, is)| was.number == old.number && is.number == new.number)
            }
            (None, None) => true,
            _ => false,
        };
        let query = |paging: Option<(_, bool)>| paging.is_some_and(|(_, query)| query);
        // Without parameters in the convention, no RPC reads them; that is a change of the convention.
        let has_query =
            |api: &Api| api.paging.as_ref().is_some_and(|paging| paging.query.is_some());
        let is_convention = has_query(context.old.api) != has_query(context.new.api);
        let same_query = is_convention || query(old) == query(new);
        if is_same_field && same_query {
            return None;
        }
        let text = |paging: Option<(&crate::ir::Field, bool)>| match paging {
            Some((items, true)) => format!("items: {}", items.name),
            Some((items, false)) => format!("items: {}, query: false", items.name),
            None => "none".to_owned(),
        };
        let message = format!("`{}` has other paging", self.new_name());
        let place = |rpc: &raw::Rpc| Some(rpc.paging.as_ref()?.span);
        let mut change =
            self.change(Rule::RpcSamePaging, message, place).values(text(old), text(new));
        if old.is_some() && !is_same_field {
            change.breaks(Aspect::Rust, "the methods that return pages are gone or return others");
        }
        if old.is_none() {
            // Responses with pages have no accessors of their own accord.
            let (was, is) =
                (&context.old.api[self.old.response], &context.new.api[self.new.response]);
            for (was, is) in super::pairs::fields(was, is).pairs {
                if let (Some(accessors), None) = (&was.required_accessors, &is.required_accessors)
                    && !was.documented_required
                {
                    change.breaks(Aspect::Rust, format!("`{}` is gone", accessors.borrow));
                }
            }
        }
        if query(old) && !query(new) {
            change.breaks_wire("new servers do not read the paging parameters of the query string");
        }
        Some(change)
    }

    fn deprecation(self) -> Option<Change> {
        let (old, new) = (self.old.deprecated.as_ref(), self.new.deprecated.as_ref());
        let rule = Rule::RpcSameDeprecation;
        let renamed = |name: &str| {
            let service = self.ids.0.service;
            let rpc = self.context.old.api[service].rpcs.find(|rpc| rpc.name == name)?;
            let id = self.context.pairs.rpcs.new_of(RpcId { service, rpc })?;
            Some(self.context.new.api[id].name.clone())
        };
        let change = deprecation::compare(rule, &self.new_name(), old, new, renamed)?;
        Some(self.located(change, |rpc| Some(rpc.deprecated.as_ref()?.span)))
    }

    /// Compares the examples as documentation.
    fn examples(self, found: &mut Comparison) {
        let text = |rpc: &Rpc| {
            let parts = rpc.examples.iter().flat_map(|of| [&of.title, &of.request, &of.response]);
            parts.cloned().collect::<Vec<_>>()
        };
        if text(self.old) != text(self.new) {
            let at = |rpc: &raw::Rpc| {
                rpc.examples.first().map_or(rpc.name.span, |example| example.title.span)
            };
            found.prose.push(super::Prose {
                item: self.new_name(),
                key: "examples",
                old: self.was.map(at),
                new: self.is.map(at),
            });
        }
    }
}
