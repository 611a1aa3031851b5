//! Pages and filters of every list RPC.

use std::collections::BTreeSet;

use gitpod_api::runtime::message::Value;
use gitpod_api::{Client, Code, ListProjectsRequest, Router};
use serde_json::{Value as Json, json};

use crate::support::{all, ask, builder, call, items, router, set, string};

#[tokio::test]
async fn every_list_can_be_paged_to_its_end_with_any_page_size() {
    let router = router();
    for method in all() {
        let Some(paging) = method.paging_descriptor() else { continue };
        let mut whole = None;
        for size in [0, 1, 2, 3, 4, 100, 1000] {
            let mut request = method.request().new_message();
            let (mut walked, mut tokens) = (Vec::new(), BTreeSet::new());
            loop {
                set(&mut *request, &[paging.request_field(), paging.size()], Value::I32(size));
                let response = call(&router, method, &*request).await.expect("a page");
                let page = items(&*response, paging.items());
                assert!(page.len() <= if size == 0 { 25 } else { size as usize });
                walked.extend(page);
                let Value::Message(pagination) =
                    response.get(crate::support::index(&*response, paging.response_field()))
                else {
                    panic!("{}: no paging", method.name())
                };
                let token = string(pagination, paging.next_token()).to_owned();
                if token.is_empty() {
                    break;
                }
                assert!(tokens.insert(token.clone()), "{}: {token} again", method.name());
                let path = [paging.request_field(), paging.token()];
                set(&mut *request, &path, Value::String(&token));
            }
            assert!(walked.len() >= 2, "{}: {walked:?}", method.name());
            assert_eq!(whole.get_or_insert_with(|| walked.clone()), &walked, "{}", method.name());
        }
    }
}

#[tokio::test]
async fn members_of_an_unknown_organization_are_different_users() {
    let request = json!({"organizationId": "11111111-1111-4111-8111-111111111111"});
    let page = ask(&router(), "ListMembers", request).await.expect("a page");
    let members = page["members"].as_array().expect("members");
    let users: BTreeSet<_> =
        members.iter().filter_map(|member| member["userId"].as_str()).collect();
    assert_eq!((members.len(), users.len()), (3, 3), "{page}");
}

async fn create(router: &gitpod_api::Router, name: &str) -> Json {
    let initializer = json!({"specs": [{"git": {"remoteUri": "https://github.com/acme/x"}}]});
    let request = json!({"name": name, "initializer": initializer});
    ask(router, "CreateProject", request).await.expect("created")["project"].take()
}

#[tokio::test]
async fn the_page_size_defaults_to_25_and_is_limited_to_100() {
    let router = router();
    for number in 0..120 {
        create(&router, &format!("Project {number}")).await;
    }
    for (asked, given) in [(0, 25), (7, 7), (100, 100), (101, 100), (i32::MAX, 100)] {
        let request = json!({"pagination": {"pageSize": asked}});
        let page = ask(&router, "ListProjects", request).await.expect("a page");
        assert_eq!(page["projects"].as_array().map(Vec::len), Some(given), "{asked}");
        assert_eq!(page["count"]["value"], 123);
    }
    let client = Client::new(router);
    let mut items = client.projects().list_pages(ListProjectsRequest::default()).items();
    let mut count = 0;
    while let Some(item) = items.next().await {
        item.expect("a project");
        count += 1;
    }
    assert_eq!(count, 123);
}

#[tokio::test]
async fn changes_between_pages_cause_neither_duplicates_nor_gaps() {
    let router = router();
    let page = json!({"pagination": {"pageSize": 2}});
    let first = ask(&router, "ListProjects", page).await.expect("a page");
    ask(&router, "DeleteProject", json!({"projectId": first["projects"][0]["id"]}))
        .await
        .expect("deleted");
    let new = create(&router, "New").await;
    let token = &first["pagination"]["nextToken"];
    let rest = json!({"pagination": {"pageSize": 2, "token": token}});
    let rest = ask(&router, "ListProjects", rest).await.expect("a page");
    assert_eq!(rest["projects"][1], new);
    assert!(!first.to_string().contains(rest["projects"][0]["id"].as_str().expect("an id")));
}

