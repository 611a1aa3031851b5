"""Values of fields in plain form: valid ones, and ones at the edge of a rule."""

from __future__ import annotations

import base64
import random
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor

import schema
from document import FALSE, TRUE, Node, Token, text

NANOS = 1_000_000_000

RANGES = {
    "int32": (-(2**31), 2**31 - 1),
    "int64": (-(2**63), 2**63 - 1),
    "uint32": (0, 2**32 - 1),
    "uint64": (0, 2**64 - 1),
}

# Characters of different lengths in UTF-8 and UTF-16, and combining ones.
LETTERS = [
    "a",
    "é",
    "日",
    "😀",
    "e\u0301",
    "👩\u200d👧",
    "\u0000",
    "\u007f",
    "\u2028",
    '"',
    "\\",
    "\n",
]

WORDS = [
    "main",
    "Acme, Inc.",
    "a b",
    "zażółć gęślą",
    "日本語",
    "emoji 😀",
    "tab\there",
    "",
    " ",
    "null",
    "0",
]

NEAR_UUIDS = [
    "",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "0199A7D4-52C8-7E13-8F02-B4D91E6A7C35",
    "0199a7d452c87e138f02b4d91e6a7c35",
    "{0199a7d4-52c8-7e13-8f02-b4d91e6a7c35}",
    "urn:uuid:0199a7d4-52c8-7e13-8f02-b4d91e6a7c35",
    "0199a7d4-52c8-7e13-8f02-b4d91e6a7c3",
    "0199a7d4-52c8-7e13-8f02-b4d91e6a7c355",
    "0199a7d-452c8-7e13-8f02-b4d91e6a7c35",
    "0199a7d4-52c8-7e13-8f02-b4d91e6a7c3g",
    "0199a7d4-52c8-7e13-8f02-b4d91e6a7c3５",
    "0199a7d4_52c8_7e13_8f02_b4d91e6a7c35",
    " 0199a7d4-52c8-7e13-8f02-b4d91e6a7c35",
    "0199a7d4-52c8-7e13-8f02-b4d91e6a7c35\n",
    "----",
]

URIS = [
    "https://example.com",
    "https://example.com/a/b?c=d#e",
    "http://user:word@example.com:8080/",
    "mailto:somebody@example.com",
    "urn:isbn:0451450523",
    "ssh://git@example.com/~me/repo.git",
]

NEAR_URIS = [
    "",
    "example.com",
    "/just/a/path",
    "//example.com/no-scheme",
    "https://",
    "https:",
    "https:///path",
    ":",
    "1http://example.com",
    "a+b-c.1://x",
    "ht tp://example.com",
    "https://exa mple.com",
    "https://example.com/a b",
    "https://example.com/%41%zz",
    "https://example.com/%4",
    "https://example.com/é",
    "https://日本.jp/",
    "https://ex%61mple.com/",
    "https://ex%ffmple.com/",
    "https://example.com:",
    "https://example.com:80:80/",
    "https://example.com:port/",
    "https://example.com:99999999999/",
    "https://[::1]/",
    "https://[::1]:443/?q",
    "https://[::1/",
    "https://[v1.fe80::a+en1]/",
    "https://[v.x]/",
    "https://[vF.]/",
    "https://[fe80::1%25eth0]/",
    "https://[fe80::1%eth0]/",
    "https://[fe80::1%25]/",
    "https://[1.2.3.4]/",
    "https://[::ffff:1.2.3.4]/",
    "https://[::ffff:1.2.3.04]/",
    "https://[1:2:3:4:5:6:7::]/",
    "https://[1:2:3:4:5:6:7:8:9]/",
    "https://[12345::]/",
    "https://256.256.256.256/",
    "https://us@er@example.com/",
    "https://user@@example.com/",
    "https://u:p:q@example.com/",
    "https://example.com/[a]",
    "https://example.com/?[a]",
    "https://example.com/?a?b/c",
    "https://example.com/#a#b",
    "https://example.com/#a?b/c",
    "https://example.com/<>",
    "https://example.com/^`{|}",
    "https://example.com/!$&'()*+,;=:@-._~",
    "x:",
    "x:?",
    "x:#",
    "x://",
    "x:/a//b",
    "x:a//b",
    "x:////a",
    "javascript:alert(1)",
    "data:text/plain,hello%20world",
    "https://example.com\n",
    "https://example.com/\u0000",
]

