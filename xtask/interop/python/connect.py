"""Checks of the Python Connect client: the stubs of `gitpod-sdk` from 1.0 on, with JSON.

They are generated from the proto files of the service itself, so the numbers and names of fields
and enums do not come from this repository.
"""

from __future__ import annotations

import argparse
import asyncio
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from buf.validate import validate_pb2
from checks import Checks, Difference, different, holds, same
from connectrpc.code import Code
from connectrpc.compat import google_protobuf_json_codec
from connectrpc.compression.gzip import GzipCompression
from connectrpc.errors import ConnectError
from connectrpc.protocol import ProtocolType
from connectrpc.request import RequestContext
from gitpod.v1 import (
    organization_pb2,
    pagination_pb2,
    project_pb2,
    runner_configuration_pb2,
    runner_pb2,
    user_pb2,
)
from gitpod.v1.organization_connect import OrganizationServiceClientSync
from gitpod.v1.project_connect import ProjectServiceClient, ProjectServiceClientSync
from gitpod.v1.runner_configuration_connect import RunnerConfigurationServiceClientSync
from gitpod.v1.runner_connect import RunnerServiceClientSync
from gitpod.v1.user_connect import UserServiceClientSync
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp


class Recorder:
    """Records both sides of an exchange, to print them if a check fails."""

    def __init__(self, checks: Checks) -> None:
        self._checks = checks

    def intercept_unary_sync(
        self,
        call_next: Callable[[Any, RequestContext[Any, Any]], Any],
        request: Any,
        ctx: RequestContext[Any, Any],
    ) -> Any:
        self._checks.record("client", f"{ctx.method.name} {request}")
        response = call_next(request, ctx)
        self._checks.record("server", response)
        return response


class Clients:
    """The stubs of all services over one connection."""

    def __init__(self, url: str, recorder: Recorder, **options: Any) -> None:
        defaults = {
            "codec": google_protobuf_json_codec(),
            "interceptors": [recorder],
            "timeout_ms": 30_000,
        }
        options = {**defaults, **options}
        self.organization = OrganizationServiceClientSync(url, **options)
        self.user = UserServiceClientSync(url, **options)
        self.runner = RunnerServiceClientSync(url, **options)
        self.configuration = RunnerConfigurationServiceClientSync(url, **options)
        self.project = ProjectServiceClientSync(url, **options)


