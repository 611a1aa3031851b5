//! Lists resources.

use crate::message::{Message, Value};
use crate::mock::filter::{self, Condition, conditions};
use crate::mock::generator::INITIAL;
use crate::mock::handler_input::HandlerInput;
use crate::mock::plan::{Attribute, FieldRef, PageFields, Resource, Target};
use crate::mock::response;
use crate::mock::selector::Selector;
use crate::mock::store::Entry;
use crate::rpc::Error;

/// Returns a page of the resources that the request selects.
pub(super) fn handle(
    input: &mut HandlerInput<'_>,
    target: &Target,
    page: PageFields,
) -> Result<Box<dyn Message>, Error> {
    input.check_references()?;
    let resource = input.resource(target);
    let selector = input.selector(target);
    let example = input.generator.sample_unknown(resource, &selector);
    let conditions = conditions(target, page, resource, &*example.message, input.request);
    let query = Query { resource, selector, conditions };
    query.populate(input, target);
    let entries = input.collection(target).entries().iter();
    let items: Vec<_> = entries
        .filter(|entry| query.selects(entry))
        .map(|entry| (entry.number, Value::Message(&*entry.message)))
        .collect();
    response::with_page(input, page, &items)
}

/// What a request asks for.
struct Query<'a> {
    resource: &'a Resource,
    selector: Selector,
    conditions: Vec<Condition>,
}

impl Query<'_> {
    fn selects(&self, entry: &Entry) -> bool {
        entry.is_selected(&self.selector)
            && self.conditions.iter().all(|condition| condition.holds(&*entry.message))
    }

    /// Adds items to a list that is requested for the first time.
    fn populate(&self, input: &mut HandlerInput<'_>, target: &Target) {
        let Self { resource, selector, conditions } = self;
        if !input.store.populates
            || !input.policy.populates(resource, input.has_new_parent(selector))
        {
            return;
        }
        let ids = conditions.iter().find_map(|condition| condition.ids(resource));
        if let (Some(ids), Some(own)) = (ids, resource.own_id) {
            self.add_ids(input, target, own, ids);
            return;
        }
        let purpose = format!("{} {}", selector.seed_text(), filter::seed_text(conditions));
        let is_first = input.collection_mut(target).settle(purpose.clone());
        let collection = input.collection(target);
        let mut known = collection.entries().iter().chain(collection.deleted());
        if !is_first || known.any(|entry| self.selects(entry)) {
            return;
        }
        for number in 0..INITIAL {
            let purpose = format!("{purpose} {number}");
            let mut sampler = input.generator.sampler(&["listed", resource.name(), &purpose]);
            let mut entry = input.generator.sample(resource, &mut sampler);
            input.generator.make_distinct(resource, &mut entry, number);
            self.add(input, target, entry, number);
        }
    }

    /// Adds a resource for each id that was never seen.
    fn add_ids(
        &self,
        input: &mut HandlerInput<'_>,
        target: &Target,
        own: FieldRef,
        ids: &[String],
    ) {
        for (number, id) in ids.iter().enumerate() {
            let one = Selector::one(Attribute::Field(own), id.clone());
            let collection = input.collection(target);
            if collection.find(&one).is_none() && !collection.was_deleted(&one) {
                let entry = input.generator.sample_unknown(self.resource, &one);
                self.add(input, target, entry, number);
            }
        }
    }

    /// Adds an item after making it one that the query selects.
    fn add(&self, input: &mut HandlerInput<'_>, target: &Target, mut entry: Entry, number: usize) {
        entry.set_selected(&self.selector);
        for condition in &self.conditions {
            condition.impose(&mut *entry.message, number);
        }
        input.collection_mut(target).add(entry);
    }
}
