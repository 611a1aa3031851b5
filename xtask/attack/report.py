"""Prints one line per attack.

`cargo xtask attack` parses the lines: verdict, side, and the attack with its answer.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable

# The bytes of a mebibyte, the unit of memory.
MIB = 1 << 20

# An attack returns the answer and the peak memory in bytes.
Attack = Callable[[], tuple[str, int]]


class Broken(AssertionError):
    """A bound does not hold."""


class Report:
    """The attacks of a run."""

    def __init__(self) -> None:
        self._broken = 0

    def attack(self, side: str, name: str, limit: int, attack: Attack) -> None:
        """Runs an attack and reports whether its bounds hold. `limit` is in MiB."""
        try:
            answer, peak = attack()
            memory = f"peak {peak / MIB:.0f} MiB of {limit}"
            holds(peak <= limit * MIB, f"{answer}; {memory}")
        except (Broken, OSError) as error:
            self._print("BROKEN", side, name, str(error))
        except Exception as error:
            # The other attacks still run.
            self._print("BROKEN", side, name, repr(error))
            for line in traceback.format_exc().splitlines():
                print(f"        {line}")
        else:
            self._print("ok", side, name, f"{answer}; {memory}")

    def finish(self) -> int:
        """Returns the exit code."""
        return 1 if self._broken else 0

    def _print(self, verdict: str, side: str, name: str, result: str) -> None:
        self._broken += verdict != "ok"
        print(f"{verdict:6} {side:9} {name}: {result}")


def holds(claim: bool, words: str) -> None:
    """Fails with this text unless the claim holds."""
    if not claim:
        raise Broken(words)
