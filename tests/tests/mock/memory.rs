//! Changes of stored resources by RPCs other than create, update and delete.

use serde_json::json;

use crate::support::{ask, router};

const USER: &str = "3f8a1c62-9b47-4d0e-a5c1-7e26d94b80f3";
const OTHER: &str = "0198f3c2-6b1e-7d40-9a57-3c8e21f4b60d";

#[tokio::test]
async fn a_flag_sets_the_state_with_its_name() {
    let router = router();
    for suspended in [false, true, true, false] {
        let request = json!({"userId": USER, "suspended": suspended});
        ask(&router, "SetSuspended", request).await.expect("it is set");
        let user = ask(&router, "GetUser", json!({"userId": USER})).await.expect("the user");
        assert_eq!(user["user"]["status"] == "USER_STATUS_SUSPENDED", suspended, "{user}");
    }
}

#[tokio::test]
async fn a_verb_sets_the_state_with_its_name() {
    let router = router();
    // Some are sampled in that state, but not all.
    for domain in ["a.example", "b.example", "c.example", "d.example", "e.example"] {
        let request = json!({"organizationId": OTHER, "domain": domain});
        let created =
            ask(&router, "CreateDomainVerification", request).await.expect("it is created");
        let id = &created["domainVerification"]["id"];
        let request = json!({"domainVerificationId": id});
        let verified = ask(&router, "VerifyDomain", request.clone()).await.expect("it is verified");
        let state = &verified["domainVerification"]["state"];
        assert_eq!(state, "DOMAIN_VERIFICATION_STATE_VERIFIED");
        assert_eq!(verified["domainVerification"]["domain"], domain);
        let got = ask(&router, "GetDomainVerification", request).await.expect("it is there");
        assert_eq!(got, verified);
    }
}

#[tokio::test]
async fn members_join_change_role_and_leave() {
    let router = router();
    let organization = json!({"organizationId": OTHER});
    let joined = ask(&router, "JoinOrganization", organization.clone()).await.expect("joined");
    let user = joined["member"]["userId"].clone();
    let role = json!({"organizationId": OTHER, "userId": user, "role": "ORGANIZATION_ROLE_ADMIN"});
    ask(&router, "SetRole", role).await.expect("the role is set");
    let members = ask(&router, "ListMembers", organization.clone()).await.expect("a page");
    let member = members["members"].as_array().expect("members").iter();
    let roles: Vec<_> = member.filter(|member| member["userId"] == user).collect();
    assert_eq!(roles.len(), 1, "{members}");
    assert_eq!(roles[0]["role"], "ORGANIZATION_ROLE_ADMIN");
    ask(&router, "LeaveOrganization", json!({"userId": user})).await.expect("left");
    let members = ask(&router, "ListMembers", organization).await.expect("a page");
    assert!(!members.to_string().contains(user.as_str().expect("an id")), "{members}");
}

#[tokio::test]
async fn a_new_invite_replaces_the_old_one_and_leads_to_its_organization() {
    let router = router();
    let organization = json!({"organizationId": OTHER});
    let old = ask(&router, "CreateOrganizationInvite", organization.clone()).await.expect("made");
    let new = ask(&router, "CreateOrganizationInvite", organization.clone()).await.expect("made");
    assert_ne!(old, new);
    let got = ask(&router, "GetOrganizationInvite", organization).await.expect("there");
    assert_eq!(got["invite"], new["invite"]);
    let invite = json!({"inviteId": new["invite"]["inviteId"]});
    let summary = ask(&router, "GetOrganizationInviteSummary", invite.clone()).await;
    assert_eq!(summary.expect("a summary")["organizationId"], OTHER);
    ask(&router, "JoinOrganization", invite).await.expect("joined");
    let members = ask(&router, "ListMembers", json!({"organizationId": OTHER})).await;
    let me = ask(&router, "GetAuthenticatedUser", json!({})).await.expect("me");
    let me = me["user"]["id"].as_str().expect("an id");
    assert!(members.expect("a page").to_string().contains(me));
}

#[tokio::test]
async fn the_creator_is_a_member_of_a_new_organization() {
    let router = router();
    let request = json!({"name": "Acme", "joinOrganization": true});
    let created = ask(&router, "CreateOrganization", request).await.expect("created");
    assert_eq!(created["organization"]["name"], "Acme");
    let request = json!({"organizationId": created["organization"]["id"]});
    let members = ask(&router, "ListMembers", request.clone()).await.expect("a page");
    assert_eq!(members["members"], json!([created["member"]]));
    // A new organization has no other resources.
    let sso = ask(&router, "ListSSOConfigurations", request).await.expect("a page");
    assert_eq!(sso["ssoConfigurations"], json!([]));
}

#[tokio::test]
async fn batches_are_created_updated_and_deleted() {
    let router = router();
    let initializer = json!({"specs": [{"git": {"remoteUri": "https://github.com/acme/x"}}]});
    let new = |name: &str| json!({"name": name, "initializer": initializer});
    let request = json!({"projects": [new("One"), new("Two")]});
    let created = ask(&router, "CreateProjects", request).await.expect("created");
    let projects = created["createdProjects"].as_array().expect("projects").clone();
    let names: Vec<_> = projects.iter().map(|project| &project["metadata"]["name"]).collect();
    assert_eq!(names, ["One", "Two"]);
    assert_eq!(created["failedProjects"], json!([]));
    let ids: Vec<_> = projects.iter().map(|project| project["id"].clone()).collect();

    let rename = json!({"projects": [{"projectId": ids[1], "name": "Three"}]});
    let updated = ask(&router, "UpdateProjects", rename).await.expect("updated");
    assert_eq!(updated["updatedProjects"][0]["metadata"]["name"], "Three");

    ask(&router, "DeleteProject", json!({"projectId": ids[0]})).await.expect("deleted");
    let deleted =
        ask(&router, "DeleteProjects", json!({"projectIds": ids})).await.expect("deleted");
    assert_eq!(deleted["deletedProjectIds"], json!([ids[1]]));
    let failed = &deleted["failedProjects"][0];
    assert_eq!((&failed["index"], &failed["projectId"]), (&json!(0), &ids[0]));
    assert!(failed["error"].as_str().expect("text").contains("no Project"), "{failed}");
}

