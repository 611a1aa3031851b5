"""Known differences between the two implementations, with reasons.

The program follows the ProtoJSON specification. Each entry covers some corner cases with one
outcome. Entries that no longer apply are reported.
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
    # Patterns of the corner cases.
    corners: tuple[str, ...]
    # A regular expression for the error of the side that rejects.
    error: str
    # Whether the program rejects; otherwise the reference does.
    we_reject: bool = True

    def explains(self, case: Case, ours: Answer, theirs: Answer) -> bool:
        """Whether the entry explains two answers."""
        rejecting, other = (ours, theirs) if self.we_reject else (theirs, ours)
        return (
            isinstance(rejecting, Rejected)
            and isinstance(other, Accepted)
            and any(fnmatchcase(case.corner, corner) for corner in self.corners)
            and re.search(self.error, rejecting.error) is not None
        )


INTEGER = r"expected an? u?int(32|64)(, as a string or a number)?, found the "
TIMESTAMP = r"expected an RFC 3339 timestamp, found the string "
DURATION = r'expected a duration such as "1\.5s", found the string '

DIFFERENCES = (
    Difference(
        "spellings of int()",
        "Python's int() and float() read signs, leading zeros, underscores, digits of other "
        "scripts, blanks and lone points in strings; the specification requires JSON numbers",
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
        "Python reads fractions as doubles, so 1e-400 is 0; it is not an integer",
        ("*int*:below-double",),
        INTEGER,
    ),
    Difference(
        "enums from what int() reads",
        "Python converts enum numbers with int(), which turns true into 1 and truncates fractions",
        ("enum:bool", "enum:fraction"),
        r"expected the name or number of an enum value, found (true|false|the number )",
    ),
    Difference(
        "invalid base64",
        "Python's decoder skips invalid characters, mixes both alphabets and stops at "
        "padding; the specification allows one of two alphabets, with or without padding",
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
        "Python accepts any iterable; a message is an object",
        (
            "message:is-array",
            "message:is-empty-string",
            "message:is-string",
            "list:nested",
            "top:empty-array",
            "top:empty-string",
            "top:string",
        ),
        r"expected an object, found an? (string|array)",
    ),
    Difference(
        "one field under both of its names",
        "Python only detects equal keys, and takes the last value; it is unclear which value is "
        "meant, so the program rejects both names",
        ("name:both", "name:both-null", "name:both-null-last"),
        r"expected each field at most once, found a duplicate field",
    ),
    Difference(
        "spellings of durations",
        "Python's int() and float() read underscores, blanks, exponents, digits of other scripts, "
        "and it rounds below nanoseconds",
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
        "signs, blanks, underscores, exponents, empty fractions and offsets of days; RFC 3339 "
        "allows none of them",
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
        "Python's json reads them as numbers; they are not JSON, so the program rejects them, "
        "even in skipped values",
        ("unknown:special-number",),
        r"expected value|invalid number",
    ),
    Difference(
        "half of a surrogate pair in skipped values",
        "Python does not check skipped strings; the program checks every string",
        ("unknown:lone-surrogate", "unknown:lone-surrogate-key"),
        r"expected a surrogate pair, found a lone surrogate",
    ),
    Difference(
        "deep nesting in skipped values",
        "Python limits the depth of messages only; the program limits all values to 100 levels",
        ("unknown:too-deep",),
        r"expected at most 100 levels of nesting",
    ),
    Difference(
        "equal keys in skipped values",
        "Python rejects them everywhere; the program skips unknown values without comparing keys",
        ("unknown:twice", "unknown:twice-inside"),
        r"duplicate key",
        we_reject=False,
    ),
    Difference(
        "keys that look like extensions",
        "Python rejects them even if unknown keys are ignored; they are unknown keys, because "
        "proto3 messages have no extensions",
        ("unknown:extension-key",),
        r"does not have extensions",
        we_reject=False,
    ),
)

# Adaptations of the reference's input and output before the comparison.
FIELD_ORDER = "order of fields"
ENTRY_ORDER = "order of entries"

ADAPTATIONS = {
    UNKNOWN_NAMES: "Python drops them when unknown fields are ignored; the program keeps unknown "
    "names. The reference gets an unknown number instead",
    BEYOND_DOUBLES: "Python rounds numbers like 9007199254740993.0; the program does not. The "
    "reference gets them without a point or exponent",
    FIELD_ORDER: "Python writes fields by number; the program writes them in schema order",
    ENTRY_ORDER: "Python does not order the entries of a map; the program sorts them",
}


def explanation(case: Case, ours: Answer, theirs: Answer) -> Difference | None:
    """The entry that explains why two answers differ."""
    return next((d for d in DIFFERENCES if d.explains(case, ours, theirs)), None)
