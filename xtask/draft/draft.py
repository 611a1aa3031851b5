"""The schema of a proto file, as mappings and lists for `layout`."""

from __future__ import annotations

from collections import Counter
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
from descriptors import Descriptors
from prose import Stated
from rules import Options, field_rules
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

    def __init__(self, descriptors: Descriptors, prose: Stated, *, with_rules: bool) -> None:
        files = descriptors.files
        self.package = files[0].package
        self.omissions: list[str] = []
        """What the schema format does not have, each after the item that has it."""
        self._prose = prose
        self._options = Options(descriptors.all if with_rules else [])
        methods = [method for file in files for service in file.service for method in service.method]
        unary = [method for method in methods if _is_unary(method)]
        called = [name for method in unary for name in (method.input_type, method.output_type)]
        self._standalone = standalone(files, called)
        self._inline = self._inlined(files, unary, Counter(called))

    def file(self, file: FileDescriptorProto) -> Mapping:
        if len(file.service) > 1:
            raise ValueError(f"{file.name} declares several services; a schema file has one")
        out: Mapping = {}
        for service in file.service:
            out |= self.service(service)
        prefix = f".{self.package}."
        messages = (m for m in file.message_type if not self.is_inline(f"{prefix}{m.name}"))
        out["messages"] = [self.message(message, "") for message in messages]
        out["enums"] = [self.enum(enum, "") for enum in file.enum_type]
        return out

    def service(self, service: ServiceDescriptorProto) -> Mapping:
        name = f"{self.package}.{service.name}"
        for method in service.method:
            if not _is_unary(method):
                self.omissions.append(f"rpc {service.name}.{method.name}: it is streaming")
        unary = [method for method in service.method if _is_unary(method)]
        return {
            "service": {"name": service.name, "doc": self._prose.item("Service", name)},
            "resources": [self.resource(service, unary)],
        }

    def resource(
        self, service: ServiceDescriptorProto, methods: list[MethodDescriptorProto]
    ) -> Mapping:
        return {
            "name": names.snake(service.name.removesuffix("Service")),
            "doc": self._prose.resource(service.name),
            "rpcs": [self._rpc(method) for method in methods],
        }

    def is_inline(self, name: str) -> bool:
        """Whether the message with this full name is declared inside of its RPC."""
        return name in self._inline

    def _inlined(
        self,
        files: list[FileDescriptorProto],
        methods: list[MethodDescriptorProto],
        calls: Counter[str],
    ) -> dict[str, DescriptorProto]:
        """The messages with the names of their only RPCs, by full name."""
        prefix = f".{self.package}."
        derived = {
            name
            for method in methods
            for name, suffix in ((method.input_type, "Request"), (method.output_type, "Response"))
            if name == f"{prefix}{method.name}{suffix}" and calls[name] == 1
        }
        top = [message for file in files for message in file.message_type]
        return {f"{prefix}{m.name}": m for m in top if f"{prefix}{m.name}" in derived}

    def _rpc(self, method: MethodDescriptorProto) -> Mapping:
        out: Mapping = {"name": method.name, "method": names.snake(method.name)}
        if method.options.idempotency_level in IDEMPOTENCY:
            out["idempotency"] = IDEMPOTENCY[method.options.idempotency_level]
        if method.options.deprecated:
            out["deprecated"] = DEPRECATED
        request, response = self._named(method.input_type), self._named(method.output_type)
        out["doc"] = self._prose.rpc(request, response)
        out["request"] = self._called(method.input_type)
        out["response"] = self._called(method.output_type)
        if self._prose.has_examples:
            out["examples"] = [{"title": "Default values", "request": {}, "response": {}}]
        return out

    def _called(self, name: str) -> Mapping:
        """The request or response of an RPC."""
        if name in self._inline:
            return self._body(self._inline[name], "")
        return {"type": self._named(name)}

    def message(self, message: DescriptorProto, scope: str) -> Mapping:
        out: Mapping = {"name": message.name}
        if f".{self.package}.{scope}{message.name}" in self._standalone:
            out["standalone"] = True
        return out | self._body(message, scope)

    def _body(self, message: DescriptorProto, scope: str) -> Mapping:
        path = f"{scope}{message.name}"
        out: Mapping = {}
        if message.options.deprecated:
            out["deprecated"] = DEPRECATED
        for key, value in self._options.message(message).items():
            if key == "disabled":
                out |= {"validation": "disabled"} if value else {}
            else:
                self.omissions.append(f"message {path}: the rule `{key}: {value}`")
        nested = [inner for inner in message.nested_type if not inner.options.map_entry]
        out["doc"] = self._prose.item("Message", f"{self.package}.{path}")
        # The end of a range of field numbers is exclusive.
        ranges = [(range.start, range.end - 1) for range in message.reserved_range]
        out |= _reserved(ranges, message.reserved_name, MAX_FIELD_NUMBER)
        out["oneofs"] = [self._oneof(message, index, path) for index in _declared_oneofs(message)]
        out["fields"] = [self._field(field, message, path) for field in message.field]
        out["messages"] = [self.message(inner, f"{path}.") for inner in nested]
        out["enums"] = [self.enum(enum, f"{path}.") for enum in message.enum_type]
        return out

    def _field(self, field: FieldDescriptorProto, message: DescriptorProto, path: str) -> Mapping:
        spelled = field_type(field, message, self.package)
        out: Mapping = {"name": field.name, "number": field.number, "type": spelled}
        if field.json_name != names.json(field.name):
            out["json"] = field.json_name
        if field.HasField("oneof_index") and not field.proto3_optional:
            out["oneof"] = message.oneof_decl[field.oneof_index].name
        options = self._options.field(field)
        if options.get("required"):
            out["required"] = "rule"
        if field.options.deprecated:
            out["deprecated"] = DEPRECATED
        if is_unpacked(field):
            out["packed"] = False

        def left_out(what: str) -> None:
            self.omissions.append(f"field {path}.{field.name}: {what}")

        rules = field_rules(options, left_out)
        if rules:
            out["rules"] = rules
        out["doc"] = self._prose.field(spelled, field)
        return out

    def _oneof(self, message: DescriptorProto, index: int, path: str) -> Mapping:
        oneof = message.oneof_decl[index]
        out: Mapping = {"name": oneof.name}
        for key, value in self._options.oneof(oneof).items():
            if key == "required":
                out |= {"required": True} if value else {}
            else:
                self.omissions.append(f"oneof {path}.{oneof.name}: the rule `{key}: {value}`")
        return out | {"doc": self._prose.oneof(message, index)}

    def enum(self, enum: EnumDescriptorProto, scope: str) -> Mapping:
        out: Mapping = {"name": enum.name}
        if enum.options.allow_alias:
            out["allow_alias"] = True
        if enum.options.deprecated:
            out["deprecated"] = DEPRECATED
        out["doc"] = self._prose.item("Enum", f"{self.package}.{scope}{enum.name}")
        # The end of a range of enum numbers is inclusive.
        ranges = [(range.start, range.end) for range in enum.reserved_range]
        out |= _reserved(ranges, enum.reserved_name, MAX_ENUM_NUMBER)
        out["values"] = [self._value(value) for value in enum.value]
        return out

    def _value(self, value: EnumValueDescriptorProto) -> Mapping:
        out: Mapping = {"name": value.name, "number": value.number}
        if value.options.deprecated:
            out["deprecated"] = DEPRECATED
        return out | {"doc": self._prose.value(value)}

    def _named(self, name: str) -> str:
        return named(name, self.package)


def _is_unary(method: MethodDescriptorProto) -> bool:
    return not method.client_streaming and not method.server_streaming


def _declared_oneofs(message: DescriptorProto) -> list[int]:
    """The indexes of oneofs other than those that protoc adds for optional fields."""
    optional = {field.oneof_index for field in message.field if field.proto3_optional}
    return [index for index, _ in enumerate(message.oneof_decl) if index not in optional]


def _reserved(ranges: list[tuple[int, int]], names: Iterable[str], largest: int) -> Mapping:
    """One entry for all numbers and names, because descriptors have no reasons."""
    numbers = [_range(first, last, largest) for first, last in ranges]
    entry = {"numbers": numbers, "names": list(names)}
    entry = {key: values for key, values in entry.items() if values}
    return {"reserved": [entry]} if entry else {}


def _range(first: int, last: int, largest: int) -> int | str:
    if first == last:
        return first
    return f"{first}-{'max' if last == largest else last}"
