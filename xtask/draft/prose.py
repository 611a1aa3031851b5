"""The descriptions in a draft, which a person replaces."""

from __future__ import annotations

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumValueDescriptorProto,
    FieldDescriptorProto,
)

import names


class Stated:
    """States types and numbers, which the generator accepts."""

    has_examples = True

    def item(self, kind: str, name: str) -> str:
        return f"{kind} `{name}`."

    def resource(self, service: str) -> str:
        return f"RPCs of `{service}`."

    def rpc(self, request: str, response: str) -> str:
        return f"Takes `{request}` and returns `{response}`."

    def field(self, spelled: str, field: FieldDescriptorProto) -> str:
        if spelled.startswith("map<"):
            key, value = spelled.removeprefix("map<").removesuffix(">").split(", ")
            return f"Values of the type `{value}` by keys of the type `{key}`."
        if spelled.startswith("repeated "):
            return f"Values of the type `{spelled.removeprefix('repeated ')}`."
        return f"A value of the type `{spelled.removeprefix('optional ')}`."

    def value(self, value: EnumValueDescriptorProto) -> str:
        return f"Has the number {value.number}."

    def oneof(self, message: DescriptorProto, index: int) -> str:
        arms = [
            f"`{field.name}`"
            for field in message.field
            if field.HasField("oneof_index") and field.oneof_index == index
        ]
        return f"At most one of {names.listed(arms)} is set."


class Todo(Stated):
    """Asks for each description. The generator refuses it until it is written."""

    has_examples = False

    def item(self, kind: str, name: str) -> str:
        return f"TODO describe the {kind.lower()}"

    def resource(self, service: str) -> str:
        return "TODO describe the group"

    def rpc(self, request: str, response: str) -> str:
        return "TODO say what the RPC does"

    def field(self, spelled: str, field: FieldDescriptorProto) -> str:
        return "TODO meaning, unit, range, default, and what happens when it is omitted"

    def value(self, value: EnumValueDescriptorProto) -> str:
        return "TODO say what the value means"

    def oneof(self, message: DescriptorProto, index: int) -> str:
        return "TODO say what the oneof selects"
