"""The coverage of a run, and whether it is complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from answer import Accepted, Answer
from differences import ADAPTATIONS, DIFFERENCES
from generate import Case

# The number of messages from which on coverage must be complete.
WHOLE = 10_000

# The minimum share of messages that both accept, and of those that both reject.
SHARE = 0.1


class Coverage:
    """Counts compared messages."""

    def __init__(self, types: list[str], corners: set[str], rules: set[str]) -> None:
        self._types, self._corners, self._rules = types, corners, rules
        self.count = 0
        self.accepted: Counter[str] = Counter()
        self.rejected: Counter[str] = Counter()
        self.corners: Counter[str] = Counter()
        self.broken: Counter[str] = Counter()
        self.listed: Counter[str] = Counter()

    def add(self, case: Case, ours: Answer, theirs: Answer) -> None:
        """Counts two answers. Only common results count as covered."""
        self.count += 1
        self.corners[case.corner] += 1
        if isinstance(ours, Accepted) and isinstance(theirs, Accepted):
            self.accepted[case.type] += 1
            both = set(ours.violations) & set(theirs.violations)
            self.broken.update(violation.rule for violation in both)
        elif not isinstance(ours, Accepted) and not isinstance(theirs, Accepted):
            self.rejected[case.type] += 1

    def gaps(self) -> Iterator[str]:
        """The gaps in the coverage, for a run of this length."""
        if self.count < WHOLE:
            return
        yield from _missing("a type of which no message is accepted", self._types, self.accepted)
        yield from _missing("a type of which no message is rejected", self._types, self.rejected)
        yield from _missing("a corner that no message has", self._corners, self.corners)
        yield from _missing("a rule that no message breaks", self._rules, self.broken)
        entries = [entry.name for entry in DIFFERENCES]
        yield from _missing(
            "a listed difference that is none", [*entries, *ADAPTATIONS], self.listed
        )
        for what, counted in ("accepted", self.accepted), ("rejected", self.rejected):
            if counted.total() < SHARE * self.count:
                yield f"only {counted.total()} of {self.count} messages are {what} by both"


def _missing(what: str, wanted: list[str] | set[str], seen: Counter[str]) -> Iterator[str]:
    for name in sorted(wanted):
        if not seen[name]:
            yield f"{what}: {name}"
