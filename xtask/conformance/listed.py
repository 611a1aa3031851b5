"""Known differences in the well-known types, with reasons. Entries that no longer apply are reported."""

from __future__ import annotations

import json
import re
import struct
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.message import Message

from answer import Violation
from walk import has_unknown_entry, messages

# The verdict of a difference that is not listed.
DIFFERENT = "different"


@dataclass(frozen=True)
class Refused:
    """A message that one side refuses."""

    error: str


@dataclass(frozen=True)
class Outcome:
    """What became of a message, in a form that can be compared."""

    # The deterministic encoding.
    binary: bytes
    # JSON as text with sorted keys; None if the message has none.
    json: str | None
    violations: tuple[Violation, ...]
    message: Message = field(compare=False)


# The errors of messages that only the program refuses, with the reasons.
OURS = {
    "varints of more than 64 bits": (
        r"found a longer one",
        "Python drops the highest bits of a tenth byte; the program refuses them",
    ),
    "times out of range": (
        r"found one out of (this|its) range",
        "Python keeps any numbers in a Timestamp or Duration; the program refuses what JSON cannot "
        "express",
    ),
    "other JSON as an Empty": (
        r"Empty.*expected an object, found",
        "Python takes any JSON; the program needs an object",
    ),
    "numbers beyond doubles in a Value": (
        r"expected a double, found the number 1e309",
        "Python reads them as infinities, which have no JSON form; the program refuses them",
    ),
    "null beside another arm": (
        r"expected at most one field of the oneof",
        "Python does not count null as an arm; for a Value, it is one",
    ),
    "unknown names of NullValue": (
        r"the binary encoding needs the number of the enum value",
        "Python skips them with other unknown fields; the program keeps them, and binary has no names",
    ),
    "fractions as a NullValue": (
        r"name or number of an enum value, found (the number|true|false)",
        "Python takes any number or boolean; the program needs an integer",
    ),
    "text that is not base64": (
        r"expected base64",
        "Python skips characters of no alphabet; the program refuses them",
    ),
    "numbers that are too small": (
        r"found the number 1e-400",
        "Python rounds them to zero; the program needs an integer",
    ),
    "booleans as floats": (
        r"expected a (double|32-bit float), found (true|false)",
        "Python takes them as 0 and 1; the program needs a number",
    ),
    "NaN without quotes": (
        r"expected a value, found the character `N`",
        "Python reads it, although it is no JSON and a Value with it has no form; the program refuses it",
    ),
    "type URLs without a slash": (
        r"expected a URL that ends with the name of a message type",
        "Python takes a name alone; the program needs the slash that the specification prescribes",
    ),
}

# The errors of messages that only Python refuses, with the reasons.
THEIRS = {
    "null in lists and maps": (
        r"null is not allowed to be used as an element|not 'NoneType'|AttributeError",
        "Python refuses null as an element or value of the type NullValue, whose JSON form it is, and for "
        "a whole list or map of types that take null",
    ),
    "duplicate keys of unknown fields": (
        r"duplicate key",
        "Python refuses them everywhere; the program skips unknown fields without looking at their keys",
    ),
    "large integers with a fraction": (
        r"Value out of range: 18446744073709551616",
        "Python reads them as doubles; the program reads all digits",
    ),
    "floats near the largest one": (
        r"Float value too large",
        "Python compares with the largest float before rounding; the program rounds first",
    ),
}

# Differences of messages that both sides take, with the reasons.
BOTH = {
    "unknown fields of entries": "Python keeps an entry of a map with unknown fields as an unknown "
    "field; the program takes the key and the value, like other implementations",
    "negative zero": "Python reads `-0` as an integer, which has no sign; the program keeps the sign",
    "other numbers of NullValue": "Python writes null for every number; the program writes numbers "
    "that are not 0, so that they are read back",
    "spellings of floats": "Python writes subnormal floats with more digits than needed, and rounds to even "
    "where the program rounds away from zero; both are read as the same float",
    "paths that are read back as others": "Python writes paths with a comma, and an empty path; for the "
    "program, they have no JSON form",
}

REASONS = {name: reason for name, (_, reason) in [*OURS.items(), *THEIRS.items()]} | BOTH


def name(data: bytes, ours: Outcome | Refused, theirs: Outcome | Refused) -> str:
    """The name of the difference between two outcomes."""
    if isinstance(ours, Refused):
        return next((n for n, (error, _) in OURS.items() if re.search(error, ours.error)), DIFFERENT)
    if isinstance(theirs, Refused):
        return next(
            (n for n, (error, _) in THEIRS.items() if re.search(error, theirs.error)), DIFFERENT
        )
    if has_unknown_entry(theirs.message):
        return "unknown fields of entries"
    if ours.violations != theirs.violations:
        return DIFFERENT
    if ours.binary == theirs.binary and ours.json is None:
        return _without_form(theirs.message)
    if ours.json is None or theirs.json is None:
        return DIFFERENT
    left, right = json.loads(ours.json), json.loads(theirs.json)
    if ours.binary == theirs.binary:
        if _like_null(left, right) == right:
            return "other numbers of NullValue"
        if _in_single_precision(left) == _in_single_precision(right):
            return "spellings of floats"
    unsigned = [json.loads(_unsigned(outcome.json)) for outcome in (ours, theirs) if outcome.json]
    left, right = map(_in_single_precision, unsigned)
    if b"-0" in data and left == right:
        return "negative zero"
    return DIFFERENT


def _without_form(message: Message) -> str:
    """Why a message has no JSON form for the program."""
    for inner in messages(message):
        if inner.DESCRIPTOR.full_name == "google.protobuf.FieldMask":
            paths = list(inner.paths)  # type: ignore[attr-defined]
            if paths == [""] or any("," in path for path in paths):
                return "paths that are read back as others"
    return DIFFERENT


def _like_null(value: Any, other: Any) -> Any:
    """A value with null for the numbers in whose place another one has null."""
    if isinstance(value, dict) and isinstance(other, dict):
        return {key: _like_null(inner, other.get(key)) for key, inner in value.items()}
    if isinstance(value, list) and isinstance(other, list) and len(value) == len(other):
        return [_like_null(*pair) for pair in zip(value, other, strict=True)]
    return None if isinstance(value, float) and other is None else value


def _in_single_precision(value: Any, is_float: bool = False) -> Any:
    """A value with the numbers below keys of floats rounded to single precision."""
    if isinstance(value, dict):
        return {k: _in_single_precision(v, is_float or "Float" in k) for k, v in value.items()}
    if isinstance(value, list):
        return [_in_single_precision(inner, is_float) for inner in value]
    if is_float and isinstance(value, float):
        return struct.unpack("f", struct.pack("f", value))[0]
    return value


def _unsigned(text: str) -> str:
    return re.sub(r"-0\.0\b", "0.0", text)
