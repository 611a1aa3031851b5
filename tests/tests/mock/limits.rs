//! Limits of a request and of what is stored, and calls that are handled in pieces.

use std::cell::RefCell;

use gitpod_api::{Code, Error, Router};
use serde_json::{Value as Json, json};

use crate::support::{ask, builder};

fn id(number: usize) -> String {
    format!("0199a7d4-52c8-7e13-8f02-{number:012}")
}

fn ids(count: usize) -> Vec<String> {
    (0..count).map(id).collect()
}

/// The number of projects on all pages.
async fn count(router: &Router) -> u64 {
    let page = ask(router, "ListProjects", json!({})).await.expect("a page");
    page["count"]["value"].as_u64().expect("a number")
}

fn is_too_large(outcome: Result<Json, Error>, found: usize) {
    let error = outcome.expect_err("too many elements");
    assert_eq!(error.code(), Code::ResourceExhausted, "{error}");
    for part in [&format!("have {found} elements"), "`max_elements`", "`--max-elements`"] {
        assert!(error.message().contains(part), "{error}");
    }
}

#[tokio::test]
async fn a_request_has_a_limited_number_of_elements_at_any_depth() {
    let router = builder().max_elements(4).build().router();
    let before = count(&router).await;
    let project = json!({"initializer": {"specs": [{"git": {}}]}});
    let request = |count| json!({"projects": vec![project.clone(); count]});
    is_too_large(ask(&router, "CreateProjects", request(3)).await, 6);
    assert_eq!(count(&router).await, before);
    ask(&router, "CreateProjects", request(2)).await.expect("four elements");
    assert_eq!(count(&router).await, before + 2);

    is_too_large(ask(&router, "DeleteProjects", json!({"projectIds": ids(5)})).await, 5);
    let filter = json!({"filter": {"projectIds": ids(5)}});
    is_too_large(ask(&router, "ListProjects", filter).await, 5);
    let classes = json!({"projectId": id(1), "projectEnvironmentClasses": vec![json!({}); 5]});
    is_too_large(ask(&router, "UpdateProjectEnvironmentClasses", classes).await, 5);
}

#[tokio::test]
async fn a_request_has_at_most_5000_elements_by_default() {
    let router = builder().empty().build().router();
    let list = |count| ask(&router, "ListProjects", json!({"filter": {"projectIds": ids(count)}}));
    is_too_large(list(5001).await, 5001);
    list(5000).await.expect("a page");
}

#[tokio::test]
async fn the_oldest_resources_make_room_for_large_ones() {
    let router = builder().empty().max_resource_bytes(100_000).build().router();
    let name = "x".repeat(10_000);
    let mut created = Vec::new();
    for number in 0..30 {
        let request = json!({"name": format!("{number} {name}")});
        let project = ask(&router, "CreateProject", request).await.expect("created");
        created.push(project["project"]["id"].clone());
    }
    let page = ask(&router, "ListProjects", json!({})).await.expect("a page");
    let listed = page["projects"].as_array().expect("projects").iter();
    let listed: Vec<_> = listed.map(|project| project["id"].clone()).collect();
    assert!((5..10).contains(&listed.len()), "{}", listed.len());
    assert_eq!(listed, created[created.len() - listed.len()..]);

    // An update counts, too, and what was deleted is dropped first.
    ask(&router, "DeleteProject", json!({"projectId": created[29]})).await.expect("deleted");
    let request = json!({"projectId": created[28], "name": "y".repeat(30_000)});
    ask(&router, "UpdateProject", request).await.expect("updated");
    let page = ask(&router, "ListProjects", json!({})).await.expect("a page");
    let listed = page["projects"].as_array().expect("projects");
    assert!((3..9).contains(&listed.len()), "{}", listed.len());
    ask(&router, "GetProject", json!({"projectId": created[29]})).await.expect("it was forgotten");
}

#[tokio::test]
async fn long_ids_are_shortened_in_errors() {
    let router = builder().build().router();
    let request = json!({"projectId": "é".repeat(100_000)});
    ask(&router, "DeleteProject", request.clone()).await.expect("deleted");
    let error = ask(&router, "GetProject", request).await.expect_err("it is gone");
    assert!(error.message().contains("ééé\"…") && error.message().len() < 1000, "{error}");
}

