//! Listings of the mock, from the first page to the last.

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::time::Duration;

use gitpod_api::client::*;
use gitpod_api::mock::MockServer;
use gitpod_api::model::*;
use gitpod_api::runtime::rpc::Paged;
use gitpod_api::{Client, Pages, RetryPolicy};
use tokio::task::JoinSet;

use crate::support::services::every_method;

fn client_of(server: &MockServer, policy: RetryPolicy) -> Client {
    Client::builder()
        .base_url(server.base_url())
        .retry(policy)
        .build()
        .expect("the options are valid")
}

/// Reads all pages. Returns the items and the size of each page.
async fn read<Q: Paged>(mut pages: Pages<'_, Q>) -> (Vec<Q::Item>, Vec<usize>) {
    let (mut items, mut sizes) = (Vec::new(), Vec::new());
    while let Some(page) = pages.next().await {
        let page = Q::into_items(page.unwrap_or_else(|error| panic!("{error}")));
        sizes.push(page.len());
        items.extend(page);
    }
    (items, sizes)
}

async fn read_items<Q: Paged>(pages: Pages<'_, Q>) -> Vec<Q::Item> {
    let (mut items, mut stream) = (Vec::new(), pages.items());
    while let Some(item) = stream.next().await {
        items.push(item.unwrap_or_else(|error| panic!("{error}")));
    }
    items
}

/// Reads a listing at several page sizes, and expects the same items each time.
async fn walk<'a, Q>(pages_of: impl Fn(i32) -> Pages<'a, Q>)
where
    Q: Paged<Item: Debug + PartialEq>,
{
    let (whole, sizes) = read(pages_of(100)).await;
    assert_eq!(sizes, [whole.len()]);
    assert!(whole.len() > 1, "{whole:?}");
    for size in 1..=4 {
        let (items, sizes) = read(pages_of(size)).await;
        assert_eq!(items, whole, "in pages of {size}");
        let full = usize::try_from(size).expect("a few");
        let (last, before) = sizes.split_last().expect("a page");
        assert!(before.iter().all(|size| *size == full) && *last <= full, "{sizes:?}");
        assert_eq!(read_items(pages_of(size)).await, whole, "in pages of {size}");
    }
}

/// Walks listings by both of their names, and returns the names of their requests.
macro_rules! walk_all {
    ($client:ident, $($request:ident: $by_method:ident, [$($accessor:ident)+] $documented:ident;)+) => {{
        let page = |size| PaginationRequest::default().with_page_size(size);
        $({
            let request = |size| $request::default().with_pagination(page(size));
            walk(|size| $client.$by_method(request(size))).await;
            walk(|size| $client$(.$accessor())+.$documented(request(size))).await;
        })+
        [$(concat!("gitpod.v1.", stringify!($request))),+]
    }};
}

async fn walk_every_list(client: &Client) {
    let walked = walk_all! { client,
        ListMembersRequest: list_members_pages, [organizations] list_members_pages;
        ListDomainVerificationsRequest: list_domain_verifications_pages, [organizations domain_verifications] list_pages;
        ListScimConfigurationsRequest: list_scim_configurations_pages, [organizations scim_configurations] list_pages;
        ListSsoConfigurationsRequest: list_sso_configurations_pages, [organizations sso_configurations] list_pages;
        ListPersonalAccessTokensRequest: list_personal_access_tokens_pages, [users pats] list_pages;
        ListRunnersRequest: list_runners_pages, [runners] list_pages;
        SearchRepositoriesRequest: search_repositories_pages, [runners] search_repositories_pages;
        ListRunnerPoliciesRequest: list_runner_policies_pages, [runners policies] list_pages;
        ListEnvironmentClassesRequest: list_environment_classes_pages, [runners configurations environment_classes] list_pages;
        ListHostAuthenticationTokensRequest: list_host_authentication_tokens_pages, [runners configurations host_authentication_tokens] list_pages;
        ListScmIntegrationsRequest: list_scm_integrations_pages, [runners configurations scm_integrations] list_pages;
        ListProjectsRequest: list_projects_pages, [projects] list_pages;
        ListProjectEnvironmentClassesRequest: list_project_environment_classes_pages, [projects environment_clases] list_pages;
        ListProjectPoliciesRequest: list_project_policies_pages, [projects policies] list_pages;
    };
    let paged = every_method().filter(|method| method.paging_descriptor().is_some());
    let paged: BTreeSet<_> = paged.map(|method| method.request().name().to_lowercase()).collect();
    let walked: BTreeSet<_> = walked.iter().map(|name| name.to_lowercase()).collect();
    let missing: Vec<_> = paged.difference(&walked).collect();
    assert!(missing.is_empty(), "tests/tests/sockets/joined/paging.rs has no line for {missing:?}");
    assert_eq!(walked, paged, "requests that do not page");
}

#[tokio::test]
async fn every_listing_has_the_same_items_at_any_page_size() {
    let server = MockServer::builder().seed(7).start().await.expect("a free port");
    walk_every_list(&client_of(&server, RetryPolicy::none())).await;
}

#[tokio::test]
async fn paging_retries_failed_pages() {
    let server = MockServer::builder().seed(7).fail_rate(0.3).start().await.expect("a free port");
    let patient =
        RetryPolicy::default().with_max_attempts(100).with_initial_backoff(Duration::ZERO);
    let client = client_of(&server, patient);
    let page = |size| PaginationRequest::default().with_page_size(size);
    let members = |size| ListMembersRequest::default().with_pagination(page(size));
    walk(|size| client.organizations().list_members_pages(members(size))).await;
    let runners = |size| ListRunnersRequest::default().with_pagination(page(size));
    walk(|size| client.runners().list_pages(runners(size))).await;
    let projects = |size| ListProjectsRequest::default().with_pagination(page(size));
    walk(|size| client.projects().list_pages(projects(size))).await;
}

#[tokio::test]
async fn listings_include_concurrently_created_items() {
    let server = MockServer::builder().seed(7).start().await.expect("a free port");
    let client = client_of(&server, RetryPolicy::none());
    let mut creating = JoinSet::new();
    for number in 0..60 {
        let client = client.clone();
        creating.spawn(async move {
            let request = CreateProjectRequest::default().with_name(format!("Project {number}"));
            let created = client.create_project(request).await.expect("created");
            created.project.expect("a project").id
        });
    }
    let created: BTreeSet<_> = creating.join_all().await.into_iter().collect();
    assert_eq!(created.len(), 60);
    for size in [0, 7, 60, 100] {
        let page = PaginationRequest::default().with_page_size(size);
        let request = ListProjectsRequest::default().with_pagination(page);
        let listed = read_items(client.projects().list_pages(request)).await;
        let ids: BTreeSet<_> = listed.iter().map(|project| project.id.clone()).collect();
        assert_eq!(ids.len(), listed.len(), "a project is listed twice");
        assert!(created.is_subset(&ids), "{size}");
    }
}
