"""Writes YAML as the schemas of this project are written: lists of mappings are not indented, and
short mappings of scalars are on one line."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

WIDTH = 100

# Words that YAML does not read as texts.
RESERVED = {"true", "false", "null", "yes", "no", "on", "off", "~"}

# The keys whose items are on one line if they fit.
SHORT_ITEMS = {"reserved", "values"}

# The mappings that are on one line if they have no lists and fit.
SHORT_MAPPINGS = {"rules"}


def yaml(document: dict[str, Any]) -> str:
    return "\n".join(_mapping(document, "")) + "\n"


def _mapping(mapping: dict[str, Any], indent: str) -> list[str]:
    lines = []
    for key, value in mapping.items():
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            if value:
                lines.append(f"{indent}{key}:")
                lines += [line for item in value for line in _item(item, key, indent)]
        elif isinstance(value, dict) and value and not _is_short(value):
            in_flow = _in_flow(key, value, indent)
            lines += [in_flow] if in_flow else [f"{indent}{key}:", *_mapping(value, indent + "  ")]
        else:
            line = f"{indent}{key}: {_inline(value, in_flow=False)}"
            is_long = isinstance(value, str) and len(line) > WIDTH
            lines += _block(key, value, indent) if is_long else [line]
    return lines


def _block(key: str, text: str, indent: str) -> list[str]:
    inner = indent + "  "
    wrapped = textwrap.wrap(
        text, WIDTH, initial_indent=inner, subsequent_indent=inner, break_on_hyphens=False
    )
    return [f"{indent}{key}: |-", *wrapped]


def _item(item: dict[str, Any], key: str, indent: str) -> list[str]:
    if key in SHORT_ITEMS:
        line = f"{indent}- {_inline(item, in_flow=False)}"
        if len(line) <= WIDTH:
            return [line]
    first, *rest = _mapping(item, indent + "  ")
    return [f"{indent}- {first.lstrip()}", *rest]


def _is_short(mapping: dict[str, Any]) -> bool:
    return list(mapping) in (["type"], ["reason"])


def _in_flow(key: str, mapping: dict[str, Any], indent: str) -> str | None:
    """The entry on one line, if it has such a form and fits."""
    if key not in SHORT_MAPPINGS or _has_list(mapping):
        return None
    line = f"{indent}{key}: {_inline(mapping, in_flow=False)}"
    return line if len(line) <= WIDTH else None


def _has_list(value: Any) -> bool:
    if isinstance(value, dict):
        return any(_has_list(entry) for entry in value.values())
    return isinstance(value, list)


def _inline(value: Any, *, in_flow: bool) -> str:
    if isinstance(value, dict):
        entries = (f"{key}: {_inline(entry, in_flow=True)}" for key, entry in value.items())
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(item, in_flow=True) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    return _text(value, in_flow=in_flow)


def _text(text: str, *, in_flow: bool) -> str:
    special = r",\[\]{}" if in_flow else ""
    plain = re.fullmatch(rf"[A-Za-z][^\n#{special}]*", text) and ": " not in text
    if plain and not text.endswith((":", " ")) and text.lower() not in RESERVED:
        return text
    if "\\" not in text and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return json.dumps(text)
