//! Every RPC of the API: method, messages and documented name.
//!
//! Written by hand, because this is how users write calls. A test compares the list with the method
//! table.

services! {
    OrganizationService, OrganizationServiceClient, OrganizationServiceServer, organization_service {
        create_organization(CreateOrganizationRequest) -> CreateOrganizationResponse, [organizations] create;
        delete_organization(DeleteOrganizationRequest) -> DeleteOrganizationResponse, [organizations] delete;
        join_organization(JoinOrganizationRequest) -> JoinOrganizationResponse, [organizations] join;
        leave_organization(LeaveOrganizationRequest) -> LeaveOrganizationResponse, [organizations] leave;
        list_members(ListMembersRequest) -> ListMembersResponse, [organizations] list_members;
        get_organization(GetOrganizationRequest) -> GetOrganizationResponse, [organizations] retrieve;
        set_role(SetRoleRequest) -> SetRoleResponse, [organizations] set_role;
        update_organization(UpdateOrganizationRequest) -> UpdateOrganizationResponse, [organizations] update;
        get_announcement_banner(GetAnnouncementBannerRequest) -> GetAnnouncementBannerResponse, [organizations announcement_banner] get;
        update_announcement_banner(UpdateAnnouncementBannerRequest) -> UpdateAnnouncementBannerResponse, [organizations announcement_banner] update;
        create_custom_domain(CreateCustomDomainRequest) -> CreateCustomDomainResponse, [organizations custom_domains] create;
        delete_custom_domain(DeleteCustomDomainRequest) -> DeleteCustomDomainResponse, [organizations custom_domains] delete;
        get_custom_domain(GetCustomDomainRequest) -> GetCustomDomainResponse, [organizations custom_domains] retrieve;
        update_custom_domain(UpdateCustomDomainRequest) -> UpdateCustomDomainResponse, [organizations custom_domains] update;
        create_domain_verification(CreateDomainVerificationRequest) -> CreateDomainVerificationResponse, [organizations domain_verifications] create;
        delete_domain_verification(DeleteDomainVerificationRequest) -> DeleteDomainVerificationResponse, [organizations domain_verifications] delete;
        list_domain_verifications(ListDomainVerificationsRequest) -> ListDomainVerificationsResponse, [organizations domain_verifications] list;
        get_domain_verification(GetDomainVerificationRequest) -> GetDomainVerificationResponse, [organizations domain_verifications] retrieve;
        verify_domain(VerifyDomainRequest) -> VerifyDomainResponse, [organizations domain_verifications] verify;
        create_organization_invite(CreateOrganizationInviteRequest) -> CreateOrganizationInviteResponse, [organizations invites] create;
        get_organization_invite_summary(GetOrganizationInviteSummaryRequest) -> GetOrganizationInviteSummaryResponse, [organizations invites] get_summary;
        get_organization_invite(GetOrganizationInviteRequest) -> GetOrganizationInviteResponse, [organizations invites] retrieve;
        get_organization_policies(GetOrganizationPoliciesRequest) -> GetOrganizationPoliciesResponse, [organizations policies] retrieve;
        update_organization_policies(UpdateOrganizationPoliciesRequest) -> UpdateOrganizationPoliciesResponse, [organizations policies] update;
        create_scim_configuration(CreateScimConfigurationRequest) -> CreateScimConfigurationResponse, [organizations scim_configurations] create;
        delete_scim_configuration(DeleteScimConfigurationRequest) -> DeleteScimConfigurationResponse, [organizations scim_configurations] delete;
        list_scim_configurations(ListScimConfigurationsRequest) -> ListScimConfigurationsResponse, [organizations scim_configurations] list;
        regenerate_scim_token(RegenerateScimTokenRequest) -> RegenerateScimTokenResponse, [organizations scim_configurations] regenerate_token;
        get_scim_configuration(GetScimConfigurationRequest) -> GetScimConfigurationResponse, [organizations scim_configurations] retrieve;
        update_scim_configuration(UpdateScimConfigurationRequest) -> UpdateScimConfigurationResponse, [organizations scim_configurations] update;
        create_sso_configuration(CreateSsoConfigurationRequest) -> CreateSsoConfigurationResponse, [organizations sso_configurations] create;
        delete_sso_configuration(DeleteSsoConfigurationRequest) -> DeleteSsoConfigurationResponse, [organizations sso_configurations] delete;
        list_sso_configurations(ListSsoConfigurationsRequest) -> ListSsoConfigurationsResponse, [organizations sso_configurations] list;
        get_sso_configuration(GetSsoConfigurationRequest) -> GetSsoConfigurationResponse, [organizations sso_configurations] retrieve;
        update_sso_configuration(UpdateSsoConfigurationRequest) -> UpdateSsoConfigurationResponse, [organizations sso_configurations] update;
    }
    UserService, UserServiceClient, UserServiceServer, user_service {
        delete_user(DeleteUserRequest) -> DeleteUserResponse, [users] delete_user;
        get_authenticated_user(GetAuthenticatedUserRequest) -> GetAuthenticatedUserResponse, [users] get_authenticated_user;
        get_user(GetUserRequest) -> GetUserResponse, [users] get_user;
        set_suspended(SetSuspendedRequest) -> SetSuspendedResponse, [users] set_suspended;
        get_dotfiles_configuration(GetDotfilesConfigurationRequest) -> GetDotfilesConfigurationResponse, [users dotfiles] get;
        set_dotfiles_configuration(SetDotfilesConfigurationRequest) -> SetDotfilesConfigurationResponse, [users dotfiles] set;
        delete_personal_access_token(DeletePersonalAccessTokenRequest) -> DeletePersonalAccessTokenResponse, [users pats] delete;
        get_personal_access_token(GetPersonalAccessTokenRequest) -> GetPersonalAccessTokenResponse, [users pats] get;
        list_personal_access_tokens(ListPersonalAccessTokensRequest) -> ListPersonalAccessTokensResponse, [users pats] list;
    }
    RunnerService, RunnerServiceClient, RunnerServiceServer, runner_service {
        check_authentication_for_host(CheckAuthenticationForHostRequest) -> CheckAuthenticationForHostResponse, [runners] check_authentication_for_host;
        check_repository_access(CheckRepositoryAccessRequest) -> CheckRepositoryAccessResponse, [runners] check_repository_access;
        create_runner(CreateRunnerRequest) -> CreateRunnerResponse, [runners] create;
        create_runner_logs_token(CreateRunnerLogsTokenRequest) -> CreateRunnerLogsTokenResponse, [runners] create_logs_token;
        create_runner_token(CreateRunnerTokenRequest) -> CreateRunnerTokenResponse, [runners] create_runner_token;
        delete_runner(DeleteRunnerRequest) -> DeleteRunnerResponse, [runners] delete;
        list_runners(ListRunnersRequest) -> ListRunnersResponse, [runners] list;
        list_scm_organizations(ListScmOrganizationsRequest) -> ListScmOrganizationsResponse, [runners] list_scm_organizations;
        parse_context_url(ParseContextUrlRequest) -> ParseContextUrlResponse, [runners] parse_context_url;
        get_runner(GetRunnerRequest) -> GetRunnerResponse, [runners] retrieve;
        search_repositories(SearchRepositoriesRequest) -> SearchRepositoriesResponse, [runners] search_repositories;
        update_runner(UpdateRunnerRequest) -> UpdateRunnerResponse, [runners] update;
        create_runner_policy(CreateRunnerPolicyRequest) -> CreateRunnerPolicyResponse, [runners policies] create;
        delete_runner_policy(DeleteRunnerPolicyRequest) -> DeleteRunnerPolicyResponse, [runners policies] delete;
        list_runner_policies(ListRunnerPoliciesRequest) -> ListRunnerPoliciesResponse, [runners policies] list;
        update_runner_policy(UpdateRunnerPolicyRequest) -> UpdateRunnerPolicyResponse, [runners policies] update;
    }
    RunnerConfigurationService, RunnerConfigurationServiceClient, RunnerConfigurationServiceServer, runner_configuration_service {
        validate_runner_configuration(ValidateRunnerConfigurationRequest) -> ValidateRunnerConfigurationResponse, [runners configurations] validate;
        create_environment_class(CreateEnvironmentClassRequest) -> CreateEnvironmentClassResponse, [runners configurations environment_classes] create;
        list_environment_classes(ListEnvironmentClassesRequest) -> ListEnvironmentClassesResponse, [runners configurations environment_classes] list;
        get_environment_class(GetEnvironmentClassRequest) -> GetEnvironmentClassResponse, [runners configurations environment_classes] retrieve;
        update_environment_class(UpdateEnvironmentClassRequest) -> UpdateEnvironmentClassResponse, [runners configurations environment_classes] update;
        create_host_authentication_token(CreateHostAuthenticationTokenRequest) -> CreateHostAuthenticationTokenResponse, [runners configurations host_authentication_tokens] create;
        delete_host_authentication_token(DeleteHostAuthenticationTokenRequest) -> DeleteHostAuthenticationTokenResponse, [runners configurations host_authentication_tokens] delete;
        list_host_authentication_tokens(ListHostAuthenticationTokensRequest) -> ListHostAuthenticationTokensResponse, [runners configurations host_authentication_tokens] list;
        get_host_authentication_token(GetHostAuthenticationTokenRequest) -> GetHostAuthenticationTokenResponse, [runners configurations host_authentication_tokens] retrieve;
        update_host_authentication_token(UpdateHostAuthenticationTokenRequest) -> UpdateHostAuthenticationTokenResponse, [runners configurations host_authentication_tokens] update;
        get_runner_configuration_schema(GetRunnerConfigurationSchemaRequest) -> GetRunnerConfigurationSchemaResponse, [runners configurations schema] retrieve;
        create_scm_integration(CreateScmIntegrationRequest) -> CreateScmIntegrationResponse, [runners configurations scm_integrations] create;
        delete_scm_integration(DeleteScmIntegrationRequest) -> DeleteScmIntegrationResponse, [runners configurations scm_integrations] delete;
        list_scm_integrations(ListScmIntegrationsRequest) -> ListScmIntegrationsResponse, [runners configurations scm_integrations] list;
        get_scm_integration(GetScmIntegrationRequest) -> GetScmIntegrationResponse, [runners configurations scm_integrations] retrieve;
        update_scm_integration(UpdateScmIntegrationRequest) -> UpdateScmIntegrationResponse, [runners configurations scm_integrations] update;
    }
    ProjectService, ProjectServiceClient, ProjectServiceServer, project_service {
        create_projects(CreateProjectsRequest) -> CreateProjectsResponse, [projects] bulk_create;
        delete_projects(DeleteProjectsRequest) -> DeleteProjectsResponse, [projects] bulk_delete;
        update_projects(UpdateProjectsRequest) -> UpdateProjectsResponse, [projects] bulk_update;
        create_project(CreateProjectRequest) -> CreateProjectResponse, [projects] create;
        create_project_from_environment(CreateProjectFromEnvironmentRequest) -> CreateProjectFromEnvironmentResponse, [projects] create_from_environment;
        delete_project(DeleteProjectRequest) -> DeleteProjectResponse, [projects] delete;
        list_projects(ListProjectsRequest) -> ListProjectsResponse, [projects] list;
        get_project(GetProjectRequest) -> GetProjectResponse, [projects] retrieve;
        update_project(UpdateProjectRequest) -> UpdateProjectResponse, [projects] update;
        list_project_environment_classes(ListProjectEnvironmentClassesRequest) -> ListProjectEnvironmentClassesResponse, [projects environment_clases] list;
        update_project_environment_classes(UpdateProjectEnvironmentClassesRequest) -> UpdateProjectEnvironmentClassesResponse, [projects environment_clases] update;
        create_project_policy(CreateProjectPolicyRequest) -> CreateProjectPolicyResponse, [projects policies] create;
        delete_project_policy(DeleteProjectPolicyRequest) -> DeleteProjectPolicyResponse, [projects policies] delete;
        list_project_policies(ListProjectPoliciesRequest) -> ListProjectPoliciesResponse, [projects policies] list;
        update_project_policy(UpdateProjectPolicyRequest) -> UpdateProjectPolicyResponse, [projects policies] update;
    }
}
