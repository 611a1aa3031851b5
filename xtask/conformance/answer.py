"""Answers of an implementation to a document, in a form that can be compared."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Violation:
    field: str
    rule: str
    message: str


@dataclass(frozen=True)
class Accepted:
    # Compact JSON: members in order, numbers as spelled.
    canonical: str
    violations: tuple[Violation, ...]
    # Whether there are more violations.
    truncated: bool = False


@dataclass(frozen=True)
class Rejected:
    error: str


Answer = Accepted | Rejected


def truncated_like(answer: Answer, other: Answer) -> Answer:
    """An answer with as many violations as another one that is truncated."""
    if not (isinstance(answer, Accepted) and isinstance(other, Accepted) and other.truncated):
        return answer
    count = len(other.violations)
    more = len(answer.violations) > count
    return Accepted(answer.canonical, answer.violations[:count], truncated=more)


class Number(str):
    """A number as spelled."""


def parse(line: str | bytes) -> Any:
    """Parses JSON; numbers keep their spelling, and objects are lists of pairs."""
    return json.loads(line, object_pairs_hook=Members, parse_int=Number, parse_float=Number)


class Members(list[tuple[str, Any]]):
    """The members of an object."""


def spell(value: Any) -> str:
    """The JSON of a parsed value."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, Members):
        return (
            "{"
            + ",".join(f"{json.dumps(k, ensure_ascii=False)}:{spell(v)}" for k, v in value)
            + "}"
        )
    if isinstance(value, list):
        return "[" + ",".join(map(spell, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
