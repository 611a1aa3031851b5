"""One line a check, and on a failure what both sides said.

The lines are read by `cargo xtask interop`: verdict, client, RPC, and what holds.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

# How much of one side of an exchange is shown.
LONG = 4000


class Difference(AssertionError):
    """What was wanted is not what was got."""


class Checks:
    """The checks of one client."""

    def __init__(self, client: str) -> None:
        self._client = client
        self._said: list[str] = []
        self._failures = 0

    @contextmanager
    def check(self, rpc: str, what: str) -> Iterator[None]:
        """Tells whether what is done inside holds."""
        self._said.clear()
        try:
            yield
        except Exception as error:
            # Whatever went wrong, the other checks go on.
            self._failures += 1
            self._tell("FAILED", rpc, what)
            lines = str(error) if isinstance(error, Difference) else traceback.format_exc()
            for line in [*self._said, *lines.splitlines()]:
                print(f"        {line[:LONG]}")
        else:
            self._tell("ok", rpc, what)

    def said(self, side: str, words: object) -> None:
        """Keeps what a side said, in case that the check fails."""
        self._said.append(f"{side:9} {words}")

    def finish(self) -> int:
        """Gives the exit code."""
        return 1 if self._failures else 0

    def _tell(self, verdict: str, rpc: str, what: str) -> None:
        print(f"{verdict:6} {self._client:8} {rpc}: {what}")


def same(got: object, wanted: object, of: str = "value") -> None:
    """Fails with both values unless they are equal."""
    if got != wanted:
        raise Difference(f"{of} wanted {wanted!r}\n{of} got    {got!r}")


def holds(claim: bool, words: str) -> None:
    """Fails with these words unless the claim holds."""
    if not claim:
        raise Difference(words)


def different(values: Iterable[object], of: str) -> None:
    """Fails if a value is there twice."""
    found = list(values)
    holds(len(set(found)) == len(found), f"{of} come twice: {found}")
