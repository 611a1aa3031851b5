"""What people read of a run."""

from __future__ import annotations

import textwrap

from answer import Accepted, Answer, Rejected, Violation
from coverage import WHOLE, Coverage
from differences import ADAPTATIONS, DIFFERENCES
from generate import Case

# How many differences are shown in full.
SHOWN = 20

# How much of a document or an answer is shown.
LONG = 2000

COLUMN = 10


class Report:
    """Tells differences as they are found, and the sum at the end."""

    def __init__(self, count: int, seed: int) -> None:
        self._again = f"cargo xtask conformance --count {count} --seed {seed}"
        self._seed = seed
        self._differences = 0

    def difference(self, index: int, case: Case, ours: Answer, theirs: Answer) -> None:
        """Shows answers that differ without a reason."""
        self._differences += 1
        if self._differences > SHOWN:
            return
        print(f"difference: message {index} of seed {self._seed}, {case.type}, {case.corner}")
        print(f"  document   {_cut(case.document.decode('utf-8', 'backslashreplace'))}")
        if case.for_reference != case.document:
            print(f"  reference reads {_cut(case.for_reference.decode('utf-8'))}")
        for who, said, other in ("program", ours, theirs), ("reference", theirs, ours):
            for line in _told(said, other):
                print(f"  {who:{COLUMN}} {_cut(line)}")
        print()

    def finish(self, coverage: Coverage, seconds: float) -> int:
        """Shows the sum, and gives the exit code."""
        if self._differences > SHOWN:
            print(f"and {self._differences - SHOWN} more differences\n")
        gaps = list(coverage.gaps())
        listed = sum(coverage.listed[entry.name] for entry in DIFFERENCES)
        speed = round(coverage.count / seconds)
        types = coverage.accepted.keys() | coverage.refused.keys()
        print(
            f"{coverage.count} messages of {len(types)} types, seed {self._seed}, {speed} a second"
        )
        print(
            f"{len(coverage.corners)} kinds of documents; {coverage.accepted.total()} messages "
            f"accepted by both and {coverage.refused.total()} refused by both"
        )
        print(f"{len(coverage.broken)} rules broken: {_counts(coverage)}")
        print(f"{listed} listed differences, {self._differences} others\n")
        reasons = {entry.name: entry.reason for entry in DIFFERENCES} | ADAPTATIONS
        for name, reason in reasons.items():
            text = f"{coverage.listed[name]:{COLUMN - 2}}  {name}: {reason}."
            print(textwrap.fill(text, 100, subsequent_indent=" " * COLUMN))
        for gap in gaps:
            print(f"error: {gap}")
        if coverage.count < WHOLE:
            print(f"\nToo few messages to have seen everything; that takes {WHOLE}.")
        if self._differences:
            print(f"\nerror: {self._differences} differences; to see them again: {self._again}")
        return 1 if self._differences or gaps else 0

    @staticmethod
    def both_refuse(ours: Answer, theirs: Answer) -> bool:
        """Whether both refuse, each in its own words."""
        return isinstance(ours, Rejected) and isinstance(theirs, Rejected)


def _told(answer: Answer, other: Answer) -> list[str]:
    """An answer in words, without what the other one says as well."""
    if isinstance(answer, Rejected):
        return [f"refuses: {answer.error}"]
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
