"""Mutates documents as text: invalid JSON, invalid UTF-8, and other layouts."""

from __future__ import annotations

import random
import re

NAME_OR_NUMBER = re.compile("[A-Z0-9_]")

BOM = b"\xef\xbb\xbf"

NO_UTF8 = [b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"\x80"]

OTHER_BLANKS = ["\u00a0", "\u2028", "\u000b", "\u000c", "\u0000", "\u0085", "\ufeff"]

TRAILING = [b"x", b"{}", b"]", b"}", b"0", b",", b"\x00", b"//", b'""', b"null"]

COMMENTS = [b"/**/", b"//\r", b"#\r", b"<!---->"]

NAMES = [
    "layout",
    "cut-off",
    "letter-removed",
    "letter-twice",
    "punctuation-mistaken",
    "trailing-comma",
    "trailing-garbage",
    "single-quotes",
    "comment",
    "byte-order-mark",
    "no-utf8",
    "other-blank",
]


def broken(name: str, document: bytes, numbers: random.Random) -> bytes:
    """The document with the named mutation at a random place."""
    # Not inside words and numbers: a different name or number could still be valid.
    places = [at for at, byte in enumerate(document) if not NAME_OR_NUMBER.match(chr(byte))]
    at = numbers.choice(places)
    head, letter, tail = document[:at], document[at : at + 1], document[at + 1 :]
    match name:
        case "layout":
            return _laid_out(document, numbers, [" ", "\t", "\r", "  "])
        case "cut-off":
            return head
        case "letter-removed":
            return head + tail
        case "letter-twice":
            return head + letter * 2 + tail
        case "punctuation-mistaken":
            marks = [place for place, byte in enumerate(document) if byte in b'{}[],:"']
            place = numbers.choice(marks)
            return document[:place] + bytes([numbers.choice(b'{}[],:"')]) + document[place + 1 :]
        case "trailing-comma":
            return document[:-1] + b"," + document[-1:]
        case "trailing-garbage":
            return document + b" " + numbers.choice(TRAILING)
        case "single-quotes":
            return document.replace(b'"', b"'") if b'"' in document else b"{'a':1}"
        case "comment":
            return document[:1] + numbers.choice(COMMENTS) + document[1:]
        case "byte-order-mark":
            return BOM + document
        case "no-utf8":
            return head + numbers.choice(NO_UTF8) + letter + tail
        case "other-blank":
            blank = numbers.choice(OTHER_BLANKS).encode("utf-8")
            return document[:1] + blank + document[1:]
    raise NotImplementedError(name)


def _laid_out(document: bytes, numbers: random.Random, blanks: list[str]) -> bytes:
    """Adds whitespace between tokens. Strings are not changed."""
    out: list[str] = []
    inside = escaped = False
    for letter in document.decode("utf-8"):
        if inside:
            out.append(letter)
            inside = letter != '"' or escaped
            escaped = letter == "\\" and not escaped
            continue
        inside = letter == '"'
        is_mark = letter in "{}[],:"
        before, after = (numbers.choice(blanks) if is_mark else "" for _ in range(2))
        out.append(before + letter + after)
    return "".join(out).encode("utf-8")
