//! From requests to replies.

use std::sync::Arc;

use super::acts::{Subject, duplicate};
use super::catalogue::{Place, Resource, is};
use super::overlay::{Overlay, set_text, text};
use super::plan::{Plan, Verb};
use super::store::Entry;
use super::world::{World, string_field};
use crate::json;
use crate::message::{Message, Slot, Value, copy, copy_message};
use crate::rpc::Error;
use crate::validate;

impl World {
    /// Answers a request of the RPC of a plan.
    pub(super) fn answer(
        &mut self,
        (service, plan): (usize, &Plan),
        request: &dyn Message,
    ) -> Result<Box<dyn Message>, Error> {
        if self.strict {
            validate::validate(request)?;
        }
        match plan.verb {
            Verb::List => self.list(plan, request),
            Verb::ListWithin(field) => self.list_within(plan, request, field),
            Verb::Each { items, single } => self.each((service, plan), request, items, single),
            _ => {
                let subject = self.act(plan, request)?;
                self.reply(plan, request, subject)
            }
        }
    }

    /// Does what the RPC of a plan does to one resource.
    pub(super) fn act(
        &mut self,
        plan: &Plan,
        request: &dyn Message,
    ) -> Result<Option<Subject>, Error> {
        match plan.verb {
            Verb::Get => self.get(plan, request).map(Some),
            Verb::Create => self.create(plan, request).map(Some),
            Verb::Update | Verb::Set | Verb::Change => self.update(plan, request).map(Some),
            Verb::Delete => self.delete(plan, request).map(|()| None),
            Verb::ReplaceWithin { items, field } => {
                self.replace_within(plan, request, items, field).map(|()| None)
            }
            _ => self.check_references(plan, request).map(|()| None),
        }
    }

    fn reply(
        &mut self,
        plan: &Plan,
        request: &dyn Message,
        subject: Option<Subject>,
    ) -> Result<Box<dyn Message>, Error> {
        let mut response = self.reply_around(plan, request);
        let Some(subject) = subject else { return Ok(response) };
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        if let Some(Slot::Message(place)) = plan.given.map(|given| response.slot(given)) {
            copy_message(&*subject.message, place);
        }
        tell_id(resource, &*subject.message, &mut *response);
        match plan.verb {
            Verb::Create => self.remember_others(plan, resource, &subject, &*response)?,
            Verb::Change if plan.given.is_none() => {
                if let Some(number) = subject.number
                    && let Some(entry) = self.collection(index)?.numbered(number)
                {
                    take_over(resource, &*response, &mut *entry.message);
                }
            }
            _ => {}
        }
        Ok(response)
    }

    /// A reply that lacks nothing but what the plan gives: values that were sent come back where a
    /// field is called the same, and the rest is made up.
    pub(super) fn reply_around(&self, plan: &Plan, request: &dyn Message) -> Box<dyn Message> {
        let kind = plan.method.response();
        let mut made_up = kind.new_message();
        let asked = json::encode_to_string(request);
        let mut sampler = self.sampler(&["reply", plan.method.path(), &asked]);
        sampler.fill(&mut *made_up);
        self.refer_in(&mut *made_up);
        for (name, id) in self.known_ids(plan, request) {
            if let Some(index) = string_field(&*made_up, name) {
                set_text(&mut *made_up, index, &id);
            }
        }
        let mut response = kind.new_message();
        for index in 0..response.descriptor().fields().len() {
            let value = made_up.get(index);
            if Some(index) != plan.given && !matches!(value, Value::Absent) {
                copy(value, response.slot(index));
            }
        }
        let is_given = |index: usize| Some(index) == plan.given;
        Overlay::new(&mut sampler).apply(
            request,
            &mut *response,
            |_| false,
            |path| !is_given(path.outer),
        );
        response
    }

    /// Remembers other resources that a reply to a creation tells of, such as the first member of
    /// a new organization.
    fn remember_others(
        &mut self,
        plan: &Plan,
        resource: &Resource,
        subject: &Subject,
        response: &dyn Message,
    ) -> Result<(), Error> {
        let catalogue = Arc::clone(&self.catalogue);
        let own = resource.own_id.and_then(|own| text(&*subject.message, own));
        for index in 0..response.descriptor().fields().len() {
            let Value::Message(message) = response.get(index) else { continue };
            let other =
                catalogue.resources.iter().position(|other| is(other, message.descriptor()));
            let Some((at, other)) = other.and_then(|at| Some((at, catalogue.resources.get(at)?)))
            else {
                continue;
            };
            if Some(index) == plan.given {
                continue;
            }
            let mut entry = Entry::new(duplicate(other.kind, message));
            for place in other.natural.iter().chain(&other.scope) {
                if let (Place::Beside(name), Some(own)) = (*place, own)
                    && resource.is_referred_to(name)
                {
                    entry.set_key(*place, own);
                }
            }
            self.collection(at)?.add(entry);
        }
        Ok(())
    }
}

/// Tells the id of a resource in a reply that has a field for it, such as that of a new one.
fn tell_id(resource: &Resource, message: &dyn Message, response: &mut dyn Message) {
    let Some(id) = resource.own_id.and_then(|own| text(message, own)) else { return };
    for (index, field) in response.descriptor().fields().iter().enumerate() {
        let is_id = resource.field(field.name()) == resource.own_id;
        if is_id && matches!(response.get(index), Value::String(_)) {
            set_text(response, index, id);
        }
    }
}

/// Takes over what a reply says about a resource in fields of the same names, such as when a new
/// token expires.
fn take_over(resource: &Resource, response: &dyn Message, message: &mut dyn Message) {
    for (index, field) in response.descriptor().fields().iter().enumerate() {
        let value = response.get(index);
        let own = super::shape::index_of(resource.shapes.descriptor, field.name());
        if let Some(own) = own.filter(|own| Some(*own) != resource.own_id)
            && !matches!(value, Value::Absent)
        {
            copy(value, message.slot(own));
        }
    }
}
