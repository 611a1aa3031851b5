//! Dispatches an action on one resource to the handler of its verb.

use super::{change, create, delete, get, replace_within, set, update};
use crate::message::Message;
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::{One, Verb};
use crate::mock::response;
use crate::rpc::Error;

/// Handles a call of an RPC about one resource.
pub(super) fn handle(input: &mut HandlerInput<'_>, one: &One) -> Result<Box<dyn Message>, Error> {
    match one.verb {
        Verb::Create => create::handle(input, one),
        Verb::Change => change::handle(input, one),
        _ => Ok(match apply(input, one)? {
            Some(resource) => response::with_resource(input, one, &*resource),
            None => response::surrounding(input, one.given),
        }),
    }
}

/// Acts on one resource. Returns the resource unless the action leaves none to return.
pub(super) fn apply(
    input: &mut HandlerInput<'_>,
    one: &One,
) -> Result<Option<Box<dyn Message>>, Error> {
    let target = &one.target;
    match one.verb {
        Verb::Get => get::apply(input, target).map(Some),
        Verb::Create => create::apply(input, target).map(Some),
        Verb::Update => update::apply(input, target).map(Some),
        Verb::Set => set::apply(input, target).map(Some),
        Verb::Change => change::apply(input, target).map(|changed| Some(changed.message)),
        Verb::Delete => delete::apply(input, target).map(|()| None),
        Verb::ReplaceWithin { items, list } => {
            replace_within::apply(input, target, items, list).map(|()| None)
        }
    }
}
