"""Checks of `buf curl` and `grpcurl`, which encode JSON as binary by the exported proto files."""

from __future__ import annotations

import argparse
import json
import subprocess
from pathlib import Path
from typing import Any

from checks import Checks, holds, same

USER = "0d7b4b1e-7c7e-4a63-9c4e-5d7f6a1b2c3e"

# An RPC of each service, its request, and the place of a value that the reply repeats.
CALLS: list[tuple[str, dict[str, Any], list[str], str]] = [
    (
        "OrganizationService/CreateOrganization",
        {"name": "Größe 東京"},
        ["organization", "name"],
        "Größe 東京",
    ),
    ("UserService/GetUser", {"userId": USER}, ["user", "id"], USER),
    ("RunnerService/CreateRunner", {"name": "build"}, ["runner", "name"], "build"),
    (
        "RunnerConfigurationService/GetEnvironmentClass",
        {"environmentClassId": USER},
        ["environmentClass", "id"],
        USER,
    ),
    ("ProjectService/CreateProject", {"name": "shop"}, ["project", "metadata", "name"], "shop"),
]


class Tool:
    """A program that calls RPCs with JSON requests."""

    def __init__(self, checks: Checks, command: list[str], target: str) -> None:
        self._checks, self._command, self._target = checks, command, target

    def call(self, rpc: str, request: object, *headers: str) -> subprocess.CompletedProcess[str]:
        """Calls an RPC."""
        given = [part for header in headers for part in ("-H", header)]
        command = [*self._command, *given, "-d", json.dumps(request), *self._at(rpc)]
        self._checks.record("client", " ".join(command))
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self._checks.record("server", done.stdout + done.stderr)
        return done

    def _at(self, rpc: str) -> list[str]:
        if self._target.startswith("http"):
            return [f"{self._target}/gitpod.v1.{rpc}"]
        return [self._target, f"gitpod.v1.{rpc}"]

    def all(self, name: str) -> None:
        """A call of each service, and an error."""
        for rpc, request, place, wanted in CALLS:
            with self._checks.check(rpc, f"{name}: a value comes back"):
                done = self.call(rpc, request)
                same(done.returncode, 0, "exit code")
                found = json.loads(done.stdout)
                for key in place:
                    found = found[key]
                same(found, wanted)
        with self._checks.check("ProjectService/GetProject", f"{name}: an error arrives"):
            done = self.call("ProjectService/GetProject", {}, "x-mock-error: aborted")
            holds(done.returncode != 0, "no error came")
            holds("aborted" in (done.stdout + done.stderr).lower(), "another error came")


def buf(program: str, protos: str, mock: str) -> Checks:
    """`buf curl` over each protocol."""
    checks = Checks("buf")
    for protocol in ["connect", "grpc", "grpcweb"]:
        command = [program, "curl", "--schema", protos, "--protocol", protocol]
        Tool(checks, [*command, "--http2-prior-knowledge"], mock).all(protocol)
    return checks


class Reflected:
    """`grpcurl` without proto files, which asks the server for them."""

    def __init__(self, checks: Checks, program: str, host: str) -> None:
        self._checks, self._command, self._host = checks, [program, "-plaintext"], host

    def all(self) -> None:
        """The list of services, the description of each, and the calls."""
        names = self._run("list").split()
        for service in dict.fromkeys(rpc.split("/")[0] for rpc, *_ in CALLS):
            with self._checks.check(service, "reflection: it is listed and described"):
                holds(f"gitpod.v1.{service}" in names, "not listed")
                holds("grpc.health.v1.Health" in names, "the health service is not listed")
                described = self._run("describe", f"gitpod.v1.{service}")
                holds(f"service {service} {{" in described, "not described")
        rpc = "ProjectService/CreateProject"
        with self._checks.check(rpc, "reflection: its request is described"):
            described = self._run("describe", "gitpod.v1.CreateProjectRequest")
            holds("message CreateProjectRequest {" in described, "not described")
            holds("string name = 1;" in described, "a field is missing")

    def _run(self, *arguments: str) -> str:
        command = [*self._command, self._host, *arguments]
        self._checks.record("client", " ".join(command))
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        self._checks.record("server", done.stdout + done.stderr)
        return done.stdout


def grpcurl(program: str, protos: str, mock: str) -> Checks:
    """`grpcurl`, which speaks gRPC only, with proto files and by reflection."""
    checks = Checks("grpcurl")
    files = sorted(str(path.relative_to(protos)) for path in Path(protos).rglob("*.proto"))
    sources = [part for file in files for part in ("-proto", file)]
    command = [program, "-plaintext", "-import-path", protos, *sources]
    host = mock.removeprefix("http://")
    Tool(checks, command, host).all("grpc")
    Tool(checks, [program, "-plaintext"], host).all("reflection")
    Reflected(checks, program, host).all()
    return checks


def main() -> int:
    """Exit codes: 0 all checks succeeded, 1 some failed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--protos", required=True)
    parser.add_argument("--mock", required=True)
    parser.add_argument("--buf")
    parser.add_argument("--grpcurl")
    options = parser.parse_args()
    code = 0
    if options.buf:
        code |= buf(options.buf, options.protos, options.mock).finish()
    if options.grpcurl:
        code |= grpcurl(options.grpcurl, options.protos, options.mock).finish()
    return code


if __name__ == "__main__":
    raise SystemExit(main())