/// Requests that are a lot of work: a list of unknown ids, a batch, and a list of many resources.
fn large_requests() -> [(&'static str, Json); 3] {
    [
        ("ListProjects", json!({"filter": {"projectIds": ids(100)}})),
        ("CreateProjects", json!({"projects": vec![json!({}); 100]})),
        ("ListProjects", json!({"filter": {"search": "no such project"}})),
    ]
}

#[tokio::test(flavor = "current_thread")]
async fn other_calls_are_handled_while_a_large_one_is() {
    for is_stateless in [false, true] {
        let builder = if is_stateless { builder().stateless() } else { builder() };
        let mock = builder.build();
        let router = mock.router();
        for number in 0..100 {
            let project = gitpod_api::Project::default().with_id(format!("own {number}"));
            mock.insert(&project, &[]).expect("a resource");
        }
        for (name, request) in large_requests() {
            let order = RefCell::new(Vec::new());
            let large = async {
                ask(&router, name, request.clone()).await.expect(name);
                order.borrow_mut().push("large");
            };
            let small = async {
                ask(&router, "GetProject", json!({"projectId": "own 7"})).await.expect("there");
                order.borrow_mut().push("small");
            };
            tokio::join!(large, small);
            assert_eq!(order.into_inner(), ["small", "large"], "{name}");
        }
    }
}

#[tokio::test(flavor = "current_thread")]
async fn a_large_call_that_is_dropped_ends() {
    let router = builder().build().router();
    let before = count(&router).await;
    let (name, request) = large_requests()[1].clone();
    tokio::select! {
        biased;
        _ = ask(&router, name, request) => panic!("it needs more than one piece"),
        () = tokio::task::yield_now() => {}
    }
    let created = count(&router).await - before;
    assert!((1..100).contains(&created), "{created}");
}

#[tokio::test(flavor = "current_thread")]
async fn a_list_that_two_calls_request_at_once_is_populated_once() {
    let mock = builder().build();
    for number in 0..100 {
        let project = gitpod_api::Project::default().with_id(format!("own {number}"));
        mock.insert(&project, &[]).expect("a resource");
    }
    let router = mock.router();
    // So that both calls look for items among the deleted ones before either adds some.
    for number in 0..40 {
        let request = json!({"projectId": format!("own {number}")});
        ask(&router, "DeleteProject", request).await.expect("deleted");
    }
    let list = || ask(&router, "ListProjects", json!({"filter": {"search": "ledger"}}));
    let (one, other) = tokio::join!(list(), list());
    let one = one.expect("a page");
    assert_eq!(one["count"]["value"], 3);
    assert_eq!(one["projects"], other.expect("a page")["projects"]);
}

#[tokio::test]
async fn duplicates_are_found_by_the_values_that_resources_have_now() {
    let router = builder().strict().build().router();
    let initializer = json!({"specs": [{"git": {"remoteUri": "https://github.com/acme/x"}}]});
    let create = |name: &str| {
        ask(&router, "CreateProject", json!({"name": name, "initializer": initializer}))
    };
    let created = create("Old").await.expect("created");
    let rename = json!({"projectId": created["project"]["id"], "name": "New"});
    ask(&router, "UpdateProject", rename).await.expect("renamed");
    let error = create("New").await.expect_err("the name is taken");
    assert_eq!(error.code(), Code::AlreadyExists);
    assert!(error.message().contains("named \"New\""), "{error}");
    let old = create("Old").await.expect("the name is free");
    let delete = json!({"projectId": old["project"]["id"]});
    ask(&router, "DeleteProject", delete).await.expect("deleted");
    create("Old").await.expect("the name is free again");

    // Without a name, all values have to be the same.
    let runners = ask(&router, "ListRunners", json!({})).await.expect("a page");
    let runner = runners["runners"][0]["runnerId"].clone();
    let integrate = |host: &str| {
        let request = json!({"runnerId": runner, "scmId": "github", "host": host, "pat": true});
        ask(&router, "CreateSCMIntegration", request)
    };
    integrate("one.example").await.expect("created");
    integrate("two.example").await.expect("another host");
    let error = integrate("one.example").await.expect_err("the same values");
    assert!(error.message().contains("with the same values"), "{error}");
}
