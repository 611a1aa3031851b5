//! Replays examples that create, change and get a resource.

use serde_json::{Value as Json, json};

use super::mocks::{COUNT, Mocks};
use super::state::{Identity, Parent, resource_of};
use super::story::{Failure, Step};
use super::{Phase, Replay, given, root};
use crate::support::{json_name, plan_of};

impl Replay {
    /// Creates a resource in mocks of its own, because the id in the example is not the one that a
    /// mock makes. Then the mocks store what the example shows.
    pub(super) async fn create(&mut self, step: &Step) -> Result<(), String> {
        let mocks = Mocks::new();
        self.state.0.iter().for_each(|known| self.insert(&mocks, known));
        let replies = mocks.call(step.plan.method, &step.request).await?;
        self.compare(step, &replies, None);
        let kind = self.kind(&step.plan.resource);
        let parents = self.parents(kind, step);
        let shown = given(step);
        let identity = kind.identity(shown.unwrap_or(&step.response), &parents);
        if let Some(known) = self.state.find(&identity) {
            let (resource, keys) = (&kind.name, identity.1.join(" "));
            let what = format!("creates the {resource} {keys}, which exists ({})", known.place);
            self.contradict(&step.place, &what);
            return Ok(());
        }
        if let Some(shown) = shown {
            self.show(step, identity, parents, shown.clone(), false);
            return Ok(());
        }
        let made: Vec<_> = replies.iter().map(|reply| kind.identity(reply, &parents)).collect();
        let mut values = self.read(&mocks, &made, &parents).await?;
        values.iter_mut().for_each(|value| kind.set_identity(value, &identity));
        self.remember(step, identity, parents, values);
        Ok(())
    }

    pub(super) async fn change(&mut self, step: &Step) -> Result<(), String> {
        let kind = self.kind(resource_of(&step.plan));
        let parents = self.parents(kind, step);
        let Some(identity) = kind.addressed(&step.plan, &step.request) else {
            return Err("it does not identify what it changes".to_owned());
        };
        let replies = self.mocks.call(step.plan.method, &step.request).await?;
        let known = self.state.find(&identity).cloned();
        self.compare(step, &replies, known.as_ref());
        if let Some(shown) = given(step) {
            self.show(step, identity, parents, shown.clone(), false);
            return Ok(());
        }
        let mut values = self.read(&self.mocks, &vec![identity.clone(); COUNT], &parents).await?;
        values.iter_mut().for_each(|value| take_over(&step.response, value));
        self.remember(step, identity, parents, values);
        Ok(())
    }

    pub(super) async fn get(&mut self, step: &Step) -> Result<(), String> {
        let Some(shown) = given(step) else { return Err("it shows nothing".to_owned()) };
        let kind = self.kind(&step.plan.resource);
        let parents = self.parents(kind, step);
        let own = kind.identity(shown, &parents);
        // A request without an id, as for the caller, asks for the one that is returned.
        let asked = kind.addressed(&step.plan, &step.request).unwrap_or_else(|| own.clone());
        if own != asked {
            let (asked, own) = (asked.1.join(" "), own.1.join(" "));
            self.contradict(&step.place, &format!("asks for {asked} and shows {own}"));
        }
        let values = self.read(&self.mocks, &vec![own.clone(); COUNT], &parents).await?;
        let root = root(step);
        let replies: Vec<_> = values.iter().map(|value| json!({ &root: value })).collect();
        let known = self.state.find(&own).cloned();
        self.compare(step, &replies, known.as_ref());
        self.show(step, own, parents, shown.clone(), true);
        Ok(())
    }

    /// Reads a resource of each mock.
    async fn read(
        &self,
        mocks: &Mocks,
        identities: &[Identity],
        parents: &[Parent],
    ) -> Result<Vec<Json>, String> {
        let kind = self.kind(&identities[0].0);
        let get = plan_of(&self.plans, "get", &kind.name).or_else(|| {
            let mut plans = self.plans.iter();
            plans.find(|plan| plan.verb == "get" && plan.resource == kind.name).cloned()
        });
        let plan = get.or_else(|| plan_of(&self.plans, "list", &kind.name));
        let plan = plan.ok_or_else(|| format!("nothing reads a {}", kind.name))?;
        let requests: Vec<_> =
            identities.iter().map(|identity| kind.request(&plan, identity, parents)).collect();
        let replies = mocks.call_each(plan.method, &requests).await?;
        let given = json_name(plan.given.as_deref().expect("it has a resource"));
        let values = replies.iter().zip(identities).map(|(reply, identity)| match &reply[&given] {
            Json::Array(items) => {
                let item = items.iter().find(|item| kind.identity(item, parents) == *identity);
                item.cloned().ok_or_else(|| format!("the mock has no {}", kind.name))
            }
            value => Ok(value.clone()),
        });
        values.collect()
    }

    /// An element that the service rejects because it does not exist must not exist.
    pub(super) fn check_failure(&mut self, failure: &Failure) {
        if Phase::of(&failure.plan) == Phase::Create {
            return;
        }
        let kind = self.kind(resource_of(&failure.plan));
        let Some(identity) = kind.addressed(&failure.plan, &failure.request) else { return };
        if let Some(known) = self.state.find(&identity) {
            let what = format!("it fails, but {} exists ({})", identity.1.join(" "), known.place);
            self.contradict(&failure.place, &what);
        }
    }
}

/// Copies values of a response to the resource that it is about, such as when a new token expires.
fn take_over(response: &Json, resource: &mut Json) {
    for (name, value) in response.as_object().into_iter().flatten() {
        if let Some(own) = resource.get_mut(name) {
            *own = value.clone();
        }
    }
}
