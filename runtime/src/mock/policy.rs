//! The checks of a mock, which reject more if the mock is strict than if it is lenient.
//!
//! Used by the handlers. It looks at the store and never changes it, and must not depend on the
//! handlers or on the generator.

use super::plan::{Resource, Target};
use super::selector::Selector;
use super::store::Collection;
use crate::message::Message;
use crate::rpc::Error;
use crate::validate;

/// How a mock treats unknown ids, duplicates and invalid requests, and whether it remembers calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Policy {
    /// Samples resources that were never created, merges duplicates and validates nothing.
    Lenient,
    /// Rejects unknown ids, duplicates and invalid requests.
    Strict,
    /// Is lenient, and handles every request on a copy of the store.
    Stateless,
}

impl Policy {
    pub(super) fn is_strict(self) -> bool {
        self == Self::Strict
    }

    /// Checks a request against the schema's rules.
    pub(super) fn check_request(self, request: &dyn Message) -> Result<(), Error> {
        if self.is_strict() {
            validate::validate(request)?;
        }
        Ok(())
    }

    /// Checks that a request identifies the resource that it is about.
    pub(super) fn check_keys(
        self,
        target: &Target,
        resource: &Resource,
        request: &dyn Message,
    ) -> Result<(), Error> {
        let missing = target.keys.iter().find(|key| key.field.text(request).is_none());
        match missing {
            Some(key) if self.is_strict() => {
                let (field, name) = (key.field.name(), resource.name());
                Err(Error::invalid_argument(format!(
                    "`{field}` is required to identify the {name}"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Checks the id of a resource that the one of the request belongs to or refers to.
    pub(super) fn check_reference(
        self,
        resource: &Resource,
        collection: &Collection,
        selector: &Selector,
    ) -> Result<(), Error> {
        let exists = collection.find(selector).is_some();
        if !exists && (self.is_strict() || collection.was_deleted(selector)) {
            return Err(not_found(resource, selector));
        }
        Ok(())
    }

    /// Checks that a resource which is not in the collection may be sampled.
    pub(super) fn check_unknown(
        self,
        resource: &Resource,
        collection: &Collection,
        selector: &Selector,
    ) -> Result<(), Error> {
        let is_rejected = self.is_strict() && !resource.is_implied();
        if is_rejected || collection.was_deleted(selector) {
            return Err(not_found(resource, selector));
        }
        Ok(())
    }

    /// Rejects a resource that exists already.
    pub(super) fn check_duplicate(
        self,
        resource: &Resource,
        describe: impl FnOnce() -> String,
    ) -> Result<(), Error> {
        if self.is_strict() {
            let (name, existing) = (resource.name(), describe());
            return Err(Error::already_exists(format!("another {name}{existing} exists already")));
        }
        Ok(())
    }

    /// Whether a list is populated the first time it is requested. `is_new` says that a request
    /// created the parent.
    pub(super) fn populates(self, resource: &Resource, is_new: bool) -> bool {
        resource.is_implied() || !(self.is_strict() || is_new)
    }
}

fn not_found(resource: &Resource, selector: &Selector) -> Error {
    Error::not_found(format!("there is no {}{}", resource.name(), selector.describe()))
}
