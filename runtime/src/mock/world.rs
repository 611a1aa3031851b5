//! Everything that a mock remembers, and how it makes up what it does not.

use std::sync::Arc;

use super::catalogue::{Catalogue, Place, Resource};
use super::names::is_id;
use super::overlay::{set_text, text};
use super::plan::Plan;
use super::seed::mix;
use super::shape::index_of;
use super::store::{Collection, Entry, Selector};
use crate::message::{Message, Slot, Value};
use crate::rpc::Error;
use crate::sample::Sampler;

/// How many resources are there from the start, of each type that has ids or is listed.
pub(super) const SEEDED: usize = 3;

/// Everything that a mock remembers.
#[derive(Debug)]
pub(super) struct World {
    pub(super) catalogue: Arc<Catalogue>,
    pub(super) seed: u64,
    pub(super) strict: bool,
    /// One for each resource type of the catalogue.
    collections: Vec<Collection>,
    /// The ids of the resources that are there from the start, by type.
    ids: Vec<Vec<String>>,
    made: u64,
}

impl World {
    pub(super) fn new(catalogue: Arc<Catalogue>, seed: u64, strict: bool) -> Self {
        let collections = catalogue.resources.iter().map(|_| Collection::default()).collect();
        let mut world = Self { catalogue, seed, strict, collections, ids: Vec::new(), made: 0 };
        world.ids =
            world.catalogue.resources.iter().map(|resource| world.first_ids(resource)).collect();
        for resource in 0..world.collections.len() {
            world.populate(resource);
        }
        world
    }

    pub(super) fn resource(&self, index: usize) -> Option<&Resource> {
        self.catalogue.resources.get(index)
    }

    pub(super) fn collection(&mut self, index: usize) -> Result<&mut Collection, Error> {
        self.collections.get_mut(index).ok_or_else(lost)
    }

    pub(super) fn known(&self, index: usize) -> Result<&Collection, Error> {
        self.collections.get(index).ok_or_else(lost)
    }

    /// A sampler for one purpose; the same purpose gives the same samples.
    pub(super) fn sampler(&self, purpose: &[&str]) -> Sampler {
        Sampler::new(mix(self.seed, purpose))
    }

    /// A sampler for something that has not been there before.
    pub(super) fn new_sampler(&mut self) -> Sampler {
        self.made += 1;
        self.sampler(&["new", &self.made.to_string()])
    }

    fn first_ids(&self, resource: &Resource) -> Vec<String> {
        let Some(own) = resource.own_id else { return Vec::new() };
        let id = |index: usize| {
            let message = self.first(resource, index);
            text(&*message, own).unwrap_or_default().to_owned()
        };
        (0..SEEDED).map(id).collect()
    }

    fn first(&self, resource: &Resource, index: usize) -> Box<dyn Message> {
        let mut message = resource.kind.new_message();
        self.sampler(&["first", resource.name(), &index.to_string()]).fill(&mut *message);
        message
    }

    /// Adds the resources that are there from the start. They belong together: to the first
    /// organization, say, of which the three members are the three users.
    fn populate(&mut self, index: usize) {
        let catalogue = Arc::clone(&self.catalogue);
        let Some(resource) = catalogue.resources.get(index) else { return };
        let count = if resource.listed || resource.own_id.is_some() { SEEDED } else { 1 };
        let mut entries = Vec::new();
        for number in 0..count {
            let mut entry = Entry::new(self.first(resource, number));
            self.refer(resource, &mut entry);
            self.tell_apart(resource, &mut entry, number);
            entries.push(entry);
        }
        if let Some(collection) = self.collections.get_mut(index) {
            for entry in entries {
                collection.add(entry);
            }
        }
    }

    /// Makes a resource of a list differ from the others by what requests name it by: the members
    /// of an organization are different users.
    pub(super) fn tell_apart(&self, resource: &Resource, entry: &mut Entry, number: usize) {
        for place in resource.natural.iter().filter(|place| !resource.scope.contains(place)) {
            if let Some(id) = self.first_id(name_of(resource, *place), number) {
                entry.set_key(*place, &id);
            }
        }
    }

    /// A resource that was made up, with ids of things that exist.
    pub(super) fn make(&self, resource: &Resource, sampler: &mut Sampler) -> Entry {
        let mut message = resource.kind.new_message();
        sampler.fill(&mut *message);
        let mut entry = Entry::new(message);
        self.refer(resource, &mut entry);
        entry
    }

    /// The resource that a selector means, where nobody has ever seen it.
    pub(super) fn make_up(&self, resource: &Resource, selector: &Selector) -> Entry {
        let keys: Vec<_> = selector.iter().map(|(_, value)| value.as_str()).collect();
        let purpose = [&["unseen", resource.name()], &keys[..]].concat();
        let mut entry = self.make(resource, &mut self.sampler(&purpose));
        entry.select(selector);
        entry
    }

