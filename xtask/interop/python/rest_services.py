"""Sent values come back, and changes take effect: RPCs of all services."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta, timezone

import gitpod
from checks import holds, same
from rest_client import INITIALIZER, Client, raises


class Services:
    """The checks of each service."""

    def __init__(self, client: Client) -> None:
        self.check = client.check
        self.client, self.tolerant = client.client, client.tolerant

    def all(self) -> None:
        self.organizations()
        self.domains_and_sign_in()
        self.users()
        self.runners()
        self.runner_configurations()
        self.projects()
        self.many_projects()

    def organizations(self) -> None:
        api, service = self.client.organizations, "OrganizationService"
        with self.check(f"{service}/CreateOrganization", "sent values come back"):
            created = api.create(name="Größe & Söhne 東京 🚀", join_organization=True)
            same(created.organization.name, "Größe & Söhne 東京 🚀")
            members = api.list_members(organization_id=created.organization.id)
            same([m.user_id for m in members], [created.member.user_id])
        with self.check(f"{service}/GetOrganization", "the created object is read"):
            read = api.retrieve(organization_id=created.organization.id).organization
            same(read, created.organization)
            holds(isinstance(read.created_at, datetime), f"no time: {read.created_at!r}")
        with self.check(f"{service}/UpdateOrganization", "a change is read back"):
            domains = {"domains": ["acme.example", "acme.test"]}
            api.update(organization_id=read.id, name="Acme", invite_domains=domains)
            after = api.retrieve(organization_id=read.id).organization
            same((after.name, after.invite_domains.domains), ("Acme", domains["domains"]))
            same(after.created_at, read.created_at)
        with self.check(f"{service}/SetRole", "an empty response, and the role is listed"):
            member = next(iter(api.list_members(organization_id=read.id)))
            role = "ORGANIZATION_ROLE_MEMBER"
            same(api.set_role(organization_id=read.id, user_id=member.user_id, role=role), {})
            members = {m.user_id: m.role for m in api.list_members(organization_id=read.id)}
            same(members[member.user_id], role)
        with self.check(f"{service}/UpdateOrganizationPolicies", "int64, durations and flags"):
            api.policies.update(
                organization_id=read.id,
                maximum_environments_per_user="9007199254740993",
                maximum_environment_timeout="5400s",
                members_create_projects=False,
                allowed_editor_ids=[],
            )
            policies = api.policies.retrieve(organization_id=read.id).policies
            same(policies.maximum_environments_per_user, "9007199254740993")
            same(policies.maximum_environment_timeout, "5400s")
            same(policies.members_create_projects, False)
        with self.check(f"{service}/DeleteOrganization", "it is gone"):
            api.delete(organization_id=read.id)
            with raises(gitpod.NotFoundError, "not_found"):
                api.retrieve(organization_id=read.id)

    def domains_and_sign_in(self) -> None:
        api, service = self.client.organizations, "OrganizationService"
        owner = api.create(name="Acme").organization.id
        with self.check(f"{service}/VerifyDomain", "a domain is verified and deleted"):
            domains = api.domain_verifications
            created = domains.create(domain="acme.example", organization_id=owner)
            same(created.domain_verification.domain, "acme.example")
            id = created.domain_verification.id
            state = domains.verify(domain_verification_id=id).domain_verification.state
            same(state, "DOMAIN_VERIFICATION_STATE_VERIFIED")
            same([d.id for d in domains.list(organization_id=owner)], [id])
            domains.delete(domain_verification_id=id)
            same([d.id for d in domains.list(organization_id=owner)], [])
        with self.check(f"{service}/GetOrganizationInvite", "the created invite is returned"):
            invite = api.invites.create(organization_id=owner).invite
            same(api.invites.retrieve(organization_id=owner).invite, invite)
        with self.check(f"{service}/CreateSSOConfiguration", "values come back without the secret"):
            created = api.sso_configurations.create(
                client_id="client",
                client_secret="hidden secret",
                issuer_url="https://login.acme.example",
                organization_id=owner,
                email_domains=["acme.example"],
                additional_scopes=["groups"],
            ).sso_configuration
            read = api.sso_configurations.retrieve(sso_configuration_id=created.id)
            same(read.sso_configuration, created)
            same((created.client_id, created.email_domains), ("client", ["acme.example"]))
            holds("hidden secret" not in created.to_json(), "the secret is in the reply")
        with self.check(f"{service}/CreateSCIMConfiguration", "a duration becomes a time"):
            scim = api.scim_configurations.create(
                organization_id=owner, sso_configuration_id=created.id, token_expires_in="86400s"
            )
            same(scim.scim_configuration.sso_configuration_id, created.id)
            holds(bool(scim.token), "no token")
            holds(scim.token_expires_at.tzinfo is not None, "a time of no zone")

    def users(self) -> None:
        api, service = self.client.users, "UserService"
        with self.check(f"{service}/GetAuthenticatedUser", "the user stays the same"):
            me = api.get_authenticated_user().user
            same(api.get_authenticated_user(empty=True).user, me)
            same(api.get_user(user_id=me.id).user, me)
        with self.check(f"{service}/GetUser", "an unknown id returns a user with that id"):
            id = str(uuid.uuid4())
            same(api.get_user(user_id=id).user.id, id)
        with self.check(f"{service}/SetDotfilesConfiguration", "the repository is read back"):
            repository = "https://git.example.com/me/dotfiles"
            same(api.dotfiles.set(repository=repository), {})
            same(api.dotfiles.get().dotfiles_configuration.repository, repository)
        with self.check(f"{service}/SetSuspended", "the user is suspended"):
            api.set_suspended(user_id=id, suspended=True)
            same(api.get_user(user_id=id).user.status, "USER_STATUS_SUSPENDED")
        with self.check(f"{service}/DeletePersonalAccessToken", "it is no longer listed"):
            first = next(iter(api.pats.list()))
            pat = api.pats.get(personal_access_token_id=first.id).pat
            same(pat, first)
            api.pats.delete(personal_access_token_id=first.id)
            holds(first.id not in [p.id for p in api.pats.list()], "it is still there")
        with self.check(f"{service}/DeleteUser", "the user is gone"):
            api.delete_user(user_id=id)
            with raises(gitpod.NotFoundError, "not_found"):
                api.get_user(user_id=id)

    def runners(self) -> None:
        api, service = self.tolerant.runners, "RunnerService"
        with self.check(f"{service}/CreateRunner", "nested values and enums come back"):
            spec = {
                "desired_phase": "RUNNER_PHASE_ACTIVE",
                "configuration": {"region": "eu-central-1", "auto_update": True},
            }
            created = api.create(
                name="build",
                provider="RUNNER_PROVIDER_AWS_EC2",
                kind="RUNNER_KIND_REMOTE",
                spec=spec,
            )
            runner = created.runner
            same((runner.name, runner.provider), ("build", "RUNNER_PROVIDER_AWS_EC2"))
            same(runner.spec.configuration.region, "eu-central-1")
            holds(bool(created.access_token or created.exchange_token), "no token")
        with self.check(f"{service}/GetRunner", "the created object is read"):
            same(api.retrieve(runner_id=runner.runner_id).runner, runner)
        with self.check(f"{service}/UpdateRunner", "a nested change keeps other fields"):
            configuration = {"configuration": {"log_level": "LOG_LEVEL_ERROR"}}
            same(api.update(runner_id=runner.runner_id, name="test", spec=configuration), {})
            after = api.retrieve(runner_id=runner.runner_id).runner
            same((after.name, after.spec.configuration.log_level), ("test", "LOG_LEVEL_ERROR"))
            same((after.provider, after.created_at), (runner.provider, runner.created_at))
        with self.check(f"{service}/CreateRunnerPolicy", "a role is granted, changed and revoked"):
            group = str(uuid.uuid4())
            both = {"group_id": group, "runner_id": runner.runner_id}
            api.policies.create(**both, role="RUNNER_ROLE_USER")
            api.policies.update(**both, role="RUNNER_ROLE_ADMIN")
            roles = {p.group_id: p.role for p in api.policies.list(runner_id=runner.runner_id)}
            same(roles.get(group), "RUNNER_ROLE_ADMIN")
            api.policies.delete(**both)
            left = [p.group_id for p in api.policies.list(runner_id=runner.runner_id)]
            holds(group not in left, f"{group} is still in {left}")
        with self.check(f"{service}/ParseContextURL", "one member of a oneof"):
            parsed = api.parse_context_url(
                context_url="https://git.example.com/acme/shop", runner_id=runner.runner_id
            )
            holds(parsed.git is not None, f"no repository: {parsed!r}")
        with self.check(f"{service}/DeleteRunner", "it is gone"):
            api.delete(runner_id=runner.runner_id, force=True)
            with raises(gitpod.NotFoundError, "not_found"):
                api.retrieve(runner_id=runner.runner_id)

    def runner_configurations(self) -> None:
        api, service = self.client.runners.configurations, "RunnerConfigurationService"
        runner = self.tolerant.runners.create(name="host").runner.runner_id
        with self.check(f"{service}/CreateEnvironmentClass", "the returned id can be read"):
            configuration = [{"key": "machine", "value": "m7"}, {"key": "disk", "value": "80"}]
            id = api.environment_classes.create(
                runner_id=runner,
                display_name="Large",
                description="Sixteen cores",
                configuration=configuration,
            ).id
            read = api.environment_classes.retrieve(environment_class_id=id).environment_class
            same((read.id, read.runner_id, read.display_name), (id, runner, "Large"))
            same([c.to_dict() for c in read.configuration], configuration)
        with self.check(f"{service}/UpdateEnvironmentClass", "false is set"):
            api.environment_classes.update(environment_class_id=id, enabled=False)
            read = api.environment_classes.retrieve(environment_class_id=id).environment_class
            same((read.enabled, read.description), (False, "Sixteen cores"))
        with self.check(f"{service}/ListEnvironmentClasses", "a filter of ids"):
            found = api.environment_classes.list(filter={"runner_ids": [runner]})
            same([c.id for c in found], [id])
        with self.check(f"{service}/CreateHostAuthenticationToken", "a time with a zone"):
            expires = datetime(
                2031, 2, 3, 4, 5, 6, 789000, timezone(timedelta(hours=5, minutes=30))
            )
            created = api.host_authentication_tokens.create(
                runner_id=runner,
                host="git.example.com",
                token="hidden secret",
                source="HOST_AUTHENTICATION_TOKEN_SOURCE_PAT",
                expires_at=expires,
                scopes=["read", "write"],
                subject={"id": str(uuid.uuid4()), "principal": "PRINCIPAL_USER"},
            ).token
            same((created.expires_at, created.scopes), (expires, ["read", "write"]))
            read = api.host_authentication_tokens.retrieve(id=created.id).token
            same(read, created)
            holds("hidden secret" not in read.to_json(), "the secret is in the reply")
        with self.check(f"{service}/CreateSCMIntegration", "created, changed and deleted"):
            id = api.scm_integrations.create(
                runner_id=runner, scm_id="gitlab", host="git.example.com", pat=True
            ).id
            api.scm_integrations.update(id=id, pat=False, oauth_client_id="client")
            read = api.scm_integrations.retrieve(id=id).integration
            same((read.pat, read.oauth.client_id, read.scm_id), (False, "client", "gitlab"))
            api.scm_integrations.delete(id=id)
            with raises(gitpod.NotFoundError, "not_found"):
                api.scm_integrations.retrieve(id=id)
        with self.check(f"{service}/GetRunnerConfigurationSchema", "nested lists match the models"):
            schema = api.schema.retrieve(runner_id=runner).schema_
            holds(bool(schema.environment_classes and schema.scm), f"{schema!r}")

    def projects(self) -> None:
        api, service = self.client.projects, "ProjectService"
        with self.check(f"{service}/CreateProject", "a list of oneofs comes back"):
            created = api.create(
                name="shop", initializer=INITIALIZER, devcontainer_file_path="dev/container.json"
            ).project
            same(
                (created.metadata.name, created.devcontainer_file_path),
                ("shop", "dev/container.json"),
            )
            first, second = created.initializer.specs
            same(first.context_url.url, INITIALIZER["specs"][0]["context_url"]["url"])
            same((first.git, second.context_url), (None, None))
            same(second.git.remote_uri, "https://git.example.com/acme/shop.git")
        with self.check(f"{service}/GetProject", "the created object is read"):
            same(api.retrieve(project_id=created.id).project, created)
        with self.check(f"{service}/UpdateProject", "only fields that are set change"):
            text = 'Zeile\n\t"Ω" \\ \u2028 😀'
            changed = api.update(project_id=created.id, technical_description=text).project
            same(changed.technical_description, text)
            same(changed.metadata.name, "shop")
            same(api.retrieve(project_id=created.id).project, changed)
        with self.check(
            f"{service}/UpdateProjectEnvironmentClasses", "an order of int32, one oneof"
        ):
            classes = [
                {"environment_class_id": str(uuid.uuid4()), "order": 2147483647},
                {"local_runner": True, "order": 1},
            ]
            api.environment_clases.update(
                project_id=created.id, project_environment_classes=classes
            )
            read = list(api.environment_clases.list(project_id=created.id))
            same([c.to_dict(use_api_names=False) for c in read], classes)
        with self.check(
            f"{service}/CreateProjectPolicy", "a role is granted, changed and revoked"
        ):
            both = {"group_id": str(uuid.uuid4()), "project_id": created.id}
            api.policies.create(**both, role="PROJECT_ROLE_USER")
            policy = api.policies.update(**both, role="PROJECT_ROLE_EDITOR").policy
            same((policy.group_id, policy.role), (both["group_id"], "PROJECT_ROLE_EDITOR"))
            same(api.policies.delete(**both), {})

    def many_projects(self) -> None:
        api, service = self.client.projects, "ProjectService"
        with self.check(f"{service}/CreateProjects", "all projects, in order"):
            wanted = [f"project {number}" for number in range(60)]
            projects = [{"name": name, "initializer": INITIALIZER} for name in wanted]
            reply = api.bulk_create(projects=projects)
            same([p.metadata.name for p in reply.created_projects], wanted)
            same(reply.failed_projects or [], [])
        with self.check(f"{service}/DeleteProjects", "errors are reported for each project"):
            ids = [p.id for p in reply.created_projects[:10]]
            self.client.projects.delete(project_id=ids[0])
            deleted = api.bulk_delete(project_ids=ids)
            same(deleted.deleted_project_ids, ids[1:])
            same([f.project_id for f in deleted.failed_projects], ids[:1])
