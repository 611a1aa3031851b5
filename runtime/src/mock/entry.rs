//! A resource in the store.
//!
//! Used by `entries`, the generator and the handlers. It must not depend on them.

use std::collections::BTreeMap;

use super::plan::{Attribute, FieldRef, Resource};
use super::selector::Selector;
use crate::message::{Message, Value};
use crate::rpc::MessageType;

/// A resource.
#[derive(Debug)]
pub(super) struct Entry {
    message_type: MessageType,
    pub(super) message: Box<dyn Message>,
    /// The values of external attributes.
    pub(super) external: BTreeMap<&'static str, String>,
    /// Whether a request created it, so that its children are only those that requests create.
    pub(super) created: bool,
    /// Whether it exists from the start. Other resources refer to it, so it is kept.
    pub(super) is_initial: bool,
}

impl Clone for Entry {
    fn clone(&self) -> Self {
        let (message, external) = (self.copy_message(), self.external.clone());
        Self { message, external, ..*self }
    }
}

impl Entry {
    pub(super) fn new(resource: &Resource, message: Box<dyn Message>) -> Self {
        Self {
            message_type: resource.message_type,
            message,
            external: BTreeMap::new(),
            created: false,
            is_initial: false,
        }
    }

    /// The value of an attribute; `None` if it is not set.
    pub(super) fn attribute(&self, attribute: Attribute) -> Option<&str> {
        match attribute {
            Attribute::Field(field) => field.text(&*self.message),
            Attribute::External(name) => self.external.get(name).map(String::as_str),
        }
    }

    pub(super) fn set_attribute(&mut self, attribute: Attribute, value: &str) {
        match attribute {
            Attribute::Field(field) => field.set_text(&mut *self.message, value),
            Attribute::External(name) => {
                self.external.insert(name, value.to_owned());
            }
        }
    }

    /// Sets the attributes of a selector, so that it selects this entry.
    pub(super) fn set_selected(&mut self, selector: &Selector) {
        for (attribute, value) in selector.iter() {
            self.set_attribute(attribute, value);
        }
    }

    pub(super) fn is_selected(&self, selector: &Selector) -> bool {
        #[cfg(test)]
        COMPARISONS.with(|count| count.set(count.get() + 1));
        selector.iter().all(|(attribute, value)| self.attribute(attribute) == Some(value))
    }

    /// The attributes of which there can be only one resource; `None` if the type has none or some
    /// are not set.
    pub(super) fn natural_key(&self, resource: &Resource) -> Option<Selector> {
        let key = resource
            .natural_key
            .iter()
            .map(|attribute| Some((*attribute, self.attribute(*attribute)?.to_owned())));
        let key: Selector = key.collect::<Option<_>>()?;
        (!key.is_empty()).then_some(key)
    }

    pub(super) fn copy_message(&self) -> Box<dyn Message> {
        self.message_type.copy(&*self.message)
    }

    /// Calls a function with the names and values of the external attributes and of all strings
    /// that a `FieldPath` can lead to, under each name that leads to it.
    pub(super) fn visit_values(&self, mut visit: impl FnMut(&str, &str)) {
        for (name, value) in &self.external {
            visit(name, value);
        }
        for outer in FieldRef::all(self.message.descriptor()) {
            match outer.get(&*self.message) {
                Value::String(text) if !text.is_empty() => visit(outer.name(), text),
                Value::Message(nested) => {
                    for inner in FieldRef::all(nested.descriptor()) {
                        if let Some(text) = inner.text(nested) {
                            visit(inner.name(), text);
                            visit(&format!("{}_{}", outer.name(), inner.name()), text);
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
thread_local! {
    /// How often an entry was compared with a selector.
    pub(super) static COMPARISONS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}
