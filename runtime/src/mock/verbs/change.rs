//! Changes a resource by a verb of the API, such as `VerifyDomain`.

use crate::message::{Message, Value, copy};
use crate::mock::edit::{self, Changed};
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::{FieldRef, One, Resource, Target};
use crate::mock::response;
use crate::mock::times;
use crate::rpc::Error;

/// Changes the resource and returns the response. If the response does not contain the resource,
/// the resource takes over values of the response, such as when a new token expires.
pub(super) fn handle(input: &mut HandlerInput<'_>, one: &One) -> Result<Box<dyn Message>, Error> {
    let changed = apply(input, &one.target)?;
    let response = response::with_resource(input, one, &*changed.message);
    let (resource, now) = (input.resource(&one.target), input.now);
    if one.given.is_none()
        && let Some(mut entry) = input.collection_mut(&one.target).numbered_mut(changed.number)
    {
        times::record(&mut *entry.message, now, |message| {
            take_over(resource, &*response, message);
        });
    }
    Ok(response)
}

/// Copies the fields that the request sets, and sets the state that a flag or the verb stands for.
pub(super) fn apply(input: &mut HandlerInput<'_>, target: &Target) -> Result<Changed, Error> {
    edit::stored(input, target, |edit, message| {
        edit.copy(message, false);
        edit.change_state(message);
    })
}

fn take_over(resource: &Resource, response: &dyn Message, message: &mut dyn Message) {
    for field in FieldRef::all(response.descriptor()) {
        let value = field.get(response);
        let own = FieldRef::named(resource.fields.descriptor, field.name());
        if let Some(own) = own.filter(|own| Some(*own) != resource.own_id)
            && !matches!(value, Value::Absent)
        {
            copy(value, own.slot(message));
        }
    }
}
