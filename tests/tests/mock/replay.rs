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
mod record;
mod state;
mod story;
mod times;
mod verbs;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use self::compare::{Difference, add_names, differences};
use self::mocks::Mocks;
use self::state::{Kind, Known, State, kinds};
use self::story::{Example, Step, examples, steps};
use crate::support::{Plan, all, json_name, plans};

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
    /// How the examples of each RPC were replayed, by place.
    replayed: BTreeMap<String, Phase>,
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
            all.extend(steps.into_iter().map(|step| (example, step)));
        }
        for phase in Phase::ALL {
            let now = || all.iter().filter(|(_, step)| Phase::of(&step.plan) == phase);
            if phase == Phase::List {
                now().for_each(|(_, step)| replay.introduce(step));
            }
            for (example, step) in now() {
                replay.step(phase, step).await;
                replay.replayed.insert(example.place.clone(), phase);
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
}

/// The field of a response that holds the resource.
fn root(step: &Step) -> String {
    step.plan.given.as_deref().map(json_name).unwrap_or_default()
}

/// The resource in a response.
fn given(step: &Step) -> Option<&Json> {
    step.plan.given.as_ref().map(|given| &step.response[json_name(given)])
}

#[tokio::test]
async fn the_examples_tell_one_story() {
    let examples = examples();
    let replay = Replay::all(&examples).await;
    assert!(
        replay.contradictions.is_empty(),
        "the examples contradict each other:\n{}\n",
        replay.contradictions.join("\n")
    );
    let lines = all().map(|method| {
        let own = examples.iter().filter(|example| example.method.path() == method.path());
        let phases: BTreeSet<_> = own.map(|example| replay.replayed[&example.place]).collect();
        let phases: Vec<_> =
            phases.iter().map(|phase| format!("{phase:?}").to_lowercase()).collect();
        format!("{}: {}\n", method.name(), phases.join(", "))
    });
    let lines: String = lines.collect();
    insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../../snapshots" }, {
        insta::assert_snapshot!("mock_replay", lines);
    });
}
