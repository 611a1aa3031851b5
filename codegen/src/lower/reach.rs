//! What reaches what: which RPCs use a type, which types nobody uses, which contain themselves.

use super::collect::Collected;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, FieldType, MessageId, Rpc, RpcId, Type, TypeId};
use crate::source::Span;

/// Notes on every type which RPCs reach it, and reports types that none does.
pub(super) fn mark(api: &mut Api, collected: &Collected<'_>, problems: &mut Diagnostics) {
    let mut messages = vec![Vec::new(); api.messages.len()];
    let mut enums = vec![Vec::new(); api.enums.len()];
    for (id, rpc) in ids(api) {
        let mut walk = Walk::new(api);
        walk.message(rpc.request);
        walk.message(rpc.response);
        for (list, reached) in messages.iter_mut().zip(&walk.messages) {
            if *reached {
                list.push(id);
            }
        }
        for (list, reached) in enums.iter_mut().zip(&walk.enums) {
            if *reached {
                list.push(id);
            }
        }
    }
    for (message, reached_by) in api.messages.iter_mut().zip(messages) {
        message.reached_by = reached_by;
    }
    for (found, reached_by) in api.enums.iter_mut().zip(enums) {
        found.reached_by = reached_by;
    }
    if problems.is_empty() {
        // A field or RPC that is broken would make innocent types look unused.
        report_unused(api, collected, problems);
    }
}

/// Every RPC with its id.
fn ids(api: &Api) -> impl Iterator<Item = (RpcId, &Rpc)> {
    api.services.iter().enumerate().flat_map(|(service, of)| {
        of.rpcs.iter().enumerate().map(move |(index, rpc)| (RpcId(service, index), rpc))
    })
}

fn report_unused(api: &Api, collected: &Collected<'_>, problems: &mut Diagnostics) {
    let mut report = |name: &str, span: Span| {
        problems.push(
            Diagnostic::new(Code::UnusedType, format!("no RPC reaches the type `{name}`"))
                .at(span, "never part of a request or response"),
        );
    };
    for (message, found) in api.messages.iter().zip(&collected.messages) {
        // An outer message that only gives its name to used inner ones is used.
        if message.reached_by.is_empty() && !nested_is_reached(api, message.id) {
            report(&message.name, found.span);
        }
    }
    for (lowered, found) in api.enums.iter().zip(&collected.enums) {
        if lowered.reached_by.is_empty() {
            report(&lowered.name, found.raw.name.span);
        }
    }
}

fn nested_is_reached(api: &Api, id: MessageId) -> bool {
    api[id].nested.iter().any(|nested| match *nested {
        TypeId::Message(id) => !api[id].reached_by.is_empty() || nested_is_reached(api, id),
        TypeId::Enum(id) => !api[id].reached_by.is_empty(),
    })
}

/// A walk over everything that a message contains, directly or not.
struct Walk<'a> {
    api: &'a Api,
    messages: Vec<bool>,
    enums: Vec<bool>,
}

impl<'a> Walk<'a> {
    fn new(api: &'a Api) -> Self {
        Self { api, messages: vec![false; api.messages.len()], enums: vec![false; api.enums.len()] }
    }

    /// Visits with a list of its own: a chain of messages may be longer than the stack.
    fn message(&mut self, root: MessageId) {
        let mut open = vec![root];
        while let Some(id) = open.pop() {
            let Some(seen) = self.messages.get_mut(id.0) else { continue };
            if std::mem::replace(seen, true) {
                continue;
            }
            for field in &self.api[id].fields {
                match field.ty.inner() {
                    Type::Message(inner) => open.push(inner),
                    Type::Enum(id) => {
                        if let Some(seen) = self.enums.get_mut(id.0) {
                            *seen = true;
                        }
                    }
                    Type::Scalar(_) => {}
                }
            }
        }
    }
}

/// Boxes the single message fields that lie on a cycle; lists and maps need no box.
pub(super) fn box_recursion(api: &mut Api) {
    let components = components(api);
    let mut boxed = Vec::new();
    for message in &api.messages {
        for (index, field) in message.fields.iter().enumerate() {
            if let FieldType::Single(Type::Message(inner)) = field.ty
                && components.get(message.id.0) == components.get(inner.0)
            {
                boxed.push((message.id, index));
            }
        }
    }
    for (id, index) in boxed {
        let message = api.messages.get_mut(id.0);
        if let Some(field) = message.and_then(|message| message.fields.get_mut(index)) {
            field.boxed = true;
        }
    }
}

/// The strongly connected component of each message over its single message fields.
///
/// Tarjan's algorithm with an explicit stack.
fn components(api: &Api) -> Vec<usize> {
    let mut tarjan = Tarjan {
        index: vec![None; api.messages.len()],
        low: vec![0; api.messages.len()],
        on_stack: vec![false; api.messages.len()],
        component: vec![usize::MAX; api.messages.len()],
        stack: Vec::new(),
        next: 0,
    };
    for root in 0..api.messages.len() {
        if tarjan.index.get(root).is_some_and(Option::is_none) {
            tarjan.run(api, root);
        }
    }
    tarjan.component
}

struct Tarjan {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    component: Vec<usize>,
    stack: Vec<usize>,
    next: usize,
}

#[allow(clippy::indexing_slicing, reason = "every vector has one entry for each message")]
impl Tarjan {
    fn run(&mut self, api: &Api, root: usize) {
        let mut frames = vec![(root, successors(api, root), 0)];
        self.open(root);
        while let Some((node, next, position)) = frames.last_mut() {
            let node = *node;
            if let Some(successor) = next.get(*position).copied() {
                *position += 1;
                match self.index[successor] {
                    None => {
                        self.open(successor);
                        frames.push((successor, successors(api, successor), 0));
                    }
                    Some(index) if self.on_stack[successor] => {
                        self.low[node] = self.low[node].min(index);
                    }
                    Some(_) => {}
                }
                continue;
            }
            frames.pop();
            if let Some((parent, ..)) = frames.last() {
                self.low[*parent] = self.low[*parent].min(self.low[node]);
            }
            if Some(self.low[node]) == self.index[node] {
                self.close(node);
            }
        }
    }

    fn open(&mut self, node: usize) {
        self.index[node] = Some(self.next);
        self.low[node] = self.next;
        self.next += 1;
        self.stack.push(node);
        self.on_stack[node] = true;
    }

    fn close(&mut self, root: usize) {
        while let Some(node) = self.stack.pop() {
            self.on_stack[node] = false;
            self.component[node] = root;
            if node == root {
                break;
            }
        }
    }
}

fn successors(api: &Api, node: usize) -> Vec<usize> {
    let fields = api.messages.get(node).map_or(&[][..], |message| message.fields.as_slice());
    fields
        .iter()
        .filter_map(|field| match field.ty {
            FieldType::Single(Type::Message(inner)) => Some(inner.0),
            _ => None,
        })
        .collect()
}
