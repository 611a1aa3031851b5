//! Requests that a strict mock rejects.

use std::collections::BTreeSet;

use gitpod_api::runtime::json::encode_to_string;
use gitpod_api::runtime::message::Value;
use gitpod_api::{Code, Error};
use gitpod_tests::project_api;
use serde_json::json;

use crate::support::{ask, filled, plans, send, set, strict_router};

const UNKNOWN: &str = "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35";

fn code<T>(outcome: Result<T, Error>) -> String {
    outcome.err().map_or("fine".to_owned(), |error| error.code().to_string())
}

#[tokio::test]
async fn unknown_ids_are_not_found() {
    let router = strict_router();
    let named = ["get", "update", "delete", "change", "list within", "replace within"];
    let mut refused = BTreeSet::new();
    for plan in plans() {
        if plan.keys.is_empty() || !named.contains(&plan.verb.as_str()) {
            continue;
        }
        let mut request = filled(plan.method, 1);
        for (key, _) in &plan.keys {
            set(&mut *request, &[key.as_str()], Value::String(UNKNOWN));
        }
        let outcome = send(&router, plan.method, &encode_to_string(&*request), &[]).await;
        let error = outcome.expect_err(plan.method.name());
        assert_eq!(error.code(), Code::NotFound, "{}: {error}", plan.method.name());
        assert!(error.message().contains(UNKNOWN), "{error}");
        refused.insert(plan.method.name());
    }
    // Keys of the others select what is created or listed.
    let others = ["create", "list"];
    let plans = plans();
    let expected =
        plans.iter().filter(|plan| !plan.keys.is_empty() && !others.contains(&plan.verb.as_str()));
    assert_eq!(refused, expected.map(|plan| plan.method.name()).collect());
    for verb in named {
        assert!(plans.iter().any(|plan| plan.verb == verb), "no RPC can {verb}");
    }
}

#[tokio::test]
async fn initial_resources_are_found() {
    let router = strict_router();
    let me = ask(&router, "GetAuthenticatedUser", json!({})).await.expect("me");
    let organization = json!({"organizationId": me["user"]["organizationId"]});
    for name in [
        "GetOrganization",
        "GetAnnouncementBanner",
        "GetCustomDomain",
        "GetOrganizationInvite",
        "GetOrganizationPolicies",
        "ListMembers",
        "ListDomainVerifications",
        "ListSSOConfigurations",
    ] {
        ask(&router, name, organization.clone()).await.expect(name);
    }
    let runners = ask(&router, "ListRunners", json!({})).await.expect("a page");
    for runner in runners["runners"].as_array().expect("runners") {
        let runner = json!({"runnerId": runner["runnerId"]});
        for name in ["GetRunner", "GetRunnerConfigurationSchema", "ListRunnerPolicies"] {
            ask(&router, name, runner.clone()).await.expect(name);
        }
    }
}

#[tokio::test]
async fn a_new_organization_has_policies_and_nothing_else() {
    let router = strict_router();
    let created = ask(&router, "CreateOrganization", json!({"name": "Acme"})).await;
    let organization = json!({"organizationId": created.expect("created")["organization"]["id"]});
    let policies = ask(&router, "GetOrganizationPolicies", organization.clone()).await;
    assert_eq!(
        policies.expect("policies")["policies"]["organizationId"],
        organization["organizationId"]
    );
    assert_eq!(code(ask(&router, "GetCustomDomain", organization).await), "not_found");
}

#[tokio::test]
async fn duplicates_are_rejected() {
    let router = strict_router();
    let initializer = json!({"specs": [{"git": {"remoteUri": "https://github.com/acme/x"}}]});
    let project = json!({"name": "One", "initializer": initializer});
    let me = ask(&router, "GetAuthenticatedUser", json!({})).await.expect("me");
    let organization = &me["user"]["organizationId"];
    let domain = json!({"organizationId": organization, "domain": "acme.example"});
    let runners = ask(&router, "ListRunners", json!({})).await.expect("a page");
    let runner = &runners["runners"][0]["runnerId"];
    let policy = json!({"runnerId": runner, "groupId": UNKNOWN, "role": "RUNNER_ROLE_USER"});
    for (name, request) in [
        ("CreateProject", project.clone()),
        ("CreateDomainVerification", domain),
        ("CreateRunnerPolicy", policy),
    ] {
        assert_eq!(code(ask(&router, name, request.clone()).await), "fine", "{name}");
        assert_eq!(code(ask(&router, name, request).await), "already_exists", "{name}");
    }
    let mut other = project;
    other["name"] = json!("Two");
    assert_eq!(code(ask(&router, "CreateProject", other).await), "fine");
    // One exists from the start, and there can be only one.
    let domain = json!({
        "organizationId": organization,
        "domainName": "dev.acme.example",
        "provider": "CUSTOM_DOMAIN_PROVIDER_AWS",
        "cloudAccountId": "123456789012",
    });
    let error = ask(&router, "CreateCustomDomain", domain).await.expect_err("there is one");
    assert_eq!(error.code(), Code::AlreadyExists, "{error}");
    assert!(error.message().contains("CustomDomain"), "{error}");
}

#[tokio::test]
async fn violations_are_reported_with_their_fields() {
    let router = strict_router();
    let error = ask(&router, "GetOrganization", json!({"organizationId": "x"})).await;
    let error = error.expect_err("no UUID");
    assert_eq!(error.code(), Code::InvalidArgument);
    let violations = error.violations().expect("a detail");
    assert!(violations.to_string().contains("organization_id"), "{violations}");
    // A lenient mock does not validate.
    let lenient = crate::support::router();
    let got =
        ask(&lenient, "GetOrganization", json!({"organizationId": "x"})).await.expect("sampled");
    assert_eq!(got["organization"]["id"], "x");
}

#[tokio::test]
async fn requests_without_their_keys_are_invalid() {
    let (router, plans) = (strict_router(), plans());
    let named = ["get", "update", "delete", "change"];
    for plan in &plans {
        if plan.keys.is_empty() || !named.contains(&plan.verb.as_str()) {
            continue;
        }
        let outcome = send(&router, plan.method, "{}", &[]).await;
        assert_eq!(code(outcome), "invalid_argument", "{}", plan.method.name());
    }
    assert_eq!(plans.len(), project_api().rpcs().count());
    for verb in named {
        assert!(plans.iter().any(|plan| plan.verb == verb), "no RPC can {verb}");
    }
}
