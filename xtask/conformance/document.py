"""JSON documents that may be invalid: members are ordered, may be duplicated, and any text may
take the place of a value."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Token:
    """The text of a value, or of a key with its quotes."""

    text: str
    # The text for the reference, if it differs.
    for_reference: str | None = None


@dataclass
class Array:
    elements: list[Node] = field(default_factory=list)


@dataclass
class Object:
    """Members in order, with the text of their keys."""

    members: list[tuple[Token, Node]] = field(default_factory=list)

    def index_of(self, *names: str) -> int | None:
        """The index of the member with one of these names."""
        keys = [text(name) for name in names]
        found = (at for at, (key, _) in enumerate(self.members) if key in keys)
        return next(found, None)

    def put(self, name: str, value: Node, *others: str) -> None:
        """Sets a member, replacing the one with this name or one of the others."""
        at = self.index_of(name, *others)
        if at is None:
            self.members.append((text(name), value))
        else:
            self.members[at] = (text(name), value)

    def drop(self, *names: str) -> None:
        """Removes the member with one of these names, if any."""
        at = self.index_of(*names)
        if at is not None:
            del self.members[at]


Node = Token | Array | Object

NULL = Token("null")
TRUE = Token("true")
FALSE = Token("false")


def text(value: str, ascii_only: bool = False) -> Token:
    """A string. Lone surrogates need escapes, that is `ascii_only`."""
    return Token(json.dumps(value, ensure_ascii=ascii_only))


def render(node: Node, for_reference: bool = False) -> str:
    """The text of a document, on one line."""
    if isinstance(node, Token):
        asked = node.for_reference if for_reference else None
        return node.text if asked is None else asked
    if isinstance(node, Array):
        return "[" + ",".join(render(element, for_reference) for element in node.elements) + "]"
    members = (f"{key.text}:{render(value, for_reference)}" for key, value in node.members)
    return "{" + ",".join(members) + "}"
