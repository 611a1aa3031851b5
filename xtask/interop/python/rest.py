"""Checks of the Python REST client: `gitpod-sdk` before 1.0, generated from OpenAPI.

It posts plain JSON, has page iterators and an exception for each kind of error, and checks
responses against its own models.

| file | holds |
| --- | --- |
| `rest_client` | the client and its errors |
| `rest_services` | RPCs of all services |
| `rest` | pages, errors, and errors of a strict mock |
"""

from __future__ import annotations

import argparse
import asyncio
import uuid
from collections.abc import Callable
from typing import Any

import gitpod
from checks import different, holds, same
from gitpod import AsyncGitpod
from rest_client import INITIALIZER, Client, raises
from rest_services import Services

# The exception and the HTTP status of every code.
ERRORS = {
    "canceled": (gitpod.APIStatusError, 499),
    "unknown": (gitpod.InternalServerError, 500),
    "invalid_argument": (gitpod.BadRequestError, 400),
    "deadline_exceeded": (gitpod.InternalServerError, 504),
    "not_found": (gitpod.NotFoundError, 404),
    "already_exists": (gitpod.ConflictError, 409),
    "permission_denied": (gitpod.PermissionDeniedError, 403),
    "resource_exhausted": (gitpod.RateLimitError, 429),
    "failed_precondition": (gitpod.BadRequestError, 400),
    "aborted": (gitpod.ConflictError, 409),
    "out_of_range": (gitpod.BadRequestError, 400),
    "unimplemented": (gitpod.InternalServerError, 501),
    "internal": (gitpod.InternalServerError, 500),
    "unavailable": (gitpod.InternalServerError, 503),
    "data_loss": (gitpod.InternalServerError, 500),
    "unauthenticated": (gitpod.AuthenticationError, 401),
}


class Rest(Client):
    """The checks that all services share."""

    def all(self) -> int:
        """Runs all checks and returns the exit code."""
        Services(self).all()
        self.pages()
        self.errors()
        self.strict_errors()
        return self.checks.finish()

    def pages(self) -> None:
        """Every list with pages, by the client's own iterators."""
        organizations, users = self.client.organizations, self.client.users
        runners, projects = self.client.runners, self.client.projects
        configurations = runners.configurations
        # The mock generates three items for lists under an unknown id.
        of = {"organization_id": str(uuid.uuid4())}
        on = {"runner_id": str(uuid.uuid4())}
        within = {"project_id": str(uuid.uuid4())}
        lists: list[tuple[str, Callable[..., Any], dict[str, str], str]] = [
            ("OrganizationService/ListMembers", organizations.list_members, of, "user_id"),
            (
                "OrganizationService/ListDomainVerifications",
                organizations.domain_verifications.list,
                of,
                "id",
            ),
            (
                "OrganizationService/ListSCIMConfigurations",
                organizations.scim_configurations.list,
                {},
                "id",
            ),
            (
                "OrganizationService/ListSSOConfigurations",
                organizations.sso_configurations.list,
                of,
                "id",
            ),
            ("UserService/ListPersonalAccessTokens", users.pats.list, {}, "id"),
            ("RunnerService/ListRunners", self.tolerant.runners.list, {}, "runner_id"),
            ("RunnerService/ListRunnerPolicies", runners.policies.list, on, "group_id"),
            (
                "RunnerConfigurationService/ListEnvironmentClasses",
                configurations.environment_classes.list,
                {},
                "id",
            ),
            (
                "RunnerConfigurationService/ListHostAuthenticationTokens",
                configurations.host_authentication_tokens.list,
                {},
                "id",
            ),
            (
                "RunnerConfigurationService/ListSCMIntegrations",
                configurations.scm_integrations.list,
                {},
                "id",
            ),
            ("ProjectService/ListProjects", projects.list, {}, "id"),
            (
                "ProjectService/ListProjectEnvironmentClasses",
                projects.environment_clases.list,
                within,
                "order",
            ),
            ("ProjectService/ListProjectPolicies", projects.policies.list, within, "group_id"),
        ]
        for rpc, method, arguments, key in lists:
            with self.check(rpc, "all pages, sized by the query and by the body"):
                self._pages(method, arguments, key)
        with self.check("ProjectService/ListProjects", "pages of the asynchronous client"):
            wanted = [project.id for project in projects.list(page_size=100)]
            same(asyncio.run(self._asynchronous()), wanted)

    def _pages(self, method: Callable[..., Any], arguments: dict[str, str], key: str) -> None:
        whole = [getattr(item, key) for item in method(**arguments, page_size=100)]
        holds(len(whole) > 1, f"only {len(whole)} items")
        if key != "order":
            different(whole, "items")
        size = max(1, len(whole) // 3)
        for sized in ({"page_size": size}, {"pagination": {"page_size": size}}):
            before = self.requests
            same([getattr(item, key) for item in method(**arguments, **sized)], whole, str(sized))
            same(self.requests - before, -(-len(whole) // size), "number of pages")

    async def _asynchronous(self) -> list[str]:
        async with AsyncGitpod(bearer_token="token", base_url=self.url, timeout=30) as client:
            return [project.id async for project in client.projects.list(page_size=7)]

    def errors(self) -> None:
        """Every error code, spread over all services."""
        users, runners = self.client.users, self.client.runners
        calls: list[tuple[str, Callable[..., Any]]] = [
            ("OrganizationService/JoinOrganization", self.client.organizations.join),
            ("UserService/GetUser", users.get_user),
            ("RunnerService/ListRunners", runners.list),
            (
                "RunnerConfigurationService/ValidateRunnerConfiguration",
                runners.configurations.validate,
            ),
            ("ProjectService/GetProject", self.client.projects.retrieve),
        ]
        for number, (code, (exception, status)) in enumerate(ERRORS.items()):
            rpc, method = calls[number % len(calls)]
            with self.check(rpc, f"{code} is {exception.__name__} of status {status}"):
                with raises(exception, code, status):
                    method(extra_headers={"x-mock-error": code})

    def strict_errors(self) -> None:
        """Errors of a strict mock."""
        api, service = self.strict.projects, "ProjectService"
        with self.check(f"{service}/GetProject", "a strict mock rejects an unknown id"):
            with raises(gitpod.NotFoundError, "not_found"):
                api.retrieve(project_id=str(uuid.uuid4()))
        with self.check(f"{service}/CreateProject", "the details name violations"):
            with raises(gitpod.BadRequestError, "invalid_argument") as caught:
                api.create(name="x" * 81, initializer=INITIALIZER)
            (detail,) = caught[0].body["details"]
            same(detail["type"], "buf.validate.Violations")
            same(detail["debug"]["violations"][0]["ruleId"], "string.max_len")
        with self.check("OrganizationService/CreateCustomDomain", "a duplicate is rejected"):
            owner = self.strict.organizations.create(name="Acme").organization.id
            arguments = {"organization_id": owner, "domain_name": "ona.acme.example"}
            self.strict.organizations.custom_domains.create(**arguments)
            with raises(gitpod.ConflictError, "already_exists"):
                self.strict.organizations.custom_domains.create(**arguments)


def main() -> int:
    """Exit codes: 0 all checks succeeded, 1 some failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--mock", required=True)
    parser.add_argument("--strict-mock", required=True)
    options = parser.parse_args()
    return Rest(options.mock, options.strict_mock).all()


if __name__ == "__main__":
    raise SystemExit(main())
