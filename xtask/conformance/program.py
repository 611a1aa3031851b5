"""The program under test: `gitpod-api json --lines`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import running
from answer import Accepted, Answer, Members, Rejected, Violation, parse, spell
from generate import Case


def answers(program: Path, cases: list[Case]) -> Iterator[Answer]:
    """The answers of the program, in the order of the cases."""
    lines = running.answered([program, "json", "--lines"], map(_line, cases))
    for number, case in enumerate(cases):
        line = next(lines, None)
        if line is None:
            raise SystemExit(f"error: the program answered {number} of {len(cases)} lines")
        yield _answer(parse(line), case)
    if next(lines, None) is not None:
        raise SystemExit(f"error: the program answered more than {len(cases)} lines")


def _line(case: Case) -> bytes:
    return b'{"type":%s,"json":%s}\n' % (json.dumps(case.type).encode("ascii"), case.document)


def _answer(members: Members, case: Case) -> Answer:
    given = dict(members)
    # An invalid line may have no readable type.
    if given["type"] != case.type and "error" not in given:
        raise SystemExit(f"error: expected an answer for {case.type}, got one for {given['type']}")
    if "error" in given:
        return Rejected(given["error"])
    violations = tuple(Violation(**dict(violation)) for violation in given["violations"])
    return Accepted(spell(given["canonical"]), violations, given.get("truncated", False))