NEAR_EMAILS = [
    "",
    "a",
    "a@",
    "@b",
    "a@b",
    "a@b.c",
    "a@b..c",
    "a@-b",
    "a@b-",
    "é@b.c",
    "a@@b",
    "a@" + "b" * 63,
]

DOMAINS = ["example.com", "sub.example.org", "a-b.c-d.dev", "x1.y2.zz"]

NEAR_DOMAINS = [
    "",
    "com",
    "a.b",
    "a.bc",
    ".com",
    "example.com.",
    "example..com",
    "-a.com",
    "a-.com",
    "a_b.com",
    "exämple.com",
    "example.c0m",
    "EXAMPLE.COM",
    "example.com\n",
    "a" * 63 + ".com",
    "a" * 64 + ".com",
    ".".join(["a" * 49] * 5) + ".co",
    ".".join(["a" * 49] * 5) + ".com",
    ".".join(["a" * 49] * 5) + ".coma",
]

PATHS = ["", "a", ".devcontainer/devcontainer.json", "a b", "./x", "~", "é/日"]

NEAR_PATHS = [
    "",
    "/",
    "/a",
    "//",
    "a",
    "\n",
    "\n/",
    "/\n",
    "a\n/b",
    " /a",
    "\r/",
    "\\a",
    "\u2028",
    "\u0000",
]

LITERAL_DURATION = re.compile(r"duration\('(\d+)s'\)")


