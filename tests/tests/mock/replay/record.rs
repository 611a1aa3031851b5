//! Records what an example creates, changes or shows.

use serde_json::Value as Json;

use super::compare::{Sent, add_names};
use super::mocks::{COUNT, Mocks};
use super::state::{Identity, Kind, Known, Parents};
use super::story::Step;
use super::{Replay, given, times};
use crate::support::json_name;

impl Replay {
    /// Stores a resource as an example shows it.
    pub(super) fn show(
        &mut self,
        step: &Step,
        identity: Identity,
        parents: Parents,
        shown: Json,
        is_read: bool,
    ) {
        let before = self.state.find(&identity);
        let back = before.and_then(|known| Some((known.moves_back(&shown)?, known.place.clone())));
        if let Some((path, place)) = back {
            self.contradict(&step.place, &format!("{path} is earlier than before (see {place})"));
        }
        for wrong in times::contradictions(&step.request, &shown) {
            self.contradict(&step.place, &wrong);
        }
        let known = Known {
            identity,
            parents,
            values: vec![shown.clone(); COUNT],
            shown: Some(shown),
            sent: Sent::new(),
            place: step.place.clone(),
            is_changed: false,
            is_unread: !is_read,
        };
        self.store(step, known);
    }

    /// Stores a resource that was created or changed by an example that does not show it.
    pub(super) fn remember(
        &mut self,
        step: &Step,
        identity: Identity,
        parents: Parents,
        values: Vec<Json>,
    ) {
        let before = self.state.find(&identity);
        let mut sent = before.map(|known| known.sent.clone()).unwrap_or_default();
        add_names(&step.request, &mut sent);
        let known = Known {
            shown: before.and_then(|known| known.shown.clone()),
            identity,
            parents,
            values,
            sent,
            place: step.place.clone(),
            is_changed: true,
            is_unread: true,
        };
        self.store(step, known);
    }

    fn store(&mut self, step: &Step, known: Known) {
        let kind = self.kind(&known.identity.0);
        let is_known = |parent: &&String| known.parents.iter().any(|(name, _)| name == *parent);
        if let Some(missing) = kind.parents.iter().find(|parent| !is_known(parent)) {
            let what = format!("no example shows the {missing} of the {}", kind.name);
            self.contradict(&step.place, &what);
            return;
        }
        let keys = kind.keys.iter().zip(&known.identity.1);
        if let Some(((key, _), _)) = keys.into_iter().find(|(_, id)| id.is_empty()) {
            let what = format!("shows a {} without its {key}", kind.name);
            self.contradict(&step.place, &what);
            return;
        }
        self.insert(&self.mocks, &known);
        self.state.set(known);
    }

    pub(super) fn insert(&self, mocks: &Mocks, known: &Known) {
        let message_type = self.kind(&known.identity.0).message_type;
        mocks.insert(message_type, &known.values, &known.parents);
    }

    /// The parents of the resource of a step: from the request, from the resource that the response
    /// shows, or from a resource to which the request refers.
    pub(super) fn parents(&self, kind: &Kind, step: &Step) -> Parents {
        let parents = kind.parents.iter().filter_map(|parent| {
            let sent = step.request[json_name(parent)].as_str().map(str::to_owned);
            let owner = || {
                let stem = parent.strip_suffix("_id")?;
                let owner = given(step)?;
                let is_owner = step.plan.resource.eq_ignore_ascii_case(&stem.replace('_', ""));
                is_owner.then(|| owner["id"].as_str().map(str::to_owned))?
            };
            let related = || self.state.related(&step.request, parent);
            Some((parent.clone(), sent.or_else(owner).or_else(related)?))
        });
        parents.collect()
    }
}
