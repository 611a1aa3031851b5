//! Mocks that remember nothing.

use gitpod_api::runtime::json::encode_to_string;
use gitpod_api::{Code, Project};
use serde_json::{Value as Json, json};

use crate::support::{ask, builder, call, decode, documented, send};

const PROJECT: &str = "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35";

#[tokio::test]
async fn documented_requests_get_the_same_responses_in_any_order() {
    let router = builder().stateless().build().router();
    let requests = documented();
    let mut responses = Vec::new();
    for (method, json) in &requests {
        let response = call(&router, method, &*decode(method, json)).await;
        let response = response.unwrap_or_else(|error| panic!("{json}: {error}"));
        responses.push(encode_to_string(&*response));
    }
    for ((method, json), expected) in requests.iter().zip(&responses).rev() {
        let response = call(&router, method, &*decode(method, json)).await.expect("as before");
        assert_eq!(encode_to_string(&*response), *expected, "{}", method.name());
    }
}

#[tokio::test]
async fn a_deleted_id_is_still_there() {
    let router = builder().stateless().build().router();
    let id = json!({"projectId": PROJECT});
    let before = ask(&router, "GetProject", id.clone()).await.expect("it is there");
    for _ in 0..2 {
        ask(&router, "DeleteProject", id.clone()).await.expect("it is deleted");
        let update = json!({"projectId": PROJECT, "name": "Renamed"});
        let updated = ask(&router, "UpdateProject", update).await.expect("it is updated");
        assert_eq!(updated["project"]["metadata"]["name"], "Renamed");
        assert_eq!(ask(&router, "GetProject", id.clone()).await.expect("it is there"), before);
    }
    let asked = [("x-mock-error", "not_found")];
    let method = crate::support::method("GetProject");
    let error = send(&router, method, &id.to_string(), &asked).await.map(|_| ());
    assert_eq!(error.expect_err("requested").code(), Code::NotFound);
}

#[tokio::test]
async fn created_resources_differ_and_are_not_listed() {
    let router = builder().stateless().build().router();
    let list = || ask(&router, "ListProjects", json!({}));
    let before = list().await.expect("a page");
    let mut ids: Vec<Json> = Vec::new();
    for name in ["A", "B", "A"] {
        let created = ask(&router, "CreateProject", json!({"name": name})).await.expect("created");
        ids.push(created["project"]["id"].clone());
    }
    assert_ne!(ids[0], ids[1]);
    assert_eq!(ids[0], ids[2]);
    assert_eq!(list().await.expect("a page"), before);
}

#[tokio::test]
async fn pages_and_inserted_resources_are_there_for_every_request() {
    let mock = builder().stateless().build();
    let project = Project::default().with_id(PROJECT).with_technical_description("Inserted");
    mock.insert(&project, &[]).expect("a resource");
    let router = mock.router();
    let got = ask(&router, "GetProject", json!({"projectId": PROJECT})).await.expect("there");
    assert_eq!(got["project"]["technicalDescription"], "Inserted");
    let (mut token, mut pages) = (Json::from(""), Vec::new());
    loop {
        let request = json!({"pagination": {"pageSize": 1, "token": token}});
        let page = ask(&router, "ListProjects", request).await.expect("a page");
        pages.push(page["projects"][0]["id"].clone());
        token = page["pagination"]["nextToken"].clone();
        if token == "" {
            break;
        }
    }
    assert_eq!((pages.len(), &pages[3]), (4, &Json::from(PROJECT)));
}

#[tokio::test]
async fn strict_and_stateless_replace_each_other() {
    let id = json!({"projectId": PROJECT});
    let stateless = builder().strict().stateless().build().router();
    ask(&stateless, "GetProject", id.clone()).await.expect("any id exists");
    let strict = builder().stateless().strict().build().router();
    let error = ask(&strict, "GetProject", id).await.expect_err("unknown");
    assert_eq!(error.code(), Code::NotFound);
}