#[tokio::test]
async fn a_list_of_a_resource_is_replaced_as_a_whole() {
    let router = router();
    let classes =
        json!([{"localRunner": true, "order": 2}, {"environmentClassId": OTHER, "order": 1}]);
    let request = json!({"projectId": USER, "projectEnvironmentClasses": classes});
    ask(&router, "UpdateProjectEnvironmentClasses", request).await.expect("replaced");
    let project = json!({"projectId": USER});
    let listed =
        ask(&router, "ListProjectEnvironmentClasses", project.clone()).await.expect("a page");
    assert_eq!(listed["projectEnvironmentClasses"], classes);
    let got = ask(&router, "GetProject", project).await.expect("the project");
    assert_eq!(got["project"]["environmentClasses"], classes);
}

#[tokio::test]
async fn settings_can_be_set_and_cleared() {
    let router = router();
    for repository in ["https://github.com/ada/dotfiles", ""] {
        let request = json!({"repository": repository});
        ask(&router, "SetDotfilesConfiguration", request.clone()).await.expect("set");
        let got = ask(&router, "GetDotfilesConfiguration", json!({})).await.expect("there");
        assert_eq!(got["dotfilesConfiguration"], request);
    }
    let policies = json!({"organizationId": OTHER, "allowLocalRunners": false, "agentPolicy": {"mcpDisabled": false}});
    ask(&router, "UpdateOrganizationPolicies", policies).await.expect("updated");
    let got = ask(&router, "GetOrganizationPolicies", json!({"organizationId": OTHER})).await;
    let got = got.expect("there");
    assert_eq!(got["policies"]["allowLocalRunners"], false);
    assert_eq!(got["policies"]["agentPolicy"]["mcpDisabled"], false);
}

#[tokio::test]
async fn a_new_token_expires_at_the_time_in_the_response() {
    let router = router();
    let request = json!({"scimConfigurationId": OTHER});
    let renewed = ask(&router, "RegenerateSCIMToken", request.clone()).await.expect("renewed");
    let got = ask(&router, "GetSCIMConfiguration", request).await.expect("there");
    assert_eq!(got["scimConfiguration"]["tokenExpiresAt"], renewed["tokenExpiresAt"]);
}

#[tokio::test]
async fn values_are_stored_in_fields_of_nested_messages() {
    let router = router();
    let request = json!({"host": "git.acme.example", "oauthClientId": "ours"});
    let created = ask(&router, "CreateSCMIntegration", request).await.expect("created");
    let got = ask(&router, "GetSCMIntegration", created).await.expect("there");
    assert_eq!(got["integration"]["host"], "git.acme.example");
    assert_eq!(got["integration"]["oauth"]["clientId"], "ours");
    let request = json!({"name": "Mine", "environmentId": OTHER});
    let created = ask(&router, "CreateProjectFromEnvironment", request).await.expect("created");
    assert_eq!(created["project"]["metadata"]["name"], "Mine");
}

#[tokio::test]
async fn children_of_a_deleted_resource_are_not_found() {
    let router = router();
    ask(&router, "DeleteRunner", json!({"runnerId": OTHER})).await.expect("deleted");
    for name in ["ListRunnerPolicies", "SearchRepositories", "CreateRunnerToken"] {
        let error = ask(&router, name, json!({"runnerId": OTHER})).await.expect_err("it is gone");
        assert_eq!(error.code().as_str(), "not_found", "{name}");
        assert!(error.message().contains(OTHER), "{error}");
    }
}

#[tokio::test]
async fn a_request_without_its_keys_deletes_nothing() {
    let router = router();
    let before = ask(&router, "ListProjects", json!({})).await.expect("a page");
    ask(&router, "DeleteProject", json!({})).await.expect("a reply");
    ask(&router, "GetProject", json!({})).await.expect("the first one");
    assert_eq!(ask(&router, "ListProjects", json!({})).await.expect("a page"), before);
    // One key of two is not enough.
    let runner = json!({"runnerId": OTHER});
    let before = ask(&router, "ListRunnerPolicies", runner.clone()).await.expect("a page");
    ask(&router, "DeleteRunnerPolicy", runner.clone()).await.expect("a reply");
    assert_eq!(ask(&router, "ListRunnerPolicies", runner).await.expect("a page"), before);
}

#[tokio::test]
async fn initial_resources_belong_together() {
    let router = router();
    let me = ask(&router, "GetAuthenticatedUser", json!({})).await.expect("me");
    let organization = json!({"organizationId": me["user"]["organizationId"]});
    let members = ask(&router, "ListMembers", organization).await.expect("a page");
    let ids: Vec<_> = members["members"].as_array().expect("members").iter().collect();
    assert_eq!(ids[0]["userId"], me["user"]["id"]);
    assert_ne!(ids[1]["userId"], ids[2]["userId"]);
    let projects = ask(&router, "ListProjects", json!({})).await.expect("a page");
    let project = &projects["projects"][2];
    assert_eq!(project["metadata"]["organizationId"], me["user"]["organizationId"]);
    let got = ask(&router, "GetProject", json!({"projectId": project["id"]})).await;
    assert_eq!(&got.expect("it is listed")["project"], project);
}
