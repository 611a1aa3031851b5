"""Drafts schema files from the proto files or the descriptors of an API.

`cargo xtask draft` and `cargo xtask audit descriptors` install the packages and run this.

Writes one YAML file for each proto file, or prints the items of --item. All files belong to one
protobuf package. `api.yaml` is left to its author. The descriptions state types and numbers only,
because comments belong to their authors; replace them. With --todo they are left to be written.
What the format does not have, such as streaming RPCs, is left out and reported on standard error,
with its item.

| file | holds |
| --- | --- |
| `descriptors` | the descriptors of the proto files |
| `draft` | the schema of a file |
| `selection` | the schema of single items |
| `rules` | validation rules |
| `prose` | descriptions |
| `spelling` | the spelling of types |
| `standalone` | the messages that no RPC contains |
| `names` | names in other forms |
| `layout` | YAML as the schemas of this project are written |
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import layout
from descriptors import Descriptors, compiled, read
from draft import Draft
from prose import Stated, Todo
from selection import selected

HEADER = "# yaml-language-server: $schema={schema}\n"


def main() -> int:
    """Exit codes: 0 success, 1 the input cannot be read or converted."""
    options = _options()
    try:
        descriptors = _descriptors(options)
        prose = Todo() if options.todo else Stated()
        draft = Draft(descriptors, prose, with_rules=not options.without_rules)
        if options.item:
            print(layout.yaml(selected(draft, descriptors.files, options.item)), end="")
        else:
            _write(draft, descriptors, options)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for omission in draft.omissions:
        print(f"left out: {omission}", file=sys.stderr)
    return 0


def _descriptors(options: argparse.Namespace) -> Descriptors:
    if options.descriptors is None:
        return compiled(options.protos, options.include)
    return read(options.descriptors, options.package)


def _write(draft: Draft, descriptors: Descriptors, options: argparse.Namespace) -> None:
    options.out.mkdir(parents=True, exist_ok=True)
    for file in descriptors.files:
        path = options.out / f"{Path(file.name).stem}.yaml"
        text = layout.yaml(draft.file(file))
        path.write_text(HEADER.format(schema=options.schema) + text, encoding="utf-8")
        print(path)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Drafts schema files.")
    parser.add_argument("protos", nargs="*", metavar="PROTO", help="proto file of the package")
    parser.add_argument(
        "--descriptors", type=Path, metavar="FILE", help="FileDescriptorSet, instead of proto files"
    )
    parser.add_argument("--package", metavar="NAME", help="package of --descriptors to draft")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder to write to")
    parser.add_argument(
        "--item", action="append", default=[], metavar="NAME", help="item to print instead"
    )
    parser.add_argument(
        "--todo", action="store_true", help="leave the descriptions and examples to be written"
    )
    parser.add_argument(
        "--without-rules", action="store_true", help="leave out validation rules"
    )
    parser.add_argument(
        "--include",
        type=Path,
        action="append",
        default=[],
        metavar="DIR",
        help="folder in which imports are looked up",
    )
    parser.add_argument(
        "--schema",
        default="format/definitions.schema.json",
        metavar="PATH",
        help="path of the JSON Schema in the first line, relative to the written files",
    )
    return parser.parse_args()


if __name__ == "__main__":
    raise SystemExit(main())
