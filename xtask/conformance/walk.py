"""Walks over messages of the package protobuf."""

from __future__ import annotations

from collections.abc import Iterator

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.message import Message
from google.protobuf.unknown_fields import UnknownFieldSet

from schema import WELL_KNOWN


def messages(message: Message) -> Iterator[Message]:
    """A message and those in it."""
    yield message
    for field, value in message.ListFields():
        if field.message_type is None:
            continue
        of_map = is_map(field)
        if of_map and field.message_type.fields_by_name["value"].message_type is None:
            continue
        for inner in value.values() if of_map else value if field.is_repeated else [value]:
            yield from messages(inner)


def is_map(field: FieldDescriptor) -> bool:
    return field.message_type is not None and field.message_type.GetOptions().map_entry


def times(message: Message) -> Iterator[Message]:
    """The timestamps and durations in a message."""
    return (inner for inner in messages(message) if inner.DESCRIPTOR.full_name in WELL_KNOWN)


def forget_in_times(message: Message) -> None:
    """Removes the unknown fields of timestamps and durations, which the program skips."""
    for inner in times(message):
        inner.DiscardUnknownFields()


def has_unknown_entry(message: Message) -> bool:
    """Whether the entry of a map is among the unknown fields of a message or of one in it."""
    return any(map(_has_own_unknown_entry, messages(message)))


def _has_own_unknown_entry(message: Message) -> bool:
    """Whether an unknown field of a message has the number of a map."""
    by_number = message.DESCRIPTOR.fields_by_number
    numbers = (unknown.field_number for unknown in UnknownFieldSet(message))
    return any(number in by_number and is_map(by_number[number]) for number in numbers)