    /// Makes the ids of other resources those of resources that are there.
    fn refer(&self, resource: &Resource, entry: &mut Entry) {
        let own = resource.own_id.and_then(|own| text(&*entry.message, own).map(str::to_owned));
        self.refer_in(&mut *entry.message);
        if let (Some(index), Some(own)) = (resource.own_id, own) {
            set_text(&mut *entry.message, index, &own);
        }
        for place in resource.natural.iter().chain(&resource.scope) {
            if let Place::Beside(name) = place
                && let Some(id) = self.first_id(name, 0)
            {
                entry.set_key(*place, &id);
            }
        }
    }

    /// The same for any message and the messages in it.
    pub(super) fn refer_in(&self, message: &mut dyn Message) {
        for (index, field) in message.descriptor().fields().iter().enumerate() {
            match message.get(index) {
                Value::String(_) if is_id(field.name()) => {
                    if let Some(id) = self.first_id(field.name(), 0) {
                        set_text(message, index, &id);
                    }
                }
                Value::Message(_) => {
                    if let Slot::Message(nested) = message.slot(index) {
                        self.refer_in(nested);
                    }
                }
                _ => {}
            }
        }
    }

    fn first_id(&self, field: &str, number: usize) -> Option<String> {
        let other = self.catalogue.referred_to(field)?;
        self.ids.get(other)?.get(number).cloned()
    }

    /// What a request says about the resource that it means; what it leaves empty says nothing.
    pub(super) fn selector(plan: &Plan, request: &dyn Message) -> Selector {
        let keys = plan.keys.iter();
        keys.filter_map(|(index, place)| Some((*place, text(request, *index)?.to_owned())))
            .collect()
    }

    /// Refuses requests about something that belongs to what was deleted or, to be strict, to what
    /// was never there.
    pub(super) fn check_references(&self, plan: &Plan, request: &dyn Message) -> Result<(), Error> {
        for (index, other) in &plan.references {
            if Some(*other) == plan.resource && !plan.keys.is_empty() {
                continue;
            }
            let Some(id) = text(request, *index) else { continue };
            let Some((resource, selector)) = self.with_id(*other, id) else { continue };
            let known = self.known(*other)?;
            if known.find(&selector).is_none() && (self.strict || known.was_deleted(&selector)) {
                return Err(not_found(resource, &selector));
            }
        }
        Ok(())
    }

    /// What means the resource of an id, among those of a type.
    fn with_id(&self, index: usize, id: &str) -> Option<(&Resource, Selector)> {
        let resource = self.resource(index)?;
        Some((resource, vec![(Place::Field(resource.own_id?), id.to_owned())]))
    }

    /// Whether what a selector names as the place of a resource was created by a request, so that
    /// nothing is there but what requests put there.
    pub(super) fn is_new(&self, resource: &Resource, selector: &Selector) -> bool {
        selector.iter().any(|(place, id)| {
            let other = self.catalogue.referred_to(name_of(resource, *place));
            let entry = other.and_then(|other| {
                let (_, selector) = self.with_id(other, id)?;
                self.known(other).ok()?.find(&selector)
            });
            entry.is_some_and(|entry| entry.created)
        })
    }

    /// The ids that something which a request names is known to go with, by the names of fields:
    /// of an invite, say, the organization.
    pub(super) fn known_ids(
        &self,
        plan: &Plan,
        request: &dyn Message,
    ) -> Vec<(&'static str, String)> {
        let mut ids = Vec::new();
        for (index, other) in &plan.references {
            let Some(id) = text(request, *index) else { continue };
            let Some((resource, selector)) = self.with_id(*other, id) else { continue };
            let Some(entry) = self.known(*other).ok().and_then(|known| known.find(&selector))
            else {
                continue;
            };
            ids.extend(entry.beside.iter().map(|(name, id)| (*name, id.clone())));
            let fields = resource.shapes.ids().filter(|(index, _)| Some(*index) != resource.own_id);
            ids.extend(fields.filter_map(|(index, name)| {
                Some((name, text(&*entry.message, index)?.to_owned()))
            }));
        }
        ids
    }
}

/// The name of a key, such as `organization_id`.
pub(super) fn name_of(resource: &Resource, place: Place) -> &'static str {
    match place {
        Place::Beside(name) => name,
        Place::Field(index) => {
            resource.shapes.descriptor.fields().get(index).map_or("", |field| field.name())
        }
    }
}

/// How errors name what a selector means, such as ` with id "a"`.
pub(super) fn keys_of(resource: &Resource, selector: &Selector) -> String {
    let keys = selector.iter().enumerate().map(|(position, (place, value))| {
        let word = if position == 0 { "with" } else { "and" };
        format!(" {word} {} {value:?}", name_of(resource, *place))
    });
    keys.collect()
}

/// The error about something that is not there.
pub(super) fn not_found(resource: &Resource, selector: &Selector) -> Error {
    let (name, keys) = (resource.name(), keys_of(resource, selector));
    Error::not_found(format!("there is no {name}{keys}"))
}

/// The error about a bug of the mock.
pub(super) fn lost() -> Error {
    Error::internal("the mock has no such resource type")
}

/// The index of a string field of a message by its name.
pub(super) fn string_field(message: &dyn Message, name: &str) -> Option<usize> {
    let index = index_of(message.descriptor(), name)?;
    matches!(message.get(index), Value::String(_)).then_some(index)
}
