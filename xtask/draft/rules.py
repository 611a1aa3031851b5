"""Validation rules: the options of `buf/validate/validate.proto`, as the schema writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    FieldDescriptorProto,
    FileDescriptorProto,
    OneofDescriptorProto,
)
from google.protobuf.descriptor_pool import DescriptorPool
from google.protobuf.json_format import MessageToDict
from google.protobuf.message_factory import GetMessageClass

Mapping = dict[str, Any]

# Reports a rule that the format does not have.
LeftOut = Callable[[str], None]

BOUNDS = {"gt", "gte", "lt", "lte"}
INTEGERS = {
    *("int32", "int64", "uint32", "uint64", "sint32", "sint64"),
    *("fixed32", "fixed64", "sfixed32", "sfixed64"),
}

# The rules of each type that the format has, in its order.
SUPPORTED = {
    "string": {"uuid", "uri", "email", "len", "min_len", "max_len", "pattern"},
    "bytes": {"len", "min_len", "max_len"},
    "enum": {"defined_only"},
    "repeated": {"min_items", "max_items", "unique"},
    "map": {"min_pairs", "max_pairs"},
    **dict.fromkeys([*INTEGERS, "float", "double", "duration", "timestamp"], BOUNDS),
}

# The rules that have rules themselves.
NESTED = {"items", "keys", "values"}

# Older versions of the rules have two names for what is `IGNORE_IF_ZERO_VALUE` today.
IGNORE = {
    "IGNORE_IF_DEFAULT_VALUE": "if_zero_value",
    "IGNORE_IF_UNPOPULATED": "if_zero_value",
    "IGNORE_IF_ZERO_VALUE": "if_zero_value",
    "IGNORE_ALWAYS": "always",
}

# JSON writes 64-bit integers as texts.
WIDE = INTEGERS | {"string", "bytes", "repeated", "map"}


class Options:
    """The validation options of descriptors."""

    def __init__(self, files: list[FileDescriptorProto]) -> None:
        """Takes all files that the descriptors need, each after its imports."""
        self._pool = DescriptorPool()
        for file in files:
            self._pool.Add(file)

    def field(self, field: FieldDescriptorProto) -> Mapping:
        return self._read("FieldOptions", "buf.validate.field", field)

    def oneof(self, oneof: OneofDescriptorProto) -> Mapping:
        return self._read("OneofOptions", "buf.validate.oneof", oneof)

    def message(self, message: DescriptorProto) -> Mapping:
        return self._read("MessageOptions", "buf.validate.message", message)

    def _read(self, kind: str, name: str, item: Any) -> Mapping:
        """The option with a name, decoded with the descriptors of the files themselves."""
        raw = item.options.SerializeToString()
        if not raw:
            return {}
        try:
            extension = self._pool.FindExtensionByName(name)
            of = self._pool.FindMessageTypeByName(f"google.protobuf.{kind}")
        except KeyError:
            # No file imports the rules, so there are none.
            return {}
        options = GetMessageClass(of).FromString(raw)
        if not options.HasExtension(extension):
            return {}
        return MessageToDict(options.Extensions[extension], preserving_proto_field_name=True)


def field_rules(options: Mapping, left_out: LeftOut) -> Mapping:
    """The `rules` of a field, without `required`, which is a key of the field."""
    rules: Mapping = {}
    for key, value in options.items():
        if key in SUPPORTED:
            rules |= _typed(key, value, left_out)
        elif key == "cel":
            rules["cel"] = [_cel(rule) for rule in value]
        elif key == "ignore" and value in IGNORE:
            rules["ignore"] = IGNORE[value]
        elif key != "required":
            left_out(f"the rule `{key}: {value}`")
    return rules


def _typed(kind: str, options: Mapping, left_out: LeftOut) -> Mapping:
    rules: Mapping = {}
    for key, value in options.items():
        if key in NESTED:
            if value.get("required"):
                left_out(f"the rule `{key}.required`")
            nested = field_rules(value, left_out)
            if nested:
                rules[key] = nested
        elif key not in SUPPORTED[kind]:
            left_out(f"the rule `{kind}.{key}: {value}`")
        elif kind in WIDE and isinstance(value, str) and key != "pattern":
            rules[key] = int(value)
        else:
            rules[key] = value
    return rules


def _cel(rule: Mapping) -> Mapping:
    return {key: rule.get(key, "") for key in ("id", "message", "expression")}
