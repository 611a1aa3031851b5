"""What a run has seen, and whether that is enough to mean something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from answer import Accepted, Answer
from differences import ADAPTATIONS, DIFFERENCES
from generate import Case

# From so many messages on a run must have seen everything.
WHOLE = 10_000

# Smallest part of the messages that both accept, and that both refuse.
SHARE = 0.1


class Coverage:
    """Counts what is compared."""

    def __init__(self, types: list[str], corners: set[str], rules: set[str]) -> None:
        self._types, self._corners, self._rules = types, corners, rules
        self.count = 0
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.corners: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.listed: Counter[str] = Counter()

    def add(self, case: Case, ours: Answer, theirs: Answer) -> None:
        """Counts two answers; only what both say is counted as seen."""
        self.count += 1
        self.corners[case.corner] += 1
        if isinstance(ours, Accepted) and isinstance(theirs, Accepted):
            self.accepted[case.type] += 1
            both = set(ours.violations) & set(theirs.violations)
            self.broken.update(violation.rule for violation in both)
        elif not isinstance(ours, Accepted) and not isinstance(theirs, Accepted):
            self.refused[case.type] += 1

    def gaps(self) -> Iterator[str]:
        """What a run of this length should have seen and has not."""
        if self.count < WHOLE:
            return
        yield from _missing("a type of which no message is accepted", self._types, self.accepted)
        yield from _missing("a type of which no message is refused", self._types, self.refused)
        yield from _missing("a corner that no message has", self._corners, self.corners)
        yield from _missing("a rule that no message breaks", self._rules, self.broken)
        entries = [entry.name for entry in DIFFERENCES]
        yield from _missing(
            "a listed difference that is none", [*entries, *ADAPTATIONS], self.listed
        )
        for what, counted in ("accepted", self.accepted), ("refused", self.refused):
            if counted.total() < SHARE * self.count:
                yield f"only {counted.total()} of {self.count} messages are {what} by both"


def _missing(what: str, wanted: list[str] | set[str], seen: Counter[str]) -> Iterator[str]:
    for name in sorted(wanted):
        if not seen[name]:
            yield f"{what}: {name}"
