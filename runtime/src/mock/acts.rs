//! What RPCs about one resource do.

use std::sync::Arc;

use super::catalogue::{Place, Resource};
use super::names::verb_and_noun;
use super::overlay::{Overlay, locate, look, text};
use super::plan::{Plan, Verb, outcome};
use super::store::{Entry, Selector};
use super::world::{World, keys_of, lost, not_found};
use crate::json;
use crate::message::{Message, Slot, Value, copy_message};
use crate::rpc::{Error, MessageType};
use crate::sample::Sampler;

/// A resource as a reply tells of it.
pub(super) struct Subject {
    pub(super) message: Box<dyn Message>,
    /// Its place in the collection; `None` where nothing is remembered.
    pub(super) number: Option<u64>,
}

impl World {
    /// Finds what a request means.
    pub(super) fn get(&self, plan: &Plan, request: &dyn Message) -> Result<Subject, Error> {
        self.check_references(plan, request)?;
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        let selector = self.asked(plan, resource, request)?;
        let known = self.known(index)?;
        if let Some(entry) = known.find(&selector) {
            return Ok(subject(resource, entry, Some(entry.number)));
        }
        self.may_make_up(index, resource, &selector)?;
        Ok(subject(resource, &self.make_up(resource, &selector), None))
    }

    /// Deletes what a request means.
    pub(super) fn delete(&mut self, plan: &Plan, request: &dyn Message) -> Result<(), Error> {
        self.check_references(plan, request)?;
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        let selector = self.asked(plan, resource, request)?;
        // Whoever forgot a part of what it takes does not want all that is left to go.
        if selector.len() < plan.keys.len() {
            return Ok(());
        }
        if self.known(index)?.find(&selector).is_some() {
            self.collection(index)?.delete(&selector);
            return Ok(());
        }
        self.may_make_up(index, resource, &selector)?;
        let entry = self.make_up(resource, &selector);
        self.collection(index)?.bury(entry);
        Ok(())
    }

    /// Updates what a request means.
    pub(super) fn update(&mut self, plan: &Plan, request: &dyn Message) -> Result<Subject, Error> {
        self.check_references(plan, request)?;
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        let selector = self.asked(plan, resource, request)?;
        let number = self.found_or_made_up(index, resource, &selector)?;
        let mut sampler = self.new_sampler();
        let entry = self.collection(index)?.numbered(number).ok_or_else(lost)?;
        Changes { plan, request, sampler: &mut sampler }.make(resource, entry);
        Ok(subject(resource, entry, Some(number)))
    }

    /// The number of what a selector means, which is remembered from now on.
    pub(super) fn found_or_made_up(
        &mut self,
        index: usize,
        resource: &Resource,
        selector: &Selector,
    ) -> Result<u64, Error> {
        if let Some(entry) = self.known(index)?.find(selector) {
            return Ok(entry.number);
        }
        self.may_make_up(index, resource, selector)?;
        let entry = self.make_up(resource, selector);
        Ok(self.collection(index)?.add(entry))
    }

    /// Creates a resource.
    pub(super) fn create(&mut self, plan: &Plan, request: &dyn Message) -> Result<Subject, Error> {
        self.check_references(plan, request)?;
        let mut sampler = self.new_sampler();
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        let mut entry = self.make(resource, &mut sampler);
        entry.created = true;
        for (name, id) in self.known_ids(plan, request) {
            let place = resource.shapes.string(name).map_or(Place::Beside(name), Place::Field);
            if resource.is_addressed_by(place) {
                entry.set_key(place, &id);
            }
        }
        Changes { plan, request, sampler: &mut sampler }.make(resource, &mut entry);
        entry.select(&Self::selector(plan, request));

        let natural: Selector = resource
            .natural
            .iter()
            .filter_map(|place| Some((*place, entry.key(*place)?.to_owned())))
            .collect();
        let is_only = !natural.is_empty() && natural.len() == resource.natural.len();
        if is_only && self.known(index)?.find(&natural).is_some() {
            // One that cannot be changed is made anew, as an invite is.
            if resource.updatable {
                if self.strict {
                    let (name, keys) = (resource.name(), keys_of(resource, &natural));
                    return Err(Error::already_exists(format!("there is a {name}{keys}")));
                }
                // Where there can be only one, creating it again is changing it.
                let old = self.collection(index)?.find_mut(&natural).ok_or_else(lost)?;
                Changes { plan, request, sampler: &mut sampler }.make(resource, old);
                return Ok(subject(resource, old, Some(old.number)));
            }
            self.collection(index)?.delete(&natural);
        } else if self.strict && !is_only {
            self.check_unique(index, resource, plan, request, &entry)?;
        }
        let mut subject = subject(resource, &entry, None);
        subject.number = Some(self.collection(index)?.add(entry));
        Ok(subject)
    }

