//! Applies a request to the resource that it changes.
//!
//! Used by the handlers that create and change resources. It must not depend on them.

use super::handler_input::HandlerInput;
use super::merge::Merge;
use super::plan::{FieldRef, Resource, Target, outcome, verb_and_noun};
use super::{states, times};
use crate::message::{Message, Slot, Value, copy};
use crate::rpc::{Error, MethodDescriptor};
use crate::sample::Sampler;
use crate::scalar::Timestamp;

/// The changes of a request.
pub(super) struct Edit<'a> {
    target: &'a Target,
    resource: &'a Resource,
    method: &'static MethodDescriptor,
    request: &'a dyn Message,
    now: Timestamp,
    sampler: Sampler,
}

/// A resource after a change.
pub(super) struct Changed {
    /// The number of the entry.
    pub(super) number: u64,
    pub(super) message: Box<dyn Message>,
}

/// Changes the stored resource that the request identifies.
pub(super) fn stored(
    input: &mut HandlerInput<'_>,
    target: &Target,
    change: impl FnOnce(&mut Edit<'_>, &mut dyn Message),
) -> Result<Changed, Error> {
    input.check_references()?;
    let selector = input.checked_selector(target)?;
    let (resource, method, request) = (input.resource(target), input.rpc.method, input.request);
    let now = input.now;
    let (mut entry, sampler) = input.find_or_sample(target, &selector)?;
    let mut edit = Edit { target, resource, method, request, now, sampler };
    times::record(&mut *entry.message, now, |message| change(&mut edit, message));
    Ok(Changed { number: entry.number, message: entry.copy_message() })
}

impl<'a> Edit<'a> {
    pub(super) fn new(input: &HandlerInput<'a>, target: &'a Target, sampler: Sampler) -> Self {
        let (resource, method, request) = (input.resource(target), input.rpc.method, input.request);
        Self { target, resource, method, request, now: input.now, sampler }
    }

    /// Copies the values of the request. `defaults` says whether a field at its default is a value
    /// too.
    pub(super) fn copy(&mut self, message: &mut dyn Message, defaults: bool) {
        let Self { target, resource, request, .. } = *self;
        Merge::new(&mut self.sampler).with_defaults(defaults).merge(
            request,
            message,
            |field| target.is_key(field),
            // The id of a resource never changes.
            |path| resource.own_id != Some(path.outer),
        );
        times::schedule(request, message, self.now);
    }

    /// Sets the state that a flag of the request or, without such a flag, the verb stands for.
    /// A time such as `verified_at` tells when a state was entered.
    pub(super) fn change_state(&self, message: &mut dyn Message) {
        let Self { resource, method, request, .. } = *self;
        let mut has_flag = false;
        for field in FieldRef::all(request.descriptor()) {
            let Value::Bool(flag) = field.get(request) else { continue };
            let Some((state, value)) = outcome(resource, field.name()) else { continue };
            has_flag = true;
            if flag {
                self.set_state(message, state, value);
            } else {
                states::leave(state.slot(message), |name| name == value);
            }
        }
        let (verb, _) = verb_and_noun(method.name());
        if let Some((state, value)) = outcome(resource, verb).filter(|_| !has_flag) {
            self.set_state(message, state, value);
        }
    }

    fn set_state(&self, message: &mut dyn Message, state: FieldRef, value: &str) {
        match state.slot(message) {
            Slot::Enum(slot) if slot.name() != Some(value) => slot.set_name(value),
            _ => return,
        }
        let word = value.rsplit('_').next().unwrap_or(value).to_lowercase();
        if let Some(time) = FieldRef::named(message.descriptor(), &format!("{word}_at")) {
            copy(Value::Timestamp(self.now), time.slot(message));
        }
    }
}
