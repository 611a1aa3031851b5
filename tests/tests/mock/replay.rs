//! The examples of the schema tell one story.
//!
//! Replays all examples that create, then those that change, get and list, in the order of the
//! schema, and compares each response with what the examples before it have shown. The mocks say
//! what a call changes, and the plans which RPCs do what. All contradictions are reported at once.

mod compare;
mod embedded;
mod ids;
mod lists;
mod mocks;
mod state;
mod story;
mod times;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use self::compare::{Difference, Sent, add_names, differences};
use self::mocks::{COUNT, Mocks};
use self::state::{Identity, Kind, Known, Parents, State, kinds, resource_of};
use self::story::{Example, Failure, Step, examples, steps};
use crate::support::{Plan, all, json_name, plan_of, plans};

/// What the replay does with an RPC's examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Create,
    /// Creates with a verb of its own, such as `JoinOrganization`, which may need an invite.
    Join,
    Update,
    /// Changes with a verb of its own, such as `RegenerateSCIMToken`.
    Change,
    Get,
    List,
    /// Nothing that could be read back: only the ids and the resources in its messages are checked.
    Other,
}

impl Phase {
    const ALL: [Self; 7] =
        [Self::Create, Self::Join, Self::Update, Self::Change, Self::Get, Self::List, Self::Other];

    fn of(plan: &Plan) -> Self {
        match plan.verb.as_str() {
            "create" if plan.method.name().starts_with("Create") => Self::Create,
            "create" => Self::Join,
            "update" | "set" | "replace within" => Self::Update,
            "change" => Self::Change,
            "get" => Self::Get,
            "list" | "list within" => Self::List,
            "delete" | "answer" => Self::Other,
            other => panic!("{other} is not replayed"),
        }
    }
}

/// A replay of the examples.
struct Replay {
    plans: Vec<Plan>,
    kinds: Vec<Kind>,
    mocks: Mocks,
    state: State,
    contradictions: Vec<String>,
    pages: lists::Pages,
    /// What was done with the examples of each RPC.
    replayed: BTreeMap<&'static str, Vec<Phase>>,
}

impl Replay {
    fn new() -> Self {
        let plans = plans();
        let kinds = kinds(&plans);
        Self {
            plans,
            kinds,
            mocks: Mocks::new(),
            state: State::default(),
            contradictions: Vec::new(),
            pages: lists::Pages::default(),
            replayed: BTreeMap::new(),
        }
    }

    async fn all(examples: &[Example]) -> Self {
        let mut replay = Self::new();
        let mut failures = Vec::new();
        let mut all = Vec::new();
        for example in examples {
            let (steps, failed) = steps(example, &replay.plans);
            failures.extend(failed);
            for step in steps {
                let phase = Phase::of(&step.plan);
                replay.replayed.entry(example.method.path()).or_default().push(phase);
                all.push((phase, step));
            }
        }
        for now in Phase::ALL {
            for (_, step) in all.iter().filter(|(phase, _)| *phase == now) {
                replay.step(now, step).await;
            }
        }
        for failure in failures {
            replay.check_failure(&failure);
        }
        let contradictions = ids::contradictions(examples, &replay.plans);
        replay.contradictions.extend(contradictions);
        replay
    }

    async fn step(&mut self, phase: Phase, step: &Step) {
        let result = match phase {
            Phase::Create | Phase::Join => self.create(step).await,
            Phase::Update | Phase::Change => self.change(step).await,
            Phase::Get => self.get(step).await,
            Phase::List if step.plan.verb == "list within" => self.list_within(step).await,
            Phase::List => self.list(step).await,
            Phase::Other => Ok(()),
        };
        if let Err(error) = result {
            self.contradict(&step.place, &format!("the mock rejects the request: {error}"));
        }
        self.check_embedded(step);
    }

    fn contradict(&mut self, place: &str, what: &str) {
        self.contradictions.push(format!("{place}: {what}"));
    }

    fn kind(&self, name: &str) -> &Kind {
        self.kinds.iter().find(|kind| kind.name == name).expect("the kind of a plan")
    }