class Connect:
    """The checks against a plain, a strict and a slow mock."""

    def __init__(self, mock: str, strict: str, slow: str) -> None:
        self.checks = Checks("connect")
        self.check = self.checks.check
        self.recorder = Recorder(self.checks)
        self.mock, self.strict, self.slow = mock, strict, slow
        self.clients = Clients(mock, self.recorder)

    def all(self) -> int:
        """Runs all checks and returns the exit code."""
        self.organizations()
        self.users()
        self.runners()
        self.runner_configurations()
        self.projects()
        self.pages()
        self.errors()
        self.strict_errors()
        self.protocol()
        return self.checks.finish()

    def organizations(self) -> None:
        api, pb, service = self.clients.organization, organization_pb2, "OrganizationService"
        with self.check(f"{service}/CreateOrganization", "sent values are read back"):
            request = pb.CreateOrganizationRequest(name="Größe & Söhne 東京 🚀")
            created = api.create_organization(request).organization
            same(created.name, request.name)
            read = api.get_organization(pb.GetOrganizationRequest(organization_id=created.id))
            same(read.organization, created)
        with self.check(
            f"{service}/UpdateOrganizationPolicies", "int64, durations, default values"
        ):
            api.update_organization_policies(
                pb.UpdateOrganizationPoliciesRequest(
                    organization_id=created.id,
                    maximum_environments_per_user=9007199254740993,
                    maximum_environment_timeout=Duration(seconds=5400, nanos=500_000_000),
                    members_create_projects=False,
                )
            )
            request = pb.GetOrganizationPoliciesRequest(organization_id=created.id)
            policies = api.get_organization_policies(request).policies
            same(policies.maximum_environments_per_user, 9007199254740993)
            same(policies.maximum_environment_timeout, Duration(seconds=5400, nanos=500_000_000))
            same(policies.members_create_projects, False)
        with self.check(f"{service}/VerifyDomain", "an enum changes"):
            request = pb.CreateDomainVerificationRequest(
                organization_id=created.id, domain="acme.example"
            )
            id = api.create_domain_verification(request).domain_verification.id
            verified = api.verify_domain(pb.VerifyDomainRequest(domain_verification_id=id))
            state = verified.domain_verification.state
            same(pb.DomainVerificationState.Name(state), "DOMAIN_VERIFICATION_STATE_VERIFIED")

    def users(self) -> None:
        api, pb, service = self.clients.user, user_pb2, "UserService"
        with self.check(f"{service}/GetAuthenticatedUser", "the user stays the same"):
            me = api.get_authenticated_user(pb.GetAuthenticatedUserRequest()).user
            same(api.get_user(pb.GetUserRequest(user_id=me.id)).user, me)
            holds(me.HasField("created_at"), "no time")
        with self.check(f"{service}/SetDotfilesConfiguration", "the repository is read back"):
            repository = "https://git.example.com/me/dotfiles"
            api.set_dotfiles_configuration(
                pb.SetDotfilesConfigurationRequest(repository=repository)
            )
            read = api.get_dotfiles_configuration(pb.GetDotfilesConfigurationRequest())
            same(read.dotfiles_configuration.repository, repository)
        with self.check(f"{service}/DeleteUser", "the user is gone"):
            id = str(uuid.uuid4())
            same(api.get_user(pb.GetUserRequest(user_id=id)).user.id, id)
            api.delete_user(pb.DeleteUserRequest(user_id=id))
            with raises(Code.NOT_FOUND):
                api.get_user(pb.GetUserRequest(user_id=id))

    def runners(self) -> None:
        api, pb, service = self.clients.runner, runner_pb2, "RunnerService"
        with self.check(f"{service}/CreateRunner", "nested values and enums are read back"):
            configuration = pb.RunnerConfiguration(region="eu-central-1", auto_update=True)
            request = pb.CreateRunnerRequest(
                name="build",
                provider=runner_configuration_pb2.RUNNER_PROVIDER_AWS_EC2,
                spec=pb.RunnerSpec(configuration=configuration),
            )
            runner = api.create_runner(request).runner
            same((runner.name, runner.provider), (request.name, request.provider))
            same(runner.spec.configuration.region, "eu-central-1")
            read = api.get_runner(pb.GetRunnerRequest(runner_id=runner.runner_id)).runner
            same(read, runner)
        with self.check(f"{service}/UpdateRunnerPolicy", "a role is granted and changed"):
            both = {"group_id": str(uuid.uuid4()), "runner_id": runner.runner_id}
            role = pb.RUNNER_ROLE_USER
            api.create_runner_policy(pb.CreateRunnerPolicyRequest(**both, role=role))
            role = pb.RUNNER_ROLE_ADMIN
            policy = api.update_runner_policy(pb.UpdateRunnerPolicyRequest(**both, role=role))
            same((policy.policy.group_id, policy.policy.role), (both["group_id"], role))
        with self.check(f"{service}/DeleteRunner", "the runner is gone"):
            api.delete_runner(pb.DeleteRunnerRequest(runner_id=runner.runner_id))
            with raises(Code.NOT_FOUND):
                api.get_runner(pb.GetRunnerRequest(runner_id=runner.runner_id))

    def runner_configurations(self) -> None:
        api, pb = self.clients.configuration, runner_configuration_pb2
        service = "RunnerConfigurationService"
        runner = str(uuid.uuid4())
        with self.check(f"{service}/CreateEnvironmentClass", "the returned id can be read"):
            request = pb.CreateEnvironmentClassRequest(
                runner_id=runner, display_name="Large", description="Sixteen cores"
            )
            id = api.create_environment_class(request).id
            read = api.get_environment_class(pb.GetEnvironmentClassRequest(environment_class_id=id))
            found = read.environment_class
            same((found.id, found.runner_id, found.display_name), (id, runner, "Large"))
        with self.check(f"{service}/CreateHostAuthenticationToken", "a time and a list"):
            expires = Timestamp()
            expires.FromDatetime(datetime(2031, 2, 3, 4, 5, 6, 789000, UTC))
            request = pb.CreateHostAuthenticationTokenRequest(
                runner_id=runner,
                host="git.example.com",
                token="hidden secret",
                expires_at=expires,
                scopes=["read", "write"],
            )
            token = api.create_host_authentication_token(request).token
            same((token.expires_at, list(token.scopes)), (expires, ["read", "write"]))
        with self.check(f"{service}/UpdateSCMIntegration", "a default value is set"):
            request = pb.CreateSCMIntegrationRequest(
                runner_id=runner, scm_id="gitlab", host="git.example.com", pat=True
            )
            id = api.create_scm_integration(request).id
            api.update_scm_integration(pb.UpdateSCMIntegrationRequest(id=id, pat=False))
            read = api.get_scm_integration(pb.GetSCMIntegrationRequest(id=id)).integration
            same((read.pat, read.scm_id), (False, "gitlab"))

    def projects(self) -> None:
        api, pb, service = self.clients.project, project_pb2, "ProjectService"
        with self.check(f"{service}/CreateProject", "a list of oneofs is read back"):
            request = pb.CreateProjectRequest(name="shop")
            request.initializer.specs.add().context_url.url = "https://git.example.com/acme/shop"
            request.initializer.specs.add().git.remote_uri = "https://git.example.com/acme/shop.git"
            project = api.create_project(request).project
            same(project.initializer, request.initializer)
            same(api.get_project(pb.GetProjectRequest(project_id=project.id)).project, project)
        with self.check(f"{service}/UpdateProject", "text with all kinds of escapes"):
            text = 'Zeile\n\t"Ω" \\ \u2028 😀'
            request = pb.UpdateProjectRequest(project_id=project.id, technical_description=text)
            changed = api.update_project(request).project
            same((changed.technical_description, changed.metadata.name), (text, "shop"))
        with self.check(f"{service}/CreateProjects", "all projects, in order"):
            names = [f"project {number}" for number in range(60)]
            request = pb.CreateProjectsRequest()
            for name in names:
                request.projects.add(name=name, initializer=project.initializer)
            created = api.create_projects(request).created_projects
            same([project.metadata.name for project in created], names)

    def pages(self) -> None:
        """Pages of one list of each service."""
        api, some = self.clients, str(uuid.uuid4())
        organization, runner = {"organization_id": some}, {"runner_id": some}
        lists = [
            (
                "OrganizationService/ListSSOConfigurations",
                api.organization.list_sso_configurations,
                organization_pb2.ListSSOConfigurationsRequest(**organization),
                lambda page: [item.id for item in page.sso_configurations],
            ),
            (
                "UserService/ListPersonalAccessTokens",
                api.user.list_personal_access_tokens,
                user_pb2.ListPersonalAccessTokensRequest(),
                lambda page: [item.id for item in page.personal_access_tokens],
            ),
            (
                "RunnerService/ListRunnerPolicies",
                api.runner.list_runner_policies,
                runner_pb2.ListRunnerPoliciesRequest(**runner),
                lambda page: [item.group_id for item in page.policies],
            ),
            (
                "RunnerConfigurationService/ListEnvironmentClasses",
                api.configuration.list_environment_classes,
                runner_configuration_pb2.ListEnvironmentClassesRequest(),
                lambda page: [item.id for item in page.environment_classes],
            ),
            (
                "ProjectService/ListProjects",
                api.project.list_projects,
                project_pb2.ListProjectsRequest(),
                lambda page: [item.id for item in page.projects],
            ),
        ]
        for rpc, method, request, ids in lists:
            with self.check(rpc, "all pages"):
                request.pagination.page_size = 100
                whole = ids(method(request))
                holds(len(whole) > 1, f"only {len(whole)} items")
                different(whole, "items")
                size = max(1, len(whole) // 3)
                pages = list(follow(method, request, size))
                same([id for page in pages for id in ids(page)], whole)
                same(len(pages), -(-len(whole) // size), "number of pages")

    def errors(self) -> None:
        """Every error code, spread over all services."""
        api = self.clients
        calls = [
            (
                "OrganizationService/JoinOrganization",
                api.organization.join_organization,
                organization_pb2.JoinOrganizationRequest(),
            ),
            ("UserService/GetUser", api.user.get_user, user_pb2.GetUserRequest()),
            ("RunnerService/ListRunners", api.runner.list_runners, runner_pb2.ListRunnersRequest()),
            (
                "RunnerConfigurationService/ValidateRunnerConfiguration",
                api.configuration.validate_runner_configuration,
                runner_configuration_pb2.ValidateRunnerConfigurationRequest(),
            ),
            ("ProjectService/GetProject", api.project.get_project, project_pb2.GetProjectRequest()),
        ]
        for number, code in enumerate(Code):
            rpc, method, request = calls[number % len(calls)]
            with self.check(rpc, f"{code.value} arrives with its message"):
                with raises(code) as caught:
                    method(request, headers={"x-mock-error": code.value})
                holds(bool(caught[0].message), "an error without a message")

    def strict_errors(self) -> None:
        """Errors of a strict mock."""
        api, pb = Clients(self.strict, self.recorder).project, project_pb2
        with self.check("ProjectService/CreateProject", "violations as typed details"):
            with raises(Code.INVALID_ARGUMENT) as caught:
                api.create_project(pb.CreateProjectRequest(name="x" * 81))
            details = [d for d in caught[0].details if d.type_name == "buf.validate.Violations"]
            same(len(details), 1, "number of details")
            found = validate_pb2.Violations.FromString(details[0].message_bytes).violations
            # The second field had this name when the client was generated.
            rules = {(v.field.elements[0].field_name, v.constraint_id) for v in found}
            same(rules, {("initializer", "required"), ("name", "string.max_len")})

    def protocol(self) -> None:
        """Compression, deadlines, frames of other protocols."""
        pb, service = project_pb2, "ProjectService"
        with self.check(f"{service}/CreateProject", "gzip in both directions"):
            api = Clients(self.mock, self.recorder, send_compression=GzipCompression()).project
            text = "Ω gzip " * 1000
            request = pb.CreateProjectRequest(name="zipped", technical_description=text)
            same(api.create_project(request).project.technical_description, text)
        with self.check(f"{service}/ListProjects", "a deadline is exceeded"):
            api = Clients(self.slow, self.recorder, timeout_ms=50).project
            with raises(Code.DEADLINE_EXCEEDED):
                api.list_projects(pb.ListProjectsRequest())
        with self.check(f"{service}/ListProjects", "pages of the asynchronous client"):
            wanted = self.clients.project.list_projects(
                pb.ListProjectsRequest(pagination=pagination_pb2.PaginationRequest(page_size=100))
            )
            same(asyncio.run(self._asynchronous()), [project.id for project in wanted.projects])
        with self.check(f"{service}/GetProject", "gRPC-Web with JSON"):
            api = Clients(self.mock, self.recorder, protocol=ProtocolType.GRPC_WEB).project
            id = str(uuid.uuid4())
            same(api.get_project(pb.GetProjectRequest(project_id=id)).project.id, id)
            with raises(Code.ABORTED):
                api.get_project(pb.GetProjectRequest(), headers={"x-mock-error": "aborted"})

    async def _asynchronous(self) -> list[str]:
        found: list[str] = []
        request = project_pb2.ListProjectsRequest()
        request.pagination.page_size = 7
        codec = google_protobuf_json_codec()
        async with ProjectServiceClient(self.mock, codec=codec) as client:
            while True:
                page = await client.list_projects(request)
                found += [project.id for project in page.projects]
                if not page.pagination.next_token:
                    return found
                request.pagination.token = page.pagination.next_token


def follow(method: Callable[[Any], Any], request: Any, size: int) -> Iterator[Any]:
    """The pages of a list, each requested with the token of the previous one."""
    request.pagination.page_size = size
    while True:
        page = method(request)
        yield page
        if not page.pagination.next_token:
            return
        request.pagination.token = page.pagination.next_token


@contextmanager
def raises(code: Code) -> Iterator[list[ConnectError]]:
    """Fails unless the block raises an error with a code; yields a list for that error."""
    caught: list[ConnectError] = []
    try:
        yield caught
    except ConnectError as error:
        caught.append(error)
        same(error.code, code, "code")
    else:
        raise Difference(f"{code} was wanted, and no error came")


def main() -> int:
    """Exit codes: 0 all checks succeeded, 1 some failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mock", required=True)
    parser.add_argument("--strict-mock", required=True)
    parser.add_argument("--slow-mock", required=True)
    options = parser.parse_args()
    return Connect(options.mock, options.strict_mock, options.slow_mock).all()


if __name__ == "__main__":
    raise SystemExit(main())
