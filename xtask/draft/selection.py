"""The items of a package that are drafted by name."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from google.protobuf.descriptor_pb2 import (
    DescriptorProto,
    FileDescriptorProto,
    ServiceDescriptorProto,
)

from draft import Draft

Mapping = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """An item that can be drafted."""

    add: Callable[[Mapping], None]
    """Adds the item to a document."""
    contents: list[str] = field(default_factory=list)
    """The messages that are declared inside of the item."""


def selected(draft: Draft, files: list[FileDescriptorProto], wanted: list[str]) -> Mapping:
    """A document with the services, RPCs, messages and enums of these names.

    An RPC may be named with its service, `Service.Rpc`, and without. What is declared inside of
    another item that is wanted, too, is left to that.
    """
    entries = dict(_entries(draft, files))
    unknown = [name for name in wanted if name not in entries]
    if unknown:
        close = difflib.get_close_matches(unknown[0], entries, n=3)
        hint = f"; similar: {', '.join(close)}" if close else ""
        raise ValueError(f"no service, RPC, message or enum {', '.join(unknown)}{hint}")
    inside = {name for item in wanted for name in entries[item].contents}
    document: Mapping = {"resources": [], "messages": [], "enums": []}
    for name in dict.fromkeys(wanted):
        if name not in inside and not any(outer in {*wanted, *inside} for outer in _outer(name)):
            entries[name].add(document)
    return document


def _outer(name: str) -> Iterator[str]:
    """The names of the items that declare this one: `A.B` and `A` for `A.B.C`."""
    while "." in name:
        name = name.rpartition(".")[0]
        yield name


def _entries(draft: Draft, files: list[FileDescriptorProto]) -> Iterator[tuple[str, Entry]]:
    for file in files:
        for service in file.service:
            yield from _of_service(draft, service)
    for file in files:
        for message in file.message_type:
            yield from _of_message(draft, message, "")
        for enum in file.enum_type:
            yield enum.name, Entry(_adder("enums", draft.enum, enum, ""))


def _of_service(draft: Draft, service: ServiceDescriptorProto) -> Iterator[tuple[str, Entry]]:
    def add(document: Mapping) -> None:
        drafted = draft.service(service)
        document.setdefault("service", drafted["service"])
        document["resources"] += drafted["resources"]

    contents = []
    for method in service.method:
        types = (method.input_type, method.output_type)
        inline = [name.rpartition(".")[2] for name in types if draft.is_inline(name)]
        entry = Entry(_adder("resources", draft.resource, service, [method]), inline)
        contents += inline
        yield method.name, entry
        yield f"{service.name}.{method.name}", entry
    yield service.name, Entry(add, contents)


def _of_message(
    draft: Draft, message: DescriptorProto, scope: str
) -> Iterator[tuple[str, Entry]]:
    path = f"{scope}{message.name}"
    yield path, Entry(_adder("messages", draft.message, message, scope))
    for inner in message.nested_type:
        if not inner.options.map_entry:
            yield from _of_message(draft, inner, f"{path}.")
    for enum in message.enum_type:
        yield f"{path}.{enum.name}", Entry(_adder("enums", draft.enum, enum, f"{path}."))


def _adder(
    key: str, convert: Callable[..., Mapping], item: Any, second: Any
) -> Callable[[Mapping], None]:
    def add(document: Mapping) -> None:
        document[key].append(convert(item, second))

    return add
