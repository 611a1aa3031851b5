"""Compares the descriptors of two versions of a protobuf package, item by item.

`cargo xtask conformance --only history` runs it with the environment of the newer version. Prints
one JSON object: the number of items of the newer version, and the changes as pairs of a word and the
full name of the item. What an added or removed item declares is listed, too. Streaming RPCs are left
out, because schemas do not have them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    EnumDescriptorProto,
    FileDescriptorSet,
)

Item = tuple[str, Any]
"""The full name and everything that is compared."""


def main() -> int:
    """Exit codes: 0 success, 2 wrong usage."""
    if len(sys.argv) != 4:
        print(f"usage: {sys.argv[0]} OLD NEW PACKAGE", file=sys.stderr)
        return 2
    old, new = (dict(_items(Path(path), sys.argv[3])) for path in sys.argv[1:3])
    changes = [["removed", name] for name in old if name not in new]
    changes += [["added", name] for name in new if name not in old]
    changes += [["changed", name] for name in new if name in old and old[name] != new[name]]
    print(json.dumps({"items": len(new), "changes": changes}))
    return 0


def _items(path: Path, package: str) -> Iterator[Item]:
    for file in FileDescriptorSet.FromString(path.read_bytes()).file:
        if file.package != package:
            continue
        for message in file.message_type:
            yield from _of_message(message, f"{package}.{message.name}")
        for enum in file.enum_type:
            yield from _of_enum(enum, f"{package}.{enum.name}")
        for service in file.service:
            yield f"{package}.{service.name}", None
            for rpc in service.method:
                if not rpc.client_streaming and not rpc.server_streaming:
                    options = (rpc.options.idempotency_level, rpc.options.deprecated)
                    yield (
                        f"{package}.{service.name}.{rpc.name}",
                        (rpc.input_type, rpc.output_type, options),
                    )


def _of_message(message: DescriptorProto, name: str) -> Iterator[Item]:
    yield name, message.options.deprecated
    # The entry of a map is compared with its field.
    entries = {
        f".{name}.{inner.name}": [(part.type, part.type_name) for part in inner.field]
        for inner in message.nested_type
        if inner.options.map_entry
    }
    arms: set[int] = set()
    for field in message.field:
        oneof = None
        if field.HasField("oneof_index") and not field.proto3_optional:
            arms.add(field.oneof_index)
            oneof = message.oneof_decl[field.oneof_index].name
        named = entries.get(field.type_name, field.type_name)
        of_type = (field.type, named, field.label, field.proto3_optional)
        of_name = (field.number, field.json_name, oneof)
        yield f"{name}.{field.name}", (of_type, of_name, field.options.deprecated)
    for index in sorted(arms):
        yield f"{name}.{message.oneof_decl[index].name}", "oneof"
    for inner in message.nested_type:
        if not inner.options.map_entry:
            yield from _of_message(inner, f"{name}.{inner.name}")
    for enum in message.enum_type:
        yield from _of_enum(enum, f"{name}.{enum.name}")


def _of_enum(enum: EnumDescriptorProto, name: str) -> Iterator[Item]:
    yield name, enum.options.deprecated
    for value in enum.value:
        yield f"{name}.{value.name}", (value.number, value.options.deprecated)


if __name__ == "__main__":
    raise SystemExit(main())
