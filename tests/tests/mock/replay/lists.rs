//! Lists show what gets show, and all of it.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::compare::{differences, exact_differences};
use super::state::{Identity, Kind, Known, Parent};
use super::story::Step;
use super::{Replay, root};
use crate::support::json_name;

/// The items on the pages of a list, by RPC and request without token: no item is on two pages.
pub(super) type Pages = BTreeMap<(&'static str, String), Vec<(String, Identity)>>;

/// Paging fields of a step.
struct Paging {
    is_first: bool,
    is_last: bool,
    size: Option<usize>,
    /// The request for the first page.
    first: Json,
}

impl Replay {
    /// Shows the items that no other example has shown, so that every list has to have them.
    pub(super) fn introduce(&mut self, step: &Step) {
        if step.plan.verb != "list" {
            return;
        }
        let kind = self.kind(&step.plan.resource);
        let parents = self.parents(kind, step);
        let items = step.response[root(step)].as_array().into_iter().flatten();
        let items: Vec<_> = items.map(|item| (kind.identity(item, &parents), item)).collect();
        for (identity, item) in items {
            if self.state.find(&identity).is_none() {
                self.show(step, identity, parents.clone(), item.clone(), true);
            }
        }
    }

    /// Compares each item with what is known of it, and the page with what the mock lists.
    pub(super) async fn list(&mut self, step: &Step) -> Result<(), String> {
        let kind = self.kind(&step.plan.resource);
        let parents = self.parents(kind, step);
        let shown = step.response[root(step)].as_array().cloned().unwrap_or_default();
        let mut shown_ids = Vec::new();
        for (at, item) in shown.iter().enumerate() {
            let identity = self.kind(&step.plan.resource).identity(item, &parents);
            self.check_item(step, at, item, &identity, &parents);
            shown_ids.push(identity);
        }
        let paging = Paging::of(step);
        self.check_pages(step, &paging, &shown_ids);
        let listed = self.listed(step, &paging).await?;
        let listed_ids = self.check_listed(step, &listed, &parents);
        for identity in shown_ids.iter().filter(|identity| !listed_ids.contains(identity)) {
            let what = format!("the filter does not select {}", identity.1.join(" "));
            self.contradict(&step.place, &what);
        }
        if let Some(count) = total(&step.response).filter(|count| *count < shown.len()) {
            self.contradict(&step.place, &format!("count: {count} is less than the page"));
        }
        if !paging.is_first || self.ignores_a_filter(step, &paging, &listed).await? {
            return Ok(());
        }
        for identity in listed_ids.iter().filter(|identity| !shown_ids.contains(identity)) {
            if paging.is_last {
                let what = format!("{} is missing", identity.1.join(" "));
                self.contradict(&step.place, &what);
            }
        }
        Ok(())
    }

    fn check_item(
        &mut self,
        step: &Step,
        at: usize,
        item: &Json,
        identity: &Identity,
        parents: &[Parent],
    ) {
        if let Some(known) = self.state.find(identity).cloned() {
            let path = format!("{}[{at}]", root(step));
            let mut found =
                differences(&known.values.iter().collect::<Vec<_>>(), item, &known.sent);
            for difference in &mut found {
                difference.path = format!("{path}.{}", difference.path);
            }
            self.report(step, &path, Some(&known), found);
        }
        self.show(step, identity.clone(), parents.to_vec(), item.clone(), true);
    }

    /// Checks the size of a page, and that its items are on no other page of the list.
    fn check_pages(&mut self, step: &Step, paging: &Paging, ids: &[Identity]) {
        if let Some(size) = paging.size {
            if ids.len() > size {
                self.contradict(&step.place, &format!("expected at most {size} items"));
            } else if !paging.is_last && ids.len() < size {
                let what = format!("expected {size} items before a next page");
                self.contradict(&step.place, &what);
            }
        }
        let list = (step.plan.method.path(), paging.first.to_string());
        let known = self.pages.entry(list).or_default();
        let twice: Vec<_> =
            known.iter().filter(|(_, other)| ids.contains(other)).cloned().collect();
        known.extend(ids.iter().map(|identity| (step.place.clone(), identity.clone())));
        for (place, identity) in twice {
            let what = format!("{} is on another page too ({place})", identity.1.join(" "));
            self.contradict(&step.place, &what);
        }
    }

    /// All items that the mock lists, page by page.
    async fn listed(&self, step: &Step, paging: &Paging) -> Result<Vec<Json>, String> {
        let descriptor = step.plan.method.paging_descriptor().expect("it has pages");
        let (field, token) = (json_name(descriptor.request_field()), json_name(descriptor.token()));
        let mut request = paging.first.clone();
        let mut items = Vec::new();
        loop {
            let reply = self.mocks.call_first(step.plan.method, &request).await?;
            items.extend(reply[root(step)].as_array().cloned().unwrap_or_default());
            let page = &reply[json_name(descriptor.response_field())];
            match page[json_name(descriptor.next_token())].as_str() {
                Some(next) => request[&field][&token] = Json::from(next),
                None => return Ok(items),
            }
        }
    }

    /// Checks that the mock lists each item as it is known, and returns their identities.
    fn check_listed(&mut self, step: &Step, listed: &[Json], parents: &[Parent]) -> Vec<Identity> {
        let kind = self.kind(&step.plan.resource);
        let ids: Vec<_> =
            listed.iter().map(|item| self.known_identity(kind, item, parents)).collect();
        for (item, identity) in listed.iter().zip(&ids) {
            let known = self.state.find(identity).cloned();
            let known = known.unwrap_or_else(|| panic!("{}: the mock lists {item}", step.place));
            let found = exact_differences(&known.values[0], item);
            self.report(step, "", None, found);
        }
        ids
    }

    /// The identity of an item of the mock, which may belong to any parent.
    fn known_identity(&self, kind: &Kind, item: &Json, parents: &[Parent]) -> Identity {
        let known = self.state.0.iter().filter(|known| known.identity.0 == kind.name);
        let is_same = |known: &&Known| kind.identity(item, &known.parents) == known.identity;
        let known = known.into_iter().find(is_same);
        known.map_or_else(|| kind.identity(item, parents), |known| known.identity.clone())
    }

    /// Whether the mock ignores a filter of the request, so that the example may show fewer items:
    /// an item of `selected` is also selected by another value of the filter.
    async fn ignores_a_filter(
        &self,
        step: &Step,
        paging: &Paging,
        selected: &[Json],
    ) -> Result<bool, String> {
        let mut filters = Vec::new();
        for (name, value) in step.request.as_object().into_iter().flatten() {
            let is_key = step.plan.keys.iter().any(|(key, _)| json_name(key) == *name);
            match value.as_object() {
                Some(fields) if name == "filter" => filters.extend(
                    fields.iter().map(|(field, value)| (format!("/filter/{field}"), value)),
                ),
                Some(_) => {}
                None if !is_key => filters.push((format!("/{name}"), value)),
                None => {}
            }
        }
        for (path, value) in filters {
            for other in others(value) {
                let mut first = paging.first.clone();
                *first.pointer_mut(&path).expect("it is set") = other;
                let paging = Paging { first, ..*paging };
                // A value of another kind is rejected.
                let Ok(listed) = self.listed(step, &paging).await else { continue };
                if listed.iter().any(|item| selected.contains(item)) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Compares a list within a resource with the resource.
    pub(super) async fn list_within(&mut self, step: &Step) -> Result<(), String> {
        let replies = self.mocks.call(step.plan.method, &step.request).await?;
        let (resource, _) = step.plan.resource.split_once('.').expect("a resource and its field");
        let kind = self.kind(resource);
        let identity = kind.addressed(&step.plan, &step.request);
        let known = identity.and_then(|identity| self.state.find(&identity).cloned());
        self.compare(step, &replies, known.as_ref());
        Ok(())
    }
}

impl Paging {
    fn of(step: &Step) -> Self {
        let paging = step.plan.method.paging_descriptor().expect("it has pages");
        let field = json_name(paging.request_field());
        let mut first = step.request.clone();
        let sent = first[&field].as_object_mut();
        let token = sent.and_then(|sent| sent.remove(&json_name(paging.token())));
        let size = first[&field][json_name(paging.size())].as_u64();
        if first[&field].is_null() {
            first[&field] = json!({});
        }
        let next = &step.response[json_name(paging.response_field())];
        Self {
            is_first: token.is_none(),
            is_last: next[json_name(paging.next_token())].is_null(),
            size: size.and_then(|size| usize::try_from(size).ok()),
            first,
        }
    }
}

/// Values that select other items than this one.
fn others(value: &Json) -> Vec<Json> {
    match value {
        Json::Bool(flag) => vec![Json::from(!flag)],
        // An enum is text too, but rejects text that is no value.
        Json::Array(_) => vec![json!([9999]), json!(["\u{1f}"])],
        _ => vec![json!(9999), json!("\u{1f}")],
    }
}

/// The number of items on all pages, if the response has it.
fn total(response: &Json) -> Option<usize> {
    let count = &response["count"];
    let count = count.get("value").unwrap_or(count).as_u64()?;
    usize::try_from(count).ok()
}