class Values:
    """Generates values. The same random numbers give the same values."""

    def __init__(self, numbers: random.Random) -> None:
        self._numbers = numbers

    def value(self, field: FieldDescriptor, rules: Any, near: bool) -> Node:
        """One value of a scalar, enum, timestamp or duration, for the rules of that value."""
        kind = schema.kind(field)
        if kind == "enum":
            return self._enum(schema.enum_of(field), near)
        if kind in RANGES:
            return self._integer(kind, rules, near)
        made: dict[str, Callable[[Any, bool], Node]] = {
            "bool": self._bool,
            "bytes": self._bytes,
            "duration": self._duration,
            "string": self._string,
            "timestamp": self._timestamp,
        }
        return made[kind](rules, near)

    def count(self, rules: Any, near: bool) -> int:
        """The number of elements of a list or map."""
        names = ("min_items", "max_items", "min_pairs", "max_pairs")
        limits: list[int] = [getattr(rules, name) for name in names if _has(rules, name)]
        if near and limits:
            return max(0, self._numbers.choice(limits) + self._numbers.choice([-1, 0, 1]))
        lowest = min(limits) if len(limits) > 1 else 0
        return lowest + self._numbers.choice([0, 1, 1, 2, 3])

    def _bool(self, rules: Any, near: bool) -> Node:
        return self._numbers.choice([TRUE, FALSE])

    def _string(self, rules: Any, near: bool) -> Node:
        return text(self._text(rules, near), ascii_only=self._numbers.random() < 0.3)

    def _text(self, rules: Any, near: bool) -> str:
        choice, typed = self._numbers.choice, rules.string
        if typed.uuid:
            return choice(NEAR_UUIDS) if near else self._uuid()
        if typed.uri:
            longest = "x:" + "a" * max(0, typed.max_len - 2 + choice([-1, 0, 1]))
            return choice([*NEAR_URIS, longest]) if near else choice(URIS)
        if typed.email:
            return choice(NEAR_EMAILS) if near else "somebody@example.com"
        if typed.pattern:
            return choice(NEAR_DOMAINS) if near else choice(DOMAINS)
        if rules.cel:
            return choice(NEAR_PATHS if near else PATHS)
        if rules.HasField("string"):
            return self._of_length(_length(typed, near, self._numbers))
        return choice(WORDS)

    def _of_length(self, length: int) -> str:
        """A text of about this many characters; some letters count as two."""
        letter = self._numbers.choice(LETTERS)
        return (letter * length)[:length]

    def _uuid(self) -> str:
        digits = f"{self._numbers.getrandbits(128):032x}"
        return "-".join([digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]])

    def _bytes(self, rules: Any, near: bool) -> Node:
        fits = rules.HasField("bytes")
        length = _length(rules.bytes, near, self._numbers) if fits else self._numbers.randrange(8)
        return text(base64.b64encode(self._numbers.randbytes(length)).decode())

    def _integer(self, kind: str, rules: Any, near: bool) -> Node:
        lowest, highest = RANGES[kind]
        typed = getattr(rules, kind)
        bounds = [getattr(typed, name) for name in ("gt", "gte", "lt", "lte") if _has(typed, name)]
        if near:
            edge = self._numbers.choice(bounds or [lowest, highest, 0])
            number = edge + self._numbers.choice([-1, 0, 1])
            number = min(highest, max(lowest, number))
        else:
            number = self._numbers.randint(min(bounds, default=0), max(bounds, default=1000))
        return text(str(number)) if kind.endswith("64") else Token(str(number))

    def _enum(self, of: EnumDescriptor, near: bool) -> Node:
        values = of.values
        if near:
            beyond = max(value.number for value in values) + self._numbers.choice([1, 100])
            return self._numbers.choice([text(values[0].name), Token(str(beyond))])
        return text(self._numbers.choice(values).name)

    def _duration(self, rules: Any, near: bool) -> Node:
        typed = rules.duration
        edges = [
            getattr(typed, name).ToNanoseconds()
            for name in ("gt", "gte", "lt", "lte")
            if _has(typed, name)
        ]
        for rule in rules.cel:
            edges += [int(found) * NANOS for found in LITERAL_DURATION.findall(rule.expression)]
        if near:
            edge = self._numbers.choice(edges or [0])
            return text(duration(edge + self._numbers.choice([-NANOS, -1, 0, 1, NANOS])))
        lowest, highest = min(edges, default=0), max(edges, default=1_000_000 * NANOS)
        return text(duration(self._numbers.randint(lowest // NANOS, highest // NANOS) * NANOS))

    def _timestamp(self, rules: Any, near: bool) -> Node:
        start = datetime(2026, 1, 1, tzinfo=UTC)
        moment = start + timedelta(seconds=self._numbers.randrange(400 * 86_400))
        fraction = self._numbers.choice(["", ".5", ".250", ".000001", ".123456789"])
        return text(moment.strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z")


def duration(nanos: int) -> str:
    """A duration in ProtoJSON, with nine fractional digits."""
    sign = "-" if nanos < 0 else ""
    seconds, rest = divmod(abs(nanos), NANOS)
    return f"{sign}{seconds}.{rest:09}s" if rest else f"{sign}{seconds}s"


def _has(rules: Any, name: str) -> bool:
    """Whether a rule is set; `rules` may be of a type without it."""
    known = rules.DESCRIPTOR.fields_by_name.get(name)
    return known is not None and rules.HasField(name)


def _length(rules: Any, near: bool, numbers: random.Random) -> int:
    """A length that the rules of a string or bytes allow, or one at their edge."""
    if _has(rules, "len"):
        return int(rules.len) + (numbers.choice([-1, 0, 1]) if near else 0)
    limits: list[int] = [
        getattr(rules, name) for name in ("min_len", "max_len") if _has(rules, name)
    ]
    if near:
        return max(0, numbers.choice(limits or [0]) + numbers.choice([-1, 0, 1]))
    lowest = rules.min_len if _has(rules, "min_len") else 0
    highest = rules.max_len if _has(rules, "max_len") else lowest + 20
    return numbers.randint(lowest, min(highest, lowest + 20))
