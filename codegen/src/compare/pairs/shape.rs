//! Pairs types that have been renamed by their contents.

use std::collections::{HashMap, HashSet};

use super::Pairs;
use super::pairing::Pairing;
use crate::ir::{Api, Enum, EnumValue, Field, Message, MessageId};

/// Whether two messages have at least half of their fields in common.
pub(super) fn are_similar(old: &Message, new: &Message) -> bool {
    let shared = old.fields.iter().map(|field| {
        let points = |other: &Field| {
            usize::from(other.number == field.number) + usize::from(other.name == field.name)
        };
        new.fields.iter().map(points).max().unwrap_or(0)
    });
    is_half(shared.sum(), old.fields.len().max(new.fields.len()))
}

/// Whether two enums have at least half of their values in common. Unrelated enums have the same value
/// 0, so it counts only in an enum without others.
pub(super) fn are_similar_enums(old: &Enum, new: &Enum) -> bool {
    let (old, new) = (telling_values(old), telling_values(new));
    let shared = old.iter().filter(|value| {
        new.iter().any(|other| other.number == value.number && other.rust == value.rust)
    });
    is_half(shared.count() * 2, old.len().max(new.len()))
}

/// The values by which an enum is known.
fn telling_values(of: &Enum) -> Vec<&EnumValue> {
    let others: Vec<&EnumValue> = of.values.iter().filter(|value| value.number != 0).collect();
    if others.is_empty() { of.values.iter().collect() } else { others }
}

/// Whether points are at least half of what `size` members can have.
fn is_half(points: usize, size: usize) -> bool {
    points >= size
}

/// Pairs messages and enums that are left, each with the first similar one.
pub(super) fn pair(old: &Api, new: &Api, pairs: &mut Pairs) {
    let (of_old, of_new) = (messages_of_rpcs(old), messages_of_rpcs(new));
    remaining(
        old.messages.iter().filter(|of| !of_old.contains(&of.id)).map(|of| (of.id, of)),
        new.messages.iter().filter(|of| !of_new.contains(&of.id)).map(|of| (of.id, of)),
        |message| {
            message.fields.iter().map(|field| (field.number.into(), field.name.clone())).collect()
        },
        are_similar,
        &mut pairs.messages,
    );
    remaining(
        old.enums.iter().map(|of| (of.id, of)),
        new.enums.iter().map(|of| (of.id, of)),
        |of| of.values.iter().map(|value| (value.number.into(), value.rust.to_string())).collect(),
        are_similar_enums,
        &mut pairs.enums,
    );
}

/// The requests and responses of an API, which follow their RPC.
fn messages_of_rpcs(api: &Api) -> HashSet<MessageId> {
    api.rpcs().flat_map(|(_, rpc)| [rpc.request, rpc.response]).collect()
}

/// Pairs what has no partner. Compares only types with a member in common, and those with the most
/// first, so that many types without a partner take no quadratic time.
fn remaining<'a, I: Copy + Ord + std::hash::Hash, T: 'a>(
    old: impl Iterator<Item = (I, &'a T)>,
    new: impl Iterator<Item = (I, &'a T)>,
    members: impl Fn(&T) -> Vec<(i64, String)>,
    are_similar: impl Fn(&T, &T) -> bool,
    pairing: &mut Pairing<I>,
) {
    let old: Vec<(I, &T)> = old.filter(|(id, _)| pairing.new_of(*id).is_none()).collect();
    let mut by_member: HashMap<(i64, String), Vec<usize>> = HashMap::new();
    for (at, (_, of)) in old.iter().enumerate() {
        for member in members(of) {
            by_member.entry(member).or_default().push(at);
        }
    }
    let new: Vec<(I, &T)> = new.filter(|(id, _)| pairing.old_of(*id).is_none()).collect();
    for (id, of) in new {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for at in members(of).iter().filter_map(|member| by_member.get(member)).flatten() {
            *shared.entry(*at).or_default() += 1;
        }
        let mut candidates: Vec<(usize, usize)> = shared.into_iter().collect();
        candidates.sort_unstable_by_key(|(at, shared)| (std::cmp::Reverse(*shared), *at));
        let found = candidates
            .iter()
            .filter_map(|(at, _)| old.get(*at))
            .find(|(old, was)| pairing.new_of(*old).is_none() && are_similar(was, of));
        if let Some((old, _)) = found {
            pairing.insert(*old, id);
        }
    }
}