    /// Refuses a second resource of a name or, where a request gives no name, of the same values.
    fn check_unique(
        &self,
        index: usize,
        resource: &Resource,
        plan: &Plan,
        request: &dyn Message,
        new: &Entry,
    ) -> Result<(), Error> {
        let name = ["name", "display_name"].into_iter().find_map(|name| {
            let asked = super::shape::index_of(request.descriptor(), name)?;
            text(request, asked)?;
            locate(&*new.message, name)
        });
        let scope = resource.scope.iter().map(|place| (*place, new.key(*place)));
        let scope: Vec<_> = scope.collect();
        let same_scope =
            |entry: &&Entry| scope.iter().all(|(place, value)| entry.key(*place) == *value);
        let is_same = |entry: &Entry| match name {
            Some(path) => {
                matches!((look(&*entry.message, path), look(&*new.message, path)),
                    (Value::String(old), Value::String(new)) if old == new)
            }
            None => self.says_nothing_new(resource, plan, request, entry),
        };
        let mut others = self.known(index)?.entries().iter().filter(same_scope);
        if !others.any(is_same) {
            return Ok(());
        }
        let what = match name.map(|path| look(&*new.message, path)) {
            Some(Value::String(name)) => format!("named {name:?}"),
            _ => "with the same values".to_owned(),
        };
        Err(Error::already_exists(format!("there is a {} {what}", resource.name())))
    }

    fn says_nothing_new(
        &self,
        resource: &Resource,
        plan: &Plan,
        request: &dyn Message,
        entry: &Entry,
    ) -> bool {
        let mut changed = Entry::new(duplicate(resource.kind, &*entry.message));
        let mut sampler = self.sampler(&["compare"]);
        Changes { plan, request, sampler: &mut sampler }.make(resource, &mut changed);
        json::encode_to_vec(&*changed.message) == json::encode_to_vec(&*entry.message)
    }

    /// What a request means; to be strict, it has to say so.
    fn asked(
        &self,
        plan: &Plan,
        resource: &Resource,
        request: &dyn Message,
    ) -> Result<Selector, Error> {
        let selector = Self::selector(plan, request);
        let missing = plan.keys.iter().find(|(field, _)| text(request, *field).is_none());
        match missing {
            Some((field, _)) if self.strict => {
                let field =
                    request.descriptor().fields().get(*field).map_or("", |field| field.name());
                let name = resource.name();
                Err(Error::invalid_argument(format!("`{field}` has to say which {name} is meant")))
            }
            _ => Ok(selector),
        }
    }

    /// Whether something that is not there may be made up.
    fn may_make_up(
        &self,
        index: usize,
        resource: &Resource,
        selector: &Selector,
    ) -> Result<(), Error> {
        let refused = self.strict && !resource.is_implied();
        if refused || self.known(index)?.was_deleted(selector) {
            return Err(not_found(resource, selector));
        }
        Ok(())
    }
}

/// What a request changes in a resource.
struct Changes<'a> {
    plan: &'a Plan,
    request: &'a dyn Message,
    sampler: &'a mut Sampler,
}

impl Changes<'_> {
    fn make(self, resource: &Resource, entry: &mut Entry) {
        let Self { plan, request, sampler } = self;
        let is_key = |index: usize| plan.keys.iter().any(|(key, _)| *key == index);
        let all = plan.verb == Verb::Set;
        Overlay::new(sampler).with_defaults(all).apply(
            request,
            &mut *entry.message,
            is_key,
            // Its own id is never changed.
            |path| resource.own_id != Some(path.outer),
        );
        if plan.verb == Verb::Change {
            change_state(resource, plan, request, &mut *entry.message);
        }
    }
}

/// Sets the state that a flag of the request, or else the verb, brings about.
fn change_state(
    resource: &Resource,
    plan: &Plan,
    request: &dyn Message,
    message: &mut dyn Message,
) {
    let mut is_flagged = false;
    for (index, field) in request.descriptor().fields().iter().enumerate() {
        let Value::Bool(flag) = request.get(index) else { continue };
        let Some((state, value)) = outcome(resource, field.name()) else { continue };
        is_flagged = true;
        if flag {
            set_state(message, state, value);
        } else {
            leave_state(message, state, value);
        }
    }
    let (verb, _) = verb_and_noun(plan.method.name());
    if let Some((state, value)) = outcome(resource, verb).filter(|_| !is_flagged) {
        set_state(message, state, value);
    }
}

fn set_state(message: &mut dyn Message, state: usize, value: &str) {
    if let Slot::Enum(place) = message.slot(state) {
        place.set_name(value);
    }
}

/// What is no longer in a state is in the first one that means something.
fn leave_state(message: &mut dyn Message, state: usize, value: &str) {
    if let Slot::Enum(place) = message.slot(state)
        && place.name() == Some(value)
    {
        let values = place.descriptor().values().iter();
        let first = values.map(|value| (value.number(), value.name()));
        if let Some((_, other)) =
            first.filter(|(number, _)| *number != 0).find(|(_, name)| *name != value)
        {
            place.set_name(other);
        }
    }
}

fn subject(resource: &Resource, entry: &Entry, number: Option<u64>) -> Subject {
    Subject { message: duplicate(resource.kind, &*entry.message), number }
}

/// An equal message of a type.
pub(super) fn duplicate(kind: MessageType, message: &dyn Message) -> Box<dyn Message> {
    let mut copied = kind.new_message();
    copy_message(message, &mut *copied);
    copied
}
