//! The input of a handler: the request together with everything that the handler works with.
//!
//! Used by the handlers in `verbs`. It must not depend on them.

use super::entries::EntryMut;
use super::generator::Generator;
use super::plan::{Attribute, Reference, Resource, Resources, Rpc, Target};
use super::policy::Policy;
use super::selector::Selector;
use super::store::{Collection, Store};
use crate::message::Message;
use crate::rpc::Error;
use crate::sample::Sampler;
use crate::scalar::Timestamp;

/// The request of a call, and the parts of the mock that its handler reads and changes.
pub(super) struct HandlerInput<'a> {
    pub(super) rpc: &'a Rpc,
    pub(super) request: &'a (dyn Message + 'static),
    pub(super) generator: &'a Generator,
    pub(super) policy: Policy,
    /// The time of the call.
    pub(super) now: Timestamp,
    pub(super) store: &'a mut Store,
}

impl<'a> HandlerInput<'a> {
    /// The same for another RPC and its request.
    pub(super) const fn with<'b>(
        &'b mut self,
        rpc: &'b Rpc,
        request: &'b (dyn Message + 'static),
    ) -> HandlerInput<'b>
    where
        'a: 'b,
    {
        let Self { generator, policy, now, .. } = *self;
        HandlerInput { rpc, request, generator, policy, now, store: self.store }
    }

    pub(super) fn resources(&self) -> &'a Resources {
        &self.generator.resources
    }

    pub(super) fn resource(&self, target: &Target) -> &'a Resource {
        &self.resources()[target.resource]
    }

    /// The stored resources of the target's type.
    pub(super) fn collection(&self, target: &Target) -> &Collection {
        self.store.collection(target.resource)
    }

    pub(super) fn collection_mut(&mut self, target: &Target) -> &mut Collection {
        self.store.collection_mut(target.resource)
    }

    /// A sampler for new values; each call gives different samples.
    pub(super) fn new_sampler(&mut self) -> Sampler {
        self.generator.next_sampler(&mut self.store.samplers)
    }

    /// The selector of the keys that the request sets.
    pub(super) fn selector(&self, target: &Target) -> Selector {
        let keys = target.keys.iter();
        keys.filter_map(|key| Some((key.attribute, key.field.text(self.request)?.to_owned())))
            .collect()
    }

    /// The selector of the keys, some of which may be missing only if the policy allows it.
    pub(super) fn checked_selector(&self, target: &Target) -> Result<Selector, Error> {
        self.policy.check_keys(target, self.resource(target), self.request)?;
        Ok(self.selector(target))
    }

    /// Checks that the resources that the request refers to may exist.
    pub(super) fn check_references(&self) -> Result<(), Error> {
        for (resource, collection, selector) in self.references(|reference| !reference.is_subject) {
            self.policy.check_reference(resource, collection, &selector)?;
        }
        Ok(())
    }

    /// The resources that the request refers to.
    fn references<'b>(
        &'b self,
        filter: impl Fn(&Reference) -> bool + 'b,
    ) -> impl Iterator<Item = (&'a Resource, &'b Collection, Selector)> + 'b {
        let references = self.rpc.references.iter().filter(move |reference| filter(reference));
        references.filter_map(|reference| {
            let id = reference.field.text(self.request)?;
            let resource = &self.resources()[reference.resource];
            let selector = Selector::one(Attribute::Field(resource.own_id?), id.to_owned());
            Some((resource, self.store.collection(reference.resource), selector))
        })
    }

    /// The ids that belong to the resources that the request refers to, by field name. For an
    /// invite, that is the organization.
    pub(super) fn related_ids(&self) -> Vec<(&'static str, String)> {
        let mut ids = Vec::new();
        for (resource, collection, selector) in self.references(|_| true) {
            let Some(entry) = collection.find(&selector) else { continue };
            ids.extend(entry.external.iter().map(|(name, id)| (*name, id.clone())));
            let fields = resource.fields.ids().filter(|field| Some(*field) != resource.own_id);
            ids.extend(
                fields.filter_map(|field| {
                    Some((field.name(), field.text(&*entry.message)?.to_owned()))
                }),
            );
        }
        ids
    }

    /// Whether a request created a resource that the selector refers to. Such a resource has only
    /// the children that requests create.
    pub(super) fn has_new_parent(&self, selector: &Selector) -> bool {
        selector.iter().any(|(attribute, id)| {
            let parent = self.resources().referred_to(attribute.name()).and_then(|parent| {
                let own = self.resources()[parent].own_id?;
                let selector = Selector::one(Attribute::Field(own), id.to_owned());
                self.store.collection(parent).find(&selector)
            });
            parent.is_some_and(|entry| entry.created)
        })
    }

    /// The resource that the request is about and a sampler for new values in it. The resource is
    /// sampled and stored if it was never created and the policy allows it.
    pub(super) fn find_or_sample(
        &mut self,
        target: &Target,
        selector: &Selector,
    ) -> Result<(EntryMut<'_>, Sampler), Error> {
        let resource = self.resource(target);
        let (generator, policy) = (self.generator, self.policy);
        let (collection, samplers) = self.store.parts_mut(target.resource);
        let entry = collection.find_or_add(
            selector,
            |collection| policy.check_unknown(resource, collection, selector),
            || generator.sample_unknown(resource, selector),
        )?;
        Ok((entry, generator.next_sampler(samplers)))
    }
}
