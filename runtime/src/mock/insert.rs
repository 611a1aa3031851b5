//! Stores resources that a test supplies.
//!
//! Used by `Mock::insert`. It must not depend on the handlers.

use super::call::lock;
use super::entry::Entry;
use super::plan::{Attribute, Resource};
use super::selector::Selector;
use super::service::Engine;
use crate::message::Message;
use crate::rpc::Error;

impl Engine {
    pub(super) fn insert(
        &self,
        message: &dyn Message,
        parents: &[(&str, &str)],
    ) -> Result<(), Error> {
        let resources = &self.catalogue.resources;
        let Some(id) = resources.of_type(message.descriptor()) else {
            let name = message.descriptor().short_name();
            return Err(Error::invalid_argument(format!("`{name}` is not a resource of the mock")));
        };
        let resource = &resources[id];
        let entry = entry(resource, message, parents)?;
        let mut store = lock(&self.store);
        let collection = store.collection_mut(id);
        match identity(resource, &entry) {
            Some(identity) => collection.replace(&identity, entry),
            None => collection.add(entry),
        }
        store.trim();
        Ok(())
    }
}

fn entry(
    resource: &Resource,
    message: &dyn Message,
    parents: &[(&str, &str)],
) -> Result<Entry, Error> {
    let mut entry = Entry::new(resource, resource.message_type.copy(message));
    entry.created = true;
    let attributes = || resource.natural_key.iter().chain(&resource.list_scope);
    for (name, id) in parents {
        let mut external = attributes().filter(|attribute| is_external(**attribute));
        let Some(attribute) = external.find(|attribute| attribute.name() == *name) else {
            let resource = resource.name();
            return Err(Error::invalid_argument(format!("`{name}` is no parent of `{resource}`")));
        };
        entry.set_attribute(*attribute, id);
    }
    let missing = attributes()
        .find(|attribute| is_external(**attribute) && entry.attribute(**attribute).is_none());
    match missing {
        Some(missing) => Err(Error::invalid_argument(format!(
            "`{}` needs the parent `{}`",
            resource.name(),
            missing.name()
        ))),
        None => Ok(entry),
    }
}

const fn is_external(attribute: Attribute) -> bool {
    matches!(attribute, Attribute::External(_))
}

/// Selects the resource that an entry replaces; `None` if the type has neither ids nor keys, as
/// search results.
fn identity(resource: &Resource, entry: &Entry) -> Option<Selector> {
    if let Some(own) = resource.own_id.map(Attribute::Field) {
        return Some(Selector::one(own, entry.attribute(own)?.to_owned()));
    }
    let is_one = resource.natural_key.is_empty() && !resource.listed;
    if is_one { Some(Selector::everything()) } else { entry.natural_key(resource) }
}
