"""The schema of a proto file, as mappings and lists for `layout`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    EnumValueDescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    MethodDescriptorProto,
    MethodOptions,
    ServiceDescriptorProto,
)

import names
from spelling import field_type, is_unpacked, named
from standalone import standalone

IDEMPOTENCY = {
    MethodOptions.NO_SIDE_EFFECTS: "no_side_effects",
    MethodOptions.IDEMPOTENT: "idempotent",
}

Mapping = dict[str, Any]

DEPRECATED = {"reason": "deprecated by the API"}

MAX_FIELD_NUMBER = 2**29 - 1
MAX_ENUM_NUMBER = 2**31 - 1


class Draft:
    """Converts the files of one package."""

    def __init__(self, files: list[FileDescriptorProto]) -> None:
        self.package = files[0].package
        self.omissions: list[str] = []
        """What the schema format does not have."""
        methods = [method for file in files for service in file.service for method in service.method]
        unary = [method for method in methods if _is_unary(method)]
        self._standalone = standalone(
            files, (name for method in unary for name in (method.input_type, method.output_type))
        )

    def file(self, file: FileDescriptorProto) -> Mapping:
        if len(file.service) > 1:
            raise ValueError(f"{file.name} declares several services; a schema file has one")
        out: Mapping = {}
        for service in file.service:
            name = f"{self.package}.{service.name}"
            out["service"] = {"name": service.name, "doc": f"Service `{name}`."}
            out["resources"] = [self._resource(service)]
        out["messages"] = [self._message(message, "") for message in file.message_type]
        out["enums"] = [self._enum(enum, "") for enum in file.enum_type]
        return out

    def _resource(self, service: ServiceDescriptorProto) -> Mapping:
        for method in service.method:
            if not _is_unary(method):
                self.omissions.append(f"the streaming RPC {service.name}.{method.name}")
        name = names.snake(service.name.removesuffix("Service"))
        return {
            "name": name,
            "doc": f"RPCs of `{service.name}`.",
            "rpcs": [self._rpc(method) for method in service.method if _is_unary(method)],
        }

    def _rpc(self, method: MethodDescriptorProto) -> Mapping:
        out: Mapping = {"name": method.name, "method": names.snake(method.name)}
        if method.options.idempotency_level in IDEMPOTENCY:
            out["idempotency"] = IDEMPOTENCY[method.options.idempotency_level]
        if method.options.deprecated:
            out["deprecated"] = DEPRECATED
        request, response = self._named(method.input_type), self._named(method.output_type)
        return out | {
            "doc": f"Takes `{request}` and returns `{response}`.",
            "request": {"type": request},
            "response": {"type": response},
            "examples": [{"title": "Default values", "request": {}, "response": {}}],
        }

    def _message(self, message: DescriptorProto, scope: str) -> Mapping:
        path = f"{scope}{message.name}"
        out: Mapping = {"name": message.name}
        if f".{self.package}.{path}" in self._standalone:
            out["standalone"] = True
        if message.options.deprecated:
            out["deprecated"] = DEPRECATED
        oneofs = _declared_oneofs(message)
        # The end of a range of field numbers is exclusive.
        ranges = [(range.start, range.end - 1) for range in message.reserved_range]
        nested = [inner for inner in message.nested_type if not inner.options.map_entry]
        out["doc"] = f"Message `{self.package}.{path}`."
        out["reserved"] = _reserved(ranges, message.reserved_name, MAX_FIELD_NUMBER)
        out["oneofs"] = [_oneof(message, index) for index in oneofs]
        out["fields"] = [self._field(field, message) for field in message.field]
        out["messages"] = [self._message(inner, f"{path}.") for inner in nested]
        out["enums"] = [self._enum(enum, f"{path}.") for enum in message.enum_type]
        return out

    def _field(self, field: FieldDescriptorProto, message: DescriptorProto) -> Mapping:
        spelled = field_type(field, message, self.package)
        out: Mapping = {"name": field.name, "number": field.number, "type": spelled}
        if field.json_name != names.json(field.name):
            out["json"] = field.json_name
        if field.HasField("oneof_index") and not field.proto3_optional:
            out["oneof"] = message.oneof_decl[field.oneof_index].name
        if is_unpacked(field):
            out["packed"] = False
        if field.options.deprecated:
            out["deprecated"] = DEPRECATED
        out["doc"] = _described(spelled)
        return out

    def _enum(self, enum: EnumDescriptorProto, scope: str) -> Mapping:
        out: Mapping = {"name": enum.name}
        if enum.options.allow_alias:
            out["allow_alias"] = True
        if enum.options.deprecated:
            out["deprecated"] = DEPRECATED
        out["doc"] = f"Enum `{self.package}.{scope}{enum.name}`."
        ranges = [(range.start, range.end) for range in enum.reserved_range]
        out["reserved"] = _reserved(ranges, enum.reserved_name, MAX_ENUM_NUMBER)
        out["values"] = [_value(value) for value in enum.value]
        return out

    def _named(self, name: str) -> str:
        return named(name, self.package)


def _is_unary(method: MethodDescriptorProto) -> bool:
    return not method.client_streaming and not method.server_streaming


def _described(spelled: str) -> str:
    """What the type of a field says."""
    if spelled.startswith("map<"):
        key, value = spelled.removeprefix("map<").removesuffix(">").split(", ")
        return f"Values of the type `{value}` by keys of the type `{key}`."
    if spelled.startswith("repeated "):
        return f"Values of the type `{spelled.removeprefix('repeated ')}`."
    return f"A value of the type `{spelled.removeprefix('optional ')}`."


def _declared_oneofs(message: DescriptorProto) -> list[int]:
    """The indexes of oneofs other than those that protoc adds for optional fields."""
    optional = {field.oneof_index for field in message.field if field.proto3_optional}
    return [index for index, _ in enumerate(message.oneof_decl) if index not in optional]


def _reserved(ranges: list[tuple[int, int]], names: Iterable[str], largest: int) -> list[Mapping]:
    """One entry for all numbers and names, because descriptors have no reasons."""
    numbers = [_range(first, last, largest) for first, last in ranges]
    entry = {"numbers": numbers, "names": list(names)}
    entry = {key: values for key, values in entry.items() if values}
    return [entry] if entry else []


def _range(first: int, last: int, largest: int) -> int | str:
    if first == last:
        return first
    return f"{first}-{'max' if last == largest else last}"


def _value(value: EnumValueDescriptorProto) -> Mapping:
    out: Mapping = {"name": value.name, "number": value.number}
    if value.options.deprecated:
        out["deprecated"] = DEPRECATED
    return out | {"doc": f"Has the number {value.number}."}


def _oneof(message: DescriptorProto, index: int) -> Mapping:
    arms = [
        f"`{field.name}`"
        for field in message.field
        if field.HasField("oneof_index") and field.oneof_index == index
    ]
    doc = f"At most one of {names.listed(arms)} is set."
    return {"name": message.oneof_decl[index].name, "doc": doc}
