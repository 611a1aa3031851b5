"""Prints one line per check, and both sides of the exchange on a failure.

`cargo xtask interop` parses the lines: verdict, client, RPC, and the assertion.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

# The maximum length of a printed line of an exchange.
LONG = 4000


class Difference(AssertionError):
    """The result is not the expected one."""


class Checks:
    """The checks of one client."""

    def __init__(self, client: str) -> None:
        self._client = client
        self._recorded: list[str] = []
        self._failures = 0

    @contextmanager
    def check(self, rpc: str, what: str) -> Iterator[None]:
        """Reports whether the block succeeds."""
        self._recorded.clear()
        try:
            yield
        except Exception as error:
            # The other checks still run.
            self._failures += 1
            self._print("FAILED", rpc, what)
            lines = str(error) if isinstance(error, Difference) else traceback.format_exc()
            for line in [*self._recorded, *lines.splitlines()]:
                print(f"        {line[:LONG]}")
        else:
            self._print("ok", rpc, what)

    def record(self, side: str, words: object) -> None:
        """Records one side of an exchange, to print it if the check fails."""
        self._recorded.append(f"{side:9} {words}")

    def finish(self) -> int:
        """Returns the exit code."""
        return 1 if self._failures else 0

    def _print(self, verdict: str, rpc: str, what: str) -> None:
        print(f"{verdict:6} {self._client:8} {rpc}: {what}")


def same(got: object, wanted: object, of: str = "value") -> None:
    """Fails with both values unless they are equal."""
    if got != wanted:
        raise Difference(f"{of} wanted {wanted!r}\n{of} got    {got!r}")


def holds(claim: bool, words: str) -> None:
    """Fails with this text unless the claim holds."""
    if not claim:
        raise Difference(words)


def different(values: Iterable[object], of: str) -> None:
    """Fails if a value is duplicated."""
    found = list(values)
    holds(len(set(found)) == len(found), f"{of} come twice: {found}")