    /// Creates a resource in mocks of its own, because the id in the example is not the one that a
    /// mock makes. Then the mocks store what the example shows.
    async fn create(&mut self, step: &Step) -> Result<(), String> {
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

    async fn change(&mut self, step: &Step) -> Result<(), String> {
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

    async fn get(&mut self, step: &Step) -> Result<(), String> {
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
        parents: &[(String, String)],
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

    /// Reports where a response differs from the replies.
    fn compare(&mut self, step: &Step, replies: &[Json], known: Option<&Known>) {
        let replies: Vec<_> = replies.iter().collect();
        let mut sent = known.map(|known| known.sent.clone()).unwrap_or_default();
        add_names(&step.request, &mut sent);
        let differences = differences(&replies, &step.response, &sent);
        self.report(step, &root(step), known, differences);
    }

    /// Reports differences, except those that the service makes itself. `root` is the path of the
    /// resource in the response.
    fn report(
        &mut self,
        step: &Step,
        root: &str,
        known: Option<&Known>,
        differences: Vec<Difference>,
    ) {
        let is_update = matches!(Phase::of(&step.plan), Phase::Update | Phase::Change);
        let source = known.map(|known| format!(" (see {})", known.place)).unwrap_or_default();
        for difference in differences {
            let path = difference.path.strip_prefix(root).unwrap_or(&difference.path);
            let path = path.trim_start_matches('.');
            if !known.is_some_and(|known| known.explains(path, is_update)) {
                self.contradict(&step.place, &format!("{}{source}", difference.describe()));
            }
        }
    }

    /// Stores a resource as an example shows it.
    fn show(
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
    fn remember(&mut self, step: &Step, identity: Identity, parents: Parents, values: Vec<Json>) {
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

    fn insert(&self, mocks: &Mocks, known: &Known) {
        let message_type = self.kind(&known.identity.0).message_type;
        mocks.insert(message_type, &known.values, &known.parents);
    }

    /// The parents of the resource of a step: from the request, from the resource that the response
    /// shows, or from a resource to which the request refers.
    fn parents(&self, kind: &Kind, step: &Step) -> Parents {
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

    /// An element that the service rejects because it does not exist must not exist.
    fn check_failure(&mut self, failure: &Failure) {
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

/// The field of a response that holds the resource.
fn root(step: &Step) -> String {
    step.plan.given.as_deref().map(json_name).unwrap_or_default()
}

/// The resource in a response.
fn given(step: &Step) -> Option<&Json> {
    step.plan.given.as_ref().map(|given| &step.response[json_name(given)])
}

/// Copies values of a response to the resource that it is about, such as when a new token expires.
fn take_over(response: &Json, resource: &mut Json) {
    for (name, value) in response.as_object().into_iter().flatten() {
        if let Some(own) = resource.get_mut(name) {
            *own = value.clone();
        }
    }
}

#[tokio::test]
async fn the_examples_tell_one_story() {
    let replay = Replay::all(&examples()).await;
    assert!(
        replay.contradictions.is_empty(),
        "the examples contradict each other:\n{}\n",
        replay.contradictions.join("\n")
    );
}

#[tokio::test]
async fn every_example_is_replayed() {
    let examples = examples();
    let replay = Replay::all(&examples).await;
    let lines = all().map(|method| {
        let own = examples.iter().filter(|example| example.method.path() == method.path());
        let replayed = replay.replayed.get(method.path()).map_or(&[][..], Vec::as_slice);
        assert!(replayed.len() >= own.count(), "{}: an example is not replayed", method.name());
        let phases: BTreeSet<_> = replayed.iter().map(|phase| format!("{phase:?}")).collect();
        let phases = phases.into_iter().collect::<Vec<_>>().join(", ").to_lowercase();
        format!("{}: {phases}\n", method.name())
    });
    let lines: String = lines.collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../../snapshots" }, {
        insta::assert_snapshot!("mock_replay", lines);
    });
}
