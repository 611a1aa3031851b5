//! Reachability: the RPCs and error details that use each type, unused types, recursive messages, and
//! those with floats.

use super::collect::Collected;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Enum, EnumId, FieldType, Message, MessageId, Table, Type, TypeId, Walk};
use crate::source::Span;

/// Sets on each type the RPCs and the error details that reach it, and reports unused types. Does
/// nothing if there are mistakes: an invalid field or RPC would make the types it refers to look unused.
pub(super) fn mark(api: &mut Api, collected: &Collected<'_>, problems: &mut Diagnostics) {
    if !problems.is_empty() {
        return;
    }
    let mut by_rpc = Walk::new(api);
    for id in api.rpc_ids() {
        by_rpc.start(id, [api[id].request, api[id].response]);
    }
    let mut by_detail = Walk::new(api);
    for id in api.messages.ids().filter(|id| api[*id].error_detail) {
        by_detail.start(id, [id]);
    }
    let (by_rpc, by_detail) = (by_rpc.reached, by_detail.reached);
    let reached = by_rpc.messages.into_iter().zip(by_detail.messages);
    for (message, reached) in api.messages.iter_mut().zip(reached) {
        (message.reached_by, message.in_details) = reached;
    }
    let reached = by_rpc.enums.into_iter().zip(by_detail.enums);
    for (found, reached) in api.enums.iter_mut().zip(reached) {
        (found.reached_by, found.in_details) = reached;
    }
    report_unused(api, collected, problems);
}

/// Marks standalone messages, what they contain and the types nested in them.
fn standalone(api: &Api, collected: &Collected<'_>) -> Standalone {
    let mut marked =
        Standalone { messages: api.messages.filled(&false), enums: api.enums.filled(&false) };
    let roots = api.messages.ids().filter(|id| collected.messages[*id].standalone);
    let mut pending: Vec<TypeId> = roots.map(TypeId::Message).collect();
    while let Some(id) = pending.pop() {
        match id {
            TypeId::Enum(id) => marked.enums[id] = true,
            TypeId::Message(id) if std::mem::replace(&mut marked.messages[id], true) => {}
            TypeId::Message(id) => {
                let inner = api[id].fields.iter().filter_map(|field| match field.ty.inner() {
                    Type::Message(id) => Some(TypeId::Message(id)),
                    Type::Enum(id) => Some(TypeId::Enum(id)),
                    Type::Scalar(_) | Type::WellKnown(_) => None,
                });
                pending.extend(inner.chain(api[id].nested.iter().copied()));
            }
        }
    }
    marked
}

/// The types that standalone messages use.
struct Standalone {
    messages: Table<MessageId, bool>,
    enums: Table<EnumId, bool>,
}

fn report_unused(api: &Api, collected: &Collected<'_>, problems: &mut Diagnostics) {
    let used = standalone(api, collected);
    let mut report = |name: &str, span: Span| {
        problems.push(
            Diagnostic::new(Code::UnusedType, format!("type `{name}` is never used"))
                .at(span, "not part of any request, response or error detail"),
        );
    };
    for (message, found) in api.messages.iter().zip(&collected.messages) {
        // An outer message is used if one of its nested types is.
        if !is_used(api, &used, TypeId::Message(message.id)) {
            report(&message.name, found.span);
        }
    }
    for (lowered, found) in api.enums.iter().zip(&collected.enums) {
        if !is_used(api, &used, TypeId::Enum(lowered.id)) {
            report(&lowered.name, found.raw.name.span);
        }
    }
}

/// Whether a type, or one that is nested in it, is part of an RPC, an error detail or a standalone
/// message.
fn is_used(api: &Api, standalone: &Standalone, id: TypeId) -> bool {
    match id {
        TypeId::Message(id) => {
            let Message { reached_by, in_details, nested, .. } = &api[id];
            standalone.messages[id]
                || !reached_by.is_empty()
                || !in_details.is_empty()
                || nested.iter().any(|nested| is_used(api, standalone, *nested))
        }
        TypeId::Enum(id) => {
            let Enum { reached_by, in_details, .. } = &api[id];
            standalone.enums[id] || !reached_by.is_empty() || !in_details.is_empty()
        }
    }
}

