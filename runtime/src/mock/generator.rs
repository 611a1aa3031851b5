//! Samples resources and responses from the seed.
//!
//! Used by the handlers, and to populate a new [`Store`]. The generator never changes, so a sample
//! depends only on the seed and on its purpose. It must not depend on the handlers or the policy.

use std::sync::Arc;

use super::entry::Entry;
use super::plan::{Attribute, ByResource, FieldRef, Resource, Resources, is_id};
use super::seed::mix;
use super::selector::Selector;
use super::states;
use super::store::{Limits, Store};
use crate::json;
use crate::message::{Message, Slot, Value};
use crate::sample::Sampler;

/// The number of resources of each type with ids or lists that exist from the start, and of the
/// items in a list that is populated when it is first requested.
pub(super) const INITIAL: usize = 3;

/// Makes resources and responses.
#[derive(Debug)]
pub(super) struct Generator {
    pub(super) resources: Arc<Resources>,
    pub(super) seed: u64,
    /// The ids of the resources that exist from the start.
    ids: ByResource<Vec<String>>,
}

impl Generator {
    pub(super) fn new(resources: Arc<Resources>, seed: u64) -> Self {
        let ids = resources.map(|resource| {
            let Some(own) = resource.own_id else { return Vec::new() };
            let id = |number| {
                let message = initial(seed, resource, number);
                own.text(&*message).unwrap_or_default().to_owned()
            };
            (0..INITIAL).map(id).collect()
        });
        Self { resources, seed, ids }
    }

    /// A store with the resources that exist from the start. They belong together: everything is
    /// in the first organization, and its three members are the three users.
    pub(super) fn initial_store(&self, limits: Limits) -> Store {
        let mut store = Store::new(&self.resources, limits);
        for (id, resource) in self.resources.iter() {
            let is_one = !resource.listed && resource.own_id.is_none();
            for number in 0..if is_one { 1 } else { INITIAL } {
                let mut entry = Entry::new(resource, initial(self.seed, resource, number));
                self.link(resource, &mut entry);
                self.make_distinct(resource, &mut entry, number);
                entry.is_initial = true;
                store.collection_mut(id).add(entry);
            }
        }
        store
    }

    /// A store without resources.
    pub(super) fn empty_store(&self, limits: Limits) -> Store {
        let mut store = Store::new(&self.resources, limits);
        store.populates = false;
        store
    }

    /// A sampler for a purpose. The same purpose gives the same samples.
    pub(super) fn sampler(&self, purpose: &[&str]) -> Sampler {
        Sampler::new(mix(self.seed, purpose))
    }

    /// The start of the counter for [`next_sampler`](Self::next_sampler) in a call that is handled
    /// on its own: different requests give different values.
    pub(super) fn counter_of(&self, method: &str, request: &dyn Message) -> u64 {
        mix(self.seed, &["call", method, &json::encode_to_string(request)])
    }

    /// A sampler for new values. The counter makes each one different.
    pub(super) fn next_sampler(&self, count: &mut u64) -> Sampler {
        *count = count.wrapping_add(1);
        self.sampler(&["new", &count.to_string()])
    }

    /// A resource that refers to resources that exist.
    pub(super) fn sample(&self, resource: &Resource, sampler: &mut Sampler) -> Entry {
        let mut message = resource.message_type.new_message();
        sampler.fill(&mut *message);
        states::revive(&mut *message);
        let mut entry = Entry::new(resource, message);
        self.link(resource, &mut entry);
        entry
    }

    /// The resource with these attributes, if it was never created.
    pub(super) fn sample_unknown(&self, resource: &Resource, selector: &Selector) -> Entry {
        let keys: Vec<_> = selector.iter().map(|(_, value)| value).collect();
        let purpose = [&["unseen", resource.name()], &keys[..]].concat();
        let mut entry = self.sample(resource, &mut self.sampler(&purpose));
        entry.set_selected(selector);
        entry
    }

    /// Makes an item of a list differ from the others in what identifies it: the members of an
    /// organization are different users.
    pub(super) fn make_distinct(&self, resource: &Resource, entry: &mut Entry, number: usize) {
        for attribute in &resource.natural_key {
            if !resource.list_scope.contains(attribute)
                && let Some(id) = self.initial_id(attribute.name(), number)
            {
                entry.set_attribute(*attribute, id);
            }
        }
    }

    /// Sets every id of another resource to the id of one that exists.
    fn link(&self, resource: &Resource, entry: &mut Entry) {
        let own = resource.own_id.and_then(|own| own.text(&*entry.message).map(str::to_owned));
        self.link_message(&mut *entry.message);
        if let (Some(field), Some(own)) = (resource.own_id, own) {
            field.set_text(&mut *entry.message, &own);
        }
        for attribute in resource.natural_key.iter().chain(&resource.list_scope) {
            if let Attribute::External(name) = attribute
                && let Some(id) = self.initial_id(name, 0)
            {
                entry.set_attribute(*attribute, id);
            }
        }
    }

    /// Sets every id in a message and the messages in it to the id of a resource that exists.
    pub(super) fn link_message(&self, message: &mut dyn Message) {
        for field in FieldRef::all(message.descriptor()) {
            match field.get(message) {
                Value::String(_) if is_id(field.name()) => {
                    if let Some(id) = self.initial_id(field.name(), 0) {
                        field.set_text(message, id);
                    }
                }
                Value::Message(_) => {
                    if let Slot::Message(nested) = field.slot(message) {
                        self.link_message(nested);
                    }
                }
                _ => {}
            }
        }
    }

    /// The id of an initial resource, for a field with this name.
    fn initial_id(&self, field: &str, number: usize) -> Option<&str> {
        let other = self.resources.referred_to(field)?;
        self.ids[other].get(number).map(String::as_str)
    }
}

fn initial(seed: u64, resource: &Resource, number: usize) -> Box<dyn Message> {
    let mut message = resource.message_type.new_message();
    let purpose = mix(seed, &["first", resource.name(), &number.to_string()]);
    Sampler::new(purpose).fill(&mut *message);
    states::revive(&mut *message);
    message
}
