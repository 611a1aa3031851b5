"""Messages in the binary encoding that are at the edge of a well-known type, most without a JSON form."""

from __future__ import annotations

import random

from google.protobuf.descriptor import Descriptor
from google.protobuf.message import Message

import schema
from schema import Schema, Shape

# Encodings of messages, by type.
ODD = {
    "google.protobuf.Any": [
        b"",
        b"\x0a\x01x",
        b"\x12\x01x",
        b"\x0a\x08x/a.b.C.",
        b"\x0a\x1ax/google.protobuf.Duration\x12\x01\xff",
        b"\x0a\x1ax/google.protobuf.Duration\x12\x02\x08\x01",
        b"\x0a\x17x/google.protobuf.Value\x12\x00",
        b"\x0a\x17x/google.protobuf.Value\x12\x02\x08\x00",
        b"\x0a\x15x/well_known.v1.Ruled\x12\x02\x12\x00",
    ],
    "google.protobuf.FieldMask": [
        b"\x0a\x03a,b",
        b"\x0a\x02aB",
        b"\x0a\x04a__b",
        b"\x0a\x02a_",
        b"\x0a\x03a_1",
        b"\x0a\x00",
        b"\x0a\x00\x0a\x01a",
        b"\x0a\x05a_b.c",
    ],
    "google.protobuf.Value": [
        b"",
        b"\x08\x01",
        b"\x11\x00\x00\x00\x00\x00\x00\xf8\x7f",
        b"\x11\x00\x00\x00\x00\x00\x00\xf0\xff",
        b"\x11\x00\x00\x00\x00\x00\x00\x00\x80",
    ],
    "google.protobuf.ListValue": [b"\x0a\x00", b"\x0a\x02\x08\x00\x0a\x00"],
    "google.protobuf.Struct": [b"\x0a\x05\x0a\x01a\x12\x00", b"\x0a\x03\x0a\x01a", b"\x0a\x00"],
    "google.protobuf.Timestamp": [
        b"\x08\xff\xff\xff\xff\xff\xff\xff\x7f",
        b"\x10\x80\x94\xeb\xdc\x03",
        b"\x10" + b"\xff" * 9 + b"\x01",
    ],
    "google.protobuf.Duration": [
        b"\x08\xff\xff\xff\xff\xff\xff\xff\x7f",
        b"\x10\x80\x94\xeb\xdc\x03",
        b"\x08\x01\x10" + b"\xff" * 9 + b"\x01",
    ],
    "google.protobuf.FloatValue": [b"\x0d\x00\x00\xc0\x7f", b"\x0d\x00\x00\x80\x7f", b"\x0d\x01\x00\x00\x00"],
    "google.protobuf.DoubleValue": [b"\x09\x00\x00\x00\x00\x00\x00\xf8\x7f"],
    "google.protobuf.Int32Value": [b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", b"\x08\x80\x80\x80\x80\x10"],
}


def odd(api: Schema, of: Descriptor, numbers: random.Random) -> bytes | None:
    """A message of a type with one odd value; None if the type cannot have the one that was picked."""
    name = numbers.choice(sorted(ODD))
    inner = [schema.element(field).message_type for field in of.fields]
    found = [f for f, type in zip(of.fields, inner, strict=True) if type and type.full_name == name]
    if not found:
        return None
    field, message = numbers.choice(found), api.new(of)
    held = getattr(message, field.name)
    target: Message
    match schema.shape(field):
        case Shape.SINGLE:
            target = held
            target.SetInParent()
        case Shape.LIST:
            target = held.add()
        case Shape.MAP:
            key_type = field.message_type.fields_by_name["key"].cpp_type
            target = held["k" if key_type == field.CPPTYPE_STRING else 1]
    target.MergeFromString(numbers.choice(ODD[name]))
    return bytes(message.SerializeToString(deterministic=True))
