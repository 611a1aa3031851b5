"""Compares the binary encoding with that of the package protobuf, on messages of every type.

Three comparisons of each generated document that both sides accept:

- our encoding of the document decodes in Python to an equal message;
- Python's encoding decodes on our side to an equal message;
- after mutations, both sides refuse it, or both accept it and agree on the message.

Messages are compared by Python's deterministic encoding, which includes unknown fields, except
those of timestamps and durations.

`cargo xtask conformance --only binary` exports the proto files, installs the packages and runs
this.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from google.protobuf import json_format
from google.protobuf.message import DecodeError, EncodeError, Message

import running
from generate import Case, Generator
from mutations import mutated
from running import Input
from schema import Schema
from walk import forget_in_times, has_unknown_entry, times

# The maximum number of differences that are printed.
SHOWN = 20

# The error of an input that both sides accept.
NO_ERROR = "^$"

# The errors of inputs that only the program refuses, with the reasons.
LISTED = {
    "varints of more than 64 bits": (
        r"found a longer one",
        "Python drops the highest bits of a tenth byte; the program refuses them",
    ),
    "the field number 0": (
        r"expected a field number from 1 to 536870911, found 0",
        "Python keeps some records with this number as unknown fields; the format has no such "
        "field",
    ),
    "unknown fields of entries": (
        NO_ERROR,
        "Python keeps an entry of a map with unknown fields as an unknown field; the program takes "
        "the key and the value, like other implementations",
    ),
    "times out of range": (
        r"found one out of (this|its) range",
        "Python keeps any numbers in a Timestamp or Duration; the program refuses what JSON cannot "
        "express",
    ),
}

# The number of documents from which on every listed difference and every result must occur.
WHOLE = 10_000


@dataclass(frozen=True)
class Compared(Input):
    """A message for the program and the reference."""

    # The encoding of a document by the reference, whose documents may be adapted.
    theirs: bytes | None = None


class Reference:
    """The package protobuf."""

    def __init__(self, api: Schema) -> None:
        self._api = api
        self._by_name = {message.full_name: message for message in api.messages}

    def from_json(self, case: Case) -> bytes | None:
        """The encoding of a document; None if it is refused."""
        message = self._api.new(self._by_name[case.type])
        try:
            json_format.Parse(case.for_reference, message)
            return bytes(message.SerializeToString(deterministic=True))
        except (json_format.ParseError, UnicodeDecodeError, EncodeError):
            return None

    def with_late_time(self, of: str, data: bytes) -> bytes | None:
        """The message with a timestamp or duration out of its range; None if it has none."""
        message = self._api.new(self._by_name[of])
        message.ParseFromString(data)
        inner = next(times(message), None)
        if inner is None:
            return None
        inner.seconds = 1 << 50  # type: ignore[attr-defined]
        return bytes(message.SerializeToString(deterministic=True))

    def has_unknown_entry(self, of: str, data: bytes) -> bool:
        """Whether the entry of a map is among the unknown fields of a message."""
        message = self._api.new(self._by_name[of])
        message.ParseFromString(data)
        return has_unknown_entry(message)

    def canonical(self, of: str, data: bytes) -> bytes | None:
        """The encoding of a message; None if it is refused."""
        message = self._api.new(self._by_name[of])
        try:
            message.ParseFromString(data)
        except DecodeError:
            return None
        forget_in_times(message)
        return bytes(message.SerializeToString(deterministic=True))


def main() -> int:
    """Exit codes: 0 no unlisted differences, 1 differences or a result that does not occur."""
    options = running.options()
    started = time.monotonic()
    api = Schema(options.protos)
    reference = Reference(api)
    generator = Generator(api, options.seed)
    inputs = list(_inputs(generator.cases(options.count), reference, options.seed))
    counts: Counter[str] = Counter()
    differences = 0
    answers = running.answered([options.program], (given.line() for given in inputs))
    for given, line in zip(inputs, answers, strict=True):
        answer = line.decode("utf-8").removesuffix("\n")
        of_document = given.codec == "json"
        theirs = given.theirs if of_document else reference.canonical(given.type, given.data)
        verdict = _verdict(given, answer, theirs, reference)
        counts[verdict] += 1
        if verdict == "different":
            differences += 1
            if differences <= SHOWN:
                _print(given, answer, theirs)
    seconds = time.monotonic() - started
    print(f"{len(inputs)} binary comparisons, seed {options.seed}, in {seconds:.1f} s")
    for verdict, count in sorted(counts.items()):
        print(f"{count:8}  {verdict}")
    for name, (_, reason) in LISTED.items():
        print(f"{counts[name]:8}  {name}: {reason}.")
    equal = [f"{what}: equal" for what in ("our encoding", "their encoding", "a mutated encoding")]
    expected = [*LISTED, *equal, "a mutated encoding: refused by both"]
    unused = [name for name in expected if not counts[name] and options.count >= WHOLE]
    for name in unused:
        print(f"error: there is none of: {name}")
    if differences:
        print(f"error: {differences} differences")
    return 1 if differences or unused else 0


def _inputs(cases: Iterable[Case], reference: Reference, seed: int) -> Iterator[Compared]:
    """The inputs of the program. Mutations follow from the seed."""
    numbers = random.Random(seed)
    others = b""
    for case in cases:
        theirs = reference.from_json(case)
        if theirs is None:
            continue
        yield Compared(case.type, "json", case.document, "our encoding", theirs)
        yield Compared(case.type, "proto", theirs, "their encoding")
        for _ in range(2):
            broken = mutated(theirs, others, numbers)
            yield Compared(case.type, "proto", broken, "a mutated encoding")
        late = reference.with_late_time(case.type, theirs)
        if late is not None and numbers.random() < 0.1:
            yield Compared(case.type, "proto", late, "a late time")
        others = theirs


def _verdict(given: Input, answer: str, theirs: bytes | None, reference: Reference) -> str:
    kind, _, rest = answer.partition(" ")
    if kind == "error":
        if theirs is None:
            return f"{given.what}: refused by both"
        if given.codec == "json":
            # Documents are compared elsewhere; an enum value may have no number.
            return "documents that only Python takes"
        listed = (name for name, (error, _) in LISTED.items() if re.search(error, rest))
        return next(listed, "different")
    ours = reference.canonical(given.type, bytes.fromhex(rest))
    if ours is not None and ours == theirs:
        return f"{given.what}: equal"
    is_listed = theirs is not None and reference.has_unknown_entry(given.type, theirs)
    return "unknown fields of entries" if is_listed else "different"


def _print(given: Input, answer: str, theirs: bytes | None) -> None:
    print(f"difference: {given.what} of {given.type}")
    print(f"  input   {given.data.hex()}")
    print(f"  ours    {answer}")
    print(f"  theirs  {'refused' if theirs is None else theirs.hex()}\n")


if __name__ == "__main__":
    raise SystemExit(main())
