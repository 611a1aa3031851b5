"""Compares the well-known types with the package protobuf, in both codecs, and their rules with
protovalidate.

Each sample of the program, and mutations of its JSON and of its encoding, are read by both sides. Both
refuse a message, or they agree on its encoding, on its JSON, which it may lack, and on the rules that it
violates.

`cargo xtask conformance --only well-known` exports the proto files of the suite
`tests/suites/well_known`, installs the packages and runs this.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from google.protobuf import json_format
from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import DecodeError, EncodeError, Message

import listed
import mutations
import running
import snippets
from answer import Violation
from listed import DIFFERENT, REASONS, Outcome, Refused
from odd import odd
from reference import violations
from running import Input
from schema import Schema
from walk import forget_in_times, messages

# The maximum number of differences that are printed.
SHOWN = 20

# The maximum length of a printed message or part.
LONG = 1000

# The number of messages from which on every listed difference and every result must occur.
WHOLE = 10_000

# The number of inputs that a sample leads to: itself in both codecs, mutations of each, and a message
# with an odd value.
JSON_MUTATIONS = 4
BINARY_MUTATIONS = 2
INPUTS = 3 + JSON_MUTATIONS + BINARY_MUTATIONS


class Reference:
    """The packages from PyPI."""

    def __init__(self, api: Schema) -> None:
        self._api = api
        self._by_name = {message.full_name: message for message in api.messages}

    def fields(self, of: str) -> list[FieldDescriptor]:
        """The fields of a type."""
        return list(self._by_name[of].fields)

    def odd(self, of: str, numbers: random.Random) -> bytes | None:
        """The encoding of a message with an odd value."""
        return odd(self._api, self._by_name[of], numbers)

    def read(self, given: Input) -> Outcome | Refused:
        """Reads a message."""
        message = self._api.new(self._by_name[given.type])
        try:
            if given.codec == "json":
                json_format.Parse(
                    given.data, message, ignore_unknown_fields=True, descriptor_pool=self._api.pool
                )
            else:
                message.ParseFromString(given.data)
        except (json_format.ParseError, UnicodeDecodeError, DecodeError, EncodeError) as error:
            return Refused(str(error))
        return self._outcome(message, self._json(message), violations(message))

    def outcome(self, of: str, answer: dict[str, Any]) -> Outcome:
        """The outcome in an answer of the program."""
        message = self._api.new(self._by_name[of])
        message.ParseFromString(bytes.fromhex(answer["binary"]))
        text = answer["json"]
        broken = tuple(Violation(*violation) for violation in answer["violations"])
        spelled = None if text is None else _sorted(json.loads(text, parse_int=float))
        return self._outcome(message, spelled, broken)

    def _outcome(
        self, message: Message, text: str | None, broken: tuple[Violation, ...]
    ) -> Outcome:
        # Python visits the entries of a map in any order. Rules of one path keep theirs.
        by_path = tuple(sorted(broken, key=lambda violation: violation.field))
        return Outcome(self._encoded(message), text, by_path, message)

    def _encoded(self, message: Message) -> bytes:
        copy = type(message)()
        copy.CopyFrom(message)
        forget_in_times(copy)
        self._order(copy)
        return bytes(copy.SerializeToString(deterministic=True))

    def _order(self, message: Message) -> None:
        """Gives the messages in an `Any` their deterministic encoding, too."""
        for inner in messages(message):
            if inner.DESCRIPTOR.full_name != "google.protobuf.Any":
                continue
            try:
                of = self._api.pool.FindMessageTypeByName(inner.type_url.rpartition("/")[2])  # type: ignore[attr-defined]
                held = self._api.new(of)
                held.ParseFromString(inner.value)  # type: ignore[attr-defined]
            except (KeyError, DecodeError):
                continue
            inner.value = self._encoded(held)  # type: ignore[attr-defined]

    def _json(self, message: Message) -> str | None:
        try:
            return _sorted(json_format.MessageToDict(message, descriptor_pool=self._api.pool))
        except (json_format.Error, TypeError, ValueError, DecodeError):
            return None


def _sorted(value: Any) -> str:
    """The JSON of a value. Numbers are doubles, so that their spelling does not matter."""
    return json.dumps(_doubles(value), sort_keys=True)


def _doubles(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _doubles(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_doubles(inner) for inner in value]
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def main() -> int:
    """Exit codes: 0 no unlisted differences, 1 differences or a result that does not occur."""
    options = running.options()
    started = time.monotonic()
    api = Schema(options.protos)
    reference = Reference(api)
    samples = _samples(api, options.program, options.count // INPUTS, options.seed)
    inputs = list(_inputs(samples, reference, options.seed))
    counts: Counter[str] = Counter()
    rules: Counter[str] = Counter()
    differences = 0
    answers = running.answered([options.program], (given.line() for given in inputs))
    for given, line in zip(inputs, answers, strict=True):
        answer = json.loads(line)
        theirs = reference.read(given)
        ours: Outcome | Refused
        if "error" in answer:
            ours = Refused(answer["error"])
        else:
            ours = reference.outcome(given.type, answer)
        verdict = _verdict(given, ours, theirs)
        counts[verdict] += 1
        if isinstance(ours, Outcome) and isinstance(theirs, Outcome):
            rules.update({v.rule for v in ours.violations} & {v.rule for v in theirs.violations})
        if verdict == DIFFERENT:
            differences += 1
            if differences <= SHOWN:
                _print(given, ours, theirs)
    seconds = time.monotonic() - started
    print(f"{len(inputs)} comparisons of well-known types, seed {options.seed}, in {seconds:.1f} s")
    for verdict, count in sorted(counts.items()):
        if verdict not in REASONS:
            print(f"{count:8}  {verdict}")
    print(f"rules violated: {', '.join(f'{rule} {n}' for rule, n in sorted(rules.items()))}")
    for name, reason in REASONS.items():
        print(f"{counts[name]:8}  {name}: {reason}.")
    unused = [name for name in _expected() if not counts[name]]
    unused += [rule for rule in sorted(api.rule_ids()) if not rules[rule]]
    if len(inputs) < WHOLE:
        unused = []
    for name in unused:
        print(f"error: there is none of: {name}")
    if differences:
        print(f"error: {differences} differences")
    return 1 if differences or unused else 0


def _expected() -> list[str]:
    """The results that must occur."""
    kinds = ["a mutated document", "a mutated encoding"]
    equal = [f"{what}: equal" for what in ["a document", "an encoding", *kinds]]
    refused = [f"{what}: refused by both" for what in kinds]
    return [*REASONS, *equal, *refused, *(f"an odd value: equal{more}" for more in ("", ", without JSON"))]


def _samples(
    api: Schema, program: Any, count: int, seed: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Messages of each type that the program makes."""
    types = [message.full_name for message in api.messages]
    names = [types[index % len(types)] for index in range(count)]
    first = seed * 1_000_003
    lines = (f"{name} sample {first + index}\n" for index, name in enumerate(names))
    answers = running.answered([program], (line.encode("ascii") for line in lines))
    for name, line in zip(names, answers, strict=True):
        sample = json.loads(line)
        if "error" in sample or sample["json"] is None or sample["violations"]:
            raise SystemExit(f"error: a sample of {name} is invalid or has no JSON: {line!r}")
        yield name, sample


