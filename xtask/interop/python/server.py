"""Checks of our clients against a third-party server: `connectrpc` with the stubs of `gitpod-sdk`.

The server listens in a thread; the program `gitpod-api call` and a program on the Rust client are
run against it.

| file | holds |
| --- | --- |
| `service` | the RPCs of the server |
| `host` | the socket and the recorded exchanges |
| `server` | the checks |
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from checks import Checks, holds, same
from connectrpc.code import Code
from host import Host
from service import COUNT

# The HTTP status of every code in the protocol.
STATUS = {
    "canceled": 499,
    "unknown": 500,
    "invalid_argument": 400,
    "deadline_exceeded": 504,
    "not_found": 404,
    "already_exists": 409,
    "permission_denied": 403,
    "resource_exhausted": 429,
    "failed_precondition": 400,
    "aborted": 409,
    "out_of_range": 400,
    "unimplemented": 501,
    "internal": 500,
    "unavailable": 503,
    "data_loss": 500,
    "unauthenticated": 401,
}


class Call:
    """`gitpod-api call` against the server."""

    def __init__(self, program: Path, host: Host) -> None:
        self.checks = Checks("call")
        self.check = self.checks.check
        self._program, self._host = program, host

    def run(self, method: str, data: object = None, *options: str, base: str = "/api") -> Any:
        """The exit code, the output, and the reported error."""
        text = json.dumps(data or {}, ensure_ascii=False)
        command = [self._program, "call", method, "--base-url", f"{self._host.url}{base}"]
        done = subprocess.run(
            [*command, "--data", "-", *options],
            input=text,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={"GITPOD_API_KEY": "a-token"},
            check=False,
            timeout=90,
        )
        self.checks.record("client", f"{method} {text} {' '.join(options)}")
        for side in "request", "response":
            self.checks.record("server", f"{side} {getattr(self._host.recorder, side)}")
        self.checks.record("client", f"{done.returncode} {done.stdout} {done.stderr}")
        return done

    def reply(self, method: str, data: object = None, *options: str) -> Any:
        """The response of a call that must succeed."""
        done = self.run(method, data, *options)
        same((done.returncode, done.stderr), (0, ""), "exit code and errors")
        return json.loads(done.stdout)

    def error(self, method: str, data: object = None, *options: str, base: str = "/api") -> Any:
        """The error of a call that must fail."""
        done = self.run(method, data, *options, base=base)
        same((done.returncode, done.stdout), (1, ""), "exit code and output")
        return json.loads(done.stderr)

    def all(self) -> int:
        """Runs all checks and returns the exit code."""
        self.organizations()
        self.users()
        self.runners()
        self.runner_configurations()
        self.projects()
        self.pages()
        self.errors()
        self.protocol()
        return self.checks.finish()

    def organizations(self) -> None:
        service = "OrganizationService"
        with self.check(f"{service}/CreateOrganization", "sent values are read back"):
            name = "Größe & Söhne 東京 🚀"
            made = self.reply("organizations.create", {"name": name})["organization"]
            same((made["name"], made["createdAt"]), (name, "2026-02-16T09:36:07.089Z"))
            read = self.reply("organizations.retrieve", {"organizationId": made["id"]})
            same(read, {"organization": made})
        with self.check(f"{service}/UpdateOrganizationPolicies", "int64, durations, false"):
            sent = {
                "organizationId": made["id"],
                "maximumEnvironmentsPerUser": "9007199254740993",
                "maximumEnvironmentTimeout": "5400.500s",
            }
            changed = {**sent, "membersCreateProjects": False}
            same(self.reply("organizations.policies.update", changed), {})
            request = {"organizationId": made["id"]}
            same(self.reply("organizations.policies.retrieve", request), {"policies": sent})

    def users(self) -> None:
        service = "UserService"
        with self.check(f"{service}/GetUser", "characters of all kinds"):
            found = self.reply("users.get_user", {"userId": 'ä"\\\n'})["user"]
            same((found["id"], found["name"]), ('ä"\\\n', "Zoë 🚀"))
        with self.check(f"{service}/SetDotfilesConfiguration", "the repository is read back"):
            sent = {"repository": "https://git.example.com/me/dotfiles"}
            same(self.reply("users.dotfiles.set", sent), {})
            same(self.reply("users.dotfiles.get"), {"dotfilesConfiguration": sent})

    def runners(self) -> None:
        service = "RunnerService"
        with self.check(f"{service}/CreateRunner", "nested values, enums, bytes, nanoseconds"):
            spec = {"configuration": {"region": "eu-central-1", "autoUpdate": True}}
            sent = {"name": "build", "provider": "RUNNER_PROVIDER_AWS_EC2", "spec": spec}
            reply = self.reply("runners.create", sent)
            made = reply["runner"]
            same({key: made[key] for key in sent}, sent)
            same(made["status"]["gatewayInfo"]["latency"], "1.000500s")
            same(len(made["status"]["publicKey"]), 344, "length of 256 bytes in base64")
            same(reply["accessToken"], "hidden secret")
        with self.check(f"{service}/GetRunner", "the created object is read"):
            read = self.reply("gitpod.v1.RunnerService/GetRunner", {"runnerId": made["runnerId"]})
            same(read, {"runner": made})
        with self.check(f"{service}/DeleteRunner", "it is gone"):
            same(self.reply("runners.delete", {"runnerId": made["runnerId"]}), {})
            error = self.error("runners.retrieve", {"runnerId": made["runnerId"]})
            same((error["code"], error["httpStatus"]), ("not_found", 404))
            holds(made["runnerId"] in error["message"], f"unexpected message: {error['message']}")

    def runner_configurations(self) -> None:
        of, service = "runners.configurations", "RunnerConfigurationService"
        with self.check(f"{service}/CreateEnvironmentClass", "the returned id can be read"):
            sent = {
                "runnerId": "r",
                "displayName": "Large",
                "configuration": [{"key": "machine", "value": "m7"}],
            }
            id = self.reply(f"{of}.environment_classes.create", sent)["id"]
            read = self.reply(f"{of}.environment_classes.retrieve", {"environmentClassId": id})
            same(read, {"environmentClass": {"id": id, **sent}})
        with self.check(f"{service}/CreateHostAuthenticationToken", "a time with an offset"):
            sent = {
                "host": "git.example.com",
                "source": "HOST_AUTHENTICATION_TOKEN_SOURCE_PAT",
                "scopes": ["read", "write"],
                "subject": {"id": "me", "principal": "PRINCIPAL_USER"},
            }
            time = {"expiresAt": "2031-02-03T09:35:06.789+05:30"}
            method = f"{of}.host_authentication_tokens.create"
            token = self.reply(method, {**sent, **time, "token": "hidden secret"})["token"]
            same({key: token[key] for key in sent}, sent)
            same(token["expiresAt"], "2031-02-03T04:05:06.789Z")

    def projects(self) -> None:
        service = "ProjectService"
        with self.check(f"{service}/CreateProject", "a list of oneofs is read back"):
            specs = [
                {"contextUrl": {"url": "https://git.example.com/acme/shop"}},
                {"git": {"remoteUri": "https://git.example.com/acme/shop.git"}},
            ]
            sent = {"name": "shop", "initializer": {"specs": specs}}
            made = self.reply("projects.create", sent)["project"]
            same((made["metadata"]["name"], made["initializer"]["specs"]), ("shop", specs))
            same(self.reply("projects.retrieve", {"projectId": made["id"]}), {"project": made})
        with self.check(f"{service}/UpdateProject", "an RPC of no handler is unimplemented"):
            error = self.error("projects.update", {"projectId": made["id"]})
            same((error["code"], error["httpStatus"]), ("unimplemented", 501))

    def pages(self) -> None:
        lists = [
            ("OrganizationService/ListMembers", "organizations.list_members", "userId"),
            ("UserService/ListPersonalAccessTokens", "users.pats.list", "id"),
            ("RunnerService/ListRunnerPolicies", "runners.policies.list", "groupId"),
            (
                "RunnerConfigurationService/ListSCMIntegrations",
                "runners.configurations.scm_integrations.list",
                "id",
            ),
            ("ProjectService/ListProjects", "projects.list", "id"),
        ]
        for rpc, method, key in lists:
            with self.check(rpc, "--all fetches all pages"):
                before = self._host.recorder.count
                done = self.run(method, {"pagination": {"pageSize": 7}}, "--all")
                same((done.returncode, done.stderr), (0, ""), "exit code and errors")
                ids = [json.loads(line)[key] for line in done.stdout.splitlines()]
                same([id.rsplit("-")[-1] for id in ids], [str(number) for number in range(COUNT)])
                same(self._host.recorder.count - before, 4, "number of pages")

    def errors(self) -> None:
        """Every error code, spread over all services."""
        methods = [
            ("OrganizationService/GetOrganization", "organizations.retrieve"),
            ("UserService/GetUser", "users.get_user"),
            ("RunnerService/DeleteRunner", "runners.delete"),
            (
                "RunnerConfigurationService/CreateEnvironmentClass",
                "runners.configurations.environment_classes.create",
            ),
            ("ProjectService/CreateProject", "projects.create"),
        ]
        for number, code in enumerate(code.value for code in Code):
            rpc, method = methods[number % len(methods)]
            with self.check(rpc, f"{code} with its message and its details"):
                # Retries would hide retryable errors.
                error = self.error(method, {}, "--header", f"x-error: {code}", "--timeout", "20s")
                same((error["code"], error["httpStatus"]), (code, STATUS[code]))
                same(error["message"], 'it failed: ä "quoted"')
                (detail,) = error["details"]
                same(detail["type"], "buf.validate.Violations")
                (violation,) = detail["violations"]
                same((violation["field"], violation["rule"]), ("name", "string.min_len"))

    def protocol(self) -> None:
        """Headers, compression, deadlines, and responses that are not Connect."""
        recorder = self._host.recorder
        with self.check("ProjectService/GetProject", "the headers of the protocol"):
            options = ["--timeout", "90s", "--header", "X-A: b"]
            self.run("projects.retrieve", {"projectId": "x"}, *options)
            wanted = {
                "content-type": "application/json",
                "connect-protocol-version": "1",
                "authorization": "Bearer a-token",
                "x-a": "b",
            }
            same({name: recorder.request["headers"].get(name) for name in wanted}, wanted)
            left = int(recorder.request["headers"]["connect-timeout-ms"])
            holds(80_000 < left <= 90_000, f"connect-timeout-ms is {left}")
        with self.check("ProjectService/ListProjects", "a response in gzip"):
            request = {"pagination": {"pageSize": COUNT}}
            same(len(self.reply("projects.list", request)["projects"]), COUNT)
            same(recorder.response["headers"].get("content-encoding"), "gzip")
        with self.check("UserService/GetUser", "no response before the deadline"):
            error = self.error("users.get_user", {}, "--header", "x-never: 1", "--timeout", "300ms")
            same(error["code"], "deadline_exceeded")
        with self.check("RunnerService/GetRunner", "a page in place of a Connect response"):
            error = self.error("runners.retrieve", {}, base="/wrong")
            same((error["code"], error["httpStatus"]), ("unimplemented", 404))
            holds("base URL" in error["hint"], f"unexpected hint: {error['hint']}")


def main() -> int:
    """Exit codes: 0 all checks succeeded, 1 some failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--program", type=Path, required=True)
    parser.add_argument("--rust-client", type=Path, required=True)
    options = parser.parse_args()
    with Host() as host:
        called = Call(options.program, host).all()
        sys.stdout.flush()
        done = subprocess.run([options.rust_client, f"{host.url}/api"], check=False, timeout=90)
    return called or done.returncode


if __name__ == "__main__":
    raise SystemExit(main())