/// Requests with page tokens that `ListProjects` did not issue, one of them from another list.
async fn foreign_tokens(router: &Router) -> [serde_json::Value; 3] {
    let page = ask(router, "ListRunners", json!({"pagination": {"pageSize": 1}})).await;
    let token = page.expect("a page")["pagination"]["nextToken"].clone();
    ["nonsense".into(), "\u{1f980}".into(), token]
        .map(|token| json!({"pagination": {"pageSize": 2, "token": token}}))
}

#[tokio::test]
async fn a_foreign_page_token_reads_the_first_page() {
    let router = router();
    let first = ask(&router, "ListProjects", json!({"pagination": {"pageSize": 2}})).await;
    let first = first.expect("a page")["projects"].clone();
    assert_eq!(first.as_array().map(Vec::len), Some(2));
    for request in foreign_tokens(&router).await {
        let page = ask(&router, "ListProjects", request.clone()).await.expect("a page");
        assert_eq!(page["projects"], first, "{request}");
    }
}

#[tokio::test]
async fn strict_mocks_reject_foreign_page_tokens() {
    let router = builder().strict().build().router();
    for request in foreign_tokens(&router).await {
        let error = ask(&router, "ListProjects", request.clone()).await.expect_err("refused");
        assert_eq!(error.code(), Code::InvalidArgument, "{request}: {error}");
        assert!(error.message().contains("page token"), "{error}");
    }
}

#[tokio::test]
async fn negative_page_sizes_are_rejected() {
    let request = json!({"pagination": {"pageSize": -1}});
    let error = ask(&router(), "ListProjects", request).await.expect_err("refused");
    assert_eq!(error.code(), Code::InvalidArgument, "{error}");
}

#[tokio::test]
async fn filters_apply_to_stored_and_to_sampled_items() {
    let router = router();
    let request = json!({"filter": {"kinds": ["RUNNER_KIND_LOCAL_CONFIGURATION"]}});
    let runners = ask(&router, "ListRunners", request).await.expect("a page");
    let runners = runners["runners"].as_array().expect("runners").clone();
    assert!(!runners.is_empty());
    assert!(runners.iter().all(|runner| runner["kind"] == "RUNNER_KIND_LOCAL_CONFIGURATION"));

    let named = create(&router, "The Ledger").await;
    create(&router, "Something Else").await;
    let found = ask(&router, "ListProjects", json!({"filter": {"search": "ledger"}})).await;
    assert_eq!(found.expect("a page")["projects"], json!([named]));
    let request = json!({"filter": {"projectIds": [named["id"]]}});
    let found = ask(&router, "ListProjects", request).await.expect("a page");
    assert_eq!(found["projects"], json!([named]));

    let id = "3f8a1c62-9b47-4d0e-a5c1-7e26d94b80f3";
    let request = json!({"filter": {"userIds": [id]}});
    let tokens = ask(&router, "ListPersonalAccessTokens", request).await.expect("a page");
    let tokens = tokens["personalAccessTokens"].as_array().expect("tokens").clone();
    assert!(!tokens.is_empty() && tokens.iter().all(|token| token["userId"] == id), "{tokens:?}");
    let request = json!({"filter": {"projectIds": [id]}});
    let found = ask(&router, "ListProjects", request).await.expect("a page");
    assert_eq!(found["projects"][0]["id"], id);
    let repositories = json!({"runnerId": id, "searchString": "webshop"});
    let found = ask(&router, "SearchRepositories", repositories).await.expect("a page");
    assert!(found["repositories"][2]["name"].as_str().expect("a name").contains("webshop"));
}

#[tokio::test]
async fn a_list_stays_empty_after_all_items_were_deleted() {
    let router = router();
    let runner = json!({"runnerId": "0198f3c2-6b1e-7d40-9a57-3c8e21f4b60d"});
    let listed = ask(&router, "ListRunnerPolicies", runner.clone()).await.expect("a page");
    for policy in listed["policies"].as_array().expect("policies") {
        let mut request = runner.clone();
        request["groupId"] = policy["groupId"].clone();
        ask(&router, "DeleteRunnerPolicy", request).await.expect("deleted");
    }
    let listed = ask(&router, "ListRunnerPolicies", runner).await.expect("a page");
    assert_eq!(listed["policies"], json!([]));
}
