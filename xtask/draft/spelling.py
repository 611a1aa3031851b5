"""The spelling of field types in the schema."""

from __future__ import annotations

from google.protobuf.descriptor_pb2 import DescriptorProto, FieldDescriptorProto

SCALARS = {
    FieldDescriptorProto.TYPE_BOOL: "bool",
    FieldDescriptorProto.TYPE_BYTES: "bytes",
    FieldDescriptorProto.TYPE_DOUBLE: "double",
    FieldDescriptorProto.TYPE_FIXED32: "fixed32",
    FieldDescriptorProto.TYPE_FIXED64: "fixed64",
    FieldDescriptorProto.TYPE_FLOAT: "float",
    FieldDescriptorProto.TYPE_INT32: "int32",
    FieldDescriptorProto.TYPE_INT64: "int64",
    FieldDescriptorProto.TYPE_SFIXED32: "sfixed32",
    FieldDescriptorProto.TYPE_SFIXED64: "sfixed64",
    FieldDescriptorProto.TYPE_SINT32: "sint32",
    FieldDescriptorProto.TYPE_SINT64: "sint64",
    FieldDescriptorProto.TYPE_STRING: "string",
    FieldDescriptorProto.TYPE_UINT32: "uint32",
    FieldDescriptorProto.TYPE_UINT64: "uint64",
}

WELL_KNOWN = {
    "Any": "any",
    "BoolValue": "bool_value",
    "BytesValue": "bytes_value",
    "DoubleValue": "double_value",
    "Duration": "duration",
    "Empty": "empty",
    "FieldMask": "field_mask",
    "FloatValue": "float_value",
    "Int32Value": "int32_value",
    "Int64Value": "int64_value",
    "ListValue": "list_value",
    "NullValue": "null_value",
    "StringValue": "string_value",
    "Struct": "struct",
    "Timestamp": "timestamp",
    "UInt32Value": "uint32_value",
    "UInt64Value": "uint64_value",
    "Value": "value",
}

# Types of lists that are packed by default.
UNPACKABLE = {
    FieldDescriptorProto.TYPE_BYTES,
    FieldDescriptorProto.TYPE_MESSAGE,
    FieldDescriptorProto.TYPE_STRING,
}

WELL_KNOWN_PACKAGE = ".google.protobuf."


def is_repeated(field: FieldDescriptorProto) -> bool:
    return field.label == FieldDescriptorProto.LABEL_REPEATED


def is_unpacked(field: FieldDescriptorProto) -> bool:
    """Whether a list is written unpacked although its type can be packed."""
    packed = field.options.packed if field.options.HasField("packed") else True
    return is_repeated(field) and field.type not in UNPACKABLE and not packed


def map_entry(field: FieldDescriptorProto, message: DescriptorProto) -> DescriptorProto | None:
    """The entry message, if the field is a map."""
    name = field.type_name.rpartition(".")[2]
    entries = (nested for nested in message.nested_type if nested.options.map_entry)
    return next((entry for entry in entries if is_repeated(field) and entry.name == name), None)


def single(field: FieldDescriptorProto, package: str) -> str:
    """The type of the value, or of a list element."""
    if field.type in SCALARS:
        return SCALARS[field.type]
    return named(field.type_name, package)


def named(name: str, package: str) -> str:
    """The spelling of a message or enum with this full name, which starts with a dot."""
    own = f".{package}." if package else "."
    if name.startswith(WELL_KNOWN_PACKAGE) and name.removeprefix(WELL_KNOWN_PACKAGE) in WELL_KNOWN:
        return WELL_KNOWN[name.removeprefix(WELL_KNOWN_PACKAGE)]
    if not name.startswith(own):
        raise ValueError(f"the type {name[1:]} belongs to another package")
    return name.removeprefix(own)


def field_type(field: FieldDescriptorProto, message: DescriptorProto, package: str) -> str:
    """The type of a field, with its cardinality."""
    if field.type == FieldDescriptorProto.TYPE_GROUP:
        raise ValueError(f"the field {message.name}.{field.name} is a group")
    entry = map_entry(field, message)
    if entry is not None:
        key, value = (single(part, package) for part in entry.field)
        return f"map<{key}, {value}>"
    value = single(field, package)
    if is_repeated(field):
        return f"repeated {value}"
    return f"optional {value}" if field.proto3_optional else value
