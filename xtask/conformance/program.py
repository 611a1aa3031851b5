"""The program under test: `gitpod-api json --lines`."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from answer import Accepted, Answer, Members, Rejected, Violation, parse, spell
from generate import Case


def answers(program: Path, cases: list[Case]) -> Iterator[Answer]:
    """The answers of the program, in the order of the cases."""
    with subprocess.Popen(
        [program, "json", "--lines"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert running.stdin is not None and running.stdout is not None
        # Answers are read concurrently, so that no full pipe blocks either side.
        feeder = threading.Thread(target=_feed, args=(running.stdin, cases))
        feeder.start()
        yield from _read(running.stdout, cases)
        feeder.join()
        if running.wait() != 0:
            raise SystemExit(f"error: {program} exited with code {running.returncode}")


def _feed(stream: IO[bytes], cases: Iterable[Case]) -> None:
    with stream:
        for case in cases:
            of = json.dumps(case.type).encode("ascii")
            stream.write(b'{"type":%s,"json":%s}\n' % (of, case.document))


def _read(stream: IO[bytes], cases: list[Case]) -> Iterator[Answer]:
    lines = iter(stream)
    for number, case in enumerate(cases):
        line = next(lines, None)
        if line is None:
            raise SystemExit(f"error: the program answered {number} of {len(cases)} lines")
        yield _answer(parse(line), case)
    if next(lines, None) is not None:
        raise SystemExit(f"error: the program answered more than {len(cases)} lines")


def _answer(members: Members, case: Case) -> Answer:
    given = dict(members)
    # An invalid line may have no readable type.
    if given["type"] != case.type and "error" not in given:
        raise SystemExit(f"error: expected an answer for {case.type}, got one for {given['type']}")
    if "error" in given:
        return Rejected(given["error"])
    violations = tuple(Violation(**dict(violation)) for violation in given["violations"])
    return Accepted(spell(given["canonical"]), violations, given.get("truncated", False))