/// Marks the messages that contain a float, directly or indirectly.
pub(super) fn find_floats(api: &mut Api) {
    let mut containers = api.messages.filled(&Vec::new());
    let mut pending = Vec::new();
    for message in &api.messages {
        for field in &message.fields {
            match field.ty.inner() {
                Type::Message(inner) => containers[inner].push(message.id),
                ty if api.contains_float(ty) => pending.push(message.id),
                Type::Scalar(_) | Type::WellKnown(_) | Type::Enum(_) => {}
            }
        }
    }
    while let Some(id) = pending.pop() {
        if !std::mem::replace(&mut api.messages[id].contains_float, true) {
            pending.extend(&containers[id]);
        }
    }
}

/// Boxes singular message fields that are on a cycle. Lists and maps need no box.
pub(super) fn box_recursion(api: &mut Api) {
    let components = components(&api.messages);
    for (id, message) in api.messages.ids().zip(api.messages.iter_mut()) {
        for field in message.fields.iter_mut() {
            if let FieldType::Single(Type::Message(inner)) = field.ty
                && components[id] == components[inner]
            {
                field.boxed = true;
            }
        }
    }
}

/// Returns the strongly connected component of each message over singular message fields. A component
/// is identified by one of its messages.
///
/// Tarjan's algorithm with an explicit stack.
fn components(messages: &Table<MessageId, Message>) -> Table<MessageId, MessageId> {
    let nodes = messages.map(|id, _| Node { index: None, low: 0, on_stack: false, component: id });
    let mut tarjan = Tarjan { messages, nodes, stack: Vec::new(), next: 0 };
    for root in messages.ids() {
        if tarjan.nodes[root].index.is_none() {
            tarjan.run(root);
        }
    }
    tarjan.nodes.map(|_, node| node.component)
}

/// The state of a message during the search.
struct Node {
    /// The order in which it was entered.
    index: Option<usize>,
    /// The lowest index that it reaches.
    low: usize,
    on_stack: bool,
    component: MessageId,
}

struct Tarjan<'a> {
    messages: &'a Table<MessageId, Message>,
    nodes: Table<MessageId, Node>,
    stack: Vec<MessageId>,
    next: usize,
}

impl Tarjan<'_> {
    fn run(&mut self, root: MessageId) {
        let mut frames = vec![(root, self.successors(root))];
        self.enter(root);
        while let Some((node, successors)) = frames.last_mut() {
            let node = *node;
            if let Some(successor) = successors.next() {
                match self.nodes[successor].index {
                    None => {
                        self.enter(successor);
                        frames.push((successor, self.successors(successor)));
                    }
                    Some(index) if self.nodes[successor].on_stack => {
                        self.nodes[node].low = self.nodes[node].low.min(index);
                    }
                    Some(_) => {}
                }
                continue;
            }
            frames.pop();
            let low = self.nodes[node].low;
            if let Some((parent, _)) = frames.last() {
                let parent = &mut self.nodes[*parent];
                parent.low = parent.low.min(low);
            }
            if Some(low) == self.nodes[node].index {
                self.close(node);
            }
        }
    }

    fn enter(&mut self, node: MessageId) {
        self.nodes[node] =
            Node { index: Some(self.next), low: self.next, on_stack: true, component: node };
        self.next += 1;
        self.stack.push(node);
    }

    /// Pops a component off the stack.
    fn close(&mut self, root: MessageId) {
        while let Some(node) = self.stack.pop() {
            let message = &mut self.nodes[node];
            message.on_stack = false;
            message.component = root;
            if node == root {
                break;
            }
        }
    }

    fn successors(&self, node: MessageId) -> std::vec::IntoIter<MessageId> {
        let fields = self.messages[node].fields.iter();
        let successors = fields.filter_map(|field| match field.ty {
            FieldType::Single(Type::Message(inner)) => Some(inner),
            _ => None,
        });
        successors.collect::<Vec<_>>().into_iter()
    }
}
