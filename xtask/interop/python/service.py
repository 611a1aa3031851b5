"""A server of the API on the stubs of `gitpod-sdk`, with a few RPCs of each service.

It stores and returns created objects. Request headers select behaviour that messages cannot:
errors, no response, and failures before a response.
"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

from buf.validate import validate_pb2
from connectrpc.code import Code
from connectrpc.errors import ConnectError, ErrorDetail
from connectrpc.request import RequestContext
from connectrpc.server import ConnectASGIApplication
from gitpod.v1 import organization_pb2 as organization
from gitpod.v1 import project_pb2 as project
from gitpod.v1 import runner_configuration_pb2 as configuration
from gitpod.v1 import runner_pb2 as runner
from gitpod.v1 import user_pb2 as user
from gitpod.v1.organization_connect import OrganizationService, OrganizationServiceASGIApplication
from gitpod.v1.project_connect import ProjectService, ProjectServiceASGIApplication
from gitpod.v1.runner_configuration_connect import (
    RunnerConfigurationService,
    RunnerConfigurationServiceASGIApplication,
)
from gitpod.v1.runner_connect import RunnerService, RunnerServiceASGIApplication
from gitpod.v1.user_connect import UserService, UserServiceASGIApplication
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from protobuf.wkt import Any as AnyMessage

# The number of items of a list.
COUNT = 25

Context = RequestContext[Any, Any]


class Faults:
    """Fails as request headers say, and adds a header and a trailer to every response."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        # Pending calls end with the server.
        self.over = asyncio.Event()

    async def intercept_unary(
        self, call_next: Callable[[Any, Context], Awaitable[Any]], request: Any, ctx: Context
    ) -> Any:
        headers = ctx.request_headers
        ctx.response_headers["x-method"] = f"{ctx.http_method} {ctx.method.name}"
        ctx.response_headers["x-encoding"] = headers.get("content-encoding", "none")
        ctx.response_trailers["x-trailer"] = "at the end"
        if code := headers.get("x-error"):
            raise ConnectError(Code(code), 'it failed: ä "quoted"', [violations()])
        if failures := headers.get("x-fail-times"):
            self._fail(headers["x-call"], int(failures))
        if "x-never" in headers:
            await self.over.wait()
        return await call_next(request, ctx)

    def _fail(self, call: str, times: int) -> None:
        """Fails this many times before it succeeds."""
        seen = self._failures[call] = self._failures.get(call, 0) + 1
        if seen <= times:
            raise ConnectError(Code.UNAVAILABLE, f"attempt {seen} fails")


def violations() -> ErrorDetail:
    """A detail in the form of validators."""
    element = validate_pb2.FieldPathElement(field_number=1, field_name="name")
    violation = validate_pb2.Violation(
        field=validate_pb2.FieldPath(elements=[element]),
        # The second field has been renamed to `rule_id`.
        constraint_id="string.min_len",
        message="must not be empty",
    )
    message = validate_pb2.Violations(violations=[violation])
    url = f"type.googleapis.com/{message.DESCRIPTOR.full_name}"
    return ErrorDetail(AnyMessage(type_url=url, value=message.SerializeToString()))


def now() -> Timestamp:
    """A constant time with a fraction."""
    return Timestamp(seconds=1_771_234_567, nanos=89_000_000)


def page(items: list[Any], request: Any, reply: Any, into: Any) -> Any:
    """Fills a response with the items of a page token."""
    start = int(request.pagination.token or "0")
    end = start + (request.pagination.page_size or 10)
    into.extend(items[start:end])
    if end < len(items):
        reply.pagination.next_token = str(end)
    return reply


def known(store: dict[str, Any], id: str) -> Any:
    """The stored object with an id."""
    if id not in store:
        raise ConnectError(Code.NOT_FOUND, f"no object has the id {id!r}")
    return store[id]


class Organizations(OrganizationService):
    def __init__(self) -> None:
        self._known: dict[str, Any] = {}
        self._policies: dict[str, Any] = {}

    async def create_organization(self, request: Any, ctx: Context) -> Any:
        made = organization.Organization(id=str(uuid.uuid4()), name=request.name, created_at=now())
        self._known[made.id] = made
        return organization.CreateOrganizationResponse(organization=made)

    async def get_organization(self, request: Any, ctx: Context) -> Any:
        found = known(self._known, request.organization_id)
        return organization.GetOrganizationResponse(organization=found)

    async def update_organization_policies(self, request: Any, ctx: Context) -> Any:
        policies = organization.OrganizationPolicies(
            organization_id=request.organization_id,
            members_create_projects=request.members_create_projects,
            maximum_environments_per_user=request.maximum_environments_per_user,
            maximum_environment_timeout=request.maximum_environment_timeout,
        )
        self._policies[request.organization_id] = policies
        return organization.UpdateOrganizationPoliciesResponse()

    async def get_organization_policies(self, request: Any, ctx: Context) -> Any:
        found = known(self._policies, request.organization_id)
        return organization.GetOrganizationPoliciesResponse(policies=found)

    async def list_members(self, request: Any, ctx: Context) -> Any:
        items = [
            organization.OrganizationMember(user_id=f"member-{number}", member_since=now())
            for number in range(COUNT)
        ]
        reply = organization.ListMembersResponse()
        return page(items, request, reply, reply.members)


