//! Times and states in responses.

use gitpod_api::Timestamp;
use gitpod_api::runtime::message::Value;
use serde_json::{Value as Json, json};

use crate::support::{all, ask, builder, call, filled, plan_of, plans, router, strict_router};

const ORGANIZATION: &str = "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35";

fn time(value: &Json) -> Timestamp {
    let text = value.as_str().unwrap_or_else(|| panic!("{value} is no time"));
    text.parse().expect("a time")
}

/// Calls a function with each object in a value.
fn objects(value: &Json, visit: &mut impl FnMut(&Json)) {
    match value {
        Json::Object(fields) => {
            visit(value);
            fields.values().for_each(|value| objects(value, visit));
        }
        Json::Array(items) => items.iter().for_each(|item| objects(item, visit)),
        _ => {}
    }
}

/// The responses of every RPC to valid requests, several of each.
async fn responses() -> Vec<(&'static str, Json)> {
    let router = router();
    let mut responses = Vec::new();
    for (seed, method) in (0..).zip((0..4).flat_map(|_| all())) {
        let request = filled(method, seed);
        let response = call(&router, method, &*request).await.expect("a reply");
        let response = gitpod_api::runtime::json::encode_to_string(&*response);
        responses.push((method.name(), serde_json::from_str(&response).expect("JSON")));
    }
    responses
}

#[tokio::test]
async fn times_are_in_order() {
    let mut count = 0;
    for (rpc, response) in responses().await {
        objects(&response, &mut |object| {
            let named = |part: &str| {
                let fields = object.as_object().into_iter().flatten();
                let times = fields.filter(|(name, _)| name.contains(part));
                times
                    .filter_map(|(_, value)| value.as_str()?.parse().ok())
                    .collect::<Vec<Timestamp>>()
            };
            let (created, updated) = (named("createdAt"), named("updatedAt"));
            assert!(
                created.iter().all(|one| updated.iter().all(|two| one <= two)),
                "{rpc}: {object}"
            );
            // A request may set when something expires.
            let expires = named("xpiresAt").into_iter().filter(|_| !rpc.contains("Token"));
            for expires in expires {
                let before = created.iter().chain(&updated).all(|time| *time < expires);
                assert!(before, "{rpc}: {object}");
                count += 1;
            }
        });
    }
    assert!(count > 0);
}

#[tokio::test]
async fn what_exists_is_not_deleted() {
    for seed in 0..20 {
        let router = builder().seed(seed).build().router();
        for rpc in ["CreateRunner", "ListRunners", "ListProjects", "CreateProject"] {
            let response = ask(&router, rpc, json!({})).await.expect("a reply").to_string();
            assert!(!response.contains("_DELET"), "{seed} {rpc}: {response}");
        }
    }
    // A request decides what it sets.
    let request = json!({"spec": {"desiredPhase": "RUNNER_PHASE_DELETED"}});
    let created = ask(&router(), "CreateRunner", request).await.expect("it is created");
    assert_eq!(created["runner"]["spec"]["desiredPhase"], "RUNNER_PHASE_DELETED");
}

#[tokio::test]
async fn a_lifetime_in_the_request_decides_when_a_token_expires() {
    let router = router();
    let day = json!({"organizationId": ORGANIZATION, "tokenExpiresIn": "86400s"});
    let created = ask(&router, "CreateSCIMConfiguration", day).await.expect("it is created");
    let configuration = &created["scimConfiguration"];
    assert_eq!(configuration["tokenExpiresAt"], created["tokenExpiresAt"]);
    assert_eq!(configuration["createdAt"], configuration["updatedAt"]);
    let seconds = |value: &Json| time(value).seconds();
    let lifetime = seconds(&created["tokenExpiresAt"]) - seconds(&configuration["createdAt"]);
    assert_eq!(lifetime, 86_400);

    let id = &configuration["id"];
    let request = json!({"scimConfigurationId": id, "tokenExpiresIn": "172800s"});
    let regenerated = ask(&router, "RegenerateSCIMToken", request).await.expect("a token");
    let got = ask(&router, "GetSCIMConfiguration", json!({"scimConfigurationId": id})).await;
    let got = &got.expect("it is there")["scimConfiguration"];
    assert_eq!(got["tokenExpiresAt"], regenerated["tokenExpiresAt"]);
    assert_eq!(seconds(&got["tokenExpiresAt"]) - seconds(&got["updatedAt"]), 172_800);
    assert!(time(&got["updatedAt"]) > time(&configuration["updatedAt"]));

    // Without a lifetime in the request, the token expires later.
    let created = ask(&router, "CreateSCIMConfiguration", json!({})).await.expect("created");
    let configuration = &created["scimConfiguration"];
    assert!(time(&configuration["tokenExpiresAt"]) > time(&configuration["updatedAt"]));
    assert_eq!(configuration["tokenExpiresAt"], created["tokenExpiresAt"]);
}

#[tokio::test]
async fn updated_at_moves_with_every_change() {
    let router = router();
    let created = ask(&router, "CreateProject", json!({"name": "A"})).await.expect("created");
    let id = &created["project"]["id"];
    let mut last = time(&created["project"]["metadata"]["updatedAt"]);
    for name in ["B", "C"] {
        let request = json!({"projectId": id, "name": name});
        let updated = ask(&router, "UpdateProject", request).await.expect("updated");
        let metadata = &updated["project"]["metadata"];
        assert!(time(&metadata["updatedAt"]) > last, "{metadata}");
        last = time(&metadata["updatedAt"]);
        assert_eq!(metadata["createdAt"], created["project"]["metadata"]["createdAt"]);
    }
    let request = json!({"projectId": id, "projectEnvironmentClasses": [{"localRunner": true}]});
    ask(&router, "UpdateProjectEnvironmentClasses", request).await.expect("replaced");
    let got = ask(&router, "GetProject", json!({"projectId": id})).await.expect("it is there");
    assert!(time(&got["project"]["metadata"]["updatedAt"]) > last);

    // The same name again is no change.
    let request = json!({"projectId": id, "name": "C"});
    let same = ask(&router, "UpdateProject", request).await.expect("updated");
    assert_eq!(same["project"], got["project"]);
}

#[tokio::test]
async fn every_duplicate_is_described_in_correct_english() {
    let (plans, router) = (plans(), strict_router());
    let mut refused = 0;
    for create in plans.iter().filter(|plan| plan.verb == "create") {
        let mut request = filled(create.method, 1);
        // Parents that exist.
        for (key, _) in &create.keys {
            let Some(list) = plan_of(&plans, "list", "Project").filter(|_| key == "project_id")
            else {
                continue;
            };
            let page = call(&router, list.method, &*list.method.request().new_message()).await;
            let page = page.expect("a page");
            let projects = crate::support::items(&*page, "projects");
            let project: Json = serde_json::from_str(&projects[0]).expect("JSON");
            let id = project["id"].as_str().expect("an id").to_owned();
            crate::support::set(&mut *request, &[key.as_str()], Value::String(&id));
        }
        for _ in 0..2 {
            if let Err(error) = call(&router, create.method, &*request).await {
                let message = error.message();
                let wrong = message
                    .split(' ')
                    .zip(message.split(' ').skip(1))
                    .any(|(one, two)| one == "a" && two.starts_with(['A', 'E', 'I', 'O', 'S']));
                assert!(!wrong, "{message}");
                refused += usize::from(message.contains("exists already"));
            }
        }
    }
    assert!(refused > 0);
}
