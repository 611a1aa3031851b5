//! What RPCs that list do.

use std::sync::Arc;

use super::catalogue::{Place, Resource};
use super::filter::{Condition, conditions};
use super::overlay::Overlay;
use super::paging::{Start, Tokens, set_next};
use super::plan::Plan;
use super::shape::index_of;
use super::store::{Entry, Selector};
use super::world::{SEEDED, World, lost};
use crate::message::{Message, Slot, Value, copy};
use crate::rpc::Error;

impl World {
    /// Gives a page of the resources that a request asks for.
    pub(super) fn list(
        &mut self,
        plan: &Plan,
        request: &dyn Message,
    ) -> Result<Box<dyn Message>, Error> {
        self.check_references(plan, request)?;
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        let selector = Self::selector(plan, request);
        let example = self.make_up(resource, &selector);
        let conditions = conditions(plan, resource, &*example.message, request);
        self.settle(index, resource, &selector, &conditions)?;
        let items: Vec<_> = self
            .known(index)?
            .entries()
            .iter()
            .filter(|entry| is_asked(entry, &selector, &conditions))
            .map(|entry| (entry.number, Value::Message(&*entry.message)))
            .collect();
        self.page(plan, request, &items)
    }

    /// Gives a page of what stands in a field of a resource.
    pub(super) fn list_within(
        &self,
        plan: &Plan,
        request: &dyn Message,
        field: usize,
    ) -> Result<Box<dyn Message>, Error> {
        let subject = self.get(plan, request)?;
        let Value::List(list) = subject.message.get(field) else { return Err(lost()) };
        let items: Vec<_> = (0..list.len())
            .map(|index| {
                (u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1), list.get(index))
            })
            .collect();
        self.page(plan, request, &items)
    }

    /// Puts the list of a request in place of the one in a field of a resource.
    pub(super) fn replace_within(
        &mut self,
        plan: &Plan,
        request: &dyn Message,
        items: usize,
        field: usize,
    ) -> Result<(), Error> {
        self.check_references(plan, request)?;
        let catalogue = Arc::clone(&self.catalogue);
        let (index, resource) = catalogue.about(plan)?;
        let number = self.found_or_made_up(index, resource, &Self::selector(plan, request))?;
        let mut sampler = self.new_sampler();
        let entry = self.collection(index)?.numbered(number).ok_or_else(lost)?;
        Overlay::new(&mut sampler).put_in(request.get(items), &mut *entry.message, field);
        Ok(())
    }

    /// Makes sure that there is something in a list that nobody has asked for yet.
    fn settle(
        &mut self,
        index: usize,
        resource: &Resource,
        selector: &Selector,
        conditions: &[Condition],
    ) -> Result<(), Error> {
        if !resource.is_implied() && (self.strict || self.is_new(resource, selector)) {
            return Ok(());
        }
        if let Some(ids) = conditions.iter().find_map(|condition| condition.ids(resource)) {
            return self.settle_ids(index, resource, (selector, conditions), ids);
        }
        let is_first = self.collection(index)?.settle(format!("{selector:?} {conditions:?}"));
        let known = self.known(index)?;
        let is_asked = |entry: &Entry| is_asked(entry, selector, conditions);
        if !is_first || known.entries().iter().chain(known.deleted()).any(is_asked) {
            return Ok(());
        }
        for number in 0..SEEDED {
            let purpose = format!("{selector:?} {conditions:?} {number}");
            let mut sampler = self.sampler(&["listed", resource.name(), &purpose]);
            let mut entry = self.make(resource, &mut sampler);
            self.tell_apart(resource, &mut entry, number);
            entry.select(selector);
            for condition in conditions {
                condition.impose(&mut *entry.message, number);
            }
            self.collection(index)?.add(entry);
        }
        Ok(())
    }

    /// The same for a list of resources that are named by their ids.
    fn settle_ids(
        &mut self,
        index: usize,
        resource: &Resource,
        (selector, conditions): (&Selector, &[Condition]),
        ids: &[String],
    ) -> Result<(), Error> {
        let Some(own) = resource.own_id else { return Ok(()) };
        for (number, id) in ids.iter().enumerate() {
            let one = vec![(Place::Field(own), id.clone())];
            let known = self.known(index)?;
            if known.find(&one).is_none() && !known.was_deleted(&one) {
                let mut entry = self.make_up(resource, &one);
                entry.select(selector);
                for condition in conditions {
                    condition.impose(&mut *entry.message, number);
                }
                self.collection(index)?.add(entry);
            }
        }
        Ok(())
    }

    fn page(
        &self,
        plan: &Plan,
        request: &dyn Message,
        items: &[(u64, Value<'_>)],
    ) -> Result<Box<dyn Message>, Error> {
        let paging = plan.method.paging_descriptor().ok_or_else(lost)?;
        let tokens = Tokens { seed: self.seed, path: plan.method.path() };
        let page = tokens.page(paging, request)?;
        let (after, offset) = match page.start {
            Start::After(number) => (number, 0),
            Start::Offset(offset) => (0, offset),
        };
        let later = items.iter().filter(|(number, _)| *number > after);
        let mut rest = later.skip(offset).peekable();
        let mut response = self.reply_around(plan, request);
        let mut last = 0;
        if let Some(Slot::List(list)) = plan.given.map(|given| response.slot(given)) {
            for (number, item) in rest.by_ref().take(page.size) {
                copy(*item, list.push());
                last = *number;
            }
        }
        let next = if rest.peek().is_some() { tokens.write(last) } else { String::new() };
        set_next(paging, &mut *response, next);
        set_count(&mut *response, items.len());
        Ok(response)
    }
}

fn is_asked(entry: &Entry, selector: &Selector, conditions: &[Condition]) -> bool {
    entry.is_selected(selector)
        && conditions.iter().all(|condition| condition.holds(&*entry.message))
}

/// Tells how many there are on all pages, where a response has a place for it.
fn set_count(response: &mut dyn Message, total: usize) {
    let Some(field) = index_of(response.descriptor(), "count") else { return };
    let total = i32::try_from(total).unwrap_or(i32::MAX);
    match response.slot(field) {
        Slot::I32(place) => *place = total,
        Slot::Message(count) => {
            if let Some(value) = index_of(count.descriptor(), "value") {
                copy(Value::I32(total), count.slot(value));
            }
        }
        _ => {}
    }
}
