"""Names in other forms."""

from __future__ import annotations

import re


def snake(name: str) -> str:
    """`GetHTTPStatus` becomes `get_http_status`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def json(name: str) -> str:
    """The JSON name that protoc derives."""
    first, *rest = name.split("_")
    return first + "".join(word[:1].upper() + word[1:] for word in rest)


def listed(items: list[str]) -> str:
    """`a`, `b` and `c`."""
    return " and ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)
