//! The number of resources that a mock stores.

use gitpod_api::{Code, Router};
use serde_json::{Value as Json, json};

use crate::support::{ask, builder};

async fn create(router: &Router, name: &str) -> Json {
    let initializer = json!({"specs": [{"git": {"remoteUri": "https://github.com/acme/shop"}}]});
    let request = json!({"name": name, "initializer": initializer});
    let created = ask(router, "CreateProject", request).await.expect("it is created");
    created["project"]["id"].clone()
}

async fn listed(router: &Router) -> Vec<Json> {
    let page = ask(router, "ListProjects", json!({"pagination": {"pageSize": 100}})).await;
    let page = page.expect("a page");
    page["projects"].as_array().expect("projects").iter().map(|item| item["id"].clone()).collect()
}

#[tokio::test]
async fn the_oldest_resource_makes_room() {
    let router = builder().strict().max_resources(2).build().router();
    let initial = listed(&router).await;
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        ids.push(create(&router, name).await);
    }
    // Resources that exist from the start stay.
    assert_eq!(listed(&router).await, [&initial[..], &ids[1..]].concat());
    let oldest = ask(&router, "GetProject", json!({"projectId": ids[0]})).await;
    assert_eq!(oldest.expect_err("it is gone").code(), Code::NotFound);
    ask(&router, "GetProject", json!({"projectId": ids[1]})).await.expect("it is there");
}

#[tokio::test]
async fn deleted_resources_are_forgotten_in_turn() {
    let router = builder().max_resources(2).build().router();
    let mut ids = Vec::new();
    for name in ["A", "B", "C"] {
        let id = create(&router, name).await;
        ask(&router, "DeleteProject", json!({"projectId": id})).await.expect("it is deleted");
        ids.push(id);
    }
    for (id, is_known) in ids.iter().zip([false, true, true]) {
        let got = ask(&router, "GetProject", json!({"projectId": id})).await;
        assert_eq!(got.is_err(), is_known, "{id}");
    }
}

#[tokio::test]
async fn there_is_a_bound_by_default() {
    let router = builder().empty().build().router();
    let first = create(&router, "First").await;
    for number in 0..999 {
        create(&router, &format!("Project {number}")).await;
    }
    assert_eq!(listed(&router).await[0], first);
    let second = listed(&router).await[1].clone();
    create(&router, "One more").await;
    assert_eq!(listed(&router).await[0], second);
}
