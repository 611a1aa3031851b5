//! Rust types of fields, and the implementations that an addition takes away from a type.

use super::context::Context;
use crate::ir::{Api, Field, FieldType, Message, MessageId, Polled, Presence, RpcId, Type, Walk};

/// Whether code that reads and sets a field compiles with the type of another.
pub(super) fn has_same_type(context: &Context<'_>, old: &Field, new: &Field) -> bool {
    let is_option =
        |field: &Field| matches!(field.presence, Presence::Message | Presence::Optional);
    let is_arm = |field: &Field| matches!(field.presence, Presence::Oneof(_));
    let same = match (old.ty, new.ty) {
        (FieldType::Single(old), FieldType::Single(new))
        | (FieldType::Repeated(old), FieldType::Repeated(new)) => is_same(context, old, new),
        (FieldType::Map(old_key, old), FieldType::Map(new_key, new)) => {
            old_key.scalar().repr() == new_key.scalar().repr() && is_same(context, old, new)
        }
        _ => false,
    };
    same && is_option(old) == is_option(new) && is_arm(old) == is_arm(new)
}

fn is_same(context: &Context<'_>, old: Type, new: Type) -> bool {
    match (old, new) {
        (Type::Scalar(old), Type::Scalar(new)) => old.repr() == new.repr(),
        _ => context.pairs.is_same(old, new),
    }
}

/// What a message, or a type that contains it, loses by a field that is new or has another type, in
/// sentences.
pub(super) fn lost_by_field(
    context: &Context<'_>,
    old: &Message,
    new: &Message,
    field: &Field,
) -> Vec<String> {
    let mut lost = lost_by_member(old, new);
    if !old.contains_float && context.new.api.contains_float(field.ty.inner()) {
        lost.push(format!(
            "`{}` and messages that contain it have no `Eq` and no `Hash`, because of the float",
            new.path
        ));
    }
    if let Type::Message(inner) = field.ty.inner()
        && reaches(context.new.api, inner, new.id)
    {
        let boxed = newly_boxed(context);
        lost.extend(
            boxed.into_iter().map(|field| format!("`{field}` is boxed, because it is recursive")),
        );
    }
    for (was, is) in context.pairs.rpcs.iter() {
        if context.new.api[is].response == new.id {
            lost.extend(lost_wait(context, was, is));
        }
    }
    lost
}

/// What a message loses by a new member, or by a requirement.
pub(super) fn lost_by_member(old: &Message, new: &Message) -> Vec<String> {
    let mut lost = Vec::new();
    for oneof in &old.oneofs {
        let Some(continued) = new.oneofs.iter().find(|other| other.name == oneof.name) else {
            continue;
        };
        let kept: Vec<&str> = continued.arms_by_type(new).map(|arm| arm.name.as_str()).collect();
        for arm in oneof.arms_by_type(old) {
            if !kept.contains(&arm.name.as_str()) && new.fields.iter().any(|of| of.name == arm.name)
            {
                lost.push(format!(
                    "`{}` has no `From` for the type of `{}`",
                    continued.path, arm.name
                ));
            }
        }
    }
    if let (Some(oneof), None) = (old.convertible_oneof(), new.convertible_oneof()) {
        lost.push(format!("`{}` has no `From` for `{}`", new.path, oneof.path));
    }
    lost
}

/// The change of what the waits of an RPC look at.
pub(super) fn lost_wait(context: &Context<'_>, old: RpcId, new: RpcId) -> Option<String> {
    let polled = |api: &Api, rpc: RpcId| {
        api.polled(&api[rpc]).map(|polled| match polled {
            Polled::Field(field) => Some(field.number),
            Polled::Response => None,
        })
    };
    let was = polled(context.old.api, old)?;
    let name = &context.new.api[new].method;
    match polled(context.new.api, new) {
        None => Some(format!("`{name}` has no `wait_until`, because another RPC has its response")),
        Some(is) if is.is_some() != was.is_some() => {
            Some(format!("`wait_until` of `{name}` passes another value"))
        }
        Some(_) => None,
    }
}

/// The fields that exist in both states and are boxed in the new one only.
fn newly_boxed(context: &Context<'_>) -> Vec<String> {
    let mut boxed = Vec::new();
    for (old, new) in context.pairs.messages.iter() {
        let (old, new) = (&context.old.api[old], &context.new.api[new]);
        for (was, is) in super::pairs::fields(old, new).pairs {
            if is.boxed && !was.boxed && has_same_type(context, was, is) {
                boxed.push(format!("{}::{}", new.path, is.rust));
            }
        }
    }
    boxed
}

/// Whether a message contains another, directly or indirectly, or is it.
fn reaches(api: &Api, from: MessageId, to: MessageId) -> bool {
    let mut walk = Walk::new(api);
    walk.start((), [from]);
    walk.reached.messages.enumerate().any(|(id, found)| id == to && !found.is_empty())
}
