"""Drafts schema files from the proto files of an API.

`cargo xtask draft` installs the packages and runs this.

Writes one YAML file for each proto file. All files belong to one protobuf package. `api.yaml` is
left to its author. The descriptions state types and numbers only, because comments belong to their
authors; replace them. What the format does not have, such as streaming RPCs, is left out and
reported on standard error.

| file | holds |
| --- | --- |
| `descriptors` | the descriptors of the proto files |
| `draft` | the schema of a file |
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
from descriptors import compiled
from draft import Draft

HEADER = "# yaml-language-server: $schema={schema}\n"


def main() -> int:
    """Exit codes: 0 success, 1 the proto files cannot be compiled or converted."""
    options = _options()
    try:
        files = compiled(options.protos, options.include)
        draft = Draft(files)
        options.out.mkdir(parents=True, exist_ok=True)
        for file in files:
            path = options.out / f"{Path(file.name).stem}.yaml"
            text = layout.yaml(draft.file(file))
            path.write_text(HEADER.format(schema=options.schema) + text, encoding="utf-8")
            print(path)
    except ValueError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for omission in draft.omissions:
        print(f"left out: {omission}", file=sys.stderr)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Drafts schema files from proto files.")
    parser.add_argument("protos", nargs="+", metavar="PROTO", help="proto file of the package")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write to")
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
