"""The printed report of a run."""

from __future__ import annotations

import textwrap

from answer import Accepted, Answer, Rejected, Violation
from coverage import WHOLE, Coverage
from differences import ADAPTATIONS, DIFFERENCES
from generate import Case

# The maximum number of differences printed in full.
SHOWN = 20

# The maximum length of a printed document or answer.
LONG = 2000

COLUMN = 10


class Report:
    """Prints differences as they are found, and a summary at the end."""

    def __init__(self, count: int, seed: int) -> None:
        self._again = f"cargo xtask conformance --count {count} --seed {seed}"
        self._seed = seed
        self._differences = 0

    def difference(self, index: int, case: Case, ours: Answer, theirs: Answer) -> None:
        """Prints answers that differ without a listed reason."""
        self._differences += 1
        if self._differences > SHOWN:
            return
        print(f"difference: message {index} of seed {self._seed}, {case.type}, {case.corner}")
        print(f"  document   {_cut(case.document.decode('utf-8', 'backslashreplace'))}")
        if case.for_reference != case.document:
            print(f"  reference reads {_cut(case.for_reference.decode('utf-8'))}")
        for who, answer, other in ("program", ours, theirs), ("reference", theirs, ours):
            for line in _lines(answer, other):
                print(f"  {who:{COLUMN}} {_cut(line)}")
        print()

    def finish(self, coverage: Coverage, seconds: float) -> int:
        """Prints the summary and returns the exit code."""
        if self._differences > SHOWN:
            print(f"and {self._differences - SHOWN} more differences\n")
        gaps = list(coverage.gaps())
        listed = sum(coverage.listed[entry.name] for entry in DIFFERENCES)
        speed = round(coverage.count / seconds)
        types = coverage.accepted.keys() | coverage.rejected.keys()
        print(
            f"{coverage.count} messages of {len(types)} types, seed {self._seed}, {speed} a second"
        )
        print(
            f"{len(coverage.corners)} kinds of documents; {coverage.accepted.total()} messages "
            f"accepted by both and {coverage.rejected.total()} rejected by both"
        )
        print(f"{len(coverage.broken)} rules violated: {_counts(coverage)}")
        print(f"{listed} listed differences, {self._differences} others\n")
        reasons = {entry.name: entry.reason for entry in DIFFERENCES} | ADAPTATIONS
        for name, reason in reasons.items():
            text = f"{coverage.listed[name]:{COLUMN - 2}}  {name}: {reason}."
            print(textwrap.fill(text, 100, subsequent_indent=" " * COLUMN))
        for gap in gaps:
            print(f"error: {gap}")
        if coverage.count < WHOLE:
            print(f"\nCoverage is only checked from {WHOLE} messages on.")
        if self._differences:
            print(f"\nerror: {self._differences} differences; to reproduce: {self._again}")
        return 1 if self._differences or gaps else 0

    @staticmethod
    def both_reject(ours: Answer, theirs: Answer) -> bool:
        """Whether both reject; the error texts may differ."""
        return isinstance(ours, Rejected) and isinstance(theirs, Rejected)


def _lines(answer: Answer, other: Answer) -> list[str]:
    """An answer as text, without what it has in common with the other one."""
    if isinstance(answer, Rejected):
        return [f"rejects: {answer.error}"]
    same = isinstance(other, Accepted) and answer.canonical == other.canonical
    lines = ["accepts the same" if same else f"accepts: {answer.canonical}"]
    if isinstance(other, Accepted) and answer.violations != other.violations:
        lines += [f"violation: {_violation(violation)}" for violation in answer.violations]
        lines += [] if answer.violations else ["no violation"]
    return lines


def _violation(violation: Violation) -> str:
    return f"{violation.field}: {violation.message} [{violation.rule}]"


def _counts(coverage: Coverage) -> str:
    return ", ".join(f"{rule} {count}" for rule, count in sorted(coverage.broken.items()))


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}… ({len(text)} characters)"
