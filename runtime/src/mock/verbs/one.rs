//! Dispatches an action on one resource to the handler of its verb.

use super::{change, create, delete, get, replace_within, set, update};
use crate::message::Message;
use crate::mock::call::Call;
use crate::mock::plan::{One, Verb};
use crate::mock::response;
use crate::rpc::Error;

/// Handles a call of an RPC about one resource.
pub(super) fn handle(call: &mut Call<'_>, one: &One) -> Result<Box<dyn Message>, Error> {
    match one.verb {
        Verb::Create => create::handle(call, one),
        Verb::Change => change::handle(call, one),
        _ => Ok(match apply(call, one)? {
            Some(resource) => response::with_resource(call, one, &*resource),
            None => response::surrounding(call, one.given),
        }),
    }
}

/// Acts on one resource. Returns the resource unless the action leaves none to return.
pub(super) fn apply(call: &mut Call<'_>, one: &One) -> Result<Option<Box<dyn Message>>, Error> {
    let target = &one.target;
    match one.verb {
        Verb::Get => get::apply(call, target).map(Some),
        Verb::Create => create::apply(call, target).map(Some),
        Verb::Update => update::apply(call, target).map(Some),
        Verb::Set => set::apply(call, target).map(Some),
        Verb::Change => change::apply(call, target).map(|changed| Some(changed.message)),
        Verb::Delete => delete::apply(call, target).map(|()| None),
        Verb::ReplaceWithin { items, list } => {
            replace_within::apply(call, target, items, list).map(|()| None)
        }
    }
}
