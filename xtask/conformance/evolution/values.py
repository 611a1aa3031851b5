"""Messages that cover the fields of a type: each value of a field, and all fields at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from google.protobuf import message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import Message

# The depth of nested messages. What is in them is covered with their own type.
DEPTH = 2

_SIGNED = [1, -1, 300]
_INTEGERS = {
    32: [*_SIGNED, 2**31 - 1, -(2**31)],
    64: [*_SIGNED, 2**31, 2**53 + 1, 2**63 - 1, -(2**63)],
    -32: [1, 300, 2**31, 2**32 - 1],
    -64: [1, 300, 2**32, 2**63, 2**64 - 1],
}

_SCALARS: dict[int, list[Any]] = {
    FieldDescriptor.TYPE_STRING: ["a", "1", "\u00e9\U0001f600", "1s", "true", "YWJj"],
    FieldDescriptor.TYPE_BYTES: [b"a", b"\xff\x00", b"1", b"\x08\x01"],
    FieldDescriptor.TYPE_BOOL: [True],
    FieldDescriptor.TYPE_INT32: _INTEGERS[32],
    FieldDescriptor.TYPE_SINT32: _INTEGERS[32],
    FieldDescriptor.TYPE_SFIXED32: _INTEGERS[32],
    FieldDescriptor.TYPE_INT64: _INTEGERS[64],
    FieldDescriptor.TYPE_SINT64: _INTEGERS[64],
    FieldDescriptor.TYPE_SFIXED64: _INTEGERS[64],
    FieldDescriptor.TYPE_UINT32: _INTEGERS[-32],
    FieldDescriptor.TYPE_FIXED32: _INTEGERS[-32],
    FieldDescriptor.TYPE_UINT64: _INTEGERS[-64],
    FieldDescriptor.TYPE_FIXED64: _INTEGERS[-64],
    FieldDescriptor.TYPE_FLOAT: [0.5, 1.0, -2.0, 0.1, 1e30],
    FieldDescriptor.TYPE_DOUBLE: [0.5, 1.0, -2.0, 0.1, 1e300],
}

_ZEROS = {FieldDescriptor.TYPE_STRING: "", FieldDescriptor.TYPE_BYTES: b""}


def is_map(field: FieldDescriptor) -> bool:
    """Whether a field is a map."""
    inner = field.message_type
    return field.is_repeated and inner is not None and inner.GetOptions().map_entry


def messages(of: Descriptor, names: set[str]) -> Iterator[Message]:
    """Messages of a type: empty, with one of the named fields, and with all fields."""
    make = message_factory.GetMessageClass(of)
    yield make()
    for field in (of.fields_by_name[name] for name in sorted(names)):
        for fill in _fills(field, DEPTH):
            message = make()
            fill(message)
            yield message
    arms = max((len(oneof.fields) for oneof in of.oneofs), default=1)
    for arm in range(arms):
        message = make()
        _fill_all(message, DEPTH, arm)
        yield message


def _fill_all(message: Message, depth: int, arm: int) -> None:
    """Sets all fields, and of each oneof the arm with a number."""
    for field in message.DESCRIPTOR.fields:
        oneof = field.containing_oneof
        if oneof is not None and oneof.fields[arm % len(oneof.fields)] != field:
            continue
        # The last values tell fields apart better than the first ones, which all types share.
        *_, last = _fills(field, depth)
        last(message)


def _fills(field: FieldDescriptor, depth: int) -> Iterator[Callable[[Message], None]]:
    """Functions that set a field, each to another value."""
    name = field.name
    if is_map(field):
        key, value = (field.message_type.fields_by_name[part] for part in ("key", "value"))
        for made in _values(value, depth):
            for one in _keys(key):
                yield lambda message, one=one, made=made: _put(message, name, one, made)
        return
    if field.is_repeated:
        values = list(_values(field, depth))
        zeros = [] if field.message_type is not None else [_ZEROS.get(field.type, 0)]
        for made in [[values[0]], zeros, [*values, values[0]]]:
            yield lambda message, made=made: getattr(message, name).extend(made)
        return
    for made in _values(field, depth):
        yield lambda message, made=made: _set(message, name, made)
    if field.has_presence and field.message_type is None:
        zero = _ZEROS.get(field.type, 0)
        yield lambda message: setattr(message, name, zero)
        # The zero is not the last one.
        *_, last = _values(field, depth)
        yield lambda message: _set(message, name, last)


def _set(message: Message, name: str, value: Any) -> None:
    if isinstance(value, Message):
        getattr(message, name).CopyFrom(value)
        getattr(message, name).SetInParent()
    else:
        setattr(message, name, value)


def _put(message: Message, name: str, key: Any, value: Any) -> None:
    if isinstance(value, Message):
        getattr(message, name)[key].CopyFrom(value)
    else:
        getattr(message, name)[key] = value


def _keys(field: FieldDescriptor) -> list[Any]:
    return _SCALARS[field.type][:4]


def _values(field: FieldDescriptor, depth: int) -> Iterator[Any]:
    """Values of a field or of its elements; the first one is not zero if the type has another."""
    if field.type == FieldDescriptor.TYPE_ENUM:
        numbers = dict.fromkeys(value.number for value in field.enum_type.values)
        yield from [number for number in numbers if number != 0] or [0]
    elif field.message_type is not None:
        yield from _nested(field.message_type, depth)
    else:
        yield from _SCALARS[field.type]


def _nested(of: Descriptor, depth: int) -> Iterator[Message]:
    make = message_factory.GetMessageClass(of)
    yield make()
    if of.full_name in _KNOWN:
        message = make()
        _KNOWN[of.full_name](message)
        yield message
    elif depth > 0 and of.file.package != "google.protobuf":
        message = make()
        _fill_all(message, depth - 1, 0)
        yield message


def _time(message: Any) -> None:
    message.seconds, message.nanos = 1_500_000_000, 5_000_000


def _wrapped(value: Any) -> Callable[[Any], None]:
    return lambda message: setattr(message, "value", value)


_KNOWN: dict[str, Callable[[Any], None]] = {
    "google.protobuf.Timestamp": _time,
    "google.protobuf.Duration": _time,
    "google.protobuf.Struct": lambda message: message.update({"a": 1.5, "b": [True, "c"]}),
    "google.protobuf.FieldMask": lambda message: message.paths.extend(["a_b", "c"]),
    "google.protobuf.StringValue": _wrapped("a"),
    "google.protobuf.BytesValue": _wrapped(b"\xff"),
    "google.protobuf.BoolValue": _wrapped(True),
    "google.protobuf.Int32Value": _wrapped(-1),
    "google.protobuf.Int64Value": _wrapped(2**53 + 1),
    "google.protobuf.UInt32Value": _wrapped(2**32 - 1),
    "google.protobuf.UInt64Value": _wrapped(2**64 - 1),
    "google.protobuf.FloatValue": _wrapped(0.1),
    "google.protobuf.DoubleValue": _wrapped(0.1),
}
