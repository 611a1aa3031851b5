//! Lists resources.

use std::sync::Arc;

use crate::message::{Message, Value};
use crate::mock::call::{Call, PIECE};
use crate::mock::entry::Entry;
use crate::mock::filter::{self, Condition, conditions};
use crate::mock::generator::INITIAL;
use crate::mock::handler_input::HandlerInput;
use crate::mock::paging::Items;
use crate::mock::plan::{Attribute, FieldRef, PageFields, Resource, Target};
use crate::mock::response;
use crate::mock::seed;
use crate::mock::selector::Selector;
use crate::mock::store::Collection;
use crate::rpc::Error;

/// Returns a page of the resources that the request selects.
pub(super) async fn handle(
    call: &Call<'_>,
    target: &Target,
    page: PageFields,
) -> Result<Box<dyn Message>, Error> {
    let query = call.piece(|input| Query::new(input, call.resource(target), target, page))?;
    let ids = query.ids();
    if let Some((own, ids)) = ids {
        query.add_ids(call, target, own, ids).await;
    }
    let mut items = call.piece(|input| response::page(input, page))?;
    let last = query.collect(call, target, 0, &mut items).await;
    if query.populates && ids.is_none() {
        query.populate(call, target, last, items.total() > 0).await;
        query.collect(call, target, last, &mut items).await;
    }
    call.piece(|input| response::with_page(input, page, &items, |item| Value::Message(&**item)))
}

/// What a request asks for.
struct Query<'a> {
    resource: &'a Resource,
    selector: Selector,
    conditions: Vec<Condition>,
    /// Whether items are added to a list that is requested for the first time.
    populates: bool,
}

impl<'a> Query<'a> {
    fn new(
        input: &HandlerInput<'_>,
        resource: &'a Resource,
        target: &Target,
        page: PageFields,
    ) -> Result<Self, Error> {
        input.check_references()?;
        let selector = input.selector(target);
        let example = input.generator.sample_unknown(resource, &selector);
        let conditions = conditions(target, page, resource, &*example.message, input.request);
        let populates = input.store.populates
            && input.policy.populates(resource, input.has_new_parent(&selector));
        Ok(Self { resource, selector, conditions, populates })
    }

    fn selects(&self, entry: &Entry) -> bool {
        entry.is_selected(&self.selector)
            && self.conditions.iter().all(|condition| condition.holds(&*entry.message))
    }

    /// Collects the selected resources after the one with this number. Returns the number of the last
    /// one that was looked at.
    async fn collect(
        &self,
        call: &Call<'_>,
        target: &Target,
        after: u64,
        items: &mut Items<Box<dyn Message>>,
    ) -> u64 {
        let mut offer = |number, entry: &Entry| {
            if self.selects(entry) {
                items.offer(number, || entry.copy_message());
            }
        };
        call.walk(target, Collection::entries, after, &mut offer).await
    }

    /// The ids that the request asks for, if it does and unknown ones are to be added.
    fn ids(&self) -> Option<(FieldRef, &[Arc<str>])> {
        let own = self.resource.own_id.filter(|_| self.populates)?;
        let ids = self.conditions.iter().find_map(|condition| condition.ids(self.resource))?;
        Some((own, ids))
    }

    /// Adds items if the list is requested for the first time and none of its items is known.
    /// `last` is the last entry that was looked at, `is_known` says whether one is an item.
    async fn populate(&self, call: &Call<'_>, target: &Target, last: u64, mut is_known: bool) {
        if !is_known {
            let mut look = |_, entry: &Entry| is_known |= self.selects(entry);
            call.walk(target, Collection::deleted, 0, &mut look).await;
        }
        let Self { resource, selector, conditions, .. } = self;
        let purpose = format!("{} {}", selector.seed_text(), filter::seed_text(conditions));
        call.piece(|input| {
            let collection = input.collection_mut(target);
            let is_first = collection.settle(seed::mix(0, &[&purpose]));
            // Other calls may have added items since.
            let mut added = collection.entries().after(last);
            if !is_first || is_known || added.any(|(_, entry)| self.selects(entry)) {
                return;
            }
            drop(added);
            for number in 0..INITIAL {
                let purpose = format!("{purpose} {number}");
                let mut sampler = input.generator.sampler(&["listed", resource.name(), &purpose]);
                let mut entry = input.generator.sample(resource, &mut sampler);
                input.generator.make_distinct(resource, &mut entry, number);
                self.add(input, target, entry, number);
            }
        });
    }

    /// Adds a resource for each id that was never seen.
    async fn add_ids(&self, call: &Call<'_>, target: &Target, own: FieldRef, ids: &[Arc<str>]) {
        for (piece, ids) in ids.chunks(PIECE).enumerate() {
            call.piece(|input| {
                for (position, id) in ids.iter().enumerate() {
                    let one = Selector::one(Attribute::Field(own), id.to_string());
                    let collection = input.collection(target);
                    if collection.find(&one).is_none() && !collection.was_deleted(&one) {
                        let entry = input.generator.sample_unknown(self.resource, &one);
                        self.add(input, target, entry, piece * PIECE + position);
                    }
                }
            });
            call.pause().await;
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
