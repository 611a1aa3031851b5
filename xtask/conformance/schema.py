"""Descriptors of the exported proto files, and the rules in their options."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc_tools
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from google.protobuf.message import Message
from grpc_tools import protoc
from protovalidate._gen.buf.validate import validate_pb

WELL_KNOWN = {"google.protobuf.Timestamp": "timestamp", "google.protobuf.Duration": "duration"}

SCALARS = {
    FieldDescriptor.TYPE_BOOL: "bool",
    FieldDescriptor.TYPE_BYTES: "bytes",
    FieldDescriptor.TYPE_ENUM: "enum",
    FieldDescriptor.TYPE_INT32: "int32",
    FieldDescriptor.TYPE_INT64: "int64",
    FieldDescriptor.TYPE_STRING: "string",
    FieldDescriptor.TYPE_UINT32: "uint32",
    FieldDescriptor.TYPE_UINT64: "uint64",
}


class Shape(enum.Enum):
    """The cardinality of a field."""

    SINGLE = "single"
    LIST = "list"
    MAP = "map"


def shape(field: FieldDescriptor) -> Shape:
    if not field.is_repeated:
        return Shape.SINGLE
    is_map = field.message_type is not None and field.message_type.GetOptions().map_entry
    return Shape.MAP if is_map else Shape.LIST


def message_of(field: FieldDescriptor) -> Descriptor:
    """The message type of a field."""
    found = element(field).message_type
    assert found is not None, f"{field.full_name} is not a message field"
    return found


def enum_of(field: FieldDescriptor) -> EnumDescriptor:
    """The enum type of a field."""
    found = element(field).enum_type
    assert found is not None, f"{field.full_name} is not an enum field"
    return found


def siblings(field: FieldDescriptor) -> list[FieldDescriptor]:
    """The members of a field's oneof, or the field alone."""
    oneof = field.containing_oneof
    return [field] if oneof is None else list(oneof.fields)


def element(field: FieldDescriptor) -> FieldDescriptor:
    """The field that describes one value: for a map, the value field of its entries."""
    entry = field.message_type
    return entry.fields_by_name["value"] if entry and shape(field) is Shape.MAP else field


def kind(field: FieldDescriptor) -> str:
    """The kind of one value of a field, such as `string`, `timestamp` or `message`."""
    inner = element(field)
    if inner.message_type is not None:
        return WELL_KNOWN.get(inner.message_type.full_name, "message")
    known = SCALARS.get(inner.type)
    if known is None:
        raise NotImplementedError(f"no values for the type of {field.full_name}")
    return known


def real_oneof(field: FieldDescriptor) -> str | None:
    """The oneof of a field; None for the synthetic oneof of an optional field."""
    oneof = field.containing_oneof
    return None if oneof is None or oneof.name == f"_{field.name}" else oneof.name


class Schema:
    """The messages of the API and the rules of their fields."""

    def __init__(self, folder: Path) -> None:
        self.pool = descriptor_pool.DescriptorPool()
        own = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.proto"))
        for file in _compile(folder, own).file:
            self.pool.AddSerializedFile(file.SerializeToString())
        files = [self.pool.FindFileByName(name) for name in own]
        self.messages = [m for file in files for m in _nested(file.message_types_by_name.values())]
        # The options of a descriptor belong to the default pool, which does not have the rules.
        self._options = self._class_of("google.protobuf.FieldOptions")
        self._oneof_options = self._class_of("google.protobuf.OneofOptions")
        self._field_rules = self.pool.FindExtensionByName("buf.validate.field")
        self._oneof_rules = self.pool.FindExtensionByName("buf.validate.oneof")

    def new(self, of: Descriptor) -> Message:
        """An empty message."""
        return message_factory.GetMessageClass(of)()

    def rules(self, field: FieldDescriptor) -> Any:
        """The `buf.validate.FieldRules` of a field; empty if it has none."""
        options = self._options.FromString(field.GetOptions().SerializeToString())
        return options.Extensions[self._field_rules]

    def rule_ids(self) -> set[str]:
        """The id of every rule that a message can violate."""
        ids: set[str] = set()
        for message in self.messages:
            for field in message.fields:
                rules = self.rules(field)
                if not self.is_ignored(rules):
                    ids |= _ids(rules)
            for oneof in message.oneofs:
                options = self._oneof_options.FromString(oneof.GetOptions().SerializeToString())
                if options.Extensions[self._oneof_rules].required:
                    ids.add("required")
        return ids

    def is_ignored(self, rules: Any) -> bool:
        """Whether rules are ignored."""
        modes = rules.DESCRIPTOR.fields_by_name["ignore"].enum_type.values_by_name
        return bool(rules.ignore == modes["IGNORE_ALWAYS"].number)

    def _class_of(self, name: str) -> Any:
        return message_factory.GetMessageClass(self.pool.FindMessageTypeByName(name))


def _compile(folder: Path, files: list[str]) -> descriptor_pb2.FileDescriptorSet:
    """Runs protoc. The file that declares the rules is passed as a descriptor from the package,
    because the validator uses that version."""
    rules = folder / "validate.binpb"
    own = folder / "set.binpb"
    declared = descriptor_pb2.FileDescriptorProto.FromString(validate_pb.desc().proto.to_binary())
    rules.write_bytes(descriptor_pb2.FileDescriptorSet(file=[declared]).SerializeToString())
    includes = Path(grpc_tools.__file__).parent / "_proto"
    code = protoc.main(
        [
            "protoc",
            f"--proto_path={folder}",
            f"--proto_path={includes}",
            f"--descriptor_set_in={rules}",
            "--fatal_warnings",
            "--include_imports",
            f"--descriptor_set_out={own}",
            *files,
        ]
    )
    if code != 0:
        raise SystemExit("error: protoc does not take the exported files")
    return descriptor_pb2.FileDescriptorSet.FromString(own.read_bytes())


def _nested(messages: Any) -> Iterator[Descriptor]:
    for message in messages:
        if not message.GetOptions().map_entry:
            yield message
            yield from _nested(message.nested_types)


def _ids(rules: Any) -> set[str]:
    """The ids of the rules of a field and of its elements."""
    ids = {rule.id for rule in rules.cel}
    if rules.required:
        ids.add("required")
    name = rules.WhichOneof("type")
    if name is None:
        return ids
    typed = getattr(rules, name)
    names = {rule.name for rule, _ in typed.ListFields()}
    for inner in names & {"items", "keys", "values"}:
        ids |= _ids(getattr(typed, inner))
    names -= {"items", "keys", "values"}
    lower, upper = names & {"gt", "gte"}, names & {"lt", "lte"}
    if lower and upper:
        # Both bounds are one rule.
        names = names - lower - upper | {f"{min(lower)}_{min(upper)}"}
    for rule in names:
        # Nothing violates a lower limit of zero.
        if rule.startswith("min_") and getattr(typed, rule) == 0:
            continue
        ids.add(f"{name}.{rule}")
        if rule in ("uuid", "uri", "email"):
            ids.add(f"{name}.{rule}_empty")
    # A rule that only the empty string violates.
    if rules.ignore:
        ids -= {i for i in ids if i.endswith("_empty")}
    return ids
