"""The messages that no RPC contains, directly or indirectly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from google.protobuf.descriptor_pb2 import DescriptorProto, FileDescriptorProto


def standalone(files: list[FileDescriptorProto], called: Iterable[str]) -> set[str]:
    """The full names of top-level messages that programs use by themselves.

    No RPC reaches them, and they contain every other message that no RPC reaches. `called` holds
    the full names of the requests and responses.
    """
    contents = dict(_contents(files))
    top = [f".{file.package}.{message.name}" for file in files for message in file.message_type]
    reached = _reached(called, contents)
    inside = {name: _reached(contents[name], contents) - {name} for name in top}
    left = [name for name in top if name not in reached]
    roots = {name for name in left if not any(name in inside[other] for other in left)}
    covered = _reached(roots, contents)
    for name in left:
        # Messages that contain each other, and that nothing else contains.
        if name not in covered:
            roots.add(name)
            covered |= _reached([name], contents)
    return roots


def _contents(files: list[FileDescriptorProto]) -> Iterator[tuple[str, list[str]]]:
    """For each message, the types of its fields and its nested messages."""
    for file in files:
        for message in file.message_type:
            yield from _of_message(message, f".{file.package}")


def _of_message(message: DescriptorProto, scope: str) -> Iterator[tuple[str, list[str]]]:
    name = f"{scope}.{message.name}"
    nested = [f"{name}.{inner.name}" for inner in message.nested_type]
    yield name, [field.type_name for field in message.field if field.type_name] + nested
    for inner in message.nested_type:
        yield from _of_message(inner, name)


def _reached(start: Iterable[str], contents: dict[str, list[str]]) -> set[str]:
    reached: set[str] = set()
    pending = list(start)
    while pending:
        name = pending.pop()
        if name not in reached:
            reached.add(name)
            pending += contents.get(name, [])
    return reached
