"""Attacks on the mock with valid calls: many of them, and large ones."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

from program import Mock
from report import Report, holds
from wire import (
    CREATE_PROJECT,
    CREATE_PROJECTS,
    LIST_PROJECTS,
    SERVICES,
    Client,
    new_id,
    project,
)

# How long another client may wait for its answer during an attack, in seconds.
FAIR = 2


def run(program: Path, report: Report) -> None:
    """Runs the attacks of this file."""
    report.attack("server", "lists of 64,000 ids", 192, lambda: _many_ids(program))
    report.attack("server", "20,000 strict creates", 96, lambda: _strict_creates(program))
    report.attack("server", "20,000 filters", 96, lambda: _new_filters(program))
    report.attack("server", "50,000 creates in one call", 192, lambda: _large_create(program))


def _many_ids(program: Path) -> tuple[str, int]:
    body = json.dumps({"filter": {"projectIds": [new_id() for _ in range(64_000)]}}).encode()
    codes: list[int] = []

    def attack(mock: Mock) -> None:
        codes.append(Client(mock.address).post(LIST_PROJECTS, body)[0])

    with Mock(program) as mock:
        attackers = [threading.Thread(target=attack, args=(mock,)) for _ in range(4)]
        for attacker in attackers:
            attacker.start()
        client, slowest = Client(mock.address), 0.0
        while any(attacker.is_alive() for attacker in attackers):
            started = time.monotonic()
            client.works()
            slowest = max(slowest, time.monotonic() - started)
        holds(slowest <= FAIR, f"another client waited {slowest:.1f} s")
        holds(len(codes) == 4 and set(codes) <= {200, 400, 429}, f"HTTP {codes}")
        peak = mock.peak()
        stopped = mock.terminate()
    return f"HTTP {codes[0]}, others wait {slowest:.2f} s, shutdown {stopped:.1f} s", peak


def _strict_creates(program: Path) -> tuple[str, int]:
    with Mock(program, "--strict") as mock:
        client = Client(mock.address)
        for number in range(20_000):
            code, answer = client.post(CREATE_PROJECT, project(f"project-{number}"))
            holds(code == 200, f"HTTP {code} for create {number}: {answer[:200]!r}")
        return "HTTP 200", mock.peak()


def _new_filters(program: Path) -> tuple[str, int]:
    def by_id(id: str) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("ProjectService/ListProjects", {"filter": {"projectIds": [id]}}),
            ("ProjectService/ListProjectPolicies", {"projectId": id}),
            ("RunnerService/ListRunnerPolicies", {"runnerId": id}),
            ("OrganizationService/ListMembers", {"organizationId": id}),
        ]

    with Mock(program) as mock:
        client = Client(mock.address)
        for _ in range(5_000):
            for rpc, body in by_id(new_id()):
                code, answer = client.post(f"{SERVICES}{rpc}", body)
                holds(code == 200, f"HTTP {code} for {rpc}: {answer[:200]!r}")
        return "HTTP 200", mock.peak()


def _large_create(program: Path) -> tuple[str, int]:
    one = b'{"name":"n","initializer":{"specs":[{"git":{}}]}}'
    body = b'{"projects":[%s]}' % b",".join([one] * 50_000)
    with Mock(program) as mock:
        code, answer = Client(mock.address).post(CREATE_PROJECTS, body)
        holds(code in {200, 400, 429}, f"HTTP {code}: {answer[:200]!r}")
        Client(mock.address).works()
        return f"HTTP {code} with {len(answer):,} bytes", mock.peak()