class Users(UserService):
    def __init__(self) -> None:
        self._repository = ""

    async def get_user(self, request: Any, ctx: Context) -> Any:
        found = user.User(id=request.user_id, name="Zoë 🚀", created_at=now())
        return user.GetUserResponse(user=found)

    async def set_dotfiles_configuration(self, request: Any, ctx: Context) -> Any:
        self._repository = request.repository
        return user.SetDotfilesConfigurationResponse()

    async def get_dotfiles_configuration(self, request: Any, ctx: Context) -> Any:
        found = user.DotfilesConfiguration(repository=self._repository)
        return user.GetDotfilesConfigurationResponse(dotfiles_configuration=found)

    async def list_personal_access_tokens(self, request: Any, ctx: Context) -> Any:
        items = [
            user.PersonalAccessToken(id=f"token-{number}", user_id="me") for number in range(COUNT)
        ]
        reply = user.ListPersonalAccessTokensResponse()
        return page(items, request, reply, reply.personal_access_tokens)


class Runners(RunnerService):
    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    async def create_runner(self, request: Any, ctx: Context) -> Any:
        made = runner.Runner(
            runner_id=str(uuid.uuid4()),
            name=request.name,
            provider=request.provider,
            spec=request.spec,
            created_at=now(),
        )
        made.status.public_key = bytes(range(256))
        made.status.gateway_info.latency.CopyFrom(Duration(seconds=1, nanos=500_000))
        self._known[made.runner_id] = made
        return runner.CreateRunnerResponse(runner=made, access_token="hidden secret")

    async def get_runner(self, request: Any, ctx: Context) -> Any:
        return runner.GetRunnerResponse(runner=known(self._known, request.runner_id))

    async def delete_runner(self, request: Any, ctx: Context) -> Any:
        known(self._known, request.runner_id)
        del self._known[request.runner_id]
        return runner.DeleteRunnerResponse()

    async def list_runner_policies(self, request: Any, ctx: Context) -> Any:
        items = [
            runner.RunnerPolicy(group_id=f"group-{number}", role=runner.RUNNER_ROLE_USER)
            for number in range(COUNT)
        ]
        reply = runner.ListRunnerPoliciesResponse()
        return page(items, request, reply, reply.policies)


class Configurations(RunnerConfigurationService):
    def __init__(self) -> None:
        self._classes: dict[str, Any] = {}
        self._tokens: dict[str, Any] = {}

    async def create_environment_class(self, request: Any, ctx: Context) -> Any:
        made = configuration.EnvironmentClass(
            id=str(uuid.uuid4()),
            runner_id=request.runner_id,
            display_name=request.display_name,
            configuration=request.configuration,
        )
        self._classes[made.id] = made
        return configuration.CreateEnvironmentClassResponse(id=made.id)

    async def get_environment_class(self, request: Any, ctx: Context) -> Any:
        found = known(self._classes, request.environment_class_id)
        return configuration.GetEnvironmentClassResponse(environment_class=found)

    async def create_host_authentication_token(self, request: Any, ctx: Context) -> Any:
        made = configuration.HostAuthenticationToken(
            id=str(uuid.uuid4()),
            host=request.host,
            source=request.source,
            expires_at=request.expires_at,
            scopes=request.scopes,
            subject=request.subject,
        )
        return configuration.CreateHostAuthenticationTokenResponse(token=made)

    async def list_scm_integrations(self, request: Any, ctx: Context) -> Any:
        items = [
            configuration.SCMIntegration(id=f"integration-{number}", pat=number % 2 == 0)
            for number in range(COUNT)
        ]
        reply = configuration.ListSCMIntegrationsResponse()
        return page(items, request, reply, reply.integrations)


class Projects(ProjectService):
    def __init__(self) -> None:
        self._known: dict[str, Any] = {}

    async def create_project(self, request: Any, ctx: Context) -> Any:
        made = project.Project(
            id=str(uuid.uuid4()),
            initializer=request.initializer,
            technical_description=request.technical_description,
        )
        made.metadata.name = request.name
        self._known[made.id] = made
        return project.CreateProjectResponse(project=made)

    async def get_project(self, request: Any, ctx: Context) -> Any:
        return project.GetProjectResponse(project=known(self._known, request.project_id))

    async def list_projects(self, request: Any, ctx: Context) -> Any:
        items = [project.Project(id=f"project-{number}") for number in range(COUNT)]
        reply = project.ListProjectsResponse()
        return page(items, request, reply, reply.projects)


def applications(faults: Faults) -> dict[str, ConnectASGIApplication[Any]]:
    """The services by their paths."""
    options: dict[str, Any] = {"interceptors": [faults]}
    return {
        "/gitpod.v1.OrganizationService/": OrganizationServiceASGIApplication(
            Organizations(), **options
        ),
        "/gitpod.v1.UserService/": UserServiceASGIApplication(Users(), **options),
        "/gitpod.v1.RunnerService/": RunnerServiceASGIApplication(Runners(), **options),
        "/gitpod.v1.RunnerConfigurationService/": RunnerConfigurationServiceASGIApplication(
            Configurations(), **options
        ),
        "/gitpod.v1.ProjectService/": ProjectServiceASGIApplication(Projects(), **options),
    }
