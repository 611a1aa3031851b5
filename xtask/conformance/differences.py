"""Where the two are known to differ, and why.

The program follows the ProtoJSON specification; what differs is left to these reasons. Each entry
is about some corners and one outcome. An entry that nothing hits any more is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase

from answer import Accepted, Answer, Rejected
from generate import BEYOND_DOUBLES, UNKNOWN_NAMES, Case


@dataclass(frozen=True)
class Difference:
    name: str
    reason: str
    # Patterns of the corners that it is about.
    corners: tuple[str, ...]
    # What the side that refuses says, as a regular expression.
    error: str
    # Whether it is the program that refuses, rather than the reference.
    we_refuse: bool = True

    def explains(self, case: Case, ours: Answer, theirs: Answer) -> bool:
        """Whether it is the reason of what the two have answered."""
        refusing, other = (ours, theirs) if self.we_refuse else (theirs, ours)
        return (
            isinstance(refusing, Rejected)
            and isinstance(other, Accepted)
            and any(fnmatchcase(case.corner, corner) for corner in self.corners)
            and re.search(self.error, refusing.error) is not None
        )


INTEGER = r"expected an? u?int(32|64)(, as a string or a number)?, found the "
TIMESTAMP = r"expected an RFC 3339 timestamp, found the string "
DURATION = r'expected a duration such as "1\.5s", found the string '

DIFFERENCES = (
    Difference(
        "spellings of int()",
        "Python's int() and float() read signs, leading zeros, underscores, digits of other "
        "scripts, blanks and lone points in strings; the specification wants JSON's numbers there",
        (
            "*int*:plus",
            "*int*:leading-zero-in-string",
            "*int*:underscore",
            "*int*:foreign-digits",
            "*int*:blank-other-than-space",
            "*int*:point-without-digits",
        ),
        INTEGER + "string ",
    ),
    Difference(
        "numbers below a double",
        "Python reads fractions as doubles, for which 1e-400 is 0; it is no whole number",
        ("*int*:below-double",),
        INTEGER,
    ),
    Difference(
        "enums from what int() reads",
        "Python asks int() for an enum's number, which makes 1 of true and cuts fractions off",
        ("enum:bool", "enum:fraction"),
        r"expected the name or number of an enum value, found (true|false|the number )",
    ),
    Difference(
        "base64 with anything in it",
        "Python's decoder skips letters that are no base64, mixes both alphabets and stops at "
        "padding; the specification has two alphabets, padded or not",
        (
            "bytes:bad-letter",
            "bytes:mixed-alphabets",
            "bytes:padding-inside",
            "bytes:padding-only",
            "bytes:too-much-padding",
        ),
        r"expected base64, found (a|the) string",
    ),
    Difference(
        "messages from strings and lists",
        "Python walks over whatever it can walk over; a message is an object",
        (
            "message:is-array",
            "message:is-empty-string",
            "message:is-string",
            "list:nested",
            "top:empty-array",
            "top:empty-string",
            "top:string",
        ),
        r"expected an object, found a (string|list)",
    ),
    Difference(
        "one field under both of its names",
        "Python only looks for equal keys, and takes the last; which value is meant is open, so "
        "it is refused",
        ("name:both", "name:both-null", "name:both-null-last"),
        r"expected each field at most once, found it a second time",
    ),
    Difference(
        "spellings of durations",
        "Python's int() and float() read underscores, blanks, exponents, digits of other scripts, "
        "and it rounds what is below a nanosecond",
        (
            "duration:blank",
            "duration:blank-in-fraction",
            "duration:exponent-in-fraction",
            "duration:foreign-digits",
            "duration:long-fraction",
            "duration:point-without-digits",
            "duration:underscore",
        ),
        DURATION,
    ),
    Difference(
        "spellings of timestamps",
        "Python's strptime(), int() and float() read single digits, digits of other scripts, "
        "signs, blanks, underscores, exponents, empty fractions and offsets of days; RFC 3339 has "
        "none of them",
        (
            "timestamp:blank-before-offset",
            "timestamp:empty-fraction",
            "timestamp:exponent-in-fraction",
            "timestamp:foreign-digits",
            "timestamp:offset-beyond",
            "timestamp:offset-short",
            "timestamp:offset-signs",
            "timestamp:one-digit",
            "timestamp:underscore-in-fraction",
        ),
        TIMESTAMP,
    ),
    Difference(
        "NaN and Infinity without quotes",
        "Python's json reads them as numbers; JSON does not have them, so a document with them is "
        "none, also where it would be skipped",
        ("unknown:special-number",),
        r"expected value|invalid number",
    ),
    Difference(
        "half of a surrogate pair in what is skipped",
        "Python lets it be where no field wants it; here every string of a document is checked",
        ("unknown:lone-surrogate", "unknown:lone-surrogate-key"),
        r"expected a surrogate pair, not half of one",
    ),
    Difference(
        "deep nesting of what is skipped",
        "Python counts the depth of messages only; here 100 levels are the limit for all of it",
        ("unknown:too-deep",),
        r"expected at most 100 levels of nesting",
    ),
    Difference(
        "equal keys in what is skipped",
        "Python refuses them everywhere; here what no field wants is skipped unread, like one key",
        ("unknown:twice", "unknown:twice-inside"),
        r"duplicate key",
        we_refuse=False,
    ),
    Difference(
        "keys that look like extensions",
        "Python refuses them even where unknown keys are ignored; they are unknown keys, since "
        "proto3 messages have no extensions",
        ("unknown:extension-key",),
        r"does not have extensions",
        we_refuse=False,
    ),
)

# What the reference's questions and answers are adapted by before the two are compared.
FIELD_ORDER = "order of fields"
ENTRY_ORDER = "order of entries"

ADAPTATIONS = {
    UNKNOWN_NAMES: "Python drops them when unknown fields are ignored; enums are open here, and "
    "the name survives. The reference reads an unknown number in its place",
    BEYOND_DOUBLES: "Python rounds 9007199254740993.0 and the like; here no digit is lost. The "
    "reference reads them without a point or exponent",
    FIELD_ORDER: "Python writes fields by number; here they come as the schema declares them",
    ENTRY_ORDER: "Python writes the entries of a map in no order; here they are sorted",
}


def explanation(case: Case, ours: Answer, theirs: Answer) -> Difference | None:
    """The entry that explains why two answers differ."""
    return next((d for d in DIFFERENCES if d.explains(case, ours, theirs)), None)
