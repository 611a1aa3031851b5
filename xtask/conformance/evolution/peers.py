"""Old clients with new servers, and new servers with old clients, in both codecs.

Each type is tried on its own, and types in its fields after it: encodings are composed of those of
fields, so what holds for a message holds wherever it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory
from google.protobuf.descriptor import Descriptor, FieldDescriptor
from google.protobuf.message import DecodeError, Message

import values
from images import FOREIGN, Files
from reading import Reading, local

CODECS = ("binary", "json")


def verdicts(files: Files, bases: list[Any], chunk: list[Any]) -> Iterator[dict[str, Any]]:
    """For each edited schema, what is not understood in each codec."""
    pool = descriptor_pool.DescriptorPool()
    for of in [FOREIGN, *(schema["prefix"] for schema in [*bases, *chunk])]:
        for file in files[of].values():
            pool.Add(file) if hasattr(pool, "Add") else pool.AddSerializedFile(
                file.SerializeToString())
    by_prefix = {base["prefix"]: base for base in bases}
    for schema in chunk:
        peers = _Peers(pool, files, schema, by_prefix[schema["base"]])
        yield {"id": schema["id"]} | {codec: peers.fault(codec) for codec in CODECS}


class _Peers:
    """An old and a new program."""

    def __init__(self, pool: Any, files: Files, schema: Any, base: Any) -> None:
        self._schema = schema
        old, new = ([pool.FindFileByName(file.name) for file in files[prefix].values()]
                    for prefix in (schema["base"], schema["prefix"]))
        self._old, self._new = _methods(old), _methods(new)
        forth = tuple((a, b) for a, b in schema["renames"])
        self._renames = forth, tuple((b, a) for a, b in reversed(forth))
        # Clients find error details by their names, but programs know what they have stored.
        self._details = [
            (_find(pool, old, name), _find(pool, new, name)) for name in base["details"]]
        renamed = Reading(forth, False, False).reader_name
        self._stored = [
            (_find(pool, old, name), _find(pool, new, renamed(name))) for name in base["stored"]]

    def fault(self, codec: str) -> str | None:
        """Says what is not understood; `None` if everything is."""
        for path, old in self._old.items():
            new = self._new.get(path)
            if new is None:
                return f"there is no {path}"
            fault = (
                self._walk(old.input_type, new.input_type, codec, True)
                or self._walk(new.output_type, old.output_type, codec, False))
            if fault is not None:
                return f"{path}: {fault}"
        for old, new in self._details:
            if new is None:
                return f"there is no {local(old)}"
            fault = self._walk(new, old, codec, False)
            if fault is not None:
                return f"in error details: {fault}"
        for old, new in self._stored:
            fault = new and (
                self._walk(old, new, codec, True) or self._walk(new, old, codec, False))
            if fault:
                return f"in what is stored: {fault}"
        return None

    def _walk(self, of: Descriptor, to: Descriptor, codec: str, is_request: bool) -> str | None:
        """Tries the types of a message and of its fields."""
        reading = Reading(self._renames[0 if is_request else 1], is_request, codec == "json")
        seen: set[tuple[str, str]] = set()
        todo = [(of, to)]
        while todo:
            of, to = todo.pop()
            if (of.full_name, to.full_name) in seen:
                continue
            seen.add((of.full_name, to.full_name))
            same = self._spelled(to)
            changed = {name for name, parts in self._spelled(of).items() if same.get(name) != parts}
            if changed or len(of.fields) != len(to.fields):
                fault = _tried(of, to, reading, changed)
                if fault is not None:
                    return fault
            for field in of.fields:
                name = reading.reader_name(local(field)).rpartition(".")[2]
                found = to.fields_by_name.get(name)
                inner = [_inner(f) for f in (field, found) if f is not None]
                if len(inner) == 2 and all(f is not None for f in inner):
                    todo.append(tuple(inner))
        return None

    def _spelled(self, of: Descriptor) -> dict[str, list[bytes]]:
        """The descriptors of fields and of their enums, without the prefix."""
        old, new = (self._schema[key].encode() for key in ("base", "prefix"))
        found = {}
        for field, spelled in _fields(of):
            parts = [spelled]
            inner = list(_fields(field.message_type)) if values.is_map(field) else []
            parts += [part for _, part in inner]
            for one in [field, *(one for one, _ in inner)]:
                if one.enum_type is not None:
                    enum = descriptor_pb2.EnumDescriptorProto()
                    one.enum_type.CopyToProto(enum)
                    parts.append(enum.SerializeToString())
            if field.containing_oneof is not None:
                parts.append(field.containing_oneof.name.encode())
            found[field.name] = [part.replace(old, new) for part in parts]
        return found


def _fields(of: Descriptor) -> Iterator[tuple[FieldDescriptor, bytes]]:
    """The fields of a message with their descriptors."""
    message = descriptor_pb2.DescriptorProto()
    of.CopyToProto(message)
    for spelled in message.field:
        # The position among the oneofs says nothing.
        spelled.ClearField("oneof_index")
        yield of.fields_by_name[spelled.name], spelled.SerializeToString()


def _methods(files: list[Any]) -> dict[str, Any]:
    """The RPCs by their paths, without the prefix of the package."""
    found = {}
    for file in files:
        for service in file.services_by_name.values():
            for method in service.methods:
                _, _, name = service.full_name.partition(".")
                found[f"/{name}/{method.name}"] = method
    return found


def _find(pool: Any, files: list[Any], name: str) -> Any:
    for file in files:
        try:
            return pool.FindMessageTypeByName(f"{file.package}.{name}")
        except KeyError:
            continue
    return None


def _inner(field: FieldDescriptor) -> Descriptor | None:
    """The message type of a field, of its elements or of its values."""
    inner = field.message_type
    if inner is not None and values.is_map(field):
        inner = inner.fields_by_name["value"].message_type
    return inner if inner is not None and inner.file.package != "google.protobuf" else None


def _tried(
    of: Descriptor, to: Descriptor, reading: Reading, changed: set[str]
) -> str | None:
    """Writes messages of a type and reads them as another one."""
    make = message_factory.GetMessageClass(to)
    for written in values.messages(of, changed):
        read = make()
        try:
            if reading.json:
                document = json_format.MessageToJson(written)
                json_format.Parse(document, read, ignore_unknown_fields=not reading.all)
            else:
                read.ParseFromString(written.SerializeToString())
        except (json_format.ParseError, DecodeError, UnicodeDecodeError) as error:
            return f"{_shown(written)} is rejected: {str(error)[:200]}"
        fault = reading.fault(written, read)
        if fault is not None:
            return f"{_shown(written)}: {fault}"
    return None


def _shown(message: Message) -> str:
    return json.dumps(json_format.MessageToDict(message))[:200]