def _inputs(
    samples: Iterator[tuple[str, dict[str, Any]]], reference: Reference, seed: int
) -> Iterator[Input]:
    """The inputs of the program. Mutations follow from the seed."""
    numbers = random.Random(seed)
    other = b""
    for name, sample in samples:
        text, binary = sample["json"], bytes.fromhex(sample["binary"])
        yield Input(name, "json", text.encode("utf-8"), "a document")
        yield Input(name, "proto", binary, "an encoding")
        for _ in range(JSON_MUTATIONS):
            document = snippets.mutated(text, reference.fields(name), numbers)
            yield Input(name, "json", document, "a mutated document")
        for _ in range(BINARY_MUTATIONS):
            broken = mutations.mutated(binary, other, numbers)
            yield Input(name, "proto", broken, "a mutated encoding")
        unusual = reference.odd(name, numbers)
        if unusual is not None:
            yield Input(name, "proto", unusual, "an odd value")
        other = binary


def _verdict(
    given: Input, ours: Outcome | Refused, theirs: Outcome | Refused
) -> str:
    if isinstance(ours, Refused) and isinstance(theirs, Refused):
        return f"{given.what}: refused by both"
    if ours == theirs:
        has_json = isinstance(ours, Outcome) and ours.json is not None
        return f"{given.what}: equal" + ("" if has_json else ", without JSON")
    return listed.name(given.data, ours, theirs)


def _print(
    given: Input, ours: Outcome | Refused, theirs: Outcome | Refused
) -> None:
    print(f"difference: {given.what} of {given.type}")
    print(f"  input   {_cut(given.data.decode() if given.codec == 'json' else given.data.hex())}")
    for who, outcome, other in ("ours", ours, theirs), ("theirs", theirs, ours):
        for line in _differing(outcome, other):
            print(f"  {who:7} {_cut(line)}")
    print()


def _differing(outcome: Outcome | Refused, other: Outcome | Refused) -> list[str]:
    """The parts of an outcome that another one does not share."""
    if isinstance(outcome, Refused):
        return [f"refused: {outcome.error}"]
    if isinstance(other, Refused):
        return [f"accepted: {outcome.json}"]
    parts = [(part, getattr(outcome, part)) for part in ("binary", "json", "violations")]
    differing = [(part, value) for part, value in parts if value != getattr(other, part)]
    return [f"{part}: {v.hex() if isinstance(v, bytes) else v}" for part, v in differing]


def _cut(text: str) -> str:
    return text if len(text) <= LONG else f"{text[:LONG]}… ({len(text)} characters)"


if __name__ == "__main__":
    raise SystemExit(main())
