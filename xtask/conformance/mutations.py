"""Mutates messages in the binary encoding: broken records, and records of other messages."""

from __future__ import annotations

import random

# Records and parts of records that are at the edge of the format, most of them invalid.
EDGES = [
    b"\x00",
    b"\x01" + bytes(8),
    b"\x05" + bytes(4),
    b"\x07",
    b"\x0e",
    b"\x80",
    b"\xff" * 10,
    b"\x08" + b"\xff" * 9 + b"\x01",
    b"\x08" + b"\xff" * 9 + b"\x02",
    b"\x08" + b"\x80" * 10 + b"\x00",
    b"\x88\x80\x80\x80\x00\x01",
    b"\x88\x80\x80\x80\x80\x00\x01",
    b"\x0a\x00",
    b"\x0a\x01\xff",
    b"\x0a\x03\x08\x90\x28",
    b"\x1a\x03\x08\x90\x28",
    b"\x0a\x80\x80\x00",
    b"\x0a\x80\x80\x80\x80\x80\x00",
    b"\x0a\xff\xff\xff\xff\x07",
    b"\x0b\x0c",
    b"\x0b",
    b"\x0c",
    b"\x0b\x08\x01\x13\x14\x0c",
    b"\x12\x00",
    b"\x12\x02\x08\x01",
    b"\x12\x04\x0a\x00\x12\x00",
    b"\x10\x63",
    b"\x15\x00\x00\x00\x00",
    b"\x19" + bytes(8),
    b"\xfa\xff\xff\xff\x0f\x00",
    b"\xf8\xff\xff\xff\x0f\x01",
]


def mutated(message: bytes, other: bytes, numbers: random.Random) -> bytes:
    """The message with one to three mutations; `other` lends its records."""
    for _ in range(numbers.randint(1, 3)):
        message = _once(message, other, numbers)
    return message


def _once(message: bytes, other: bytes, numbers: random.Random) -> bytes:
    at = numbers.randint(0, len(message))
    head, tail = message[:at], message[at:]
    end = tail[numbers.randint(0, min(20, len(tail))) :]
    match numbers.randrange(8):
        case 0 if tail:
            return head + bytes([tail[0] ^ 1 << numbers.randrange(8)]) + tail[1:]
        case 1:
            return head + end
        case 2:
            return head + tail[: numbers.randint(0, 20)] + tail
        case 3:
            start = numbers.randint(0, len(other))
            return head + other[start : start + numbers.randint(0, 60)] + end
        case 4:
            return head
        case 5:
            return message + other
        case 6:
            return message + numbers.choice(EDGES)
        case _:
            return head + numbers.choice(EDGES) + tail
