"""Whether what was read is what was written, by the names of fields and of enum values."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Any

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message

from values import is_map

_FLOATS = (FieldDescriptor.TYPE_FLOAT, FieldDescriptor.TYPE_DOUBLE)
_TEXTS = (FieldDescriptor.TYPE_STRING, FieldDescriptor.TYPE_BYTES)


@dataclass(frozen=True)
class Reading:
    """A direction between two schemas."""

    # Pairs of the names of an item in the schema of the writer and in that of the reader.
    renames: tuple[tuple[str, str], ...]
    # Whether everything that is written must be read. Readers of replies may lack new fields.
    all: bool
    # Whether the messages are in JSON, in which strings and bytes are spelled differently.
    json: bool

    def fault(self, written: Message, read: Message) -> str | None:
        """Says where a message differs from what was written."""
        of, to = written.DESCRIPTOR, read.DESCRIPTOR
        if of.file.package == to.file.package == "google.protobuf":
            # The entries of a map have no order of their own.
            spelled = [part.SerializeToString(deterministic=True) for part in (written, read)]
            same = of.full_name == to.full_name and spelled[0] == spelled[1]
            return None if same else f"{of.full_name} is read as another value"
        is_same = self.reader_name(local(of)) == local(to)
        expected: set[str] = set()
        for field in of.fields:
            if not _is_set(written, field):
                continue
            found = self._counterpart(field, to, is_same)
            if found is None:
                if self.all or not is_same:
                    return f"{local(field)} is not read"
                continue
            expected.add(found.name)
            fault = self._field(written, field, read, found)
            if fault is not None:
                return fault
        for field in to.fields:
            if field.name not in expected and _is_not_zero(read, field):
                return f"{local(field)} is read, but was not written"
        return None

    def reader_name(self, name: str) -> str:
        """The name of an item of the writer in the schema of the reader."""
        for old, new in self.renames:
            if name == old or name.startswith(f"{old}."):
                name = new + name[len(old):]
        return name

    def _counterpart(
        self, field: FieldDescriptor, to: Descriptor, is_same: bool
    ) -> FieldDescriptor | None:
        name = self.reader_name(local(field)).rpartition(".")[2] if is_same else field.name
        return to.fields_by_name.get(name)

    def _field(
        self, written: Message, field: FieldDescriptor, read: Message, found: FieldDescriptor
    ) -> str | None:
        value, other = getattr(written, field.name), getattr(read, found.name)
        if is_map(field) and is_map(found):
            return self._entries(field, value, found, other)
        if is_map(field) or is_map(found):
            return f"{local(field)} is not read as a map"
        values = list(value) if field.is_repeated else [value]
        others = list(other) if found.is_repeated else [other]
        if len(values) != len(others):
            return f"{local(field)} has {len(others)} instead of {len(values)} elements"
        return self._all(field, found, zip(values, others))

    def _entries(
        self, field: FieldDescriptor, value: Any, found: FieldDescriptor, other: Any
    ) -> str | None:
        # A boolean is the number 0 or 1.
        entries = {_key(key): item for key, item in other.items()}
        if {_key(key) for key in value} != entries.keys():
            return f"{local(field)} is read with other keys"
        inner, to = (f.message_type.fields_by_name["value"] for f in (field, found))
        return self._all(inner, to, [(item, entries[_key(key)]) for key, item in value.items()])

    def _all(self, field: FieldDescriptor, found: FieldDescriptor, pairs: Any) -> str | None:
        for value, other in pairs:
            if isinstance(value, Message) and isinstance(other, Message):
                fault = self._message(value, other)
                if fault is not None:
                    return fault
            elif not self._is_same(field, value, found, other):
                return f"{local(field)}: {other!r} is read instead of {value!r}"
        return None

    def _message(self, value: Message, other: Message) -> str | None:
        of, to = value.DESCRIPTOR, other.DESCRIPTOR
        if _is_wrapper(of) and _is_wrapper(to):
            inner, found = of.fields_by_name["value"], to.fields_by_name["value"]
            return self._all(inner, found, [(value.value, other.value)])
        return self.fault(value, other)

    def _is_same(
        self, field: FieldDescriptor, value: Any, found: FieldDescriptor, other: Any
    ) -> bool:
        value, field = _unwrapped(value, field)
        other, found = _unwrapped(other, found)
        if isinstance(value, Message) or isinstance(other, Message):
            return False
        if field.enum_type is not None and found.enum_type is not None:
            return self._is_same_value(field.enum_type, value, found.enum_type, other)
        if field.type in _TEXTS or found.type in _TEXTS:
            if self.json and field.type != found.type:
                return False
            return _encoded(value) == _encoded(other)
        if FieldDescriptor.TYPE_FLOAT in (field.type, found.type) and (
            field.type in _FLOATS and found.type in _FLOATS):
            # JSON spells a float by the shortest digits.
            return field.type == FieldDescriptor.TYPE_FLOAT and _single(value) == _single(other)
        return bool(value == other)

    def _is_same_value(
        self, of: EnumDescriptor, value: int, to: EnumDescriptor, other: int
    ) -> bool:
        names = [v.name for v in of.values if v.number == value]
        names = [self.reader_name(f"{local(of)}.{name}").rpartition(".")[2] for name in names]
        known = [to.values_by_name[name].number for name in names if name in to.values_by_name]
        is_same = self.reader_name(local(of)) == local(to)
        # A reader of replies may lack a new value.
        return other in known if known else not self.all and is_same


def local(item: Any) -> str:
    """The name of an item within its package."""
    file = item.file if isinstance(item, (Descriptor, EnumDescriptor)) else (
        item.containing_type.file)
    return str(item.full_name[len(file.package) + 1:])


def _is_set(message: Message, field: FieldDescriptor) -> bool:
    return message.HasField(field.name) if field.has_presence else _is_not_zero(message, field)


def _is_not_zero(message: Message, field: FieldDescriptor) -> bool:
    value = getattr(message, field.name)
    if field.is_repeated:
        return len(value) > 0
    if field.message_type is not None:
        return message.HasField(field.name)
    return bool(value != field.default_value)


def _is_wrapper(of: Descriptor) -> bool:
    return of.file.name == "google/protobuf/wrappers.proto"


def _unwrapped(value: Any, field: FieldDescriptor) -> tuple[Any, FieldDescriptor]:
    if isinstance(value, Message) and _is_wrapper(value.DESCRIPTOR):
        return value.value, value.DESCRIPTOR.fields_by_name["value"]
    return value, field


def _key(key: Any) -> Any:
    return key if isinstance(key, str) else int(key)


def _encoded(value: Any) -> Any:
    return value.encode("utf-8") if isinstance(value, str) else value


def _single(value: float) -> float:
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return float("inf")
