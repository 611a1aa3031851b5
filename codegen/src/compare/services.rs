//! Services and resources: pairs, additions and removals.

use std::collections::BTreeSet;

use super::change::{Aspect, Change, Comparison, Kind};
use super::context::Context;
use super::rule::Rule;
use super::{prose, uses};
use crate::ir::{Api, Rpc, ServiceId};

pub(super) fn compare(context: &Context<'_>, found: &mut Comparison) {
    let (old, new) = (context.old.api, context.new.api);
    for (was, is) in context.pairs.services.iter() {
        let (was, is) = (&old[was], &new[is]);
        prose::compare(context, &was.full_name, &is.full_name, found);
        if was.name == is.name {
            continue;
        }
        let message = format!("service `{}` is now `{}`", was.name, is.name);
        let mut change = Change::new(Rule::ServiceSameName, Kind::Renamed, &is.full_name, message)
            .was(&was.full_name)
            .values(&was.name, &is.name)
            .at(context.old.place(&was.full_name), context.new.place(&is.full_name));
        change.breaks_wire("its RPCs have other paths");
        if was.rust.client_trait != is.rust.client_trait {
            let text = format!("`{}` is named `{}`", was.rust.client_trait, is.rust.client_trait);
            change.breaks(Aspect::Rust, text);
        }
        found.changes.push(change);
    }
    let gone = old.services.ids().filter(|id| context.pairs.services.new_of(*id).is_none());
    found.changes.extend(gone.map(|id| removal(context, id)));
    let added = new.services.ids().filter(|id| context.pairs.services.old_of(*id).is_none());
    found.changes.extend(added.map(|id| addition(context, id)));
    resources(context, found);
}

fn removal(context: &Context<'_>, id: ServiceId) -> Change {
    let service = &context.old.api[id];
    let message = format!("service `{}` is gone", service.name);
    let mut change = Change::new(Rule::ServiceNoDelete, Kind::Removed, &service.full_name, message)
        .at(context.old.place(&service.full_name), None);
    context.lone_in_old().add_service(id, &mut change);
    change.from = Some(service.name.clone());
    change.breaks_wire("old clients call its RPCs");
    change.breaks(Aspect::Rust, format!("`{}` is gone", service.rust.client_trait));
    change
}

fn addition(context: &Context<'_>, id: ServiceId) -> Change {
    let service = &context.new.api[id];
    let message = format!("service `{}` is new", service.name);
    let mut change = Change::new(Rule::ServiceAdd, Kind::Added, &service.full_name, message)
        .at(None, context.new.place(&service.full_name));
    context.lone_in_new().add_service(id, &mut change);
    change.to = Some(service.name.clone());
    change
}

/// Compares the resources of RPCs, one change for all RPCs that have moved together.
fn resources(context: &Context<'_>, found: &mut Comparison) {
    let (old, new) = (context.old.api, context.new.api);
    let mut moved: Vec<(&str, &str, Vec<String>)> = Vec::new();
    let mut compared = BTreeSet::new();
    for (was, is) in context.pairs.rpcs.iter() {
        let (from, to) = (resource(old, &old[was]), resource(new, &new[is]));
        if from == to {
            if compared.insert(from) {
                let full_name = |api: &Api| format!("{}.{from}", api.package);
                prose::compare(context, &full_name(old), &full_name(new), found);
            }
            continue;
        }
        match moved.iter_mut().find(|(old, new, _)| (*old, *new) == (from, to)) {
            Some((.., rpcs)) => rpcs.push(uses::path(new, is)),
            None => moved.push((from, to, vec![uses::path(new, is)])),
        }
    }
    for (from, to, rpcs) in moved {
        let (was, is) = (format!("{}.{from}", old.package), format!("{}.{to}", new.package));
        let message = format!("resource `{from}` is now `{to}`");
        let mut change = Change::new(Rule::ResourceSameName, Kind::Renamed, &is, message)
            .was(&was)
            .values(from, to)
            .at(context.old.place(&was), context.new.place(&is));
        change.reach = rpcs;
        let text = format!("the documented methods of `{from}` have another path");
        change.breaks(Aspect::Rust, text);
        found.changes.push(change);
    }
}

/// The documented path of the resource of an RPC.
fn resource<'a>(api: &'a Api, rpc: &Rpc) -> &'a str {
    &api[rpc.documented.accessor].path
}
